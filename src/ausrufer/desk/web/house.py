"""The room of settings: what the house decided once, and where it is changed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop as _
from django.views.decorators.http import require_safe

from ausrufer.organisations.policy import Rights, may_administer, may_read, may_write_anywhere
from ausrufer.organisations.web.staff import StaffRequest, for_staff


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing to decide: its page by name, and who may open it."""

    label: str
    note: str
    page: str
    may: Callable[[Rights], bool] = may_administer


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that belong together."""

    label: str
    icon: str
    settings: tuple[Setting, ...]


_GROUPS = (
    Group(
        _("Schreiben"),
        "edit",
        (
            Setting(
                _("Textbausteine"),
                _("Was Sie oft schreiben, einmal abgelegt."),
                "snippets",
                may_write_anywhere,
            ),
            Setting(
                _("Vorlagen"),
                _("Ganze Mitteilungen, mit denen Sie beginnen."),
                "blueprints",
                may_write_anywhere,
            ),
            Setting(
                _("Sprachen"),
                _("In welchen Sprachen und in welchem leichteren Deutsch Sie mitteilen."),
                "varieties",
            ),
            Setting(
                _("Schreibhilfe"),
                _("Ein Sprachmodell des Hauses, das auf Wunsch Vorschläge macht."),
                "writing_aid",
            ),
            Setting(
                _("Arten von Mitteilungen"),
                _("Eigene Arten mit ihren Angaben und ihrem Gerüst."),
                "own_kinds",
            ),
            Setting(
                _("Prüfregeln"),
                _("Was vor dem Senden geprüft wird, Schreibweise, Wochen vor Wahlen."),
                "preflight_rules",
            ),
        ),
    ),
    Group(
        _("Freigeben"),
        "how-to-reg",
        (
            Setting(
                _("Freigaberegeln"),
                _("Wer was freigeben muss; auch zum Nachfragen."),
                "approval_rules",
                may_read,
            ),
        ),
    ),
    Group(
        _("Kalender"),
        "calendar-today",
        (
            Setting(
                _("Land und Sendeplätze"),
                _("Feiertage, Ferien, feste Zeiten je Kanal."),
                "calendar_setup",
            ),
        ),
    ),
    Group(
        _("Menschen"),
        "group",
        (Setting(_("Anmeldung"), _("Zweiter Schritt, Verzeichnis des Hauses."), "log_in_rules"),),
    ),
    Group(
        _("Kanäle"),
        "campaign",
        (
            Setting(
                _("Nutzungskonzept"),
                _("Wofür das Haus welche Kanäle nutzt, zum Herunterladen."),
                "concept",
                may_read,
            ),
            Setting(
                _("Hinweise über Matrix"),
                _("In welche Räume das Haus seinen Menschen schreibt."),
                "notices_matrix",
            ),
        ),
    ),
)


@for_staff
@require_safe
def overview(request: StaffRequest) -> HttpResponse:
    """Show what this person may decide."""
    return render(request, "desk/house.html", {"groups": groups_for(request.member.rights)})


def groups_for(rights: Rights) -> list[tuple[Group, list[Setting]]]:
    """Return the settings somebody with these rights may open; empty groups are left out."""
    found = [(group, [one for one in group.settings if one.may(rights)]) for group in _GROUPS]
    return [(group, settings) for group, settings in found if settings]
