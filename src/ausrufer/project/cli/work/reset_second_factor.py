"""Helping a person who lost their second factor, where no administrator can."""

from ausrufer.organisations.actions.second_factor import reset_by_operator
from ausrufer.organisations.models import User
from ausrufer.project.cli.faults import CommandFault


def reset_second_factor(*, email: str) -> None:
    """Take the second factor off a log-in; raises CommandFault."""
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandFault(f"Zu „{email}“ gibt es keinen Zugang.")
    reset_by_operator(user=user)
