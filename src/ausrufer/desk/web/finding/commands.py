"""What a person can do from anywhere: the same list for the palette and the page of the search."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ausrufer.desk.navigation import open_rooms
from ausrufer.desk.web.house import groups_for
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_write_anywhere


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do, with the page that does it; `leaves` ends the session there."""

    label: str
    url: str
    icon: str
    note: str = ""
    key: str = ""
    leaves: bool = False


def commands_for(member: Member) -> list[Command]:
    """Return what this person may do, most wanted first."""
    rights = member.rights
    found = []
    if may_write_anywhere(rights):
        found.append(
            Command(_("Neue Mitteilung"), reverse("new_announcement"), "add", _("schreiben"), "n")
        )
        found.append(
            Command(
                _("Neue Mitteilung aus Vorlage"),
                reverse("blueprints"),
                "content-copy",
                _("Vorlage wählen"),
            )
        )
    found += [
        Command(_(label), reverse(name), icon, _("Bereich"))
        for label, name, icon in open_rooms(rights)
    ]
    found += [
        Command(_(one.label), reverse(one.page), group.icon, _(one.note))
        for group, settings in groups_for(rights)
        for one in settings
    ]
    return [
        *found,
        Command(
            _("Abwesenheit eintragen"), reverse("absences"), "calendar-today", _("und Vertretung")
        ),
        Command(_("Mein Konto"), reverse("account"), "account-circle", _("Anmeldung, Sitzungen")),
        Command(_("Handbuch"), reverse("handbook"), "help", _("wie etwas geht")),
        Command(_("Öffentliche Seite"), "/", "open-in-new", _("was alle sehen")),
        Command(_("Abmelden"), reverse("account_logout"), "logout", leaves=True),
    ]
