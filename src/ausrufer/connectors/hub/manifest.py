"""What the own site takes and what has to be set up for it: data."""

from django.utils.translation import gettext_noop as _

from ausrufer.channels.contract import (
    AccessField,
    DocumentRules,
    FilmRules,
    Form,
    Manifest,
    PictureRules,
    TextRules,
)

MANIFEST = Manifest(
    kind="hub",
    label=_("Eigene Webseite"),
    mark=_("Web"),
    form=Form.PAGE,
    text=TextRules(),
    pictures=PictureRules(most=12),
    films=FilmRules(most=4, formats=("video/mp4", "video/webm"), captions_beside=True),
    documents=DocumentRules(most=1),
    deadline_seconds=100.0,  # a film of 1 GB is copied
    own_ground=True,
    repeatable=True,
    access=(
        AccessField(
            "base_url",
            _("Adresse der Webseite"),
            _(
                "So erreichen Leserinnen und Leser die Seite, zum Beispiel "
                "https://aktuell.musterstadt.de."
            ),
            kind="url",
        ),
        AccessField("town_name", _("Name der Stadt"), _("Steht im Kopf jeder Seite.")),
        AccessField(
            "contact_email",
            _("E-Mail-Adresse"),
            _("Für Fragen und für gemeldete Barrieren; sie steht auf jeder Seite."),
            kind="email",
        ),
        AccessField(
            "claim",
            _("Untertitel"),
            _("Eine kurze Zeile unter dem Namen der Stadt."),
            required=False,
        ),
        AccessField("imprint_url", _("Adresse des Impressums"), required=False, kind="url"),
        AccessField(
            "privacy_url", _("Adresse der Datenschutzerklärung"), required=False, kind="url"
        ),
        AccessField(
            "accessibility_url",
            _("Adresse der Erklärung zur Barrierefreiheit"),
            required=False,
            kind="url",
        ),
        AccessField(
            "accent",
            _("Akzentfarbe"),
            _("Farbwert wie #1c4f8f. Sie muss auf hellem Grund gut lesbar sein."),
            required=False,
        ),
        AccessField(
            "profiles",
            _("Eigene Konten in Netzwerken"),
            _(
                "Adressen der Profile, mit Leerzeichen getrennt. Die Webseite weist sie als Ihre "
                "aus."
            ),
            required=False,
        ),
        AccessField(
            "language",
            _("Sprache der Webseite"),
            _("„de“ oder „en“; ohne Angabe Deutsch."),
            required=False,
        ),
    ),
)
