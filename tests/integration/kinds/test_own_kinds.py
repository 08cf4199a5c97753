"""Own kinds of an organisation: written as, checked, changed, taken out, never lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ausrufer.announcements.actions.own_kinds import (
    KindDraft,
    bring_kind_back,
    change_kind,
    make_kind,
    retire_kind,
)
from ausrufer.announcements.actions.versions import restore_version
from ausrufer.announcements.actions.write import change_announcement, create_announcement
from ausrufer.announcements.checking import checklist
from ausrufer.announcements.content import Content
from ausrufer.announcements.kind_shape import FieldType, KindField
from ausrufer.announcements.models import Announcement, OwnKind
from ausrufer.announcements.renditions import renditions
from ausrufer.channels.models import Channel
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions import create_token
from ausrufer.organisations.errors import NotForYou, Refused, Unfit
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import Scope
from ausrufer.records.models import JournalEntry
from tests.conftest import Town

pytestmark = pytest.mark.django_db
FIELDS = (
    KindField("", "Abfuhrtag", FieldType.DAY, required=True),
    KindField("", "Letzter Tag", FieldType.DAY, ends="Abfuhrtag"),
    KindField("", "Straßen", FieldType.LONG),
    KindField("", "Servicetelefon", FieldType.PHONE),
)
DRAFT = KindDraft(
    label="Müllabfuhr",
    fields=FIELDS,
    skeleton="In [Straße] wird später geleert.",
    stays=timedelta(days=5),
    icon="autorenew",
    unchecked=["office_german"],
)


def logged_in(member: Member) -> Client:
    client = Client()
    client.force_login(member.user)
    return client


def own(town: Town, draft: KindDraft = DRAFT) -> OwnKind:
    return make_kind(member=town.dirk, draft=draft)


def written(town: Town, kind: OwnKind, **more: Any) -> Announcement:
    details = {"abfuhrtag": "2027-12-03", "strassen": "Am Ring\nGartenweg"}
    content = Content(**{"title": "Neue Abfuhr", "body": "Text", "details": details, **more})
    return create_announcement(
        actor=town.anna.actor,
        department=town.press,
        content=content.as_kind(kind.kind),
        channels=[Channel.objects.first() or town.channel("netz")],
    )


def said(message: Announcement) -> list[tuple[str, str, str]]:
    listed = checklist(message, renditions(message), [])
    return [(one.finding.severity, one.finding.code, one.finding.place) for one in listed]


def test_a_kind_is_stored_in_the_shape_of_the_built_in_ones(in_town: Town) -> None:
    kind = own(in_town).kind
    assert kind.key == "own_muellabfuhr"
    assert [(one.name, one.ends) for one in kind.fields] == [
        ("abfuhrtag", ""),
        ("letzter_tag", "abfuhrtag"),
        ("strassen", ""),
        ("servicetelefon", ""),
    ]
    assert own(in_town).key == "own_muellabfuhr_b"
    entry = JournalEntry.objects.latest("sequence")
    assert entry.kind == "kind.made"
    assert entry.details["fields"] == "Abfuhrtag, Letzter Tag, Straßen, Servicetelefon"


def test_readers_get_its_facts(in_town: Town) -> None:
    [form] = renditions(written(in_town, own(in_town)))
    assert form.outgoing.parts[0].startswith(
        "Neue Abfuhr\n\n– Abfuhrtag: Fr., 3. Dezember 2027\n\nStraßen: Am Ring\nGartenweg\n\nText"
    )


def test_required_fields_and_placeholders_stop(in_town: Town) -> None:
    kind = own(in_town)
    message = written(in_town, kind, details={}, body="In [Straße] wird geleert.")
    assert ("stops", "field_missing", "details.abfuhrtag") in said(message)
    assert ("stops", "placeholder_left", "body") in said(message)
    fine = written(in_town, kind, body="Am Ring wird geleert, siehe [Plan](https://stadt.de).")
    assert [one for one in said(fine) if one[0] == "stops"] == []
    past = written(in_town, kind, details={"abfuhrtag": "2020-01-01"})
    assert ("warns", "field_past", "details.abfuhrtag") in said(past)


def test_a_kind_leaves_checks_out(in_town: Town) -> None:
    text = "Die Inaugenscheinnahme erfolgt seitens des Amtes unter Zuhilfenahme von Gerät."
    checked_one = written(in_town, own(in_town, KindDraft("Anderes")), body=text, details={})
    assert "office_german" in {code for _severity, code, _place in said(checked_one)}
    message = written(in_town, own(in_town), body=text)
    assert "office_german" not in {code for _severity, code, _place in said(message)}


@pytest.mark.parametrize(
    ("details", "field"),
    [
        ({"abfuhrtag": "morgen"}, "details.abfuhrtag"),
        ({"abfuhrtag": "2027-12-03T10:00:00+01:00"}, "details.abfuhrtag"),
        ({"abfuhrtag": "2027-12-03", "letzter_tag": "2027-12-02"}, "details.letzter_tag"),
        ({"servicetelefon": "ruf an"}, "details.servicetelefon"),
        ({"servicetelefon": "12"}, "details.servicetelefon"),
        ({"strassen": "x" * 2001}, "details.strassen"),
    ],
)
def test_what_does_not_fit_a_field_is_refused(
    in_town: Town, details: dict[str, str], field: str
) -> None:
    with pytest.raises(Unfit) as unfit:
        written(in_town, own(in_town), details=details)
    assert unfit.value.field == field
    same_day = {"abfuhrtag": "2027-12-03", "letzter_tag": "2027-12-03"}
    assert written(in_town, own(in_town), details=same_day).details == same_day


def test_a_message_keeps_the_version_it_was_written_with(in_town: Town) -> None:
    kind = own(in_town)
    message = written(in_town, kind)
    fields = [*kind.kind.fields[:1], KindField("", "Tonne")]
    changed = change_kind(
        member=in_town.dirk, own=kind, version=1, draft=KindDraft("Abfuhr", fields)
    )
    assert (changed.version, [one.name for one in changed.kind.fields]) == (
        2,
        ["abfuhrtag", "tonne"],
    )
    message.refresh_from_db()
    assert message.content.particulars == kind.kind
    edited = change_announcement(
        member=in_town.anna,
        announcement=message,
        version=message.version,
        content=message.content.as_kind(changed.kind),
    )
    assert edited.details == {"abfuhrtag": "2027-12-03"}
    retire_kind(member=in_town.dirk, own=changed)
    back = restore_version(
        member=in_town.anna, announcement=edited, version=edited.version, number=1
    )
    assert back.content.particulars == kind.kind
    assert back.details["strassen"] == "Am Ring\nGartenweg"
    with pytest.raises(Refused, match="Inzwischen hat Dirk"):
        change_kind(member=in_town.dirk, own=kind, version=1, draft=DRAFT)


def test_retired_kinds_are_offered_no_more(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        kind = own(town)
        message = written(town, kind)
    anna = logged_in(town.anna)
    assert "Müllabfuhr" in anna.get("/desk/mitteilungen/neu/").content.decode()
    with within_organisation(town.organisation.pk):
        retire_kind(member=town.dirk, own=kind)
    assert "Müllabfuhr" not in anna.get("/desk/mitteilungen/neu/").content.decode()
    page = anna.get(f"/desk/mitteilungen/{message.public_id}/aendern/").content.decode()
    assert 'name="details-abfuhrtag"' in page
    assert "Müllabfuhr" in page
    with within_organisation(town.organisation.pk):
        bring_kind_back(member=town.dirk, own=kind)
    assert "Müllabfuhr" in anna.get("/desk/mitteilungen/neu/").content.decode()


def posted(town: Town, **more: Any) -> dict[str, Any]:
    with within_organisation(town.organisation.pk):
        channel = town.channel("netz").pk
    return {
        "title": "Neue Abfuhr",
        "body": "Text",
        "language": "de",
        "department": town.press.pk,
        "channels": [channel],
        "kind": "own_muellabfuhr",
        "details-abfuhrtag": "2027-12-03",
        "details-strassen": "Am Ring\r\nGartenweg",
        **more,
    }


def test_it_is_written_in_the_form_and_renewed_when_somebody_wants_it(town: Town) -> None:
    with within_organisation(town.organisation.pk):
        kind = own(town)
    anna = logged_in(town.anna)
    page = anna.get("/desk/mitteilungen/neu/?art=own_muellabfuhr").content.decode()
    assert "In [Straße] wird später geleert." in page
    assert 'type="tel"' in page
    given = posted(town)
    anna.post("/desk/mitteilungen/neu/", given)
    with within_organisation(town.organisation.pk):
        message = Announcement.objects.get()
        assert message.details["strassen"] == "Am Ring\nGartenweg"
        fields = (*kind.kind.fields, KindField("", "Tonne"))
        change_kind(member=town.dirk, own=kind, version=1, draft=KindDraft("Abfuhr", fields))
    path = f"/desk/mitteilungen/{message.public_id}/aendern/"
    page = anna.get(path).content.decode()
    assert 'name="details-tonne"' not in page
    assert "Die neuen Angaben dieser Art übernehmen" in page
    anna.post(path, {**given, "version": message.version})
    assert 'name="details-tonne"' not in anna.get(path).content.decode()
    anna.post(path, {**given, "version": message.version + 1, "renew": "on"})
    page = anna.get(path).content.decode()
    assert 'name="details-tonne"' in page
    assert 'name="renew"' not in page
    with within_organisation(town.organisation.pk):
        message.refresh_from_db()
        assert (message.kind, message.kind_shape["number"]) == ("own_muellabfuhr", 2)
    # in the calendar and in rules of approval it has its name
    dirk = logged_in(town.dirk)
    assert "Abfuhr" in dirk.get("/desk/freigaberegeln/neu/").content.decode()


def test_the_api_knows_own_kinds(town: Town, neighbour: Town) -> None:
    with within_organisation(town.organisation.pk):
        own(town)
        town.channel("netz")
    for where, known in ((town, True), (neighbour, False)):
        with within_organisation(where.organisation.pk):
            token = create_token(
                actor=where.anna.actor, member=where.anna, label="Probe", scopes=list(Scope)
            )
        client = Client(headers={"Authorization": f"Bearer {token}"})
        kinds = {one["key"]: one for one in client.get("/api/v1/kinds").json()}
        assert ("own_muellabfuhr" in kinds) is known
        new = {
            "title": "Abfuhr",
            "department": where.press.pk,
            "kind": "own_muellabfuhr",
            "details": {"abfuhrtag": "2027-12-03"},
        }
        answer = client.post("/api/v1/announcements", new, content_type="application/json")
        assert answer.status_code == (201 if known else 422), answer.content
        if known:
            assert kinds["own_muellabfuhr"]["fields"][0]["required"] is True
            address = f"/api/v1/announcements/{answer.json()['id']}"
            other = {"version": 1, "details": {"tonne": "x"}}
            wrong = client.patch(address, other, content_type="application/json")
            assert wrong.json()["field"] == "details.tonne"
            news = client.patch(
                address, {"version": 1, "kind": "news"}, content_type="application/json"
            )
            assert (news.json()["kind"], news.json()["details"]) == ("news", {})


def rows(*fields: dict[str, Any], initial: int = 0) -> dict[str, Any]:
    given = {"angabe-TOTAL_FORMS": len(fields), "angabe-INITIAL_FORMS": initial}
    for number, field in enumerate(fields):
        given |= {f"angabe-{number}-{name}": value for name, value in field.items()}
    return given


def test_an_administrator_defines_a_kind_on_the_pages(town: Town) -> None:
    dirk = logged_in(town.dirk)
    head = {"label": "Blutspende", "icon": "event", "skeleton": "[Ort]", "stays": "3"}
    day = {"label": "Tag", "type": "day", "required": "on"}
    answer = dirk.post(
        "/desk/einstellungen/arten/neu/", {**head, **rows(day, {"label": ""}, {"type": "text"})}
    )
    assert answer.status_code == 302
    with within_organisation(town.organisation.pk):
        kind = OwnKind.objects.get()
        assert [(one.name, one.required) for one in kind.kind.fields] == [("tag", True)]
    page = f"/desk/einstellungen/arten/{kind.public_id}/"
    assert "Blutspende" in dirk.get("/desk/einstellungen/arten/").content.decode()
    named = {**day, "name": "tag", "label": "Spendetag", "ORDER": "2"}
    place = {"name": "erfunden", "label": "Ort", "type": "place", "ORDER": "1"}
    changed = {**head, "version": "1", **rows(named, place, initial=1)}
    assert dirk.post(page, changed).status_code == 302
    with within_organisation(town.organisation.pk):
        kind.refresh_from_db()
        assert [(one.name, one.label) for one in kind.kind.fields] == [
            ("ort", "Ort"),
            ("tag", "Spendetag"),
        ]
    gone = {**head, "version": "2", **rows({**named, "DELETE": "on"}, initial=1)}
    late = dirk.post(page, {**gone, "version": "1"}).content.decode()
    assert "Inzwischen hat Dirk diese Art geändert." in late
    assert dirk.post(page, gone).status_code == 302
    assert dirk.post(f"{page}ruhen/").status_code == 302
    with within_organisation(town.organisation.pk):
        kind.refresh_from_db()
        assert (kind.kind.fields, kind.retired_at is not None) == ((), True)


@pytest.mark.parametrize(
    ("draft", "said_word"),
    [
        (KindDraft(" "), "einen Namen"),
        (KindDraft("x", icon="gibtesnicht"), "Zeichen"),
        (KindDraft("x", stays=timedelta(days=9999)), "Tage"),
        (KindDraft("x", unchecked=["alt_text_missing"]), "abschalten"),
        (KindDraft("x", [KindField("", "a"), KindField("", "A")]), "denselben Namen"),
        (KindDraft("x", [KindField("", str(n)) for n in range(21)]), "höchstens 20"),
        (KindDraft("x", [KindField("", "a", ends="b")]), "derselben Sorte"),
        (KindDraft("x", [KindField("", "a"), KindField("", "b", ends="a")]), "Reihenfolge"),
    ],
)
def test_what_can_be_no_kind_is_refused(in_town: Town, draft: KindDraft, said_word: str) -> None:
    with pytest.raises(Refused, match=said_word):
        own(in_town, draft)
    assert OwnKind.objects.count() == 0


def test_rights_and_walls(town: Town, neighbour: Town) -> None:
    with within_organisation(town.organisation.pk):
        kind = own(town)
        for act in (
            lambda: make_kind(member=town.anna, draft=DRAFT),
            lambda: change_kind(member=town.anna, own=kind, version=1, draft=DRAFT),
            lambda: retire_kind(member=town.anna, own=kind),
        ):
            with pytest.raises(NotForYou):
                act()
    page = f"/desk/einstellungen/arten/{kind.public_id}/"
    for member in (town.anna, town.bekir, neighbour.dirk):
        client = logged_in(member)
        assert client.get(page).status_code == 404
        assert client.post(f"{page}ruhen/").status_code == 404
    assert logged_in(town.anna).get("/desk/einstellungen/arten/").status_code == 404
    assert (
        "Müllabfuhr"
        not in logged_in(neighbour.anna).get("/desk/mitteilungen/neu/").content.decode()
    )
    forged = posted(neighbour)
    logged_in(neighbour.anna).post("/desk/mitteilungen/neu/", forged)
    with within_organisation(neighbour.organisation.pk):
        assert not Announcement.objects.filter(kind__startswith="own").exists()
