"""The emulated Graph as a web application: tokens, nodes, edges, faults, contract."""

from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, web

from ausrufer.training.meta import facebook, films, instagram, tokens
from ausrufer.training.meta.asked import Asked, asked_of
from ausrufer.training.meta.calls import Call, Edge
from ausrufer.training.meta.consent import add_consent
from ausrufer.training.meta.graph_state import PracticeGraph, PracticePage
from ausrufer.training.meta.refusing import NO_TOKEN, Refused, not_there, refusing
from ausrufer.training.meta.specs import GraphContract
from ausrufer.training.playing import playing

MOST_BYTES = 60_000_000
EDGES: dict[tuple[str, str, str], Edge] = {**facebook.EDGES, **instagram.EDGES}


def graph_app(graph: PracticeGraph, *, contract: Path | None = None) -> web.Application:
    """Return the platform as an application.

    With the folder `contract`, every request and every answer is compared with it; a violation
    answers 500 and is recorded in `graph.violations`.
    """
    held = GraphContract(contract) if contract else None

    async def ask(request: web.Request) -> web.Response:
        node, edge = request.match_info["node"], request.match_info.get("edge", "")
        return await _answered(graph, held, await asked_of(request, node, edge))

    async def token(request: web.Request) -> web.Response:
        sent = (await asked_of(request, "oauth", "access_token")).sent
        return web.json_response(tokens.exchanged(graph, sent))

    async def debug(request: web.Request) -> web.Response:
        return web.json_response(tokens.described(graph, dict(request.query)))

    async def upload(request: web.Request) -> web.Response:
        return web.json_response(await _brought(graph, request))

    async def received(request: web.Request) -> web.Response:
        if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
            raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
        return web.json_response(graph.received())

    async def day(_: web.Request) -> web.Response:
        graph.a_day_passes()
        return web.json_response({})

    app = web.Application(middlewares=[playing(graph.faults), refusing], client_max_size=MOST_BYTES)
    app.router.add_get("/_received", received)
    app.router.add_post("/_day", day)
    add_consent(app, graph.codes, page=r"/v{version:\d+\.\d+}/dialog/oauth")
    app.router.add_route("*", r"/v{version:\d+\.\d+}/oauth/access_token", token)
    app.router.add_get(r"/v{version:\d+\.\d+}/debug_token", debug)
    app.router.add_post(r"/video-upload/v{version:\d+\.\d+}/{video}", upload)
    for address in (r"/v{version:\d+\.\d+}/{node}", r"/v{version:\d+\.\d+}/{node}/{edge}"):
        app.router.add_route("*", address, ask)
    return app


async def _answered(graph: PracticeGraph, held: GraphContract | None, asked: Asked) -> web.Response:
    speaker = _speaker(graph, asked)
    kind = _kind(graph, asked.node, speaker)
    edge = EDGES.get((kind, asked.method, asked.edge))
    if edge is None:
        raise not_there(asked.node)
    faults = held.faults_of_request(kind, asked, edge.returns) if held else []
    if faults:
        return _broken(graph, faults)
    async with ClientSession() as fetching:
        result = await edge.answer(Call(graph, speaker, asked, fetching))
    faults = held.faults_of_answer(edge.returns, result) if held else []
    return _broken(graph, faults) if faults else web.json_response(result)


async def _brought(graph: PracticeGraph, request: web.Request) -> dict[str, Any]:
    """Fetch the file of a reel; this host knows the token by a header only."""
    if graph.page(request.headers.get("Authorization", "").removeprefix("OAuth ")) is None:
        raise Refused(*NO_TOKEN)
    async with ClientSession() as fetching:
        call = Call(graph, None, Asked("POST", "", "", {}), fetching)
        content = await call.fetched(request.headers.get("file_url", ""))
    return films.brought(graph, request.match_info["video"], content)


def _speaker(graph: PracticeGraph, asked: Asked) -> PracticePage | None:
    """Return the page that speaks, None for the person; raises Refused for anybody else."""
    token = asked.sent.get("access_token", "")
    proof = asked.sent.get("appsecret_proof")
    if proof is not None and proof != graph.proof(token):
        raise Refused(100, 0, "Invalid appsecret_proof provided in the API argument")
    if token == tokens.long_lived(graph) and token not in graph.revoked:
        return None
    page = graph.page(token)
    if page is None:
        raise Refused(*NO_TOKEN)
    return page


def _kind(graph: PracticeGraph, node: str, speaker: PracticePage | None) -> str:
    """Return which node of the specifications an id is; raises Refused."""
    if node == "me":
        return "User" if speaker is None else "Page"
    if speaker is not None and node == speaker.id:
        return "Page"
    if speaker is not None and speaker.account and node == speaker.account.id:
        return "IGUser"
    thing = graph.thing(node)
    if thing is None or speaker is None or not _owns(speaker, thing.owner):
        raise not_there(node)
    return thing.kind


def _owns(speaker: PracticePage, owner: str) -> bool:
    return owner in (speaker.id, speaker.account.id if speaker.account else "")


def _broken(graph: PracticeGraph, faults: list[str]) -> web.Response:
    graph.violations.extend(faults)
    said: dict[str, Any] = {"error": {"message": "; ".join(faults), "code": 1}}
    return web.json_response(said, status=500)
