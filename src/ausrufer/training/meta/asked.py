"""Reading what a request to one of Meta's graphs sends: parameters, forms, files, asked fields."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: where to, and what it sends."""

    method: str
    node: str
    edge: str
    sent: dict[str, str]
    files: dict[str, bytes] = field(default_factory=dict, repr=False)

    def names(self) -> list[str]:
        """Return the fields that are asked for, without what is asked within them."""
        return names_in(self.sent.get("fields", ""))

    def pick(self, entry: dict[str, Any]) -> dict[str, Any]:
        """Return the asked fields of an entry; its id is always told, what is None never."""
        wanted = {"id", *self.names()}
        return {k: v for k, v in entry.items() if k in wanted and v is not None}


async def asked_of(request: web.Request, node: str, edge: str) -> Asked:
    """Return what a request sends, parameters and form together."""
    sent, files = dict(request.query), {}
    if request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = value.file.read()
            elif isinstance(value, str):
                sent[name] = value
    return Asked(request.method, node, edge, sent, files)


def names_in(fields: str) -> list[str]:
    """Return the outer names of "a,b{c,d},e.limit(0).summary(true)": a, b, e."""
    depth, names, name = 0, [], ""
    for sign in [*fields, ","]:
        depth += (sign in "{(") - (sign in "})")
        if sign == "," and depth == 0:
            names.append(name)
            name = ""
        elif depth == 0 and sign not in ")}":
            name += sign
    return [one.split(".")[0].strip() for one in names if one.strip()]


def page_of(entries: list[dict[str, Any]], asked: Asked) -> dict[str, Any]:
    """Return one page of a list with the cursor of what follows."""
    start, most = int(asked.sent.get("after") or 0), int(asked.sent.get("limit") or 25)
    shown = [asked.pick(one) for one in entries[start : start + most]]
    if not shown:
        return {"data": []}
    end = start + len(shown)
    return {"data": shown, "paging": {"cursors": {"before": str(start), "after": str(end)}}}
