"""The documents of a message on the own site: their files, and what becomes of them."""

import hashlib
from pathlib import Path

from ausrufer.channels.contract import Document
from tests.unit.hub.town import message, site, step

CONTENT = b"%PDF-1.7 Plan"


def plan(title: str) -> Document:
    sha256 = hashlib.sha256(CONTENT).hexdigest()
    return Document(sha256, "application/pdf", 3, len(CONTENT), title, CONTENT)


def names(web: Path) -> set[str]:
    return {file.name for file in web.glob("dokumente/*/*")}


def test_a_document_called_otherwise_is_gone_under_its_former_name(tmp_path: Path) -> None:
    town = site(tmp_path)
    town.publish(message(documents=(plan("Streng geheim"),)), step())
    town.publish(message(documents=(plan("Der Haushalt"),)), step(2))
    assert names(town.web) == {"der-haushalt.pdf"}


def test_a_name_that_another_message_still_uses_stays(tmp_path: Path) -> None:
    town = site(tmp_path)
    for number in (1, 2):
        town.publish(message(number, documents=(plan("Der Plan"),)), step(number))
    town.publish(message(documents=(plan("Der Haushalt"),)), step(3))
    assert names(town.web) == {"der-plan.pdf", "der-haushalt.pdf"}
    town.publish(message(2), step(4))
    assert names(town.web) == {"der-haushalt.pdf"}
