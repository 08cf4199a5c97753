"""Script in every text of a town: no page of the desk shows it as anything but text."""

import re
from typing import Any

import pytest

from ausrufer.announcements.models import (
    Announcement,
    AnnouncementPicture,
    Blueprint,
    Comment,
    CommentAnswer,
    ElectionQuiet,
    Snippet,
)
from ausrufer.approval.actions.rules import RuleDraft, make_rule
from ausrufer.approval.models import Decision
from ausrufer.approval.requirements import Way
from ausrufer.channels.models import Channel, RegisterEntry
from ausrufer.foundation.scope import across_organisations, within_organisation
from ausrufer.intake.models import Feed
from ausrufer.library.models import Asset
from ausrufer.organisations.models import ApiToken, Department, Invitation, Member, Organisation
from tests.integration.tenancy.planted import Ours, addresses, logged_in, with_every_role

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'"
TEXTS: list[tuple[Any, list[str]]] = [
    (Announcement, ["title", "body", "contact", "correction"]),
    (AnnouncementPicture, ["alt_text", "file_name"]),
    (Asset, ["title", "alt_text", "author", "licence_note", "shown_text", "file_name"]),
    (Decision, ["comment"]),
    (Channel, ["name", "account", "paused_reason"]),
    (Feed, ["title", "trouble"]),
    (ApiToken, ["label"]),
    (Department, ["name", "contact"]),
    (Member, ["name"]),
    (Organisation, ["name"]),
    (Snippet, ["name", "text"]),
    (Blueprint, ["name", "title", "body", "topic", "contact"]),
    (Comment, ["text", "quote", "before", "after"]),
    (CommentAnswer, ["text"]),
    (ElectionQuiet, ["election"]),
    (Invitation, ["name"]),
    (RegisterEntry, ["purpose", "reason", "target_groups", "contents", "cost", "review_note"]),
]


def test_every_page_escapes_what_is_stored(ours: Ours) -> None:
    eva = with_every_role(ours.town)
    with within_organisation(ours.town.organisation.pk):
        # the name of a rule can never be changed
        rule = RuleDraft(name=SCRIPT[:60], way=Way.ONE, topics=[SCRIPT[:60]])
        make_rule(actor=ours.town.dirk.actor, draft=rule, said=SCRIPT)
        RegisterEntry.objects.get_or_create(
            organisation=ours.town.organisation, channel=Channel.objects.all()[0]
        )
    with across_organisations(reason="the test writes past every check"):
        for model, names in TEXTS:
            assert model.objects.exists(), model
            for one in model.objects.all():
                given = dict.fromkeys(names, f"{SCRIPT}{one.pk}"[:60])
                model.objects.filter(pk=one.pk).update(**given)
    browser, seen = logged_in(eva), 0
    for route in addresses("desk/"):
        if "^" in route or "<slug:" in route:
            continue
        answer = browser.get(ours.path(route))
        assert answer.status_code < 500, route
        if answer.streaming:
            assert b"".join(answer.streaming_content)
            continue
        if not answer.get("Content-Type", "text/html").startswith("text/"):
            continue  # a picture, a file
        page = answer.content.decode()
        assert not re.search("<script>alert|<img src=x", page), route
        seen += "&lt;script&gt;alert(1)" in page
    assert seen > 10
