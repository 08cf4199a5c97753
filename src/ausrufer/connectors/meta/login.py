"""Facebook Login, shared by pages and Instagram: from a person's consent to the token of a page.

A token of a page made with a long-lived token of a person does not end by itself.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from django.utils.translation import gettext_noop as _

from ausrufer.channels.contract import Access, AccessField, Consent
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.rest import Effect, Network, Rest, number_of, object_of, text_of
from ausrufer.connectors.meta.graph import FACEBOOK, VERSION, Graph
from ausrufer.connectors.meta.network import renew_at
from ausrufer.foundation.http import GuardedClient

APP_FIELDS = (
    AccessField(
        "client_id",
        _("App-ID"),
        help=_(
            "Auf developers.facebook.com legt die Stadt eine App an („Business“). Ihre Nummer "
            "steht unter App-Einstellungen, Allgemeines."
        ),
    ),
    AccessField(
        "client_secret",
        _("App-Geheimcode"),
        help=_("Steht neben der App-ID. Er wird verschlüsselt aufbewahrt."),
        secret=True,
    ),
    AccessField("access_token", _("Zugriffsschlüssel"), secret=True, required=False),
)
_MAY_PUBLISH = frozenset({"CREATE_CONTENT", "PROFILE_PLUS_CREATE_CONTENT"})
_MOST_PAGES = 10


def consent(*scopes: str) -> Consent:
    """Return how a person grants access through Facebook Login."""
    return Consent(
        authorize_url=f"https://www.facebook.com/{VERSION}/dialog/oauth",
        token_url=f"{FACEBOOK}/{VERSION}/oauth/access_token",
        scopes=scopes,
        separator=",",
        pkce=False,
    )


def graph_of(http: GuardedClient, access: Access, network: Network, token: str = "") -> Graph:
    """Return the graph of Facebook for the token of the access, or for `token`."""
    return Graph(http, access, network, root=_root(access), token=token, proof=True)


async def pages_of(
    http: GuardedClient, access: Access, network: Network, token: str
) -> Sequence[Mapping[str, Any]]:
    """Return the pages a person may publish on, each with a token that does not end by itself."""
    graph = graph_of(http, access, network, await _long_lived(http, access, network, token))
    fields = "id,name,access_token,tasks,instagram_business_account{id,username}"
    found: list[Mapping[str, Any]] = []
    cursor: dict[str, str] = {}
    for _page in range(_MOST_PAGES):
        entries, after = await graph.page("/me/accounts", fields=fields, limit="100", **cursor)
        found += [one for one in entries if _may_publish(one)]
        if not after or not entries:
            break
        cursor = {"after": after}
    return found


async def ends_at(
    http: GuardedClient, access: Access, network: Network, needed: Sequence[str]
) -> datetime | None:
    """Return when the token ends, None where it does not; raises AccessLost for missing scopes."""
    app, secret = access["client_id"].strip(), access["client_secret"].strip()
    if not app or not secret:
        return None
    # The app itself asks: its token is made of both, and has no proof of its own.
    rest = Rest(http, network, root=_root(access), secrets=[secret, access["access_token"]])
    params = {"input_token": access["access_token"], "access_token": f"{app}|{secret}"}
    found = await rest.read("GET", "/debug_token", effect=Effect.HARMLESS, params=params)
    return read_token(object_of(found, "data"), network.name, needed)


def read_token(told: Mapping[str, Any], name: str, needed: Sequence[str]) -> datetime | None:
    """Return when a token ends, of which Meta told `told`; raises AccessLost."""
    if told.get("is_valid") is not True:
        raise AccessLost(f"{name} nimmt den Zugang nicht mehr an. {renew_at(name)}")
    scopes = told.get("scopes")
    granted = scopes if isinstance(scopes, list) else []
    lacking = [scope for scope in needed if scope not in granted]
    if lacking:
        named = ", ".join(lacking)
        said = f"Dem Zugang fehlt bei {name} die Berechtigung {named}. {renew_at(name)}"
        raise AccessLost(said)
    # 0 means never; the access to data ends ninety days after the last consent
    told_at = [number_of(told, "expires_at") or 0, number_of(told, "data_access_expires_at") or 0]
    ends = [one for one in told_at if 0 < one < _LATEST]
    return datetime.fromtimestamp(min(ends), UTC) if ends else None


_LATEST = 253_000_000_000  # seconds: the year 9987


async def _long_lived(http: GuardedClient, access: Access, network: Network, token: str) -> str:
    secret = access["client_secret"].strip()
    rest = Rest(http, network, root=_root(access), secrets=[secret, token])
    params = {
        "grant_type": "fb_exchange_token",
        "client_id": access["client_id"].strip(),
        "client_secret": secret,
        "fb_exchange_token": token,
    }
    effect = Effect.HARMLESS
    found = await rest.read("GET", "/oauth/access_token", effect=effect, params=params)
    exchanged = text_of(found, "access_token")
    if not exchanged:
        raise rest.gibberish(effect, "GET /oauth/access_token: no token")
    return exchanged


def _may_publish(page: Mapping[str, Any]) -> bool:
    tasks = page.get("tasks")
    may = isinstance(tasks, list) and any(one in _MAY_PUBLISH for one in tasks)
    return may and bool(text_of(page, "access_token"))


def _root(access: Access) -> str:
    return f"{access.origin(FACEBOOK)}/{VERSION}"
