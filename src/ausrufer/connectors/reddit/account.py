"""The account, and the communities it moderates: each can be a channel."""

from ausrufer.channels.contract import AccessReport, Grant
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import Effect, object_of, text_of
from ausrufer.connectors.reddit.api import Api
from ausrufer.connectors.reddit.things import after, children

_MOST_PAGES = 5
_NO_COMMUNITY = (
    "Diese Community findet Reddit nicht, oder sie ist gesperrt. Bitte prüfen Sie ihren Namen."
)
_NOT_OWN = (
    "Das Konto ist in dieser Community nicht Moderator. Veröffentlicht wird nur in eigenen "
    "Communitys."
)


async def own_name(api: Api) -> str:
    """Return the name of the account."""
    if api.username:
        return api.username
    name = text_of(await api.read("/api/v1/me"), "name")
    if not name.replace("-", "").replace("_", "").isalnum() or not name.isascii():
        raise api.gibberish(Effect.HARMLESS, "/api/v1/me")
    return name


async def grants(api: Api) -> list[Grant]:
    """Return every public community the account moderates; raises the failures."""
    name, found = await own_name(api), list[Grant]()
    asked = {"limit": "100"}
    for _ in range(_MOST_PAGES):
        page = await api.read("/subreddits/mine/moderator/", **asked)
        for one in children(page, "t5"):
            community = text_of(one, "display_name")
            if community and text_of(one, "subreddit_type") not in {"user", "private"}:
                settings = {"subreddit": community, "username": name}
                found.append(Grant(f"r/{community} (u/{name})", settings))
        if not after(page):
            break
        asked = {**asked, "after": after(page)}
    return found


async def report(api: Api) -> AccessReport:
    """Return the names of community and account; raises AccessLost where it may not post."""
    me = await api.read("/api/v1/me")
    name = text_of(me, "name")
    if not name:
        raise api.gibberish(Effect.HARMLESS, "/api/v1/me")
    if me.get("is_suspended") is True:
        raise AccessLost("Das Konto ist auf Reddit gesperrt.")
    try:
        about = object_of(await api.read(f"/r/{api.community}/about/"), "data")
    except PermanentFailure as failure:
        raise AccessLost(_NO_COMMUNITY, for_log=failure.for_log) from None
    if about.get("user_is_moderator") is not True:
        raise AccessLost(_NOT_OWN)
    return AccessReport(f"r/{text_of(about, 'display_name')} (u/{name})")
