"""What the fields of the register and of the usage concept are called."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop as _

REGISTER_FIELDS: Mapping[str, str] = {
    "purpose": _("Zweck"),
    "reason": _("Warum dieses Netzwerk"),
    "target_groups": _("Zielgruppen"),
    "contents": _("Inhalte und Umfang"),
    "department": _("Zuständiges Amt"),
    "responsible": _("Verantwortlich"),
    "deputy": _("Vertretung"),
    "hours_per_week": _("Stunden je Woche"),
    "legal_basis": _("Rechtsgrundlage"),
    "imprint_url": _("Impressum"),
    "privacy_url": _("Datenschutzhinweise"),
    "data_protection": _("Abschätzung der Folgen für den Datenschutz"),
    "alternative": _("Anderer Weg zu uns"),
    "cost": _("Kosten"),
    "terms": _("Bedingungen des Netzwerks"),
    "next_review_on": _("Nächste Überprüfung"),
    "review_months": _("Abstand der Überprüfungen"),
}

CONCEPT_FIELDS: Mapping[str, str] = {
    "controller": _("Verantwortliche Stelle"),
    "data_protection_officer": _("Datenschutzbeauftragte Person"),
    "rights": _("Rechte der Betroffenen"),
    "editorial_rules": _("Redaktionelle Regeln"),
    "conversation": _("Umgang mit Kommentaren und Nachrichten"),
    "other_ways": _("Andere Wege zur Verwaltung"),
}
