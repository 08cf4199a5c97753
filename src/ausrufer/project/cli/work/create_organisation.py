"""Creating an organisation with its first person."""

from collections.abc import Sequence

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import IntegrityError, transaction

from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations import actions
from ausrufer.organisations.policy import Role
from ausrufer.project.cli.faults import CommandFault
from ausrufer.records.actor import Actor


def create_organisation(
    *,
    name: str,
    slug: str,
    departments: Sequence[str],
    admin_name: str,
    admin_email: str,
    password: str,
) -> None:
    """Create both in one transaction; raises CommandFault."""
    try:
        validate_slug(slug)
        validate_email(admin_email)
        validate_password(password)
        with transaction.atomic():
            organisation = actions.create_organisation(
                name=name, slug=slug, departments=departments
            )
            with within_organisation(organisation.pk):
                actions.add_member(
                    actor=Actor.house(organisation.pk),
                    name=admin_name,
                    email=admin_email,
                    password=password,
                    assignments=[(Role.ADMINISTRATOR, None)],
                )
    except ValidationError as unfit:
        raise CommandFault(" ".join(unfit.messages)) from None
    except IntegrityError:
        raise CommandFault(f"Das Kürzel „{slug}“ ist schon vergeben.") from None
