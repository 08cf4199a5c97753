"""The page and its token: asking for it, and whether it may do what the house wants."""

from ausrufer.channels.contract import Access, AccessReport, Grant, Tokens
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.rest import text_of
from ausrufer.connectors.meta.graph import Graph, identifier
from ausrufer.connectors.meta.login import ends_at, graph_of, pages_of
from ausrufer.connectors.meta.network import network
from ausrufer.foundation.http import GuardedClient

NAME = "Facebook"
NETWORK = network(NAME)
NEEDED = (
    "pages_manage_posts",
    "pages_read_engagement",
    "pages_manage_engagement",
    "pages_read_user_content",
)
_OTHER = (
    "Der Zugang gehört zu einer anderen Facebook-Seite. Bitte verbinden Sie den Kanal neu mit "
    "Facebook."
)
_MAY_NOT = (
    "Der Zugang darf auf dieser Facebook-Seite nicht veröffentlichen. Die Person, die ihn erteilt "
    "hat, braucht dort das Recht „Inhalte“."
)


class Page:
    """One page on the graph."""

    def __init__(self, http: GuardedClient, access: Access) -> None:
        self.graph: Graph = graph_of(http, access, NETWORK)
        self.id = identifier(access["page_id"], NAME)


async def report(http: GuardedClient, access: Access) -> AccessReport:
    """Ask for the page, its rights and the end of its token; raises AccessLost."""
    page = Page(http, access)
    found = await page.graph.get("/me", fields="id,name,can_post,is_published")
    if text_of(found, "id") != page.id:
        raise AccessLost(_OTHER)
    if found.get("can_post") is False:
        raise AccessLost(_MAY_NOT)
    ends = await ends_at(http, access, NETWORK, NEEDED)
    return AccessReport(account=text_of(found, "name") or page.id, expires_at=ends)


async def grants(http: GuardedClient, access: Access, tokens: Tokens) -> list[Grant]:
    """Return the pages a person may publish on, each with its own token."""
    pages = await pages_of(http, access, NETWORK, tokens.access)
    return [
        Grant(
            account=text_of(one, "name") or text_of(one, "id"),
            settings={"page_id": text_of(one, "id")},
            secrets={"access_token": text_of(one, "access_token")},
        )
        for one in pages
    ]
