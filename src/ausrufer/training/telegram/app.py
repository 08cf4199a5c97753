"""The emulated Telegram as a web application: methods, faults, contract."""

import json
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from aiohttp import web

from ausrufer.training.playing import playing
from ausrufer.training.telegram.contract import TelegramContract
from ausrufer.training.telegram.methods import METHODS, Refused
from ausrufer.training.telegram.state import PracticeTelegram

MOST_BYTES = 60_000_000
_STRUCTURED = ("media", "link_preview_options")
_NUMBERS = ("message_id", "user_id")


def telegram_app(telegram: PracticeTelegram, *, contract: Path | None = None) -> web.Application:
    """Return the platform as an application.

    With the document `contract`, every call and every result is compared with it; a violation
    answers 500 and is recorded in `telegram.violations`.
    """
    held = TelegramContract(contract) if contract else None

    async def call(request: web.Request) -> web.Response:
        return await _called(telegram, held, request)

    async def received(request: web.Request) -> web.Response:
        if not ip_address(request.remote or "0.0.0.0").is_loopback:  # noqa: S104 - not a binding
            raise web.HTTPForbidden(text="Nur von diesem Rechner aus.")
        return web.json_response(telegram.received())

    app = web.Application(middlewares=[playing(telegram.faults)], client_max_size=MOST_BYTES)
    app.router.add_get("/_received", received)
    app.router.add_post(r"/bot{token:[^/]+}/{method}", call)
    return app


async def _called(
    telegram: PracticeTelegram, held: TelegramContract | None, request: web.Request
) -> web.Response:
    method = request.match_info["method"]
    bot = telegram.bot(request.match_info["token"])
    if bot is None:
        return _no(401, "Unauthorized")
    fields, files = await _fields(request)
    faults = held.faults_of_call(method, _declared(fields, files)) if held else []
    if faults:
        return _broken(telegram, faults)
    if method != "getMe" and not bot.channel.is_called(fields.get("chat_id")):
        return _no(400, "Bad Request: chat not found")
    try:
        result = METHODS[method](telegram, bot, {**fields, **files})
    except Refused as refused:
        return _no(refused.status, refused.description)
    faults = held.faults_of_result(method, result) if held else []
    return (
        _broken(telegram, faults) if faults else web.json_response({"ok": True, "result": result})
    )


async def _fields(request: web.Request) -> tuple[dict[str, Any], dict[str, bytes]]:
    if request.content_type == "application/json":
        found = await request.json()
        return (dict(found), {}) if isinstance(found, dict) else ({}, {})
    fields: dict[str, Any] = {}
    files: dict[str, bytes] = {}
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = value.file.read()
        elif name in _STRUCTURED:
            fields[name] = json.loads(value)
        else:
            fields[name] = int(value) if name in _NUMBERS else value
    return fields, files


def _declared(fields: dict[str, Any], files: dict[str, bytes]) -> dict[str, Any]:
    """Return the fields of the method: files that are only attached are none."""
    return fields | {name: content for name, content in files.items() if name == "photo"}


def _no(status: int, description: str) -> web.Response:
    told = {"ok": False, "error_code": status, "description": description}
    return web.json_response(told, status=status)


def _broken(telegram: PracticeTelegram, faults: list[str]) -> web.Response:
    telegram.violations.extend(faults)
    return _no(500, "; ".join(faults))
