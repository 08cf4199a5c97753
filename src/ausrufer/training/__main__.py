"""All practice platforms in one small process: `python -m ausrufer.training`.

Where they listen, and with which access, stands in the environment (`AUSRUFER_TRAINING_…`, written
by `ausrufer demo`). Django is not imported here: this process must stay small.
"""

import asyncio
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp import web

from ausrufer.training import bluesky, mastodon
from ausrufer.training.accounts import SPEAKS_FOR
from ausrufer.training.mailbox import Letters, Script, mailbox_app
from ausrufer.training.residents import Habits, Neighbourhood, live
from ausrufer.training.residents.directing import PLACES, settle
from ausrufer.training.residents.homes import homes
from ausrufer.training.running import serve
from ausrufer.training.served import Town, network_apps

PREFIX = "AUSRUFER_TRAINING_"


def applications(environment: Mapping[str, str]) -> dict[str, web.Application]:
    """Return the applications by the name of the variable that holds their address."""
    folder = Path(environment[f"{PREFIX}FOLDER"])
    return {
        "MAILBOX": _mailbox(folder / "mailbox", environment[f"{PREFIX}SMTP"]),
        "MASTODON": _mastodon(folder / "mastodon", environment[f"{PREFIX}MASTODON_TOKEN"]),
        "BLUESKY": _bluesky(
            folder / "bluesky",
            environment[f"{PREFIX}BLUESKY_HANDLE"],
            environment[f"{PREFIX}BLUESKY_PASSWORD"],
        ),
        **_networks(_made(folder / "networks"), environment),
    }


def _networks(folder: Path, environment: Mapping[str, str]) -> dict[str, web.Application]:
    town = Town(environment[f"{PREFIX}TOKEN"], environment["AUSRUFER_BASE_URL"])
    return {name.upper(): app for name, app in network_apps(town, folder).items()}


def _mailbox(folder: Path, smtp: str) -> web.Application:
    host, _, port = smtp.rpartition(":")
    return mailbox_app(Letters(folder), Script(), smtp_host=host, smtp_port=int(port))


def _mastodon(folder: Path, token: str) -> web.Application:
    account = mastodon.PracticeAccount("musterstadt", SPEAKS_FOR, token)
    instance = mastodon.PracticeInstance.in_folder(_made(folder), [account])
    app = mastodon.mastodon_app(instance)
    settle(app, homes("mastodon", instance))
    return app


def _bluesky(folder: Path, handle: str, password: str) -> web.Application:
    account = bluesky.PracticeAccount(handle, SPEAKS_FOR, password)
    server = bluesky.PracticeServer.in_folder(_made(folder), [account])
    app = bluesky.bluesky_app(server)
    settle(app, homes("bluesky", server))
    return app


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _residents(
    environment: Mapping[str, str], apps: Mapping[str, web.Application]
) -> asyncio.Task[None] | None:
    """Let residents go about, unless they are switched off (`…_RESIDENTS`: comments a minute)."""
    most = int(environment.get(f"{PREFIX}RESIDENTS", "0"))
    if most <= 0:
        return None
    places = {name: one for app in apps.values() for name, one in app.get(PLACES, {}).items()}
    habits = Habits(environment.get(f"{PREFIX}SEED", Habits().seed), most)
    return asyncio.create_task(live(Neighbourhood(places, habits)))


async def run(environment: Mapping[str, str]) -> None:
    """Serve until somebody stops the process."""
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    runners, apps = [], applications(environment)
    going_about = _residents(environment, apps)
    try:
        for name, app in apps.items():
            address = urlsplit(environment[PREFIX + name])
            runners.append(await serve(app, address.hostname or "127.0.0.1", address.port or 0))
        await stopped.wait()
    finally:
        if going_about is not None:
            going_about.cancel()
        for runner in runners:
            await runner.cleanup()


if __name__ == "__main__":
    asyncio.run(run(os.environ))
