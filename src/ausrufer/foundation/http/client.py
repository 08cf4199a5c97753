"""The client itself: one request, over redirects by hand, within all limits."""

import asyncio
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Self

import aiohttp
from yarl import URL

from ausrufer.foundation.http.failures import TargetRefused
from ausrufer.foundation.http.sending import (
    Body,
    body_of,
    checked_headers,
    checked_method,
    for_strangers,
    json_content,
)
from ausrufer.foundation.http.shapes import Answer, FilePart, HttpPolicy
from ausrufer.foundation.http.targets import GuardedResolver, checked_url, refuse_shunned
from ausrufer.foundation.http.wording import named_failure, too_large, too_slow

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_READING = frozenset({"GET", "HEAD"})


@dataclass(slots=True)
class _Progress:
    """How far the present request came; once `connected`, the other side may have seen it."""

    host: str = ""
    connected: bool = False


@dataclass(frozen=True, slots=True)
class _Request:
    method: str
    target: URL
    headers: dict[str, str]
    body: Body
    most_bytes: int


class GuardedClient:
    """One session of guarded requests, used as `async with GuardedClient(policy) as http`."""

    def __init__(self, policy: HttpPolicy) -> None:
        self.policy = policy
        self._allowed = frozenset(target.lower() for target in policy.allowed_private)
        self._refused = frozenset(target.lower() for target in policy.refused)
        self._session: aiohttp.ClientSession

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            # A kept connection may have just been closed by the other side, and then nobody
            # knows whether the request arrived. A fresh one per request fails clearly.
            connector=aiohttp.TCPConnector(
                resolver=GuardedResolver(self._allowed, self._refused),
                use_dns_cache=False,
                force_close=True,
                limit=0,
            ),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": self.policy.user_agent},
            timeout=aiohttp.ClientTimeout(total=None, connect=self.policy.connect_seconds),
            trace_configs=[_tracing()],
            trust_env=False,
        )
        # aiohttp repeats a PUT that broke off behind our back: what that means is not its to judge
        self._session._retry_connection = False  # noqa: SLF001 - there is no public switch
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._session.close()

    def within(self, targets: frozenset[str]) -> "GuardedClient":
        """Return this open client, which calls nothing but `targets` ("host:port") any more."""
        narrowed = copy(self)
        narrowed.policy = replace(self.policy, only=targets)
        return narrowed

    async def request(
        self,
        method: str,
        url: str | URL,
        *,
        headers: Mapping[str, str] | None = None,
        params: Mapping[str, str] | None = None,
        json: object = None,
        content: bytes | None = None,
        form: Sequence[tuple[str, str]] | None = None,
        files: Sequence[FilePart] | None = None,
        seconds: float | None = None,
        most_bytes: int | None = None,
        redirects: int = 0,
    ) -> Answer:
        """Send one request; raises `HttpFailure`. Any status is an answer, not a failure.

        A text is quoted as addresses are; a `URL` goes as it is, for servers that mind the quotes.
        `seconds` (all redirects included) and `most_bytes` (of the decoded body) overrule the
        policy. Redirects are followed for GET and HEAD only: whether a redirected writing request
        took effect is for the caller to judge, who gets the answer with its status.
        """
        target = self._checked(url)
        sent = checked_headers(headers or {}, target.host or "")
        if json is not None:
            content = json_content(json)
            sent = {"Content-Type": "application/json"} | sent
        request = _Request(
            method=checked_method(method),
            target=target.update_query(dict(params or {})),
            headers=sent,
            body=body_of(content, form, files),
            most_bytes=self.policy.most_bytes if most_bytes is None else most_bytes,
        )
        progress = _Progress()
        try:
            async with asyncio.timeout(self.policy.total_seconds if seconds is None else seconds):
                return await self._followed(request, redirects, progress)
        except TimeoutError:
            raise too_slow(progress.host, connected=progress.connected) from None

    def _checked(self, url: str | URL) -> URL:
        target = checked_url(url, self._allowed, self.policy.only, self._refused)
        refuse_shunned(target, self.policy.shunned)
        return target

    async def _followed(self, request: _Request, redirects: int, progress: _Progress) -> Answer:
        answer = await self._once(request, progress)
        for _ in range(redirects):
            if not _points_elsewhere(request, answer):
                return answer
            request = self._redirected(request, answer)
            answer = await self._once(request, progress)
        if redirects and _points_elsewhere(request, answer):
            raise TargetRefused(
                f"{request.target.host} leitet zu oft weiter.",
                for_log=f"{request.target.host}: more than {redirects} redirects",
            )
        return answer

    async def _once(self, request: _Request, progress: _Progress) -> Answer:
        progress.host, progress.connected = request.target.host or "", False
        try:
            async with self._session.request(
                request.method,
                request.target,
                headers=request.headers,
                data=request.body,
                allow_redirects=False,
                trace_request_ctx=progress,
            ) as response:
                content = await _read(response, request.most_bytes)
                return _answer(response, content)
        except (aiohttp.ClientError, OSError) as failure:
            # What aiohttp raises may quote headers and addresses: it must not reach a log.
            raise named_failure(failure, progress.host, connected=progress.connected) from None

    def _redirected(self, request: _Request, answer: Answer) -> _Request:
        host = request.target.host
        try:
            joined = request.target.join(URL(answer.headers["location"])).with_fragment(None)
        except ValueError:
            raise TargetRefused(
                f"{host} leitet an eine ungültige Adresse weiter.",
                for_log=f"{host}: unusable Location",
            ) from None
        target = self._checked(joined)
        if (request.target.scheme, target.scheme) == ("https", "http"):
            raise TargetRefused(
                f"{host} leitet von einer verschlüsselten an eine unverschlüsselte Adresse weiter.",
                for_log=f"{host}: redirect from https to http refused",
            )
        same = target.origin() == request.target.origin()
        headers = request.headers if same else for_strangers(request.headers)
        return replace(request, target=target, headers=headers)


def _points_elsewhere(request: _Request, answer: Answer) -> bool:
    redirected = answer.status in _REDIRECTS and "location" in answer.headers
    return redirected and request.method in _READING


async def _read(response: aiohttp.ClientResponse, most_bytes: int) -> bytes:
    content = bytearray()
    async for chunk in response.content.iter_any():
        content += chunk
        if len(content) > most_bytes:
            raise too_large(response.url.host or "", most_bytes)
    return bytes(content)


def _answer(response: aiohttp.ClientResponse, content: bytes) -> Answer:
    headers: dict[str, str] = {}
    for name, raw in response.headers.items():
        # aiohttp hands on bytes that are no text as halves of characters nobody can store.
        lower, value = name.lower(), raw.encode(errors="replace").decode()
        headers[lower] = f"{headers[lower]}, {value}" if lower in headers else value
    return Answer(response.status, headers, content, str(response.url))


def _tracing() -> aiohttp.TraceConfig:
    async def connected(
        _: aiohttp.ClientSession,
        context: SimpleNamespace,
        __: aiohttp.TraceConnectionCreateEndParams,
    ) -> None:
        context.trace_request_ctx.connected = True

    tracing = aiohttp.TraceConfig()
    tracing.on_connection_create_end.append(connected)
    return tracing
