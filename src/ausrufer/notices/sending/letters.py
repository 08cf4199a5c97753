"""What the mails say: one about one notice, one about everything since the last."""

from collections.abc import Sequence

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ausrufer.foundation.clock import in_town_time
from ausrufer.notices.models import Notice
from ausrufer.notices.wording import advice, head, sentence
from ausrufer.organisations.models import Organisation
from ausrufer.organisations.practice import marked

WISHES_PATH = "/desk/konto/hinweise/"
LIST_PATH = "/desk/hinweise/"
MOST = 50  # in one digest; the rest is counted


def letter_about(notice: Notice) -> tuple[str, str]:
    """Return subject and text of a mail about one notice."""
    said = [sentence(notice), advice(notice), _address(notice.path), _why()]
    return marked(notice.organisation, head(notice)), "\n\n".join(filter(None, said))


def digest_of(organisation: Organisation, notices: Sequence[Notice]) -> tuple[str, str]:
    """Return subject and text of the mail about everything since the last, oldest first."""
    count = len(notices)
    subject = ngettext("%(count)d neuer Hinweis", "%(count)d neue Hinweise", count)
    said = [_("Guten Tag,\n\ndas ist seit der letzten Übersicht dazugekommen:")]
    said += [_line(one) for one in notices[:MOST]]
    if count > MOST:
        said.append(_("Weitere %(count)d stehen am Arbeitsplatz.") % {"count": count - MOST})
    said += [_("Alle Hinweise: %(address)s") % {"address": _address(LIST_PATH)}, _why()]
    return marked(organisation, subject % {"count": count}), "\n\n".join(said)


def _line(notice: Notice) -> str:
    at = date_format(in_town_time(notice.at), r"D., j. F, H:i \U\h\r")
    return f"{at}\n{sentence(notice)}\n{_address(notice.path)}"


def _why() -> str:
    return "-- \n" + _("Was Sie wie erfahren, stellen Sie hier ein: %(address)s") % {
        "address": _address(WISHES_PATH)
    }


def _address(path: str) -> str:
    return str(settings.BASE_URL) + path
