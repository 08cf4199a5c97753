"""How second factors behave here."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.conf import settings
from django.utils.translation import gettext as _

from ausrufer.foundation.clock import now
from ausrufer.foundation.sealing import Seal, SealBroken
from ausrufer.foundation.text import clean_line
from ausrufer.organisations.access import memberships
from ausrufer.organisations.models import User
from ausrufer.organisations.queries import SECOND_FACTORS

SEALED = "sealed:"


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Keeps the last second factor where an organisation asks for one."""

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Return whether the log-in may do without this one."""
        user = authenticator.user
        others = Authenticator.objects.filter(user_id=user.pk, type__in=SECOND_FACTORS)
        return others.exclude(pk=authenticator.pk).exists() or not _required(user)

    def encrypt(self, text: str) -> str:
        """Seal what an app and recovery codes are computed from."""
        return SEALED + _seal().close({"text": text}).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open it; where no key fits, no code ever does."""
        if not encrypted_text.startswith(SEALED):
            return str(encrypted_text)  # stored before this house sealed them
        try:
            return _seal().open(encrypted_text.removeprefix(SEALED).encode())["text"]
        except SealBroken:
            return ""

    def generate_authenticator_name(
        self,
        user: User,
        type: str,  # noqa: A002 - allauth's name
    ) -> str:
        """Return a name by which a person tells a key from the ones before."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


class PasskeyForm(AddWebAuthnForm):  # type: ignore[misc]  # allauth ships no types
    """A new passkey: its name, and whether it opens without a password."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = _("Daran erkennen Sie ihn wieder: „Diensttelefon“.")
        self.fields["name"].max_length = 80
        passwordless = self.fields["passwordless"]
        passwordless.label = _("Damit auch ohne Passwort anmelden")
        passwordless.help_text = ""
        passwordless.initial = True

    def clean_name(self) -> str:
        """Return the name on one line."""
        return clean_line(super().clean_name())[:80]


def _seal() -> Seal:
    return Seal(settings.ENVIRONMENT.sealing_keys())


def _required(user: User) -> bool:
    since = [one.organisation.second_factor_from for one in memberships(user)]
    return any(moment is not None and moment <= now() for moment in since)
