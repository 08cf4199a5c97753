"""The journal entries of channels."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

CHANNEL_SET_UP = register(
    "channel.set_up", _("{actor} hat den Kanal „{channel}“ eingerichtet."), keep_years=10
)
CHANNEL_CHANGED = register(
    "channel.changed", _("{actor} hat den Kanal „{channel}“ geändert."), keep_years=10
)
CHANNEL_PAUSED = register(
    "channel.paused", _("Der Kanal „{channel}“ wurde angehalten: {reason}"), keep_years=10
)
CHANNEL_TAKEN_OUT = register(
    "channel.taken_out_of_use",
    _("{actor} hat den Kanal „{channel}“ außer Betrieb genommen: {reason}"),
    keep_years=10,
)
CHANNEL_PUT_BACK = register(
    "channel.put_back_into_use",
    _("{actor} hat den Kanal „{channel}“ wieder in Betrieb genommen: {reason}"),
    keep_years=10,
)
CHANNEL_RESUMED = register(
    "channel.resumed", _("{actor} hat den Kanal „{channel}“ wieder freigeschaltet."), keep_years=10
)
CHANNEL_CONNECTED = register(
    "channel.connected",
    _("{actor} hat den Kanal „{channel}“ mit dem Konto „{account}“ verbunden."),
    keep_years=10,
)
REGISTER_CHANGED = register(
    "channel.register_changed",
    _("{actor} hat das Register des Kanals „{channel}“ geändert: {fields}."),
    keep_years=10,
)
CHANNEL_REVIEWED = register(
    "channel.reviewed",
    _("{actor} hat den Kanal „{channel}“ überprüft (nächstes Mal am {next_on}): {note}"),
    keep_years=10,
)
CONCEPT_CHANGED = register(
    "channel.concept_changed",
    _("{actor} hat die Angaben für das Nutzungskonzept geändert: {fields}."),
    keep_years=10,
)
REACH_CHANGED = register(
    "channel.reach_changed",
    _("{actor} hat geändert, wer „{channel}“ nutzt. Schreiben: {write}. Freigeben: {approve}."),
    keep_years=10,
    personal=("write", "approve"),
)
