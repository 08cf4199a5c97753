"""Asking the token endpoint of a platform, through the guarded client (RFC 6749 §4.1.3 and §6)."""

from typing import Any

from authlib.common.urls import add_params_to_qs
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_token_request
from django.utils.translation import gettext as _

from ausrufer.channels.connecting.address import stood_in
from ausrufer.channels.connecting.answers import tokens_from
from ausrufer.channels.contract import Access, ClientSecret, Consent, Manifest, Tokens
from ausrufer.channels.errors import AccessLost, TemporaryFailure
from ausrufer.foundation.clock import now
from ausrufer.foundation.http import Answer, GuardedClient, HttpFailure, TargetRefused

_FORM = "application/x-www-form-urlencoded"


class TokenEndpoint:
    """The token endpoint of one channel's platform; every method raises the failures."""

    def __init__(
        self, http: GuardedClient, manifest: Manifest, consent: Consent, access: Access
    ) -> None:
        self._http, self._consent, self._access = http, consent, access
        self._network = manifest.label

    async def exchange(self, *, code: str, redirect: str, verifier: str) -> Tokens:
        """Return the tokens for the code a person brought back."""
        sent = {"code": code, "redirect_uri": redirect}
        if self._consent.pkce:
            sent["code_verifier"] = verifier
        answer = await self._ask("authorization_code", **sent)
        return tokens_from(answer, network=self._network, moment=now(), renewing=False)

    async def renew(self) -> Tokens:
        """Return new tokens for the refresh token of the access."""
        answer = await self._ask("refresh_token", refresh_token=self._access["refresh_token"])
        return tokens_from(answer, network=self._network, moment=now(), renewing=True)

    async def _ask(self, grant_type: str, **sent: str) -> Answer:
        address = stood_in(self._access, self._consent.token_url)
        body = prepare_token_request(grant_type, **sent)
        headers = {"Content-Type": _FORM, "Accept": "application/json"}
        try:
            address, headers, body = self._client().prepare("POST", address, headers, body)
            return await self._http.request("POST", address, headers=headers, content=body.encode())
        except UnicodeError as odd:
            said = _("Kennung oder Geheimnis der App enthalten unzulässige Zeichen.")
            raise AccessLost(said, for_log="client credentials are not latin-1") from odd
        except TargetRefused as refused:
            raise AccessLost(refused.for_staff, for_log=refused.for_log) from None
        except HttpFailure as failure:
            raise TemporaryFailure(failure.for_staff, for_log=failure.for_log) from None

    def _client(self) -> ClientAuth:
        if self._consent.client_secret is ClientSecret.HEADER:
            how: Any = "client_secret_basic"
        else:
            how = _in_the_body(self._consent.id_parameter)
        return ClientAuth(self._access["client_id"], self._access["client_secret"], how)


def _in_the_body(id_parameter: str) -> Any:
    """Send id and secret by `client_secret_post`, the id under the name the platform wants."""

    def prepare(
        client: ClientAuth, method: str, uri: str, headers: dict[str, str], body: str
    ) -> tuple[str, dict[str, str], str]:
        del method
        named = [(id_parameter, client.client_id), ("client_secret", client.client_secret)]
        return uri, headers, add_params_to_qs(body, named)

    return prepare
