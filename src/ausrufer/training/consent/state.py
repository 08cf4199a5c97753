"""What the emulated platform remembers: apps, codes, tokens, faults."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from authlib.oauth2.rfc6749 import AuthorizationCodeMixin, ClientMixin, TokenMixin

from ausrufer.training.faults import Faults

CODE_SECONDS = 60


@dataclass
class PracticeApp(ClientMixin):  # type: ignore[misc]  # authlib ships no types
    """An app a town has registered; `how` it shows its secret is agreed (RFC 6749 §2.3.1)."""

    client_id: str
    client_secret: str
    redirect_uri: str
    how: str = "client_secret_post"
    scopes: tuple[str, ...] = ("write",)

    def get_client_id(self) -> str:
        """Return the id."""
        return self.client_id

    def get_default_redirect_uri(self) -> None:
        """Insist on being told."""

    def get_allowed_scope(self, scope: str) -> str:
        """Return what of the wishes is granted."""
        return " ".join(one for one in (scope or "").split() if one in self.scopes)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Compare sign by sign (RFC 9700 §4.1.3)."""
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        """Compare the secret."""
        return client_secret == self.client_secret

    def check_endpoint_auth_method(self, method: str, endpoint: str) -> bool:
        """Take only the way that was agreed."""
        return endpoint != "token" or method == self.how

    def check_response_type(self, response_type: str) -> bool:
        """Hand out codes and nothing else."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Take codes and refresh tokens."""
        return grant_type in {"authorization_code", "refresh_token"}


@dataclass
class Code(AuthorizationCodeMixin):  # type: ignore[misc]  # authlib ships no types
    """A code on its way; `code_challenge` as RFC 7636 asks to keep it."""

    code: str
    client_id: str
    redirect_uri: str
    scope: str
    user: str
    code_challenge: str | None
    code_challenge_method: str | None
    ends: float

    def get_redirect_uri(self) -> str:
        """Return where it was sent."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """Return what it grants."""
        return self.scope


@dataclass
class Token(TokenMixin):  # type: ignore[misc]  # authlib ships no types
    """A pair of tokens; a refresh token is good once."""

    access: str
    refresh: str
    client_id: str
    scope: str
    user: str
    ends: float
    made: float
    revoked: bool = False

    def check_client(self, client: PracticeApp) -> bool:
        """Tell whether it was given to this app."""
        return self.client_id == client.client_id

    def get_scope(self) -> str:
        """Return what it grants."""
        return self.scope

    def get_expires_in(self) -> int:
        """Return the seconds it has left."""
        return int(self.ends - time.time())

    def is_expired(self) -> bool:
        """Tell whether its time is over."""
        return self.ends <= time.time()

    def is_revoked(self) -> bool:
        """Tell whether it was taken back."""
        return self.revoked


@dataclass
class PracticeConsent:
    """One platform: who may ask, and what came of it.

    `expires_in` and `renewal_expires_in` are seconds; `used_twice` counts refresh tokens that came
    a second time, which platforms take for theft. Where it `rotates`, a renewal makes both old
    tokens void; else the one for renewal stays. `thinks` are the seconds between what a renewal
    changes and its answer: whoever breaks off meanwhile never learns the new tokens. `cut` are the
    refresh tokens whose answer was cut off by a fault; `came_again` is when void ones first came.
    """

    apps: dict[str, PracticeApp] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: list[Token] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)
    answers: list[dict[str, Any]] = field(default_factory=list)
    expires_in: int = 3600
    renewal_expires_in: int | None = None
    pkce: bool = True
    used_twice: int = 0
    renewed: int = 0
    rotates: bool = True
    thinks: float = 0
    cut: set[str] = field(default_factory=set)
    came_again: dict[str, float] = field(default_factory=dict)
    clock: Callable[[], float] = time.time

    def register(self, app: PracticeApp) -> PracticeApp:
        """Let an app ask for consent."""
        self.apps[app.client_id] = app
        return app

    def opened_by(self, access: str) -> str:
        """Return whose account an access token opens; empty where it opens none."""
        for token in self.tokens:
            if token.access == access and not token.revoked and not token.is_expired():
                return token.user
        return ""

    def take_back(self) -> None:
        """Make every token void, as somebody does who removes the app from their account."""
        for token in self.tokens:
            token.revoked = True

    def behind(self, refresh: str) -> int | None:
        """Return how many renewals came after the one that handed this out; None for an unknown."""
        handed_out = [one.refresh for one in self.tokens if one.refresh]
        return handed_out[::-1].index(refresh) if refresh in handed_out else None

    def followed(self, refresh: str) -> dict[str, Any]:
        """Return how far a token for renewal is behind, and what became of the renewal by it."""
        found: dict[str, Any] = {"behind": self.behind(refresh)}
        if found["behind"]:
            after = [one for one in self.tokens if one.refresh][-found["behind"]]
            found["renewed_at"], found["cut"] = after.made, after.refresh in self.cut
            found["asked_again_at"] = self.came_again.get(refresh, self.clock())
        return found
