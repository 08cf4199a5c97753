"""The emulated networks of the practice town: one account each, and a page that shows its posts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from ausrufer.training import accounts, linkedin, meta, pinterest, reddit, telegram, tiktok, x
from ausrufer.training import youtube as film
from ausrufer.training.accounts import APP, NAME, SPEAKS_FOR, app_secret, token_of
from ausrufer.training.consent import PracticeApp, PracticeConsent
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

    def consent(self, how: str = "client_secret_post", *, pkce: bool = False) -> PracticeConsent:
        """Return a memory of consent in which the town's app is registered."""
        memory = PracticeConsent(pkce=pkce, renewal_expires_in=15_552_000)
        memory.register(TownApp(APP, app_secret(self.secret), f"{self.site}/", how))
        return memory


class TownApp(PracticeApp):
    """The app of the practice town: it may wish anything, and come back anywhere in the town."""

    def get_allowed_scope(self, scope: str) -> str:
        """Return every wish."""
        return scope or ""

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Compare the beginning."""
        return redirect_uri.startswith(self.redirect_uri)


def network_apps(town: Town) -> dict[str, web.Application]:
    """Return the applications by the names in NETWORKS; no contract is held here."""
    return {name: made(town) for name, made in _MADE.items()}


def _telegram(town: Town) -> web.Application:
    channel = telegram.PracticeChannel(NAME, SPEAKS_FOR)
    state = telegram.PracticeTelegram([telegram.PracticeBot(town.token("telegram"), channel)])
    return _shown(telegram.telegram_app(state), "Telegram", state, readers.telegram)


def _facebook(town: Town) -> web.Application:
    account = meta.PracticeAccount(accounts.INSTAGRAM, NAME)
    page = meta.PracticePage(accounts.PAGE, SPEAKS_FOR, town.token("facebook"), account)
    state = meta.PracticeGraph(
        [page],
        app_id=APP,
        app_secret=app_secret(town.secret),
        person_token=town.token("person"),
    )
    return _shown(meta.graph_app(state), "Facebook und Instagram", state, readers.graph)


def _threads(town: Town) -> web.Application:
    profile = meta.PracticeProfile(accounts.THREADS, NAME, town.token("threads"))
    state = meta.PracticeThreads(
        profile,
        app_id=APP,
        app_secret=app_secret(town.secret),
        short_token=town.token("threads-short"),
    )
    return _shown(meta.threads_app(state), "Threads", state, readers.threads)


def _linkedin(town: Town) -> web.Application:
    page = linkedin.PracticePage(accounts.ORGANISATION, SPEAKS_FOR, town.token("linkedin"))
    state = linkedin.PracticeLinkedIn([page], consent=town.consent())
    return _shown(linkedin.linkedin_app(state), "LinkedIn", state, readers.linkedin)


def _pinterest(town: Town) -> web.Application:
    boards = [pinterest.PracticeBoard(accounts.BOARD, "Aktuelles")]
    pinner = pinterest.PracticePinner(NAME, town.token("pinterest"), boards)
    state = pinterest.PracticePinterest([pinner], consent=town.consent(_HEADER))
    return _shown(pinterest.pinterest_app(state), "Pinterest", state, readers.pinterest)


def _reddit(town: Town) -> web.Application:
    redditor = reddit.Redditor(accounts.REDDITOR, town.token("reddit"))
    community = reddit.Community(NAME, {accounts.REDDITOR})
    state = reddit.PracticeReddit([redditor], [community], consent=town.consent(_HEADER))
    return _shown(reddit.reddit_app(state), "Reddit", state, readers.reddit)


def _youtube(town: Town) -> web.Application:
    channel = film.PracticeChannel(SPEAKS_FOR, town.token("youtube"), accounts.YOUTUBE)
    state = film.PracticeYouTube(channel, consent=town.consent(pkce=True))
    return _shown(film.youtube_app(state), "YouTube", state, readers.youtube)


def _tiktok(town: Town) -> web.Application:
    creator = tiktok.PracticeCreator(SPEAKS_FOR, NAME, town.token("tiktok"))
    state = tiktok.PracticeTikTok(creator, consent=town.consent())
    return _shown(tiktok.tiktok_app(state), "TikTok", state, readers.tiktok)


def _x(town: Town) -> web.Application:
    account = x.PracticeXAccount(NAME, SPEAKS_FOR, town.token("x"))
    state = x.PracticeX([account], consent=town.consent(_HEADER, pkce=True))
    return _shown(x.x_app(state), "X", state, readers.x)


_MADE: Mapping[str, Callable[[Town], web.Application]] = {
    "telegram": _telegram,
    "facebook": _facebook,
    "threads": _threads,
    "linkedin": _linkedin,
    "pinterest": _pinterest,
    "reddit": _reddit,
    "youtube": _youtube,
    "tiktok": _tiktok,
    "x": _x,
}


def _shown(
    app: web.Application, name: str, state: Any, read: Callable[[Any], Wall]
) -> web.Application:
    """Put the page before everything else: whoever only looks needs no access."""
    app.middlewares.insert(0, showing(name, lambda: read(state)))
    return app
