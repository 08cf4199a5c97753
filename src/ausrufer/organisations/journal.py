"""The journal entries of people and rights."""

from django.utils.translation import gettext_noop as _

from ausrufer.records.kinds import register

ORGANISATION_CREATED = register(
    "organisation.created", _("{actor} hat die Organisation „{name}“ angelegt."), keep_years=30
)
MEMBER_ADDED = register(
    "member.added", _("{actor} hat {member} aufgenommen."), keep_years=10, personal=("member",)
)
TOKEN_CREATED = register(
    "token.created",
    _("{actor} hat den Programmzugang „{label}“ für {member} angelegt."),
    keep_years=10,
    personal=("member",),
)
TOKEN_ENDED = register(
    "token.ended", _("{actor} hat den Programmzugang „{label}“ beendet."), keep_years=10
)
INVITATION_SENT = register(
    "invitation.sent",
    _("{actor} hat {invited} eingeladen: {roles}."),
    keep_years=10,
    personal=("invited",),
)
INVITATION_RENEWED = register(
    "invitation.renewed",
    _("{actor} hat {invited} die Einladung erneut geschickt."),
    keep_years=10,
    personal=("invited",),
)
INVITATION_WITHDRAWN = register(
    "invitation.withdrawn",
    _("{actor} hat die Einladung von {invited} zurückgezogen."),
    keep_years=10,
    personal=("invited",),
)
INVITATION_ACCEPTED = register(
    "invitation.accepted", _("{actor} hat die Einladung von {inviter} angenommen."), keep_years=10
)
ROLES_CHANGED = register(
    "member.roles_changed",
    _("{actor} hat die Rollen von {member} geändert: {before} → {after}."),
    keep_years=10,
    personal=("member",),
)
MEMBER_DEACTIVATED = register(
    "member.deactivated",
    _("{actor} hat {member} den Zugang genommen; Sitzungen und Programmzugänge sind beendet."),
    keep_years=10,
    personal=("member",),
)
MEMBER_REACTIVATED = register(
    "member.reactivated",
    _("{actor} hat {member} den Zugang wiedergegeben."),
    keep_years=10,
    personal=("member",),
)
SECOND_FACTOR_REQUIRED = register(
    "organisation.second_factor_required",
    _("{actor} verlangt ab {day} einen zweiten Schritt bei der Anmeldung."),
    keep_years=10,
)
SECOND_FACTOR_OPTIONAL = register(
    "organisation.second_factor_optional",
    _("{actor} stellt den zweiten Schritt bei der Anmeldung frei."),
    keep_years=10,
)
SECOND_FACTOR_RESET = register(
    "member.second_factor_reset",
    _("{actor} hat den zweiten Schritt von {member} zurückgesetzt."),
    keep_years=10,
    personal=("member",),
)
SIGN_ON_SET_UP = register(
    "organisation.sign_on_set_up",
    _("{actor} hat die Anmeldung über {issuer} eingerichtet."),
    keep_years=10,
)
SIGN_ON_ENDED = register(
    "organisation.sign_on_ended",
    _("{actor} hat die Anmeldung über {issuer} beendet."),
    keep_years=10,
)
ABSENCE_ENTERED = register(
    "member.absence_entered",
    _("{actor} ist abwesend; Vertretung: {deputy}."),
    keep_years=3,
    personal=("deputy",),
)
ABSENCE_ENDED = register(
    "member.absence_ended", _("{actor} hat eine Abwesenheit beendet."), keep_years=3
)
ROLE_CREATED = register(
    "role.created", _("{actor} hat die Rolle „{role}“ angelegt: {rights}."), keep_years=10
)
ROLE_DESCRIBED = register(
    "role.described",
    _("{actor} hat die Rolle „{role}“ beschrieben; sie heißt „{name}“."),
    keep_years=10,
)
RIGHTS_CHANGED = register(
    "role.rights_changed",
    _("{actor} hat die Rechte von „{role}“ geändert: dazu {given}; weg {taken}. Grund: {reason}"),
    keep_years=10,
)
ROLE_RETIRED = register(
    "role.retired", _("{actor} hat die Rolle „{role}“ außer Gebrauch genommen."), keep_years=10
)
HOUSE_FOUNDED = register(
    "organisation.house_founded",
    _("{actor} hat „{name}“ als beherbergtes Haus angelegt."),
    keep_years=30,
)
FOUNDED_BY_HOST = register(
    "organisation.founded_by_host",
    _("{actor} hat dieses Haus angelegt und {invited} eingeladen, es zu verwalten."),
    keep_years=30,
    personal=("invited",),
)
FIRST_LETTER_RENEWED = register(
    "organisation.first_letter_renewed",
    _("{actor} hat {invited} die Einladung erneut geschickt."),
    keep_years=10,
    personal=("invited",),
)
HOSTING_ENDED = register(
    "organisation.hosting_ended",
    _("{actor} hat beendet, dass „{host}“ „{name}“ beherbergt."),
    keep_years=30,
)
