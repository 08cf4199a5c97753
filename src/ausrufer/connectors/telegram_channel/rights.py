"""Whether the bot may do in the channel what the house wants of it."""

from ausrufer.channels.contract import AccessReport
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import Effect, number_of, object_of, text_of
from ausrufer.connectors.telegram_channel.api import Api

_NEEDED = {
    "can_post_messages": "Nachrichten veröffentlichen",
    "can_edit_messages": "Nachrichten anderer bearbeiten",
    "can_delete_messages": "Nachrichten anderer löschen",
}
_NO_CHANNEL = (
    "Diesen Kanal findet Telegram nicht. Bitte prüfen Sie den Namen, und ob der Bot in diesem "
    "Kanal Administrator ist."
)


async def report(api: Api) -> AccessReport:
    """Ask for bot, channel and rights; raises AccessLost with what is to be done."""
    bot = await api.whoami()
    try:
        chat = await api.call("getChat", effect=Effect.HARMLESS)
        number = number_of(bot, "id") or 0
        member = await api.call("getChatMember", effect=Effect.HARMLESS, user_id=number)
    except PermanentFailure as failure:
        raise AccessLost(_NO_CHANNEL, for_log=failure.for_log) from None
    if text_of(chat, "type") != "channel":
        raise AccessLost("Das ist kein Telegram-Kanal, sondern eine Gruppe oder ein Gespräch.")
    lacking = [said for right, said in _NEEDED.items() if object_of(member).get(right) is not True]
    if lacking:
        named = " und ".join(f"„{one}“" for one in lacking)
        raise AccessLost(f"Dem Bot fehlt in diesem Kanal das Recht {named}.")
    name = text_of(chat, "username")
    return AccessReport(account=text_of(chat, "title") + (f" (@{name})" if name else ""))
