"""Which document goes where, what is said of it, and that approvals bind to it."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.module_loading import import_string

from ausrufer.announcements.adaptation.adapt import adapt
from ausrufer.announcements.adaptation.documents import about_documents
from ausrufer.announcements.adaptation.source import (
    Source,
    SourceDocument,
    SourceFilm,
    SourcePicture,
)
from ausrufer.announcements.preflight.check import check
from ausrufer.announcements.preflight.circumstances import Circumstances
from ausrufer.channels.contract import DocumentRules, FilmRules, Manifest
from ausrufer.channels.wire import fingerprint, from_json, to_json
from ausrufer.foundation.documents.facts import MOST_BYTES, MOST_PAGES
from ausrufer.foundation.films import FilmFacts
from ausrufer.library.policy import AssetFacts
from ausrufer.project.settings import AUSRUFER_CONNECTORS

EVERY: dict[str, Manifest] = {
    one.kind: one for one in (import_string(path).manifest for path in AUSRUFER_CONNECTORS)
}
PLAN = SourceDocument("d" * 64, "application/pdf", 3, 245_000, "Haushaltsplan", True, "de")
PICTURE = SourcePicture("a" * 64, "image/png", 4, 3, "Das Rathaus")
FILM = SourceFilm("f" * 64, FilmFacts("video/mp4", 16, 9, 5.0, 9, "h264"), "Der Bagger")
MOMENT = datetime(2026, 11, 24, 10, tzinfo=ZoneInfo("Europe/Berlin"))
LINKEDIN, HUB, MASTODON = EVERY["linkedin_page"], EVERY["hub"], EVERY["mastodon"]


def message(*, document: SourceDocument = PLAN, pictures: int = 0, films: int = 0) -> Source:
    return Source(
        public_id="x",
        language="de",
        title="Haushalt",
        body="Der Rat hat ihn beschlossen.",
        documents=(document,),
        pictures=(PICTURE,) * pictures,
        films=(FILM,) * films,
    )


def said(source: Source, manifest: Manifest) -> list[str]:
    return [one.code for one in about_documents(source, manifest)]


def checked(document: SourceDocument) -> set[str]:
    found = check(message(document=document), Circumstances(moment=MOMENT))
    return {one.code for one in found if one.place == "documents"}


def test_the_own_site_and_linkedin_take_documents() -> None:
    taking = {kind for kind, one in EVERY.items() if one.documents.most}
    assert taking == {"hub", "linkedin_page"}


def test_what_the_house_takes_every_network_that_takes_documents_does() -> None:
    for kind, one in EVERY.items():
        rules = one.documents
        assert rules.bytes is None or rules.bytes >= MOST_BYTES, kind
        assert rules.pages is None or rules.pages >= MOST_PAGES, kind


def test_a_post_shows_the_document_instead_of_pictures_and_says_so() -> None:
    source = message(pictures=2)
    outgoing = adapt(source, LINKEDIN)
    assert [one.title for one in outgoing.documents] == ["Haushaltsplan"]
    assert outgoing.pictures == ()
    assert said(source, LINKEDIN) == ["pictures_beside_document"]


def test_a_page_shows_both_and_a_network_without_documents_the_pictures() -> None:
    for manifest, documents in ((HUB, 1), (MASTODON, 0)):
        outgoing = adapt(message(pictures=2), manifest)
        assert (len(outgoing.documents), len(outgoing.pictures)) == (documents, 2)
        assert said(message(pictures=2), manifest) == []


def test_a_film_goes_before_a_document() -> None:
    both = replace(LINKEDIN, films=FilmRules(most=1))
    outgoing = adapt(message(films=1), both)
    assert (len(outgoing.films), len(outgoing.documents)) == (1, 0)
    assert said(message(films=1), both) == ["document_beside_film"]


@pytest.mark.parametrize("rules", [DocumentRules(1, bytes=1000), DocumentRules(1, pages=2)])
def test_a_document_too_large_stays_behind_and_the_pictures_go(rules: DocumentRules) -> None:
    manifest = replace(LINKEDIN, documents=rules)
    outgoing = adapt(message(pictures=1), manifest)
    assert (outgoing.documents, len(outgoing.pictures)) == ((), 1)
    assert said(message(pictures=1), manifest) == ["document_too_large"]


def test_an_approval_binds_to_the_document_and_its_title() -> None:
    outgoing = adapt(message(), LINKEDIN)
    (document,) = outgoing.documents
    prints = {fingerprint(outgoing, channel="k")}
    for other in (replace(document, title="Plan"), replace(document, sha256="e" * 64)):
        prints.add(fingerprint(replace(outgoing, documents=(other,)), channel="k"))
    assert len(prints) == 3
    with_file = replace(outgoing, documents=(replace(document, content=b"%PDF-"),))
    assert from_json(to_json(with_file)) == outgoing


def test_approvals_from_before_there_were_documents_stay_true() -> None:
    assert "documents" not in to_json(adapt(replace(message(), documents=()), LINKEDIN))


def test_what_everybody_must_be_able_to_read_is_asked_for() -> None:
    open_rights = {"document_rights_open", "document_consent_open"}
    assert checked(PLAN) == {"document_says_more"}
    untagged = replace(PLAN, tagged=False, language="")
    assert checked(untagged) == {"document_untagged", "document_without_language"}
    assert checked(replace(PLAN, asset=AssetFacts())) == {"document_says_more", *open_rights}
