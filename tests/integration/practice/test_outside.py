"""What an exercise reads elsewhere, and what its people are told outside of the house."""

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import pytest
from aiohttp import web

from ausrufer.announcements.actions.imports import import_from_address
from ausrufer.announcements.actions.links import ask_links, want_links_asked
from ausrufer.announcements.models import LinkReport
from ausrufer.foundation.http import Answer, GuardedClient, HttpPolicy, TargetRefused
from ausrufer.foundation.scope import within_organisation
from ausrufer.notices.models import Notice
from ausrufer.notices.sending.letters import digest_of, letter_about
from ausrufer.notices.sending.matrix import _content as matrix_message
from ausrufer.notices.sending.push import payload_of
from ausrufer.organisations.errors import Refused
from ausrufer.organisations.practice import policy_outside
from ausrufer.training.language_model import LanguageModel
from ausrufer.training.running import in_a_thread, port_of, serve
from ausrufer.writing_aid.actions import set_up, suggest
from ausrufer.writing_aid.asking import Question, Task
from ausrufer.writing_aid.errors import AidFailed
from tests.conftest import Town
from tests.integration.notices.conftest import submitted

pytestmark = pytest.mark.django_db
REFUSED = "echtes Netzwerk und wird in der Übung nicht aufgerufen"
FEED = """<rss version="2.0"><channel><title>Netz</title><item><guid>1</guid><title>Eins</title>
<description>Text</description></item></channel></rss>"""


class Site:
    """A small server that counts who asks; it stands for a real network."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.address = ""

    async def open(self) -> web.AppRunner:
        app = web.Application()
        app.router.add_route("*", "/{path:.*}", self._answer)
        runner = await serve(app, "127.0.0.1", 0)
        self.address = f"http://127.0.0.1:{port_of(runner)}"
        return runner

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        if request.path == "/away":
            return web.Response(status=302, headers={"Location": "https://m.facebook.com/x"})
        return web.Response(text=FEED, content_type="application/rss+xml")


@pytest.fixture
def network(settings: Any) -> Iterator[Site]:
    """Let this machine count as a real network, for those who practise."""
    site = Site()

    async def stop(runner: web.AppRunner) -> None:
        await runner.cleanup()

    with in_a_thread(site.open, stop):
        target = site.address.removeprefix("http://")
        settings.HTTP_POLICY = HttpPolicy(allowed_private=frozenset({target}))
        settings.REAL_NETWORKS = frozenset({"127.0.0.1"})
        yield site


def asked(policy: HttpPolicy, address: str, redirects: int = 0) -> Answer:
    async def ask() -> Answer:
        async with GuardedClient(policy) as http:
            return await http.request("GET", address, redirects=redirects)

    return asyncio.run(ask())


@pytest.mark.parametrize(
    "address",
    [
        "https://www.facebook.com/stadt",
        "https://graph.facebook.com/v26.0/me",
        "https://M.FACEBOOK.COM./stadt",
        "https://instagram.com:8443/p/1",
        "https://t.me/stadt",
        "https://bsky.social/xrpc/x",
        "https://youtu.be/1",
    ],
)
def test_an_exercise_never_asks_a_real_network(drill: Town, town: Town, address: str) -> None:
    with pytest.raises(TargetRefused, match="shunned"):
        asked(policy_outside(drill.organisation.pk), address)
    assert policy_outside(town.organisation.pk).shunned == frozenset()


def test_nor_is_it_led_to_one(drill: Town, network: Site, settings: Any) -> None:
    settings.REAL_NETWORKS = frozenset({"facebook.com"})
    policy = policy_outside(drill.organisation.pk)
    assert asked(policy, f"{network.address}/stadt").status == 200  # the town's website is fine
    with pytest.raises(TargetRefused, match="shunned"):
        asked(policy, f"{network.address}/away", redirects=1)


def test_names_that_only_look_alike_are_asked(drill: Town, settings: Any, network: Site) -> None:
    settings.REAL_NETWORKS = frozenset({"27.0.0.1", "127.0.0", "www.127.0.0.1"})
    assert asked(policy_outside(drill.organisation.pk), network.address).status == 200


def test_links_to_real_networks_are_not_asked(drill: Town, settings: Any) -> None:
    settings.REAL_NETWORKS = frozenset({"netz-das-es-nicht-gibt-4711.de"})
    message = submitted(drill, link="https://www.netz-das-es-nicht-gibt-4711.de/stadt")
    with within_organisation(drill.organisation.pk):
        want_links_asked(message)
        ask_links(message.pk)
        report = LinkReport.objects.get()
        # whoever had asked would know by now that there is no such name
        assert (report.asked_at is not None, report.answers) == (True, True)


def test_feeds_of_real_networks_are_not_read(drill: Town, town: Town, network: Site) -> None:
    for house in (drill, town):
        with within_organisation(house.organisation.pk):
            options: dict[str, Any] = {"actor": house.anna.actor, "department": house.press}
            if house is drill:
                with pytest.raises(Refused, match=REFUSED):
                    import_from_address(**options, address=f"{network.address}/feed")
                assert network.asked == []
            else:
                report = import_from_address(**options, address=f"{network.address}/feed")
                assert len(report.created) == 1


def test_a_writing_aid_on_a_real_network_is_not_asked(drill: Town, settings: Any) -> None:
    with in_a_thread(LanguageModel(key="geheim").open, LanguageModel.close) as model:
        settings.HTTP_POLICY = HttpPolicy(allowed_private=frozenset({f"127.0.0.1:{model.port}"}))
        with within_organisation(drill.organisation.pk):
            set_up(
                member=drill.dirk, active=True, address=model.address, model="klein", key="geheim"
            )
            assert suggested(drill)  # the house's own is fine
            settings.REAL_NETWORKS = frozenset({"127.0.0.1"})
            with pytest.raises(AidFailed, match=REFUSED):
                suggested(drill)


def suggested(town: Town) -> str:
    question = Question(Task.SHORTEN, "Brücke", "Die Brücke ist gesperrt. " * 20, most=100)
    return suggest(
        member=town.anna, subject="", title="Brücke", question=question, read=lambda said, _: said
    )


def told(town: Town) -> list[str]:
    """Return what leaves the house of a notice: heads of mail, digest, push and Matrix."""
    submitted(town, "Brücke gesperrt")
    with within_organisation(town.organisation.pk):
        notice = Notice.objects.get(member=town.bekir)
        return [
            letter_about(notice)[0],
            digest_of(town.organisation, [notice])[0],
            json.loads(payload_of(notice))["title"],
            matrix_message(notice)["body"].splitlines()[0],
        ]


def test_notices_of_an_exercise_are_marked_on_every_way(drill: Town, town: Town) -> None:
    marked, plain = told(drill), told(town)
    assert all(one.startswith("ÜBUNG: ") for one in marked)
    assert plain == [
        "Freigabe erbeten: Brücke gesperrt",
        "1 neuer Hinweis",
        "Musterstadt",
        plain[3],
    ]
    assert "ÜBUNG" not in plain[3]
