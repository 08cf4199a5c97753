"""A practice language model that speaks the chat protocol of OpenAI; it only mirrors what it gets.

https://platform.openai.com/docs/api-reference/chat. It is never started by itself: the demo leaves
the writing aid switched off.
"""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from ausrufer.training.running import port_of, serve


@dataclass(slots=True)
class LanguageModel:
    """What was asked, and what is answered next: `says`, or a whole `answer` with its `status`."""

    says: str = ""
    status: int = 200
    answer: bytes | None = None
    key: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    port: int = 0
    runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """What stands before `/chat/completions`."""
        return f"http://127.0.0.1:{self.port}/v1"

    async def open(self, port: int = 0) -> "LanguageModel":
        """Begin to listen; port 0 takes a free one."""
        app = web.Application(client_max_size=20_000_000)
        app.router.add_post("/v1/chat/completions", self._complete)
        self.runner = await serve(app, "127.0.0.1", port)
        self.port = port_of(self.runner)
        return self

    async def close(self) -> None:
        """Stop listening."""
        if self.runner is not None:
            await self.runner.cleanup()

    async def _complete(self, request: web.Request) -> web.Response:
        if self.key and request.headers.get("Authorization") != f"Bearer {self.key}":
            return web.json_response({"error": {"message": "invalid key"}}, status=401)
        asked = await request.json()
        self.asked.append(asked)
        if self.answer is not None:
            kind = "application/json"
            return web.Response(body=self.answer, status=self.status, content_type=kind)
        said = self.says or str(asked["messages"][-1]["content"])[-200:]
        choice = {
            "index": 0,
            "message": {"role": "assistant", "content": said},
            "finish_reason": "stop",
        }
        completion = {
            "id": f"chatcmpl-{len(self.asked)}",
            "object": "chat.completion",
            "created": 0,
            "model": asked["model"],
            "choices": [choice],
            "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        }
        return web.json_response(completion, status=self.status)
