"""How X says things: posts with short links and entities, problems with their types."""

import hashlib
import html
import re
from typing import Any

from aiohttp import web

from ausrufer.training.playing import UNDOCUMENTED
from ausrufer.training.x.state import Post

Json = dict[str, Any]
_LINK = re.compile(r"https?://[^\s<>]+")
_PROBLEMS = "https://api.x.com/2/problems/"
DUPLICATE = "You are not allowed to create a Tweet with duplicate content."


class Refused(Exception):
    """The answer is no; `kind` names a problem, empty where X has none for it."""

    def __init__(self, status: int, title: str, detail: str, kind: str = "", **more: Any) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail, self.kind, self.more = (
            status, title, detail, kind, more,
        )  # fmt: skip

    def problem(self) -> Json:
        """Return the refusal as X words it."""
        kind = f"{_PROBLEMS}{self.kind}" if self.kind else "about:blank"
        problem = {"type": kind, "title": self.title, "detail": self.detail, "status": self.status}
        return {**problem, **self.more}

    def answer(self) -> web.Response:
        """Return the refusal as an answer of its own."""
        answer = web.json_response(
            self.problem(), status=self.status, content_type="application/problem+json"
        )
        if not self.kind:
            answer[UNDOCUMENTED] = True
        return answer


def shown(post: Post) -> Json:
    """Return a post as the interface shows it: links shortened, & and < as entities."""
    links = [(found, short(found)) for found in _LINK.findall(post.text)]
    text = html.escape(post.text, quote=False)
    entities = []
    for long, shortened in links:
        text = text.replace(html.escape(long, quote=False), shortened, 1)
        entities.append(_entity(shortened, long))
    for medium in post.media:
        own = short(medium.number)
        text = f"{text} {own}".strip()
        entities.append(_entity(own, f"https://x.com/i/status/{post.number}/photo/1")
                        | {"media_key": f"3_{medium.number}"})  # fmt: skip
    found: Json = {
        "id": post.number,
        "text": text,
        "author_id": post.author.number,
        "conversation_id": post.root,
        "created_at": post.at.strftime("%Y-%m-%dT%H:%M:%S.000Z"),
        "edit_history_post_ids": list(post.history),
    }
    if post.media:
        found["attachments"] = {"media_keys": [f"3_{medium.number}" for medium in post.media]}
    if entities:
        found["entities"] = {"urls": entities}
    if post.over:
        found["referenced_posts"] = [{"type": "replied_to", "id": post.over}]
    return found


def short(told: str) -> str:
    """Return the short link X puts in place of a longer one."""
    return f"https://t.co/{hashlib.sha256(told.encode()).hexdigest()[:10]}"


def _entity(shortened: str, long: str) -> Json:
    return {"start": 0, "end": 23, "url": shortened, "expanded_url": long, "display_url": long[:30]}
