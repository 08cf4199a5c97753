"""Every address of the desk that names a thing, called from the next town: nothing is there.

The addresses are read from the house itself. One that names a new kind of thing fails here until
such a thing is planted (`planted.py`).
"""

from http import HTTPStatus
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from tests.conftest import Town
from tests.integration.tenancy.planted import (
    Ours,
    addresses,
    everything,
    logged_in,
    with_every_role,
)

pytestmark = pytest.mark.django_db

NOT_FOR_YOU = {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}
NOT_THIS_WAY = HTTPStatus.METHOD_NOT_ALLOWED
THE_SAME_FOR_ALL = "desk/handbuch/"
THINGS = [
    one
    for one in addresses("desk/")
    if "<" in one and "<slug:" not in one and not one.startswith(THE_SAME_FOR_ALL)
]
PAGES = [one for one in addresses("desk/") if "<" not in one and "^" not in one]
QUESTIONS = [
    ("announcements", "amt={department}"),
    ("announcements", "q={word}"),
    ("search", "q={word}"),
    ("search", "q={word}&in=protokoll"),
    ("palette", "q={word}"),
    ("journal", "zu=announcement:{announcements}"),
    ("journal", "wer={menschen}"),
]
OF_MESSAGES = {"announcements_announcement", "announcements_placement", "intake_feed"}


def posted(ours: Ours) -> dict[str, Any]:
    """What makes the forms of the desk valid, with our ids in it."""
    return {
        "version": 1,
        "title": "Gekapert",
        "body": "Gekapert",
        "name": "Gekapert",
        "reason": "Gekapert",
        "comment": "Gekapert",
        "language": "de",
        "department": ours.ids["department"],
        "channels": [ours.ids["channel"]],
        "verdict": "approved",
        "fingerprint": ours.ids["fingerprint"],
        "word": "take",
        "at": "2030-01-01T10:00",
        "day": "2030-01-01",
        "label": "Gekapert",
        "scopes": ["announcements:read"],
        "polled": "on",
        "url": "https://127.0.0.1:1/feed.xml",
        "organisation": ours.town.organisation.pk,
        "address": f"{ours.word}@leser.example",
        "email": "neu@stadt.example",
        "roles": ["author"],
    }


def people(town: Town) -> list[Client]:
    return [
        logged_in(one)
        for one in (town.anna, town.bekir, town.carla, town.dirk, with_every_role(town))
    ]


def test_from_the_next_town_nothing_is_there(ours: Ours, neighbour: Town) -> None:
    # whoever administers, and whoever may do everything: nobody there may more
    visitors, before = people(neighbour)[-2:], everything()
    for route in THINGS:
        path = ours.path(route)
        for visitor in visitors:
            looked, sent = visitor.get(path), visitor.post(path, posted(ours))
            assert looked.status_code in {*NOT_FOR_YOU, NOT_THIS_WAY}, path
            assert sent.status_code in {*NOT_FOR_YOU, NOT_THIS_WAY}, path
            assert NOT_FOR_YOU & {looked.status_code, sent.status_code}, path
            assert ours.word not in looked.content.decode() + sent.content.decode()
        assert everything() == before, path


def test_at_home_the_same_things_are_there(ours: Ours) -> None:
    """Without this the other test would also pass with ids that lead nowhere."""
    eva, anna, missing = logged_in(with_every_role(ours.town)), logged_in(ours.town.anna), []
    for route in THINGS:
        path, answers = ours.path(route), set()
        for send in (eva.get, eva.post, anna.post):  # some things are Anna's own
            with transaction.atomic():
                answer = send(path, posted(ours))
                if answer.streaming:
                    assert b"".join(answer.streaming_content)
                answers.add(answer.status_code)
                transaction.set_rollback(True)
        if not answers - {*NOT_FOR_YOU, NOT_THIS_WAY}:
            missing.append((route, answers))
    assert missing == []


def test_pages_of_the_next_town_tell_nothing_of_ours(ours: Ours, theirs: Ours) -> None:
    told = ""
    for visitor in people(theirs.town)[-2:]:  # whoever administers, and whoever may do everything
        for route in PAGES:
            answer = visitor.get(f"/{route}")
            assert answer.status_code in {200, 302, *NOT_FOR_YOU, NOT_THIS_WAY}, route
            told += answer.content.decode()
    assert ours.word not in told
    assert theirs.word in told
    eva = logged_in(with_every_role(ours.town))
    assert ours.word in "".join(eva.get(f"/{route}").content.decode() for route in PAGES)


def test_questions_with_our_ids_are_answered_with_nothing(ours: Ours, neighbour: Town) -> None:
    at_home, away = logged_in(ours.town.dirk), logged_in(neighbour.dirk)
    for page, question in QUESTIONS:
        address = f"{reverse(page)}?{question.format(word=ours.word, **ours.ids)}"
        # what somebody typed stands in the field it was typed into, and only there
        names = (f"Titel {ours.word}", f"Entwurf {ours.word}")
        ours_shown, theirs_shown = (
            strip_tags(one.get(address).content.decode()) for one in (at_home, away)
        )
        assert any(one in ours_shown for one in names), address
        assert not any(one in theirs_shown for one in names), address


def test_forms_of_the_next_town_take_none_of_our_ids(ours: Ours, theirs: Ours) -> None:
    eva, before = logged_in(with_every_role(theirs.town)), everything()
    foreign = [(route, "department") for route in PAGES]
    foreign += [("desk/mitteilungen/neu/", "channels")]
    for route, name in foreign:
        given = {**posted(theirs), name: posted(ours)[name]}
        with transaction.atomic():
            answer = eva.post(f"/{route}", given)
            after = everything()
            transaction.set_rollback(True)
        assert answer.status_code < 500
        assert ours.word not in answer.content.decode(), (route, name)
        changed = {one for one in after if after[one] != before[one]}
        assert not changed & OF_MESSAGES, (route, name)


def test_nobody_acts_for_a_town_they_do_not_belong_to(ours: Ours, theirs: Ours) -> None:
    dirk = logged_in(theirs.town.dirk)
    dirk.post(reverse("choose_organisation"), {"organisation": ours.town.organisation.pk})
    page = dirk.get(reverse("channels")).content.decode()
    assert (ours.word in page, theirs.word in page) == (False, True)
