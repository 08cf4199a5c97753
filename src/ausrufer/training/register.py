"""What Musterstadt has laid down about its channels: one complete, one due, the rest still open."""

from collections.abc import Mapping
from datetime import timedelta

from ausrufer.channels.actions import change_concept_frame, keep_register
from ausrufer.channels.models import Channel
from ausrufer.foundation.clock import in_town_time, now
from ausrufer.organisations.models import Department, Member

FRAME = {
    "controller": (
        "Stadt Musterstadt, Der Bürgermeister\nMarktplatz 1, 01234 Musterstadt\n"
        "presse@musterstadt.example"
    ),
    "editorial_rules": (
        "Wer schreibt, gibt nicht selbst frei: Jede Mitteilung sieht eine zweite Person.\n"
        "Wir schreiben sachlich und verständlich, werben nicht und bleiben neutral, besonders in"
        " den Wochen vor einer Wahl.\n"
        "Bilder zeigen Menschen nur mit deren Einwilligung und haben einen Alternativtext."
    ),
    "conversation": (
        "Wir lesen Kommentare werktags von 8 bis 16 Uhr und antworten binnen eines Tages.\n"
        "Anträge und persönliche Angaben gehören nicht in soziale Netzwerke; wir nennen den"
        " richtigen Weg."
    ),
    "other_ways": (
        "Webseite, Newsletter, Amtsblatt, Bürgertelefon 0123 456-0, Bürgerbüro am Marktplatz 1."
    ),
}
ENTRIES: Mapping[str, Mapping[str, object]] = {
    "mastodon": {
        "purpose": "Aktuelles aus dem Rathaus: Sperrungen, Termine, Beteiligung, Warnungen.",
        "reason": (
            "Viele Menschen sehen nicht jeden Tag auf die Webseite. Beiträge sind dort ohne Konto"
            " zu lesen, und es gibt keine Werbung."
        ),
        "target_groups": "Einwohnerinnen und Einwohner, Vereine, örtliche Presse",
        "contents": (
            "Werktags ein bis drei Beiträge, Bilder mit Alternativtext.\n"
            "Kommentare werden beantwortet; persönliche Nachrichten nutzen wir nicht."
        ),
        "legal_basis": "Öffentlichkeitsarbeit der Stadt; Vermerk des Rechtsamts vom 3. März 2026.",
        "imprint_url": "https://musterstadt.example/impressum",
        "privacy_url": "https://musterstadt.example/datenschutz#mastodon",
        "data_protection": (
            "Betrieb auf einem Server im Auftrag der Stadt, ohne Auswertung der Besuche. Eine"
            " Folgenabschätzung war nach Prüfung durch den Datenschutz nicht nötig."
        ),
        "alternative": "Jeder Beitrag steht vorher auf musterstadt.example.",
        "cost": "Im Vertrag über den Server enthalten.",
        "terms": "Zum Lesen keine. Zum Antworten ein kostenloses Konto.",
        "hours_per_week": 4,
    },
    "bluesky": {
        "purpose": "Dieselben Meldungen für Menschen, die Mastodon nicht nutzen.",
        "target_groups": "Jüngere Einwohnerinnen und Einwohner, Presse",
        "alternative": "Jeder Beitrag steht vorher auf musterstadt.example.",
        "hours_per_week": 1,
    },
}
_NEXT = {"mastodon": timedelta(days=200), "bluesky": timedelta(days=-12)}


def lay_down(people: Mapping[str, Member], department: Department) -> None:
    """Write the register; Anna is responsible, Bekir stands in."""
    dirk, today = people["DIRK"], in_town_time(now()).date()
    change_concept_frame(member=dirk, version=0, changes=FRAME)
    for kind, answers in ENTRIES.items():
        keepers = {
            "department": department,
            "responsible": people["ANNA"],
            "deputy": people["BEKIR"],
            "next_review_on": today + _NEXT[kind],
        }
        keep_register(
            member=dirk,
            channel=Channel.objects.get(kind=kind),
            version=0,
            changes={**answers, **keepers},
        )
