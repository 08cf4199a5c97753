"""Creating an organisation with its first person."""

from collections.abc import Sequence

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import IntegrityError, transaction

from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations import actions
from ausrufer.organisations.models import Organisation
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
    host: str | None = None,
    hosts_others: bool = False,
    practises: bool = False,
) -> None:
    """Create both in one transaction; raises CommandFault. `host` is the slug of who hosts it."""
    try:
        validate_slug(slug)
        validate_email(admin_email)
        validate_password(password)
        with transaction.atomic():
            organisation = actions.create_organisation(
                name=name, slug=slug, departments=departments, practises=practises
            )
            _host(organisation, host, hosts_others=hosts_others)
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


def _host(organisation: Organisation, slug: str | None, *, hosts_others: bool) -> None:
    """Write down who hosts it; a host that was none becomes one."""
    if slug is not None and hosts_others:
        raise CommandFault("Wer beherbergt wird, beherbergt nicht selbst.")
    if slug is not None:
        host = Organisation.objects.filter(slug=slug).first()
        if host is None or host.host_id is not None:
            raise CommandFault(f"„{slug}“ gibt es nicht oder wird selbst beherbergt.")
        Organisation.objects.filter(pk=host.pk).update(hosts_others=True)
        organisation.host = host
    organisation.hosts_others = hosts_others
    organisation.save(update_fields=["host", "hosts_others"])
