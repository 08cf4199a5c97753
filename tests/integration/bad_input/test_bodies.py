"""Bodies no browser sends, to every address of the house that takes one."""

import pytest
from django.test import Client

from tests.integration.tenancy.planted import Ours, addresses, everything, token_of
from tests.integration.tenancy.test_api import operations

pytestmark = pytest.mark.django_db

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=X"
PART = b'--X\r\nContent-Disposition: form-data; name="title"\r\n\r\nGekapert'
FILE = b'--X\r\nContent-Disposition: form-data; name="file"; filename="a\x00\xff.png"\r\n\r\n'
BODIES = {
    "two megabytes and more": (b"title=" + b"a" * 2_000_100, FORM),
    "too many fields": (b"&".join(b"a%d=1" % number for number in range(501)), FORM),
    "no boundary": (PART, "multipart/form-data"),
    "broken off": (PART, MULTIPART),
    "file broken off": (FILE + b"\x89PNG", MULTIPART),
    "nonsense as multipart": (b"\x00\xff" * 50, MULTIPART),
    "unknown encoding": (b"title=%E4", f"{FORM}; charset=nonsense"),
    "UTF-16": ("title=Gekapert".encode("utf-16"), f"{FORM}; charset=utf-16"),
    "JSON": (b'{"title": "Gekapert"}', "application/json"),
    "half JSON": (b'{"title": ', "application/json"),
    "deep JSON": (b'{"a":' * 20_000, "application/json"),
    "no type": (b"title=Gekapert", ""),
    "binary": (bytes(range(256)), "application/octet-stream"),
}
# a decision, a time, an answer without any field is nothing; these need none
NEED_NOTHING = (
    "einreichen/", "zurueckholen/", "beenden/", "freischalten/", "pruefen/", "erneut/",
    "zurueckziehen/", "zugang-nehmen/", "zugang-geben/", "quelle/", "wiederherstellen/",
    "anwesend/", "klaeren/", "rueckgaengig/", "uebernehmen/", "<int:member_id>/zweiter-schritt/",
    "entfernen/", "hoeher/", "loeschen/",
    "entwurf/", "verwerfen/", "aufnehmen/", "ausfuehren/", "ruhen/", "rueckruf/",
)  # fmt: skip


# reading a body is the same everywhere; what a view makes of it is not
THOROUGHLY = {"/desk/mitteilungen/neu/", "/desk/mitteilungen/einlesen/", "/accounts/login/"}
ODDEST = ["broken off", "file broken off", "UTF-16", "binary"]
# what the body "JSON" says is all that these want to know
TITLE_IS_ALL = {"/api/v1/documents/{public_id}"}


def places(ours: Ours) -> list[str]:
    routes = [one for one in addresses("desk/", "abonnieren/", "accounts/") if "^" not in one]
    known = [one for one in routes if "<slug:" not in one and "<str:token>" not in one]
    own = {**ours.ids, "abonnieren": ours.ids["kanaele"]}
    aimed = Ours(ours.town, ours.word, own)
    paths = [aimed.path(one) for one in known if not one.endswith((*NEED_NOTHING, "logout/"))]
    return [*paths, "/desk/kanaele/neu/email/", "/sprache/", "/darstellung/"]


def test_bodies_of_forms(ours: Ours, eva: Client) -> None:
    before = everything()
    for path in places(ours):
        for kind in BODIES if path in THOROUGHLY else ODDEST:
            body, media_type = BODIES[kind]
            answer = eva.generic("POST", path, body, media_type)
            assert answer.status_code < 500, (path, kind)
            if answer.status_code >= 400:
                page = answer.content.decode()
                # allauth answers JSON with JSON that holds the page
                assert 'lang="de"' in page.replace("\\", ""), (path, kind)
                assert "<h1" in page, (path, kind)
        assert everything() == before, path


def test_bodies_of_the_api(ours: Ours) -> None:
    token = token_of(ours.town.anna)
    before = everything()
    with_token = {"Authorization": f"Bearer {token}"}
    for (method, path), operation in operations().items():
        if "requestBody" not in operation:
            continue
        address = ours.path(path[1:].replace("{", "<").replace("}", ">"))
        for kind, (body, media_type) in BODIES.items():
            if kind == "JSON" and path in TITLE_IS_ALL:
                continue
            answer = Client().generic(method.upper(), address, body, media_type, headers=with_token)
            assert 400 <= answer.status_code < 500, (method, path, kind, answer.content)
            assert answer.headers["Content-Type"] == "application/problem+json", (path, kind)
            assert answer.json()["detail"].endswith(".")
    assert everything() == before


def test_too_much_text_is_told_with_the_limit(ours: Ours, eva: Client) -> None:
    body, media_type = BODIES["two megabytes and more"]
    answer = eva.post("/desk/mitteilungen/neu/", body, content_type=media_type)
    assert answer.status_code == 413
    assert "höchstens 2 MB Text" in answer.content.decode()
