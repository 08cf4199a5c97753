"""The letters about a subscription itself: please confirm, and you are subscribed already."""

import uuid
from datetime import datetime
from html import escape

from babel.dates import format_datetime
from django.utils.translation import get_language, gettext

from ausrufer.channels.contract import Command, LinkCard, Outgoing, Recipient
from ausrufer.foundation.clock import in_town_time
from ausrufer.subscriptions.models import Subscription
from ausrufer.subscriptions.queries import confirm_url, end_url
from ausrufer.subscriptions.states import State


def letter_about(subscription: Subscription) -> Command | None:
    """Return the letter a sign-up causes; None where there is nothing to say any more."""
    match State(subscription.state):
        case State.PENDING:
            return _please_confirm(subscription)
        case State.CONFIRMED:
            return _subscribed_already(subscription)
        case State.ENDED:
            return None


def _please_confirm(subscription: Subscription) -> Command | None:
    if subscription.confirm_until is None or subscription.confirm_nonce is None:
        return None
    paragraphs = (
        gettext("Guten Tag,"),
        gettext(
            "für diese Adresse wurde der Newsletter „%(newsletter)s“ von %(organisation)s bestellt."
        )
        % _names(subscription),
        gettext(
            "Wenn Sie das waren, bestätigen Sie die Anmeldung bitte bis %(until)s mit dem "
            "folgenden Link."
        )
        % {"until": _moment(subscription.confirm_until)},
        gettext(
            "Wenn Sie nichts bestellt haben, müssen Sie nichts tun: Ohne Bestätigung bekommen Sie "
            "keine weiteren Briefe, und wir löschen die Adresse."
        ),
    )
    link = LinkCard(confirm_url(subscription), gettext("Anmeldung bestätigen"), "")
    return _letter(
        subscription,
        gettext("Bitte bestätigen Sie Ihre Anmeldung zum Newsletter"),
        paragraphs,
        link=link,
        key=subscription.confirm_nonce,
    )


def _subscribed_already(subscription: Subscription) -> Command:
    paragraphs = (
        gettext("Guten Tag,"),
        gettext(
            "für diese Adresse wurde der Newsletter „%(newsletter)s“ von %(organisation)s noch "
            "einmal bestellt. Sie bekommen ihn bereits; es ist nichts zu tun."
        )
        % _names(subscription),
    )
    return _letter(
        subscription,
        gettext("Sie bekommen unseren Newsletter bereits"),
        paragraphs,
        leave_url=end_url(subscription),
        key=str(subscription.requested_at),
    )


def _letter(
    subscription: Subscription,
    title: str,
    paragraphs: tuple[str, ...],
    *,
    key: str,
    link: LinkCard | None = None,
    leave_url: str = "",
) -> Command:
    outgoing = Outgoing(
        public_id=str(subscription.public_id),
        language=get_language() or "de",
        title=title,
        parts=("\n\n".join(paragraphs),),
        html="".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs),
        link=link,
    )
    # A letter repeated after a broken connection carries the same Message-ID.
    fixed = uuid.uuid5(subscription.public_id, key)
    return Command(str(fixed), outgoing, Recipient(subscription.address, leave_url))


def _names(subscription: Subscription) -> dict[str, str]:
    channel = subscription.channel
    return {"newsletter": channel.name, "organisation": channel.organisation.name}


def _moment(moment: datetime) -> str:
    language = get_language() or "de"
    pattern = gettext("EEEE, d. MMMM y, HH:mm 'Uhr'")
    return format_datetime(in_town_time(moment), pattern, locale=language.replace("-", "_"))
