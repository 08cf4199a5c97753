"""Creating an API token for a person."""

from collections.abc import Sequence

from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations import actions
from ausrufer.organisations.models import Organisation
from ausrufer.organisations.policy import Scope
from ausrufer.organisations.queries import members
from ausrufer.project.cli.faults import CommandFault
from ausrufer.records.actor import Actor


def create_token(*, slug: str, email: str, label: str, words: Sequence[str]) -> str:
    """Return a new token with the scopes in `words`, or all; raises CommandFault."""
    scopes = _scopes(words)
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise CommandFault(f"Die Organisation „{slug}“ gibt es nicht.")
    with within_organisation(organisation.pk):
        member = members().filter(user__email__iexact=email).first()
        if member is None:
            raise CommandFault(f"„{email}“ gehört nicht zu {organisation.name}.")
        return actions.create_token(
            actor=Actor.house(organisation.pk), member=member, label=label, scopes=scopes
        )


def _scopes(words: Sequence[str]) -> list[Scope]:
    known = [scope.value for scope in Scope]
    for word in words:
        if word not in known:
            raise CommandFault(f"Das Recht „{word}“ gibt es nicht. Es gibt: {', '.join(known)}.")
    return [Scope(word) for word in words or known]
