"""How a platform grants access: OAuth 2 as data, and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class ClientSecret(StrEnum):
    """Where the app's own secret travels when tokens are asked for."""

    BODY = "body"  # client_secret_post
    HEADER = "header"  # client_secret_basic


@dataclass(frozen=True, slots=True)
class Consent:
    """The page of a platform where a person grants access (RFC 6749 §4.1, PKCE by RFC 7636).

    The app's id and secret are access fields of the channel named `client_id` and `client_secret`.
    `id_parameter` is what the platform calls the id; `more` is sent along to the page of consent.
    """

    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    separator: str = " "
    pkce: bool = True
    id_parameter: str = "client_id"
    client_secret: ClientSecret = ClientSecret.BODY
    more: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a platform hands out; `answer` is the whole of it, for what only this platform tells.

    Times are aware. `renewal` None: the platform hands out none, or the old one stays valid.
    """

    access: str = field(repr=False)
    renewal: str | None = field(default=None, repr=False)
    expires_at: datetime | None = None
    renewal_expires_at: datetime | None = None
    answer: Mapping[str, object] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """One account that granted access opens, with what the channel keeps of it.

    `settings` and `secrets` are merged into those of the channel; the tokens stand there as
    `access_token` and `refresh_token`. `expires_at` None: it does not end by itself.
    """

    account: str  # as people know it
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    expires_at: datetime | None = None
