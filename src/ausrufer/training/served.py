"""The emulated networks of the practice town: one account each, and a page that shows its posts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aiohttp import web

from ausrufer.training import accounts, linkedin, meta, pinterest, reddit, telegram, tiktok, x
from ausrufer.training import youtube as film
from ausrufer.training.accounts import APP, NAME, SPEAKS_FOR, app_secret, token_of
from ausrufer.training.consent import PracticeApp, PracticeConsent
from ausrufer.training.keepsake import keep, remembered
from ausrufer.training.residents.directing import settle
from ausrufer.training.residents.homes import homes
from ausrufer.training.wall import readers
from ausrufer.training.wall.page import showing
from ausrufer.training.wall.post import Wall

_HEADER = "client_secret_basic"


@dataclass(frozen=True, slots=True)
class Town:
    """What the networks know of the town: a secret of its own and where it lives."""

    secret: str
    site: str

    def token(self, network: str) -> str:
        """Return what opens the town's account."""
        return token_of(network, self.secret)

    def app(self, how: str = "client_secret_post") -> PracticeApp:
        """Return the app the town registered; `how` it shows its secret is the network's wish."""
        return TownApp(APP, app_secret(self.secret), f"{self.site}/", how)


class TownApp(PracticeApp):
    """The app of the practice town: it may wish anything, and come back anywhere in the town."""

    def get_allowed_scope(self, scope: str) -> str:
        """Return every wish."""
        return scope or ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Compare the beginning."""
        return redirect_uri.startswith(self.redirect_uri)


@dataclass(frozen=True, slots=True)
class Served:
    """How one network is made: its state, the application over it, what readers see.

    `how` the app shows its secret where consent is kept by `consent`; Meta keeps its own.
    """

    name: str
    state: Callable[[Town], Any]
    app: Callable[[Any], web.Application]
    read: Callable[[Any], Wall]
    how: str = "client_secret_post"


def network_apps(town: Town, folder: Path) -> dict[str, web.Application]:
    """Return the applications by the names in NETWORKS; they remember in `folder`.

    No contract is held here: the documents would take more memory than the networks.
    """
    return {name: _served(name, one, town, folder) for name, one in _SERVED.items()}


def _served(name: str, one: Served, town: Town, folder: Path) -> web.Application:
    path = folder / f"{name}.state"
    state = remembered(path, lambda: one.state(town))
    consent = getattr(state, "consent", None)
    if consent is not None:
        consent.register(town.app(one.how))  # the town may have moved to another port since

    async def ended(_: web.Application) -> None:
        keep(path, state)

    app = inhabited(name, state)
    app.on_cleanup.append(ended)
    return app


def inhabited(name: str, state: object) -> web.Application:
    """Return a network with its page for readers and the residents who go there."""
    one = _SERVED[name]
    app = one.app(state)
    # the page stands before everything else: whoever only looks needs no access
    app.middlewares.insert(0, showing(one.name, lambda: one.read(state)))
    settle(app, homes(name, state))
    return app


def _telegram(town: Town) -> telegram.PracticeTelegram:
    channel = telegram.PracticeChannel(NAME, SPEAKS_FOR)
    return telegram.PracticeTelegram([telegram.PracticeBot(town.token("telegram"), channel)])


def _facebook(town: Town) -> meta.PracticeGraph:
    account = meta.PracticeAccount(accounts.INSTAGRAM, NAME)
    page = meta.PracticePage(accounts.PAGE, SPEAKS_FOR, town.token("facebook"), account)
    secret, person = app_secret(town.secret), town.token("person")
    return meta.PracticeGraph([page], app_id=APP, app_secret=secret, person_token=person)


def _threads(town: Town) -> meta.PracticeThreads:
    profile = meta.PracticeProfile(accounts.THREADS, NAME, town.token("threads"))
    secret, short = app_secret(town.secret), town.token("threads-short")
    return meta.PracticeThreads(profile, app_id=APP, app_secret=secret, short_token=short)


def _linkedin(town: Town) -> linkedin.PracticeLinkedIn:
    page = linkedin.PracticePage(accounts.ORGANISATION, SPEAKS_FOR, town.token("linkedin"))
    return linkedin.PracticeLinkedIn([page], consent=_consent(rotates=False))


def _pinterest(town: Town) -> pinterest.PracticePinterest:
    boards = [pinterest.PracticeBoard(accounts.BOARD, "Aktuelles")]
    pinner = pinterest.PracticePinner(NAME, town.token("pinterest"), boards)
    return pinterest.PracticePinterest([pinner], consent=_consent())


def _reddit(town: Town) -> reddit.PracticeReddit:
    redditor = reddit.Redditor(accounts.REDDITOR, town.token("reddit"))
    community = reddit.Community(NAME, {accounts.REDDITOR})
    return reddit.PracticeReddit([redditor], [community], consent=_consent(rotates=False))


def _youtube(town: Town) -> film.PracticeYouTube:
    channel = film.PracticeChannel(SPEAKS_FOR, town.token("youtube"), accounts.YOUTUBE)
    return film.PracticeYouTube(channel, consent=_consent(pkce=True, rotates=False))


def _tiktok(town: Town) -> tiktok.PracticeTikTok:
    creator = tiktok.PracticeCreator(SPEAKS_FOR, NAME, town.token("tiktok"))
    return tiktok.PracticeTikTok(creator, consent=_consent())


def _x(town: Town) -> x.PracticeX:
    account = x.PracticeXAccount(NAME, SPEAKS_FOR, town.token("x"))
    return x.PracticeX([account], consent=_consent(pkce=True))


def _consent(*, pkce: bool = False, rotates: bool = True) -> PracticeConsent:
    return PracticeConsent(pkce=pkce, renewal_expires_in=15_552_000, rotates=rotates)


_SERVED: Mapping[str, Served] = {
    "telegram": Served("Telegram", _telegram, telegram.telegram_app, readers.telegram),
    "facebook": Served("Facebook und Instagram", _facebook, meta.graph_app, readers.graph),
    "threads": Served("Threads", _threads, meta.threads_app, readers.threads),
    "linkedin": Served("LinkedIn", _linkedin, linkedin.linkedin_app, readers.linkedin),
    "pinterest": Served(
        "Pinterest", _pinterest, pinterest.pinterest_app, readers.pinterest, _HEADER
    ),
    "reddit": Served("Reddit", _reddit, reddit.reddit_app, readers.reddit, _HEADER),
    "youtube": Served("YouTube", _youtube, film.youtube_app, readers.youtube),
    "tiktok": Served("TikTok", _tiktok, tiktok.tiktok_app, readers.tiktok),
    "x": Served("X", _x, x.x_app, readers.x, _HEADER),
}
