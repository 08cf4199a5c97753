"""Somebody of the practice town at work: their scope, and a session in a browser."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.organisations.models import Member

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@contextmanager
def acting_as(first_name: str) -> Iterator[Member]:
    """Open the organisation of a person of the practice town."""
    with across_organisations(reason="there is one town only"):
        member = Member.objects.select_related("user").get(name__startswith=f"{first_name} ")
    with within_organisation(member.organisation_id):
        yield member


def cookie_of(member: Member) -> str:
    """Return the cookie header of somebody who has logged in."""
    session = SessionStore()
    session[SESSION_KEY] = str(member.user.pk)
    session[BACKEND_SESSION_KEY] = BACKEND
    session[HASH_SESSION_KEY] = member.user.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"
