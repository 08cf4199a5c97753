"""The account and its token: asking for it, and how many posts it has left today."""

from ausrufer.channels.contract import Access, AccessReport, Grant, Tokens
from ausrufer.channels.rest import object_of, text_of
from ausrufer.connectors.meta.graph import Graph, identifier
from ausrufer.connectors.meta.login import ends_at, graph_of, pages_of
from ausrufer.connectors.meta.network import network
from ausrufer.foundation.http import GuardedClient

NAME = "Instagram"
NETWORK = network(NAME)
NEEDED = ("instagram_basic", "instagram_content_publish", "instagram_manage_comments")


class Account:
    """One account on the graph."""

    def __init__(self, http: GuardedClient, access: Access) -> None:
        self.graph: Graph = graph_of(http, access, NETWORK)
        self.id = identifier(access["instagram_id"], NAME)
        self._session = access.session

    async def username(self) -> str:
        """Return what the account is called today; asked once per process."""
        known = self._session.get("username", "")
        if not known:
            found = await self.graph.get(f"/{self.id}", fields="id,username")
            known = self._session["username"] = text_of(found, "username")
        return known


async def report(http: GuardedClient, access: Access) -> AccessReport:
    """Ask for the account and the end of its token; raises AccessLost."""
    account = Account(http, access)
    found = await account.graph.get(f"/{account.id}", fields="id,username,name")
    ends = await ends_at(http, access, NETWORK, NEEDED)
    return AccessReport(account=f"@{text_of(found, 'username')}", expires_at=ends)


async def grants(http: GuardedClient, access: Access, tokens: Tokens) -> list[Grant]:
    """Return the accounts that are linked to the pages of a person, with the token of the page."""
    found = []
    for page in await pages_of(http, access, NETWORK, tokens.access):
        linked = object_of(page, "instagram_business_account")
        if text_of(linked, "id"):
            found.append(_grant(text_of(linked, "id"), text_of(linked, "username"), page))
    return found


def _grant(account: str, username: str, page: object) -> Grant:
    return Grant(
        account=f"@{username}" if username else text_of(page, "name"),
        settings={"instagram_id": account},
        secrets={"access_token": text_of(page, "access_token")},
    )
