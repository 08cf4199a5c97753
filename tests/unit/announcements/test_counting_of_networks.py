"""How each network counts: cases with where the rule comes from.

Sources: the facts of the manifests (`connectors/<kind>/manifest.py`), taken from the table of
platforms. Where no network told how it counts, the house counts UTF-16: never less than readers
see. X has its own suite (`test_weighing.py`), Mastodon and Bluesky theirs (`test_counting.py`).
"""

import pytest
from django.utils.module_loading import import_string

from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.counting import count
from ausrufer.announcements.adaptation.cutting import Room, shortened
from ausrufer.announcements.adaptation.findings import findings
from ausrufer.announcements.adaptation.preview import preview
from ausrufer.announcements.adaptation.source import Source, SourcePicture
from ausrufer.channels.contract import Manifest, Outgoing, TextRules, Unit
from ausrufer.project.settings import AUSRUFER_CONNECTORS

MANIFESTS: dict[str, Manifest] = {
    one.kind: one for one in (import_string(path).manifest for path in AUSRUFER_CONNECTORS)
}
FAMILY = "👨\u200d👩\u200d👧\u200d👦"  # 1 grapheme, 7 code points, 11 UTF-16 units, 25 bytes
LINK = "https://www.musterstadt.de/baustelle"  # 36 characters
HOME = "https://aktuell.musterstadt.de/2026/11/mitteilung/"
PICTURE = SourcePicture("a" * 64, "image/png", 80, 60, "Ein Bild")


@pytest.mark.parametrize(
    ("kind", "text", "used"),
    [
        # graphemes: Mastodon's StatusLengthValidator, Bluesky's lexicon
        ("mastodon", f"Größe {FAMILY}", 7),
        ("mastodon", f"Siehe {LINK}", 6 + 23),
        ("mastodon", "Danke @musterstadt@social.example", 6 + 12),
        ("bluesky", f"Größe {FAMILY}", 7),
        ("bluesky", f"Siehe {LINK}", 6 + 36),
        # weighted: docs.x.com, counting characters; twitter-text configuration 3
        ("x", f"Größe {FAMILY}", 6 + 2),
        ("x", f"Siehe {LINK}", 6 + 23),
        ("x", "Siehe musterstadt.de", 6 + 23),  # a link without https:// is one as well
        ("x", "Siehe rathaus.musterstadt.example", 33),  # no such ending: no link
        ("x", "Mehr …", 7),  # the ellipsis counts double
        ("x", "5 €", 4),
        ("x", "„Ja“ – nein", 11),  # German quotes and dashes count once
        ("x", "Danke @musterstadt@social.example", 33),
        # code points, an emoji its bytes: Threads, posts (2026-04-14)
        ("threads", "Größe", 5),
        ("threads", "Größe 😀", 6 + 4),
        ("threads", f"Größe {FAMILY}", 6 + 25),
        ("threads", f"Siehe {LINK}", 6 + 36),  # full length
        ("threads", "© 2026", 6),  # a letter, no emoji
        # UTF-16: TikTok ("UTF-16 runes"), Telegram (a guess)
        ("tiktok", "Größe 😀", 6 + 2),
        ("tiktok", FAMILY, 11),
        ("telegram_channel", "Größe 😀", 6 + 2),
        # bytes in UTF-8: YouTube, Matrix, Web Push
        ("youtube", "Größe", 7),
        ("youtube", "😀", 4),
        ("matrix_room", "Größe", 7),
        ("web_push", "Größe", 7),
        # code points: Pinterest (maxLength of a JSON schema, a guess)
        ("pinterest", FAMILY, 7),
        # nobody told: UTF-16 to be safe
        *((kind, FAMILY, 11) for kind in ("facebook_page", "instagram", "linkedin_page")),
        *((kind, FAMILY, 11) for kind in ("snapchat", "reddit", "whatsapp_business")),
    ],
)
def test_a_text_counts_as_the_network_counts(kind: str, text: str, used: int) -> None:
    assert count(text, MANIFESTS[kind].text).used == used


@pytest.mark.parametrize("unit", Unit)
@pytest.mark.parametrize("text", ["Größe 😀 " * 60, "Das kostet 5 €. " * 60, f"{FAMILY} da. " * 60])
def test_a_shortened_text_fits_however_it_is_counted(text: str, unit: Unit) -> None:
    rules = TextRules(limit=100, unit=unit)
    kept = shortened(text.strip(), rules, Room(100, None))
    assert count(kept, rules).fits
    assert kept.endswith("…")


@pytest.mark.parametrize(("pictures", "limit"), [((), 4096), ((PICTURE,), 1024)])
def test_beside_pictures_there_is_less_room(
    pictures: tuple[SourcePicture, ...], limit: int
) -> None:
    manifest = MANIFESTS["telegram_channel"]
    body = "Die Straße ist gesperrt. " * 300
    outgoing = adapt(
        Source("x", "de", "Titel", body=body, permalink=HOME, pictures=pictures), manifest
    )
    [part] = preview(outgoing, manifest, {}).parts
    assert part.count.limit == limit
    assert limit - 60 < part.count.used <= limit


def test_a_title_has_its_own_field_and_is_not_repeated() -> None:
    sent = _adapted("reddit", "Kurzer Titel")
    assert (sent.title, sent.parts) == ("Kurzer Titel", (f"Ein Text.\n\n{HOME}",))
    long = "Wort " * 70 + "Ende"
    cut = _adapted("reddit", long)
    assert cut.title == ("Wort " * 59).strip() + " …"
    assert cut.parts[0].startswith(f"{long}\n\nEin Text.")


def test_where_links_do_not_work_the_link_goes_into_the_first_comment() -> None:
    sent = _adapted("instagram", "Titel")
    assert sent.comment == f"Mehr dazu: {HOME}"
    assert HOME not in sent.parts[0]
    assert preview(sent, MANIFESTS["instagram"], {}).comment == sent.comment


def test_no_more_hashtags_than_the_network_takes() -> None:
    source = Source("x", "de", "Titel", body="Text", hashtags=tuple(f"Thema{n}" for n in range(9)))
    assert len(adapt(source, MANIFESTS["instagram"]).hashtags) == 5
    assert adapt(source, MANIFESTS["threads"]).hashtags == ("Thema0",)


@pytest.mark.parametrize(
    ("kind", "pictures", "codes"),
    [
        ("youtube", (), {"film_needed"}),
        ("instagram", (), {"picture_needed"}),
        ("instagram", (PICTURE,), {"picture_converted"}),
        ("telegram_channel", (PICTURE,), {"alt_text_not_taken"}),
        ("tiktok", (PICTURE,), {"alt_text_not_taken", "link_not_clickable", "picture_converted"}),
        ("whatsapp_channel", (PICTURE,), set()),
    ],
)
def test_what_a_network_does_not_take_is_said(
    kind: str, pictures: tuple[SourcePicture, ...], codes: set[str]
) -> None:
    source = Source("x", "de", "Titel", body="Ein Text.", permalink=HOME, pictures=pictures)
    manifest = MANIFESTS[kind]
    found = findings(adapt(source, manifest), manifest, {}, source)
    assert {one.code for one in found} == codes


def _adapted(kind: str, title: str) -> Outgoing:
    return adapt(Source("x", "de", title, body="Ein Text.", permalink=HOME), MANIFESTS[kind])
