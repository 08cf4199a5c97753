"""What the account allows right now: TikTok wants to be asked before every post."""

from dataclasses import dataclass

from ausrufer.channels.contract import Film
from ausrufer.channels.errors import AccessLost, PermanentFailure
from ausrufer.channels.rest import number_of, text_of
from ausrufer.connectors.tiktok.api import Api
from ausrufer.connectors.tiktok.codes import UNAUDITED, failed
from ausrufer.connectors.tiktok.wishes import SELF_ONLY


@dataclass(frozen=True, slots=True)
class Creator:
    """The account, and what it allows."""

    name: str
    username: str
    privacies: tuple[str, ...]
    longest_seconds: int | None
    no_comments: bool
    no_duets: bool
    no_stitches: bool

    def check(self, privacy: str, film: Film | None) -> None:
        """Raise where a post would be refused anyway."""
        if privacy not in self.privacies:
            only_self = set(self.privacies) <= {SELF_ONLY}
            raise AccessLost(UNAUDITED) if only_self else failed("privacy_level_option_mismatch")
        if film and self.longest_seconds and film.seconds > self.longest_seconds:
            raise PermanentFailure(
                f"Der Film ist zu lang: Dieses TikTok-Konto darf höchstens {self.longest_seconds} "
                "Sekunden veröffentlichen."
            )


async def creator(api: Api) -> Creator:
    """Ask what the account allows; raises the failures."""
    told = await api.call("/post/publish/creator_info/query/")
    if told.get("can_post_more") is False:
        raise failed("spam_risk_too_many_posts")
    found = told.get("privacy_level_options")
    options = found if isinstance(found, list) else []
    return Creator(
        name=text_of(told, "creator_nickname"),
        username=text_of(told, "creator_username"),
        privacies=tuple(one for one in options if isinstance(one, str)),
        longest_seconds=number_of(told, "max_video_post_duration_sec"),
        no_comments=told.get("comment_disabled") is True,
        no_duets=told.get("duet_disabled") is True,
        no_stitches=told.get("stitch_disabled") is True,
    )
