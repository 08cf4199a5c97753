"""What this package finds for a person: pictures by their words."""

from ausrufer.foundation.clock import in_town_time, now
from ausrufer.foundation.sought import Found, Hit, Sought, among
from ausrufer.library.queries import assets
from ausrufer.organisations.models import Member
from ausrufer.organisations.policy import may_read

_SAID = ("public_id", "title", "file_name", "alt_text", "author", "shown_text")


def pictures(member: Member, looked_for: Sought, *, start: int, most: int) -> Found:
    """Find pictures by title, file, alternative text, author and the text in them."""
    if not may_read(member.rights):
        return Found()
    rows = assets(in_town_time(now()).date()).values_list(*_SAID)
    hits = (
        Hit(
            title=title or name,
            page="asset",
            place=(key,),
            text=alt_text,
            note=author,
            words=f"{name}\n{shown}",
        )
        for key, title, name, alt_text, author, shown in rows
    )
    return among(hits, looked_for, start=start, most=most)
