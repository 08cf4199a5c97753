"""The journal entries of approvals."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

SUBMITTED = register(
    "approval.submitted", _("{actor} hat „{title}“ zur Freigabe gegeben."), keep_years=10
)
APPROVED = register(
    "approval.approved",
    _("{actor} hat „{title}“ freigegeben."),
    keep_years=10,
    personal=("comment",),
)
RETURNED = register(
    "approval.returned",
    _("{actor} hat „{title}“ zurückgegeben: {comment}"),
    keep_years=10,
    personal=("comment",),
)
VOIDED = register(
    "approval.voided", _("Die Freigabe von „{title}“ gilt nicht mehr: {reason}"), keep_years=10
)
LAPSED = register(
    "approval.lapsed",
    _("„{title}“ war nicht rechtzeitig freigegeben und wurde nicht gesendet."),
    keep_years=10,
)
STEP_APPROVED = register(
    "approval.step_approved",
    _("{actor} hat „{title}“ freigegeben; ein weiterer Schritt fehlt noch."),
    keep_years=10,
    personal=("comment",),
)
STOOD_IN = register(
    "approval.stood_in",
    _("{actor} handelt in Vertretung für {absent}."),
    keep_years=10,
    personal=("absent",),
)
DELEGATED = register(
    "approval.delegated",
    _("{actor} hat „{title}“ im Freiraum nach Regel {number} („{rule}“) freigegeben."),
    keep_years=10,
)
RELEASED_FAST = register(
    "approval.released_fast",
    _("{actor} hat „{title}“ in Eile freigegeben, übersprungen: {skipped}. Grund: {comment}"),
    keep_years=10,
    personal=("comment",),
)
SEEN_AFTERWARDS = register(
    "approval.seen_afterwards",
    _("{actor} hat „{title}“ nach der Eilfreigabe gelesen: in Ordnung."),
    keep_years=10,
    personal=("comment",),
)
OBJECTED_AFTERWARDS = register(
    "approval.objected_afterwards",
    _("{actor} wendet nach der Eilfreigabe von „{title}“ ein: {comment}"),
    keep_years=10,
    personal=("comment",),
)
RULE_MADE = register(
    "approval.rule_made",
    _("{actor} hat die Freigaberegel {number} („{rule}“) festgelegt: {said}"),
    keep_years=30,
)
RULE_ENDED = register(
    "approval.rule_ended",
    _("{actor} hat die Freigaberegel {number} („{rule}“) beendet."),
    keep_years=30,
)
RULE_MOVED = register(
    "approval.rule_moved",
    _("{actor} hat die Freigaberegel {number} („{rule}“) nach oben gerückt."),
    keep_years=30,
)
REMINDED = register(
    "approval.reminded",
    _("{names} erinnert: „{title}“ wartet auf Freigabe."),
    keep_years=3,
    personal=("names",),
)
