"""How log-ins behave here: nobody signs up by themselves, and new devices are told of."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from ausrufer.organisations.actions.sessions import tell_of_new_device
from ausrufer.organisations.models import User
from ausrufer.organisations.web.devices import remember, said_device, was_here_before


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Administrators invite people; the public sign-up stays closed."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Return that nobody may sign up."""
        return False

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Write to a person that how they log in was changed; the address is that of the log-in."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def post_login(
        self, request: HttpRequest, user: User, *, signup: bool, **known: Any
    ) -> HttpResponse:
        """Write to a person whose log-in was used on a device it never was used on before."""
        response: HttpResponse = super().post_login(request, user, signup=signup, **known)
        if not signup and not was_here_before(request, user):
            device = said_device(self.get_http_user_agent(request))
            tell_of_new_device(user=user, device=device, ip=self.get_client_ip(request))
        remember(request, response, user)
        return response
