"""The journal entries of deliveries."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

QUEUED = register(
    "delivery.queued", _("{actor} hat die Auslieferung an „{channel}“ veranlasst."), keep_years=10
)
SETTLED = register(
    "delivery.settled", _("Auf „{channel}“ veröffentlicht: {permalink}"), keep_years=10
)
HANDED_OVER = register("delivery.handed_over", _("An „{channel}“ ausgeliefert."), keep_years=10)
AMENDED = register("delivery.amended", _("Auf „{channel}“ aktualisiert."), keep_years=10)
PUBLISHED_INSTEAD = register(
    "delivery.published_instead",
    _(
        "Auf „{channel}“ ließ sich der Beitrag nicht ändern; die Berichtigung geht als neuer "
        "Beitrag hinaus: {reason}"
    ),
    keep_years=10,
)
WITHDRAWN = register("delivery.withdrawn", _("Auf „{channel}“ zurückgezogen."), keep_years=10)
GONE = register(
    "delivery.gone",
    _("Auf „{channel}“ wurde der Beitrag gelöscht, nicht von hier aus."),
    keep_years=10,
)
FAILED = register(
    "delivery.failed",
    _("Die Auslieferung an „{channel}“ ist fehlgeschlagen: {reason}"),
    keep_years=10,
)
UNCLEAR = register(
    "delivery.unclear",
    _("Bei „{channel}“ ist unklar, ob die Mitteilung ankam: {reason}"),
    keep_years=10,
)
EXPIRED = register(
    "delivery.expired",
    _("Die Auslieferung an „{channel}“ ist abgelaufen und wurde nicht gesendet."),
    keep_years=10,
)
CANCELLED = register(
    "delivery.cancelled",
    _("{actor} hat die Auslieferung an „{channel}“ zurückgezogen."),
    keep_years=10,
)
DECIDED = register(
    "delivery.decided_by_hand",
    _("{actor} hat zur unklaren Auslieferung an „{channel}“ entschieden: {decision}"),
    keep_years=10,
)
RETRIED = register(
    "delivery.retried",
    _("{actor} hat die Auslieferung an „{channel}“ erneut veranlasst."),
    keep_years=10,
)
GIVEN_TO_PEOPLE = register(
    "delivery.given_to_people",
    _("Für „{channel}“ zur Erledigung von Hand übergeben."),
    keep_years=10,
)
PUBLISHED_BY_HAND = register(
    "delivery.published_by_hand",
    _("{actor} hat auf „{channel}“ von Hand veröffentlicht: {evidence}"),
    keep_years=10,
)
AMENDED_BY_HAND = register(
    "delivery.amended_by_hand", _("{actor} hat auf „{channel}“ von Hand berichtigt."), keep_years=10
)
WITHDRAWN_BY_HAND = register(
    "delivery.withdrawn_by_hand", _("{actor} hat auf „{channel}“ von Hand gelöscht."), keep_years=10
)
NOT_DONE_BY_HAND = register(
    "delivery.not_done_by_hand",
    _("{actor} hat die Übergabe für „{channel}“ nicht erledigt: {reason}"),
    keep_years=10,
)
LETTERS_FAILED = register(
    "delivery.letters_failed",
    _("Bei „{channel}“ kamen Briefe nicht an; die Begründung beim ersten: {reason}"),
    keep_years=10,
)
LETTERS_UNCLEAR = register(
    "delivery.letters_unclear",
    _(
        "Bei „{channel}“ ist bei Briefen unklar, ob sie ankamen; "
        "die Begründung beim ersten: {reason}"
    ),
    keep_years=10,
)
HELD = register(
    "delivery.held",
    _(
        "Seit {since} wurde nicht zugestellt. {number} überfällige Auslieferungen warten darauf, "
        "dass jemand entscheidet."
    ),
    keep_years=10,
)
HELD_SENT = register(
    "delivery.held_sent",
    _("{actor} hat nach dem Ausfall die Auslieferung an „{channel}“ doch veranlasst."),
    keep_years=10,
)
HELD_DISCARDED = register(
    "delivery.held_discarded",
    _("{actor} hat nach dem Ausfall die Auslieferung an „{channel}“ verworfen."),
    keep_years=10,
)

# what is told of the first letter of a newsletter in place of what is told of a delivery
OF_LETTERS = {FAILED: LETTERS_FAILED, UNCLEAR: LETTERS_UNCLEAR}
