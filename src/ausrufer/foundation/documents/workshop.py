"""Has documents looked at in a process of their own; bounded in every way."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from ausrufer.foundation.apart import Limits, Stopped, answered
from ausrufer.foundation.documents.facts import (
    MOST_BYTES,
    MOST_PAGES,
    DocumentFacts,
    DocumentRefused,
)

# a PDF unpacks: 20 MB of it may become much more, but never all of a machine's memory; somebody
# waits for the page with the answer
_LIMITS = Limits(memory=700_000_000, seconds=15, file=0)


def document_facts(source: Path) -> DocumentFacts:
    """Return what a PDF says about itself; raises DocumentRefused for what nobody shall send."""
    size = source.stat().st_size
    if size > MOST_BYTES:
        raise DocumentRefused(_said("bytes", {}))
    try:
        asked = {"verb": "look", "source": str(source)}
        found = answered("ausrufer.foundation.documents.reader", asked, _LIMITS)
    except Stopped as stopped:
        raise DocumentRefused(_said(stopped.code, {})) from stopped
    if "refused" in found:
        raise DocumentRefused(_said(str(found["refused"]), found))
    return DocumentFacts(size=size, **found)


def _said(code: str, values: dict[str, Any]) -> str:
    """Return the German sentence for a code of the reader."""
    if code == "pages":
        return gettext("Das PDF hat %(pages)d Seiten; möglich sind %(most)d.") % {
            **values,
            "most": MOST_PAGES,
        }
    known = {
        "bytes": gettext("Das PDF ist zu groß: höchstens 20 MB sind möglich."),
        "no_document": gettext(
            "Diese Datei ist kein PDF; auf die Endung des Namens kommt es nicht an."
        ),
        "incomplete": gettext(
            "Das PDF ist unvollständig. Bitte speichern Sie es neu und laden Sie es erneut hoch."
        ),
        "encrypted": gettext(
            "Das PDF ist mit einem Kennwort oder gegen Änderungen geschützt. Bitte speichern Sie "
            "es ohne Schutz: Sonst können Vorleseprogramme es nicht öffnen."
        ),
        "script": gettext(
            "Das PDF enthält ein Programm (JavaScript). Bitte speichern Sie es ohne Skripte, zum "
            "Beispiel als PDF/A."
        ),
        "launch": gettext(
            "Das PDF startet Programme oder öffnet andere Dateien. Bitte speichern Sie es ohne "
            "solche Aktionen, zum Beispiel als PDF/A."
        ),
        "submit": gettext(
            "Das PDF enthält ein Formular, das Eingaben selbst absendet. Bitte speichern Sie es "
            "ohne diese Funktion, zum Beispiel als PDF/A."
        ),
        "address": gettext(
            "Ein Link im PDF führt weder auf eine Webseite noch zu einer E-Mail-Adresse oder "
            "Telefonnummer. Bitte berichtigen Sie ihn, Webadressen mit https:// am Anfang, und "
            "speichern Sie das PDF neu."
        ),
        "embedded": gettext(
            "Im PDF stecken weitere Dateien, Filme oder Töne. Bitte speichern Sie es ohne Anhänge."
        ),
        "slow": gettext(
            "Das PDF ließ sich nicht in vertretbarer Zeit lesen. Bitte speichern Sie es neu, "
            "möglichst einfacher aufgebaut."
        ),
    }
    broken = gettext(
        "Das PDF ist beschädigt oder lässt sich nicht lesen. Bitte speichern Sie es neu und laden "
        "Sie es erneut hoch."
    )
    return known.get(code, broken)
