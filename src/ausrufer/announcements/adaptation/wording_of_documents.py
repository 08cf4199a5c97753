"""The sentences of findings about documents."""


def _(text: str) -> str:
    return text


SENTENCES = {
    "document_too_large": _(
        "Das Dokument ist für diesen Kanal zu groß. Die Mitteilung geht dort ohne Dokument hinaus."
    ),
    "document_beside_film": _(
        "Dieser Kanal zeigt entweder einen Film oder ein Dokument. Gesendet wird der Film."
    ),
    "pictures_beside_document": _(
        "Dieser Kanal zeigt entweder ein Dokument oder Bilder. Gesendet wird das Dokument."
    ),
    "document_untagged": _(
        "Das PDF ist nicht barrierefrei: Ihm fehlt die Struktur, die Vorleseprogramme brauchen "
        "(EN 301 549, BITV 2.0). Bitte speichern Sie es als barrierefreies PDF (PDF/UA). Was darin "
        "steht, muss auch im Text der Mitteilung stehen."
    ),
    "document_without_language": _(
        "Im PDF ist nicht eingetragen, in welcher Sprache es geschrieben ist; Vorleseprogramme "
        "sprechen es vielleicht falsch aus. Bitte ergänzen Sie die Sprache in den Eigenschaften "
        "des Dokuments."
    ),
    "document_says_more": _(
        "Nicht alle öffnen ein PDF, und auf den meisten Kanälen fehlt es. Bitte schreiben Sie das "
        "Wichtigste daraus in den Text."
    ),
    "document_rights_open": _(
        "Beim Dokument ist nicht eingetragen, von wem es stammt und wer die Nutzung erlaubt. Bitte "
        "ergänzen Sie die Angaben."
    ),
    "document_consent_open": _(
        "Beim Dokument ist nicht eingetragen, ob Personen zu erkennen sind und eingewilligt haben. "
        "Bitte ergänzen Sie die Angaben."
    ),
    "document_ends_soon": _(
        "Das Dokument darf nur bis {day} gezeigt werden. Bitte tauschen Sie es bis dahin überall "
        "aus."
    ),
    "document_rights_over": _(
        "Das Nutzungsrecht am Dokument gilt nur bis {day}, die Mitteilung geht später hinaus. "
        "Bitte nehmen Sie ein anderes, oder tragen Sie das verlängerte Recht ein."
    ),
    "document_consent_over": _(
        "Die Einwilligung der Personen, die im Dokument zu sehen sind, gilt nur bis {day}, die "
        "Mitteilung geht später hinaus. Bitte nehmen Sie ein anderes, oder tragen Sie die neue "
        "Einwilligung ein."
    ),
    "document_consent_missing": _(
        "Die Einwilligung der Personen, die im Dokument zu sehen sind, fehlt oder wurde "
        "widerrufen. Bitte nehmen Sie ein anderes Dokument."
    ),
}
