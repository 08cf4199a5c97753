"""One account on one platform: requests go out, answers are checked before they are believed."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from yarl import URL

from ausrufer.channels.errors import ConnectorFailure
from ausrufer.channels.rest.meaning import Effect, Network
from ausrufer.channels.rest.reading import body_of
from ausrufer.foundation.http import Answer, FilePart, GuardedClient, HttpFailure

_FINE = frozenset({200, 201, 202, 204})


class Rest:
    """The interface of a platform below `root`; `secrets` never appear in a failure."""

    def __init__(
        self,
        http: GuardedClient,
        network: Network,
        *,
        root: str,
        headers: Mapping[str, str] | None = None,
        secrets: Collection[str] = (),
    ) -> None:
        self._http, self._network, self._root = http, network, root.rstrip("/")
        self._headers, self._secrets = dict(headers or {}), [one for one in secrets if one]

    async def ask(
        self,
        method: str,
        path: str,
        *,
        effect: Effect,
        params: Mapping[str, str] | None = None,
        json: Mapping[str, Any] | None = None,
        content: bytes | None = None,
        form: Sequence[tuple[str, str]] | None = None,
        files: Sequence[FilePart] | None = None,
        headers: Mapping[str, str] | None = None,
        fine: Collection[int] = _FINE,
        quoted: bool = False,
        seconds: float | None = None,
    ) -> Answer:
        """Send one request and return an answer whose status is `fine`; raises the failures.

        `quoted`: the path is quoted already and goes out sign by sign as it is. `seconds` overrules
        how long a request may take, as large files need.
        """
        log = self._plain(f"{method} {path}")
        try:
            answer = await self._http.request(
                method,
                URL(f"{self._root}{path}", encoded=True) if quoted else f"{self._root}{path}",
                headers={**self._headers, **(headers or {})},
                seconds=seconds,
                params=params,
                json=json,
                content=content,
                form=form,
                files=files,
            )
        except HttpFailure as failure:
            # What went wrong inside the client stays there: it may quote the request.
            raise self.silent(self._network.unanswered(failure, effect, log)) from None
        if answer.status not in fine:
            raise self.silent(self._network.meaning(answer, effect, log))
        return answer

    async def read(self, method: str, path: str, *, effect: Effect, **sent: Any) -> Any:
        """Send one request and return the JSON of the answer; raises the failures."""
        answer = await self.ask(method, path, effect=effect, **sent)
        found = body_of(answer)
        if found is None:
            raise self.gibberish(effect, f"{method} {path}: {len(answer.content)} bytes unreadable")
        return found

    def gibberish(self, effect: Effect, log: str) -> ConnectorFailure:
        """Return the failure of a yes that lacks what it must say."""
        return self.silent(self._network.gibberish(effect, self._plain(log)))

    def silent(self, failure: ConnectorFailure) -> ConnectorFailure:
        """Return the failure without any secret, should a platform have quoted one.

        `ask` does so itself; a refusal that is read inside a yes needs it from its reader.
        """
        failure.for_staff = self._plain(failure.for_staff)
        failure.for_log = self._plain(failure.for_log)
        failure.args = (failure.for_log,)
        return failure

    def _plain(self, said: str) -> str:
        for secret in self._secrets:
            said = said.replace(secret, "…")
        return said
