"""The third-party description of TikTok's interface, with its known defects mended in memory.

Only the paths its README trusts are held; pieces of films are no part of it.
"""

from pathlib import Path

from aiohttp import web

from ausrufer.training.contracts import Contract, Document, Reply, Request

_INTEGER = {"type": "integer"}


class TikTokContract:
    """Compares requests and answers of the emulator with the document."""

    def __init__(self, path: Path) -> None:
        self._contract = Contract(path, mend=_mend)

    def exchange(self, request: web.Request, body: bytes) -> Request:
        """Return the request as the document can judge it."""
        return Request(
            method=request.method.lower(),
            path=request.path,
            query=list(request.query.items()),
            headers=request.headers,
            content_type=request.content_type,
            body=body or None,
        )

    def faults_of_request(self, exchange: Request) -> list[str]:
        """Return in what the request breaks the contract."""
        return self._contract.faults_of_request(exchange)

    def faults_of_answer(self, exchange: Request, answer: web.Response) -> list[str]:
        """Return in what the answer breaks the contract."""
        data = answer.body if isinstance(answer.body, bytes) else b""
        reply = Reply(answer.status, dict(answer.headers), answer.content_type, data)
        return self._contract.faults_of_reply(exchange, reply)


def _mend(document: Document) -> None:
    paths = document["paths"]
    for path in list(paths):
        if path.startswith("/{"):
            del paths[path]  # the address of an upload, which is told at run time
        elif not path.startswith("/v2/"):
            paths[f"/v2{path}"] = paths.pop(path) | paths.get(f"/v2{path}", {})
    for operations in paths.values():
        for operation in operations.values():
            for status in ("400", "401", "403", "429"):  # refusals it does not list
                operation["responses"].setdefault(status, {"description": "refused"})
    # TikTok's own pages: creator_info is asked with POST, the list is paged in the body
    asked = paths["/v2/post/publish/creator_info/query/"]
    asked["post"] = asked["get"]
    body = paths["/v2/video/list/"]["post"]["requestBody"]["content"]["application/json"]
    body["schema"]["properties"] = {"max_count": _INTEGER, "cursor": _INTEGER}
