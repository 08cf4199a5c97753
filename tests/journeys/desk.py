"""A town at work in a browser: its people, its channels, a worker beside the live server."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings as django_settings
from django.db import connection
from django.test import Client
from playwright.sync_api import Browser, Page

from ausrufer.announcements.actions.approve import decide, submit_for_approval
from ausrufer.announcements.actions.pictures import attach_picture
from ausrufer.announcements.actions.write import create_announcement
from ausrufer.announcements.content import Content
from ausrufer.announcements.models import Announcement
from ausrufer.approval.policy import Verdict
from ausrufer.approval.queries import open_request
from ausrufer.channels.actions import set_up_channel
from ausrufer.channels.models import Channel
from ausrufer.channels.testing import FakePlatform, example_picture
from ausrufer.delivery.models import Delivery
from ausrufer.delivery.states import Purpose
from ausrufer.foundation.scope import within_organisation
from ausrufer.hub.site.publishing import Site
from ausrufer.hub.site.settings import read_settings
from ausrufer.organisations.models import Member
from tests.conftest import Town, Worker
from tests.journeys.browsing import new_page

TITLE = "Brücke am Mühlgraben ab Montag gesperrt"
BODY = "Die Brücke ist **von Montag bis Freitag** gesperrt.\n\n- Umleitung über den Steg am Wehr"
ALT_TEXT = "Rot-weiße Absperrung vor einer schmalen Brücke"
PATIENCE = 60_000  # milliseconds; a busy machine is no fault


@dataclass
class Desk:
    """Musterstadt with its own site and two networks, at the address of the live server."""

    town: Town
    url: str
    chromium: Browser
    site: Channel
    channels: list[Channel]
    pages: list[Page] = field(default_factory=list)

    def page(self, member: Member, width: int = 1280, **wishes: Any) -> Page:
        """Return a page on which `member` is logged in."""
        page = new_page(self.chromium, width, **wishes)
        page.set_default_timeout(PATIENCE)
        client = Client()
        client.force_login(member.user)
        cookie = client.cookies[django_settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.url}])
        self.pages.append(page)
        return page

    def guest(self, width: int = 1280, **wishes: Any) -> Page:
        """Return a page of somebody who is not logged in."""
        page = new_page(self.chromium, width, **wishes)
        page.set_default_timeout(PATIENCE)
        self.pages.append(page)
        return page

    def address(self, announcement: Announcement, rest: str = "") -> str:
        return f"{self.url}/desk/mitteilungen/{announcement.public_id}/{rest}"

    def written(self, title: str = TITLE, **content: Any) -> Announcement:
        """Return a draft by Anna on every channel."""
        with within_organisation(self.town.organisation.pk):
            return create_announcement(
                actor=self.town.anna.actor,
                department=self.town.press,
                content=Content(**{"title": title, "body": BODY, **content}),
                channels=self.channels,
            )

    def pictured(self, announcement: Announcement, alt_text: str = ALT_TEXT) -> None:
        with within_organisation(self.town.organisation.pk):
            attach_picture(
                member=self.town.anna,
                announcement=announcement,
                content=example_picture(0).content,
                file_name="bruecke.png",
                alt_text=alt_text,
                decorative=False,
            )

    def submitted(self, announcement: Announcement) -> Announcement:
        with within_organisation(self.town.organisation.pk):
            submit_for_approval(member=self.town.anna, announcement=announcement)
            announcement.refresh_from_db()
        return announcement

    def decided(
        self, announcement: Announcement, verdict: Verdict, comment: str = ""
    ) -> Announcement:
        with within_organisation(self.town.organisation.pk):
            asked = open_request(announcement.subject)
            assert asked is not None
            decide(
                member=self.town.bekir,
                request=asked,
                verdict=verdict,
                fingerprint=asked.fingerprint,
                comment=comment,
            )
            announcement.refresh_from_db()
        return announcement

    def released(self, title: str = TITLE, **content: Any) -> Announcement:
        """Return a message Bekir has approved; a worker has to carry it out."""
        draft = self.written(title, **content)
        return self.decided(self.submitted(draft), Verdict.APPROVED)

    def states(self, announcement: Announcement) -> dict[str, str]:
        """Return how the newest publication on each channel stands."""
        with within_organisation(self.town.organisation.pk):
            found = Delivery.objects.filter(subject=announcement.subject, purpose=Purpose.PUBLISH)
            return {
                one.channel.name: one.state
                for one in found.select_related("channel").order_by("pk")
            }

    def newest(self) -> Announcement:
        with within_organisation(self.town.organisation.pk):
            return Announcement.objects.latest("pk")

    def complaints(self) -> list[str]:
        """Return what any page complained about: console, policy, strange hosts."""
        return [said for page in self.pages for said in page.complaints]  # type: ignore[attr-defined]

    def close(self) -> None:
        """Close every page and wait for what the server still does for them."""
        for page in self.pages:
            page.context.close()
        for _look in range(200):
            if not _under_way():
                return
            time.sleep(0.05)


def _under_way() -> int:
    """Return how many other connections do something in this database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND state <> 'idle'"
        )
        return int(cursor.fetchone()[0])


def furnished(town: Town, url: str, chromium: Browser) -> Desk:
    """Set up the town's own site and two networks in memory."""
    for name in ("Elefant", "Schmetterling"):
        FakePlatform.named(name).forget()
    values = {
        "base_url": url,
        "folder": "musterstadt",
        "town_name": "Musterstadt",
        "claim": "Aktuelles aus dem Rathaus",
        "contact_email": "presse@musterstadt.example",
    }
    Site(django_settings.PUBLIC_FOLDER, read_settings(values)).prepare()
    with within_organisation(town.organisation.pk):
        site = set_up_channel(
            actor=town.dirk.actor, kind="hub", name="Webseite", settings=values, secrets={}
        )
    channels = [site, town.channel("Elefant"), town.channel("Schmetterling")]
    return Desk(town, url, chromium, site, channels)


@contextmanager
def at_work() -> Iterator[None]:
    """Let a worker carry out whatever is due, in a thread of its own, until the block ends."""
    stop = threading.Event()
    failed: list[BaseException] = []

    def work() -> None:
        try:
            while not stop.wait(0.05):
                Worker().deliver()
        except BaseException as mistake:  # noqa: BLE001 - told to the test below
            failed.append(mistake)
        finally:
            connection.close()

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        if failed:
            raise failed[0]
