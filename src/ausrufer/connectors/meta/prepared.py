"""What is prepared and not yet public: containers, remembered in this process by the order's key.

A container that is forgotten (another worker goes on) does no harm: a new one is made, and the old
one is thrown away by the platform after a day. A container can be published only once.
"""

import json
from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any

from ausrufer.channels.rest import number_of, object_of, text_of


class Prepared:
    """The containers of one order; every change is kept at once."""

    def __init__(self, session: MutableMapping[str, str], key: str) -> None:
        self._session, self._name = session, f"prepared:{key}"
        told: Any = {}
        with suppress(ValueError):
            told = object_of(json.loads(session.get(self._name, "{}")))
        children = told.get("children")
        self.children = [str(one) for one in children] if isinstance(children, list) else []
        self.container = text_of(told, "container")
        self.misses = number_of(told, "misses") or 0  # how often it was not to be found

    def keep(self) -> None:
        """Remember the present state."""
        told = {"children": self.children, "container": self.container, "misses": self.misses}
        self._session[self._name] = json.dumps(told)

    def drop(self) -> None:
        """Forget the containers, but not how often they were missed."""
        self.children, self.container = [], ""
        if self.misses:
            self.keep()
        else:
            self.forget()

    def forget(self) -> None:
        """Forget everything: it is done."""
        self._session.pop(self._name, None)
