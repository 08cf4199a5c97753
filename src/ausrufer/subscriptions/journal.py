"""The journal entries of subscriptions: none of them names a person."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

CONFIRMED = register(
    "subscription.confirmed",
    _("Ein Abonnement von „{channel}“ wurde über den Link im Brief bestätigt."),
    keep_years=3,
)
LOOKED_UP = register(
    "subscription.looked_up",
    _("{actor} hat nachgesehen, was bei „{channel}“ zu einer Adresse gespeichert ist."),
    keep_years=3,
)
ENDED_ON_REQUEST = register(
    "subscription.ended_on_request",
    _("{actor} hat auf Wunsch ein Abonnement von „{channel}“ beendet; die Adresse ist gelöscht."),
    keep_years=3,
)
ENDED = register(
    "subscription.ended",
    _("Ein Abonnement von „{channel}“ wurde beendet; die Adresse ist gelöscht."),
    keep_years=3,
)
