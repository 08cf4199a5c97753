"""The journal entries of announcements."""

from django.utils.translation import gettext_noop as _

from ausrufer.announcements.text_states import Step
from ausrufer.records.kinds import register

CREATED = register("announcement.created", _("{actor} hat „{title}“ angelegt."), keep_years=10)
IMPORTED = register(
    "announcement.imported", _("„{title}“ wurde aus „{feed}“ übernommen."), keep_years=10
)
CHANGED = register(
    "announcement.changed", _("{actor} hat „{title}“ geändert: {fields}."), keep_years=10
)
PICTURE_CHANGED = register(
    "announcement.picture_changed",
    _("{actor} hat die Bilder von „{title}“ geändert."),
    keep_years=10,
)
RENDITION_EDITED = register(
    "announcement.rendition_edited",
    _("{actor} hat die Fassung von „{title}“ für „{channel}“ geändert."),
    keep_years=10,
)
CALLED_BACK = register(
    "announcement.called_back",
    _("{actor} hat „{title}“ aus der Freigabe zurückgeholt."),
    keep_years=10,
)
WITHDRAWN = register(
    "announcement.withdrawn",
    _("{actor} hat „{title}“ zurückgezogen: {reason}"),
    keep_years=10,
)
RESTORED = register(
    "announcement.restored",
    _("{actor} hat Stand {number} von „{title}“ wiederhergestellt."),
    keep_years=10,
)
SOURCE_CHANGED = register(
    "announcement.source_changed",
    _("Die Quelle von „{title}“ hat sich geändert."),
    keep_years=10,
)
SOURCE_AS_READ = register(
    "announcement.source_as_read",
    _("Die Quelle von „{title}“ lautet wieder wie zuletzt gelesen."),
    keep_years=10,
)
SOURCE_TAKEN = register(
    "announcement.source_taken",
    _("{actor} hat die Änderungen der Quelle in „{title}“ übernommen."),
    keep_years=10,
)
SOURCE_DISMISSED = register(
    "announcement.source_dismissed",
    _("{actor} hat die Änderungen der Quelle von „{title}“ nicht übernommen."),
    keep_years=10,
)
SNIPPET_KEPT = register(
    "snippet.kept", _("{actor} hat den Textbaustein „{name}“ gespeichert."), keep_years=3
)
SNIPPET_FORGOTTEN = register(
    "snippet.forgotten", _("{actor} hat den Textbaustein „{name}“ gelöscht."), keep_years=3
)
# what was said stands with the message alone: the journal outlives it
COMMENTED = register(
    "announcement.commented",
    _("{actor} hat „{title}“ kommentiert ({place}, Kommentar {number})."),
    keep_years=3,
)
COMMENT_ANSWERED = register(
    "announcement.comment_answered",
    _("{actor} hat auf Kommentar {number} zu „{title}“ geantwortet."),
    keep_years=3,
)
COMMENT_RESOLVED = register(
    "announcement.comment_resolved",
    _("{actor} hat Kommentar {number} zu „{title}“ erledigt."),
    keep_years=3,
)
COMMENT_REOPENED = register(
    "announcement.comment_reopened",
    _("{actor} hat Kommentar {number} zu „{title}“ wieder geöffnet."),
    keep_years=3,
)
TEXT_STEPS = {
    Step.WRITE: register(
        "announcement.text_written",
        _("{actor} hat an „{title}“ geschrieben: {name}."),
        keep_years=10,
    ),
    Step.MAKE: register(
        "announcement.text_made",
        _("{actor} hat für „{title}“ einen maschinellen Entwurf übernommen: {name}."),
        keep_years=10,
    ),
    Step.CHECK: register(
        "announcement.text_checked",
        _("{actor} hat von „{title}“ geprüft: {name}."),
        keep_years=10,
    ),
    Step.DOUBT: register(
        "announcement.text_doubted",
        _("{actor} hat bei „{title}“ die Prüfung zurückgenommen: {name}."),
        keep_years=10,
    ),
    Step.REMOVE: register(
        "announcement.text_removed",
        _("{actor} hat aus „{title}“ entfernt: {name}."),
        keep_years=10,
    ),
}
TEXT_CHOSEN = register(
    "announcement.text_chosen",
    _("{actor} hat für „{title}“ gewählt, was „{channel}“ sendet: {name}."),
    keep_years=10,
)
LANGUAGES_CHOSEN = register(
    "languages.chosen", _("{actor} hat die Sprachen des Hauses gewählt: {names}."), keep_years=10
)
SNIPPET_OFFERED = register(
    "snippet.offered",
    _("{actor} bietet den Textbaustein „{name}“ den beherbergten Häusern an."),
    keep_years=3,
)
SNIPPET_NOT_OFFERED = register(
    "snippet.not_offered",
    _("{actor} bietet den Textbaustein „{name}“ nicht mehr an."),
    keep_years=3,
)
SNIPPET_TAKEN = register(
    "snippet.taken",
    _("{actor} hat den Textbaustein „{name}“ von {host} übernommen."),
    keep_years=3,
)
SNIPPET_FOLLOWED = register(
    "snippet.followed",
    _("{actor} hat die Änderung von {host} am Textbaustein „{name}“ übernommen."),
    keep_years=3,
)
