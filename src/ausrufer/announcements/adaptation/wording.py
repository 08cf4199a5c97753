"""The sentences of findings: what is the matter and what to do.

They are German source strings that the web layer translates. `_` only marks them, so that the
extraction of translations finds them while this package stays free of Django.
"""

from ausrufer.announcements.adaptation.wording_of_documents import SENTENCES as _OF_DOCUMENTS
from ausrufer.announcements.adaptation.wording_of_films import SENTENCES as _OF_FILMS
from ausrufer.announcements.adaptation.wording_of_texts import SENTENCES as _OF_TEXTS


def _(text: str) -> str:
    return text


_SENTENCES = {
    **_OF_TEXTS,
    **_OF_FILMS,
    **_OF_DOCUMENTS,
    "text_empty": _("Der Text ist leer. Bitte schreiben Sie, was Sie mitteilen möchten."),
    "only_a_title": _(
        "Die Mitteilung besteht nur aus der Überschrift. Bitte ergänzen Sie einen Text."
    ),
    "title_empty": _("Die Überschrift fehlt. Bitte geben Sie der Mitteilung eine Überschrift."),
    "text_too_long": _(
        "Der Text ist um {over} Zeichen zu lang: {used} von höchstens {limit}. "
        "Bitte kürzen Sie ihn."
    ),
    "part_too_long": _(
        "Teil {part} ist um {over} Zeichen zu lang: {used} von höchstens {limit}. "
        "Bitte kürzen Sie ihn."
    ),
    "too_many_bytes": _(
        "Der Text braucht {over} Byte mehr Speicher, als dieser Kanal annimmt. Bitte kürzen Sie "
        "ihn; Emojis brauchen besonders viel."
    ),
    "text_shortened": _(
        "Der Text ist für diesen Kanal zu lang und endet mit „…“. Der Link führt zur ganzen "
        "Mitteilung."
    ),
    "rest_unreachable": _(
        "Der Text ist für diesen Kanal zu lang und endet mit „…“, aber kein Link führt zur ganzen "
        "Mitteilung. Bitte kürzen Sie den Text so, dass das Wichtigste hier steht."
    ),
    "subject_too_long": _(
        "Der Betreff ist um {over} Zeichen zu lang: {used} von höchstens {limit}. Viele "
        "Postfächer schneiden ihn ab. Bitte kürzen Sie ihn."
    ),
    "subject_shortened": _(
        "Die Überschrift ist als Betreff zu lang und wird dort gekürzt; im Brief steht sie ganz. "
        "Bis {limit} Zeichen bleibt sie vollständig."
    ),
    "preheader_too_long": _(
        "Der Anriss ist um {over} Zeichen zu lang: {used} von höchstens {limit}. Bitte kürzen Sie "
        "ihn."
    ),
    "link_not_web": _(
        "Der Link „{link}“ ist keine Webadresse. Bitte geben Sie die vollständige Adresse an, zum "
        "Beispiel https://www.stadt.de."
    ),
    "link_in_text_broken": _(
        "Der Link „{link}“ im Text funktioniert nicht. Bitte schreiben Sie die vollständige "
        "Adresse in die Klammer, zum Beispiel https://www.stadt.de."
    ),
    "text_not_checked": _(
        "Für diesen Kanal ist die Sprachfassung „{name}“ gewählt. Sie ist nicht geprüft und kann "
        "so nicht hinaus. Bitte prüfen Sie sie, oder wählen Sie eine andere."
    ),
    "text_left_out": _(
        "Die Sprachfassung „{name}“ ist noch nicht geprüft und geht nicht mit hinaus."
    ),
    "text_outdated": _(
        "Die Sprachfassung „{name}“ wurde geprüft, danach hat sich der Text der Mitteilung "
        "geändert. Bitte sehen Sie sie noch einmal durch; sonst geht sie nicht mit hinaus."
    ),
    "link_missing": _("Der Link steht nicht im Text. Bitte fügen Sie ihn ein: {link}"),
    "alt_text_missing": _(
        "Bild {picture} hat keinen Alternativtext. Bitte beschreiben Sie, was zu sehen ist, oder "
        "kennzeichnen Sie das Bild als schmückend."
    ),
    "alt_text_too_long": _(
        "Der Alternativtext von Bild {picture} ist um {over} Zeichen zu lang: {used} von höchstens "
        "{limit}. Bitte kürzen Sie ihn."
    ),
    "pictures_left_out": _(
        "Dieser Kanal nimmt höchstens {most} Bilder. Nicht dabei: Bild {pictures}."
    ),
    "pictures_not_shown": _("Dieser Kanal zeigt keine Bilder."),
    "picture_needed": _(
        "Dieses Netzwerk nimmt keinen Beitrag ohne Bild. Bitte fügen Sie ein Bild hinzu."
    ),
    "alt_text_not_taken": _(
        "Dieses Netzwerk nimmt keinen Alternativtext an. Was im Bild zu sehen ist, muss dort im "
        "Text stehen."
    ),
    "title_shortened": _(
        "Die Überschrift ist für das Titelfeld zu lang und wird dort gekürzt; im Text steht sie "
        "ganz. Bis {limit} Zeichen bleibt sie vollständig."
    ),
    "link_not_clickable": _("Links im Text lassen sich in diesem Netzwerk nicht anklicken."),
    "picture_made_smaller": _("Bild {picture} ist für diesen Kanal zu groß und wird verkleinert."),
    "picture_converted": _(
        "Dieser Kanal nimmt das Format von Bild {picture} nicht an; es wird umgewandelt."
    ),
    "ends_before_start": _(
        "Die späteste Sendezeit liegt nicht nach dem Zeitpunkt der Veröffentlichung. Bitte ändern "
        "Sie eine der beiden Angaben."
    ),
    "hashtag_hard_to_read": _(
        "Den Hashtag #{tag} lesen Vorleseprogramme schlecht vor. Bitte beginnen Sie jedes Wort "
        "darin mit einem Großbuchstaben, zum Beispiel #StadtRadeln."
    ),
    "contact_missing": _(
        "Es ist kein Kontakt angegeben. Bitte nennen Sie, wer Fragen beantwortet."
    ),
}
CODES = frozenset(_SENTENCES)


def template(code: str) -> str:
    """Return the sentence of a finding with its {places}, as translations know it."""
    return _SENTENCES[code]


def sentence(code: str, **values: object) -> str:
    """Return the German sentence of a finding; raises KeyError for unknown codes and values."""
    return _SENTENCES[code].format(**values)
