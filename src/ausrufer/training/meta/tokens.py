"""Tokens of the emulated Graph: exchange for a long-lived one, and what a token is told to be."""

from collections.abc import Mapping
from typing import Any

from ausrufer.training.meta.graph_state import PracticeGraph
from ausrufer.training.meta.refusing import NO_TOKEN, Refused

_SIXTY_DAYS = 5_184_000


def long_lived(graph: PracticeGraph) -> str:
    """Return the token of sixty days the person's short one is exchanged for."""
    return f"{graph.person_token}-lang"


def exchanged(graph: PracticeGraph, sent: Mapping[str, str]) -> dict[str, Any]:
    """Exchange a code or a short-lived token; raises Refused."""
    graph.codes.know(sent)
    if sent.get("grant_type") == "fb_exchange_token":
        if sent.get("fb_exchange_token") != graph.person_token:
            raise Refused(*NO_TOKEN)
        token = long_lived(graph)
    else:
        graph.codes.redeem(sent)
        token = graph.person_token
    return {"access_token": token, "token_type": "bearer", "expires_in": _SIXTY_DAYS}


def described(graph: PracticeGraph, sent: Mapping[str, str]) -> dict[str, Any]:
    """Tell what a token is, to the app itself."""
    if sent.get("access_token") != f"{graph.app_id}|{graph.app_secret}":
        return {"error": {"message": "Invalid app token", "code": 190}}
    page = graph.page(sent.get("input_token", ""))
    return {
        "data": {
            "app_id": graph.app_id,
            "type": "PAGE",
            "application": "Ausrufer",
            "is_valid": page is not None,
            "expires_at": graph.ends_at,
            "data_access_expires_at": 0,
            "scopes": list(graph.scopes),
        }
    }
