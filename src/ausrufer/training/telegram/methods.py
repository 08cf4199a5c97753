"""The methods a channel needs, as far as the house uses them."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from PIL import Image, UnidentifiedImageError

from ausrufer.training.telegram.state import Message, PracticeBot, PracticeTelegram

Json = dict[str, Any]
_MOST_TEXT, _MOST_CAPTION, _MOST_BYTES = 4096, 1024, 10_000_000
_GROUP = range(2, 11)
_MOST_SIDES, _LONGEST_RATIO = 10_000, 20


class Refused(Exception):
    """The answer is no, with Telegram's words."""

    def __init__(self, status: int, description: str) -> None:
        super().__init__(description)
        self.status, self.description = status, description


def get_me(telegram: PracticeTelegram, bot: PracticeBot, fields: Mapping[str, Any]) -> Json:
    """Tell who the bot is."""
    del telegram, fields
    name = f"{bot.channel.username}_bot"
    return {"id": bot.number, "is_bot": True, "first_name": "Ausrufer", "username": name}


def get_chat(telegram: PracticeTelegram, bot: PracticeBot, fields: Mapping[str, Any]) -> Json:
    """Tell what the channel is."""
    del telegram, fields
    gifts = dict.fromkeys(
        (
            "unlimited_gifts",
            "limited_gifts",
            "unique_gifts",
            "premium_subscription",
            "gifts_from_channels",
        ),
        False,
    )
    more = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}
    return {**_chat(bot), **more}


def get_chat_member(
    telegram: PracticeTelegram, bot: PracticeBot, fields: Mapping[str, Any]
) -> Json:
    """Tell what the bot may do."""
    if fields.get("user_id") != bot.number:
        raise Refused(400, "Bad Request: member not found")
    rights = dict.fromkeys(
        (
            "can_be_edited",
            "is_anonymous",
            "can_manage_chat",
            "can_delete_messages",
            "can_manage_video_chats",
            "can_restrict_members",
            "can_promote_members",
            "can_change_info",
            "can_invite_users",
            "can_post_stories",
            "can_edit_stories",
            "can_delete_stories",
            "can_post_messages",
            "can_edit_messages",
        ),
        False,
    )
    granted = dict.fromkeys(bot.channel.rights, True)
    user = get_me(telegram, bot, fields)
    return {"status": "administrator", "user": user, **rights, **granted}


def send_message(telegram: PracticeTelegram, bot: PracticeBot, fields: Mapping[str, Any]) -> Json:
    """Take a text."""
    _may(bot, "can_post_messages")
    text = _fitting(fields.get("text"), _MOST_TEXT, "message text is empty")
    preview = (fields.get("link_preview_options") or {}).get("url", "")
    return shown(telegram.take(bot.channel.number, text=text, preview=preview), bot)


def send_photo(telegram: PracticeTelegram, bot: PracticeBot, fields: Mapping[str, Any]) -> Json:
    """Take a picture with its text."""
    _may(bot, "can_post_messages")
    photo = _picture(telegram, fields.get("photo"))
    text = _fitting(fields.get("caption", ""), _MOST_CAPTION)
    return shown(telegram.take(bot.channel.number, text=text, photo=photo), bot)


def send_media_group(
    telegram: PracticeTelegram, bot: PracticeBot, fields: Mapping[str, Any]
) -> list[Json]:
    """Take two to ten pictures as one post."""
    _may(bot, "can_post_messages")
    media = fields.get("media") or []
    if len(media) not in _GROUP:
        raise Refused(400, "Bad Request: wrong number of messages in an album")
    photos = [_picture(telegram, _attached(fields, one)) for one in media]
    texts = [_fitting(one.get("caption", ""), _MOST_CAPTION) for one in media]
    group = str(1 + len(telegram.messages))
    taken = [
        telegram.take(bot.channel.number, text=text, photo=photo, group=group)
        for text, photo in zip(texts, photos, strict=True)
    ]
    return [shown(one, bot) for one in taken]


