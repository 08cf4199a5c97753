"""The pages a person administers, and whether the chosen one can be used."""

from collections.abc import Sequence

from ausrufer.channels.contract import AccessReport, Grant
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import Effect, objects_of, text_of
from ausrufer.connectors.linkedin_page.api import Api

_MOST = 50
_NO_PAGE = (
    "Diese Person verwaltet auf LinkedIn keine Seite. Sie braucht dort die Rolle "
    "„Super-Administrator“ oder „Inhaltsadministrator“."
)


async def grants(api: Api) -> Sequence[Grant]:
    """Return the pages the person who consented administers; may be empty."""
    params = {"q": "roleAssignee", "role": "ADMINISTRATOR", "state": "APPROVED"}
    told = await api.read("/organizationAcls", {**params, "count": str(_MOST)})
    roles = objects_of(told, "elements")
    urns = [text_of(one, "organization") or text_of(one, "organizationTarget") for one in roles]
    numbers = [urn.rpartition(":")[2] for urn in dict.fromkeys(urns) if urn]
    return [
        Grant(await _name(api, number), {"organization": f"urn:li:organization:{number}"})
        for number in numbers[:_MOST]
        if number.isdecimal()
    ]


async def report(api: Api) -> AccessReport:
    """Ask for the page's name; raises AccessLost with what is to be done."""
    try:
        return AccessReport(await _name(api, api.organisation.rpartition(":")[2]))
    except PermanentFailure as failure:
        raise AccessLost(_NO_PAGE, for_log=failure.for_log) from None


async def _name(api: Api, number: str) -> str:
    told = await api.read(f"/organizations/{number}")
    name = text_of(told, "localizedName") or text_of(told, "name")
    if not name:
        raise api.gibberish(Effect.HARMLESS, "GET /organizations: no name")
    return name
