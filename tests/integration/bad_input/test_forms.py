"""Every field of every form with what nobody should send: refused in German, nothing stored half.

The forms are read from the pages themselves; a form class whose fields stand on no page fails.
"""

import re
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client

from tests.integration.bad_input.pages import Found, form_classes, forms_of, read
from tests.integration.tenancy.planted import Ours, everything
from tests.integration.tenancy.written import writes

pytestmark = pytest.mark.django_db

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>"
BAD = {
    "NUL": "a\x00b",
    "signs": "a\x07\x1b[31m\u0085b\u202ec\u2066",
    "broken": b"a\xff\xfe\xc3b\xed\xa0\x80c",  # the last one is half of a pair
    "long": "ü" * 30_000,
    "number": "9" * 40,
    "moment": "99999-99-99T99:99",
    "script": SCRIPT,
    "empty": "",
}
CHOSEN = ("broken", "script")  # of boxes and lists: what is not among the choices is all the same
RAW = re.compile("<script>alert|<img src=x")
UNSEEN = re.compile("[\x07\x1b\u0085\u202e\u2066]")
SAID = re.compile("aus-errors|kern-error")
# need the token of a letter, or a device that answers: tests/integration/people, test_people.py;
# what a platform granted in this very session: tests/integration/channels/connecting
ELSEWHERE = {"FirstPasswordForm", "PasskeyForm", "AccountForm"}
# journal and rules only ask and change nothing; a script sends the day a message was dropped on;
# boxes that only some messages have: a kind that changed since, pictures the house may show
NOT_TYPED = {"was", "wer", "von", "bis", "auf", "author", "renew", "chosen"}


def encoded(value: Any) -> bytes:
    raw = value if isinstance(value, bytes) else str(value).encode()
    return b"".join(b"%%%02X" % one for one in raw)


def sent(client: Client, form: Found, **changed: Any) -> Any:
    """Post a form as bytes: what is no UTF-8 must arrive as it is."""
    body = b"&".join(
        encoded(name) + b"=" + encoded(value)
        for name, values in form.given(**changed).items()
        for value in (values if isinstance(values, list) else [values])
    )
    return client.post(form.goal, body, content_type="application/x-www-form-urlencoded")


def stored() -> list[str]:
    with connection.cursor() as cursor:
        names = [one for one in connection.introspection.table_names(cursor) if "_" in one]
        cursor.execute(
            " UNION ALL ".join(
                f"SELECT '{name}: ' || t::text FROM \"{name}\" t"  # noqa: S608
                for name in names
                if not name.startswith(("django_", "project_", "procrastinate_", "auth_"))
            )
        )
        return [row[0] for row in cursor.fetchall()]


def test_every_form_stands_on_a_page(ours: Ours, eva: Client) -> None:
    shown = {name.rpartition("-")[2] for one in forms_of(eva, ours) for name in one.names}
    missing = {
        one.__name__: set(one.base_fields) - shown - NOT_TYPED
        for one in form_classes()
        if one.__name__ not in ELSEWHERE
    }
    assert {name: left for name, left in missing.items() if left} == {}


def test_every_field_takes_or_refuses_what_is_bad(ours: Ours, eva: Client) -> None:
    before, faults, tried, kept = everything(), [], set(), 0
    for form in forms_of(eva, ours):
        for name in sorted(form.names - form.files):
            if (form.goal, name) in tried:
                continue
            tried.add((form.goal, name))
            for kind in BAD if name in form.typed else CHOSEN:
                value = BAD[kind]
                with transaction.atomic():
                    counted = writes()
                    answer = sent(eva, form, **{name: value})
                    stores = writes() != counted and everything() != before
                    kept += stores
                    faults += [
                        (form.goal, name, kind, what)
                        for what in judged(form, name, answer, stores=stores)
                    ]
                    transaction.set_rollback(True)
    assert not faults, "\n".join(map(str, faults))
    assert len(tried) > 40
    assert kept > 40  # what is stored is seen at all


def judged(form: Found, name: str, answer: Any, *, stores: bool) -> list[str]:
    """Return what is wrong with an answer to a bad value."""
    if answer.status_code >= 500:
        return [f"{answer.status_code}"]
    page = answer.content.decode()
    wrong = ["raw in page"] if RAW.search(page) else []
    if stores:
        return [*wrong, *(f"stored: {line[:150]}" for line in stored() if UNSEEN.search(line))]
    if answer.status_code == 200 and name in form.typed and "vorschau" not in form.goal:
        wrong += [] if SAID.search(page) else ["nothing said"]
        wrong += lost(form, name, answer)
    return wrong


def lost(form: Found, name: str, answer: Any) -> list[str]:
    again = {one.goal: dict(one.values) for one in read(answer.content, form.page)}.get(
        form.goal, {}
    )
    kept = {one: value for one, value in form.values if one in form.typed - {name}}
    return [
        f"lost {one}" for one, value in kept.items() if again.get(one, "").strip() != value.strip()
    ]
