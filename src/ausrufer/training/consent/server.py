"""The rules of RFC 6749 and RFC 7636, kept by authlib's own server over what is remembered."""

from typing import Any

from authlib.common.security import generate_token
from authlib.oauth2.rfc6749 import AuthorizationServer, OAuth2Request, grants
from authlib.oauth2.rfc6749.errors import InvalidRequestError
from authlib.oauth2.rfc6749.requests import BasicOAuth2Payload
from authlib.oauth2.rfc7636 import CodeChallenge

from ausrufer.training.consent.state import CODE_SECONDS, Code, PracticeApp, PracticeConsent, Token

Asked = dict[str, Any]  # method, path, fields, headers
Answered = tuple[int, Any, list[tuple[str, str]]]


class _Request(OAuth2Request):  # type: ignore[misc]  # authlib ships no types
    def __init__(self, asked: Asked) -> None:
        # the real ones stand behind TLS, which a practice platform on this machine needs not
        super().__init__(asked["method"], f"https://platform.example{asked['path']}")
        self.headers = asked["headers"]
        self.payload = BasicOAuth2Payload(asked["fields"])

    @property
    def form(self) -> dict[str, str]:
        return dict(self.payload.data)

    args = form


class _CodeGrant(grants.AuthorizationCodeGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    @property
    def _memory(self) -> PracticeConsent:
        memory: PracticeConsent = self.server.memory
        return memory

    def save_authorization_code(self, code: str, request: OAuth2Request) -> None:
        self._memory.codes[code] = Code(
            code=code,
            client_id=request.client.client_id,
            redirect_uri=request.payload.redirect_uri,
            scope=request.scope,
            user=request.user,
            code_challenge=request.payload.data.get("code_challenge"),
            code_challenge_method=request.payload.data.get("code_challenge_method"),
            ends=self._memory.clock() + CODE_SECONDS,
        )

    def query_authorization_code(self, code: str, client: PracticeApp) -> Code | None:
        # taken out at once: whatever comes of this request, the code was used (RFC 6749 §4.1.2)
        found = self._memory.codes.pop(code, None)
        if found is None or found.ends < self._memory.clock():
            return None
        return found if found.client_id == client.client_id else None

    def delete_authorization_code(self, authorization_code: Code) -> None:
        del authorization_code  # is gone already

    def authenticate_user(self, authorization_code: Code) -> str:
        return authorization_code.user


class _RefreshGrant(grants.RefreshTokenGrant):  # type: ignore[misc]
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token: str) -> Token | None:
        memory: PracticeConsent = self.server.memory
        found = next((one for one in memory.tokens if one.refresh == refresh_token), None)
        if found is not None and found.revoked:
            memory.used_twice += 1
            memory.came_again.setdefault(refresh_token, memory.clock())
        return found if found is not None and not found.revoked else None

    def authenticate_user(self, refresh_token: Token) -> str:
        return refresh_token.user

    def revoke_old_credential(self, refresh_token: Token) -> None:
        self.server.memory.renewed += 1
        refresh_token.revoked = True


class _LastingGrant(_RefreshGrant):
    """The token for renewal stays; its answers name none."""

    INCLUDE_NEW_REFRESH_TOKEN = False

    def revoke_old_credential(self, refresh_token: Token) -> None:
        del refresh_token
        self.server.memory.renewed += 1


class _Demanded(CodeChallenge):  # type: ignore[misc]
    """PKCE is not offered here but demanded, and only with S256 (RFC 9700 §2.1.1)."""

    SUPPORTED_CODE_CHALLENGE_METHOD = ["S256"]

    def validate_code_challenge(self, grant: Any, redirect_uri: str) -> None:
        fields = grant.request.payload.data
        if not fields.get("code_challenge") or fields.get("code_challenge_method") != "S256":
            raise InvalidRequestError("PKCE with S256 is required")
        super().validate_code_challenge(grant, redirect_uri)


class ConsentServer(AuthorizationServer):  # type: ignore[misc]
    """authlib's server over one memory."""

    def __init__(self, memory: PracticeConsent) -> None:
        super().__init__()
        self.memory = memory
        self.register_grant(_CodeGrant, [_Demanded()] if memory.pkce else [])
        self.register_grant(_RefreshGrant if memory.rotates else _LastingGrant)
        self.register_token_generator("default", self._generated)

    def query_client(self, client_id: str) -> PracticeApp | None:
        """Return a registered app."""
        return self.memory.apps.get(client_id)

    def save_token(self, token: dict[str, Any], request: OAuth2Request) -> None:
        """Remember what was handed out."""
        self.memory.tokens.append(
            Token(
                access=token["access_token"],
                refresh=token.get("refresh_token", ""),
                client_id=request.client.client_id,
                scope=token["scope"],
                user=request.user,
                ends=self.memory.clock() + token["expires_in"],
                made=self.memory.clock(),
            )
        )

    def send_signal(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Tell nobody."""

    def create_oauth2_request(self, request: Asked) -> OAuth2Request:
        """Wrap what was asked."""
        return request if isinstance(request, OAuth2Request) else _Request(request)

    def handle_response(self, status: int, body: Any, headers: Any) -> Answered:
        """Hand the answer on as it is."""
        return status, body, [*(headers.items() if isinstance(headers, dict) else headers)]

    def _generated(
        self, *, scope: str = "", include_refresh_token: bool = True, **_: Any
    ) -> dict[str, Any]:
        found: dict[str, Any] = {
            "token_type": "Bearer",
            "access_token": generate_token(40),
            "expires_in": self.memory.expires_in,
            "scope": scope,
        }
        if include_refresh_token:
            found["refresh_token"] = generate_token(40)
        if include_refresh_token and self.memory.renewal_expires_in is not None:
            found["refresh_token_expires_in"] = self.memory.renewal_expires_in
        return found