def edit_text(telegram: PracticeTelegram, bot: PracticeBot, fields: Mapping[str, Any]) -> Json:
    """Change a text."""
    message = _own(telegram, bot, fields)
    text = _fitting(fields.get("text"), _MOST_TEXT, "message text is empty")
    preview = (fields.get("link_preview_options") or {}).get("url", "")
    if (message.text, message.preview) == (text, preview):
        raise Refused(400, _UNCHANGED)
    message.text, message.preview, message.edited = text, preview, message.edited + 1
    return shown(message, bot)


def edit_media(telegram: PracticeTelegram, bot: PracticeBot, fields: Mapping[str, Any]) -> Json:
    """Change a picture and its text."""
    message = _own(telegram, bot, fields)
    media = fields.get("media") or {}
    photo = _picture(telegram, _attached(fields, media))
    text = _fitting(media.get("caption", ""), _MOST_CAPTION)
    if (message.text, message.photo) == (text, photo):
        raise Refused(400, _UNCHANGED)
    message.text, message.photo, message.edited = text, photo, message.edited + 1
    return shown(message, bot)


def delete(telegram: PracticeTelegram, bot: PracticeBot, fields: Mapping[str, Any]) -> bool:
    """Delete messages; those that are not there are skipped."""
    _may(bot, "can_delete_messages")
    for number in fields.get("message_ids") or []:
        message = telegram.message(bot.channel.number, number)
        if message is not None:
            message.deleted = True
    return True


METHODS: Mapping[str, Callable[[PracticeTelegram, PracticeBot, Mapping[str, Any]], Any]] = {
    "getMe": get_me,
    "getChat": get_chat,
    "getChatMember": get_chat_member,
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendMediaGroup": send_media_group,
    "editMessageText": edit_text,
    "editMessageMedia": edit_media,
    "deleteMessages": delete,
}
_UNCHANGED = (
    "Bad Request: message is not modified: specified new message content and reply markup are "
    "exactly the same as a current content and reply markup of the message"
)


def shown(message: Message, bot: PracticeBot) -> Json:
    """Return a message as the interface shows it."""
    chat = _chat(bot)
    found: Json = {"message_id": message.number, "date": 1_795_000_000, "chat": chat}
    if message.group:
        found["media_group_id"] = message.group
    if not message.photo:
        return {**found, "text": message.text}
    size = {"file_id": message.photo, "file_unique_id": message.photo[:16]}
    photo = [{**size, "width": 48, "height": 32}]
    return {**found, "photo": photo} | ({"caption": message.text} if message.text else {})


def _chat(bot: PracticeBot) -> Json:
    channel = bot.channel
    names = {"title": channel.title, "username": channel.username}
    return {"id": channel.number, "type": "channel", **names}


def _may(bot: PracticeBot, right: str) -> None:
    if right not in bot.channel.rights:
        raise Refused(400, "Bad Request: not enough rights")


def _own(telegram: PracticeTelegram, bot: PracticeBot, fields: Mapping[str, Any]) -> Message:
    _may(bot, "can_edit_messages")
    message = telegram.message(bot.channel.number, fields.get("message_id"))
    if message is None:
        raise Refused(400, "Bad Request: message to edit not found")
    return message


def _fitting(told: object, most: int, empty: str = "") -> str:
    text = told if isinstance(told, str) else ""
    if empty and not text.strip():
        raise Refused(400, f"Bad Request: {empty}")
    if len(text.encode("utf-16-le")) // 2 > most:
        raise Refused(400, "Bad Request: message is too long")
    return text


def _attached(fields: Mapping[str, Any], media: Mapping[str, Any]) -> object:
    return fields.get(str(media.get("media")).removeprefix("attach://"))


def _picture(telegram: PracticeTelegram, content: object) -> str:
    if not isinstance(content, bytes) or len(content) > _MOST_BYTES:
        raise Refused(400, "Bad Request: wrong file identifier/HTTP URL specified")
    try:
        with Image.open(io.BytesIO(content)) as image:
            width, height = image.size
    except (UnidentifiedImageError, OSError):
        raise Refused(400, "Bad Request: IMAGE_PROCESS_FAILED") from None
    too_long = max(width, height) > _LONGEST_RATIO * min(width, height)
    if width + height > _MOST_SIDES or too_long:
        raise Refused(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
    return telegram.keep(content)
