"""Pictures made for networks: once for all channels with the same limits, found by content."""

import hashlib
from dataclasses import dataclass

from django.conf import settings

from ausrufer.foundation.clock import now
from ausrufer.foundation.file_store import FileStore
from ausrufer.foundation.pictures import fit, inspect
from ausrufer.library.models import MadeFile
from ausrufer.library.states import MadeState

_WAY = "1"  # raise it when `fit` makes other pictures of the same: what was made before is not used


@dataclass(frozen=True, slots=True)
class WantedPicture:
    """What a network takes; `part` is all that is to be seen, left, upper, right, lower edge."""

    most_bytes: int | None
    most_pixels: int | None
    formats: tuple[str, ...]
    part: tuple[int, int, int, int] | None = None

    @property
    def key(self) -> str:
        """The same for the same demands, short whatever they are."""
        told = (_WAY, self.most_bytes, self.most_pixels, sorted(self.formats), self.part)
        return f"picture:{hashlib.sha256(repr(told).encode()).hexdigest()}"


def picture_made_for(
    organisation_id: int, sha256: str, content: bytes, wanted: WantedPicture
) -> bytes:
    """Return a picture as a network takes it; `content` is what lies under `sha256`.

    Made the first time, read afterwards, never kept twice where it goes out untouched. Raises
    PictureRefused.
    """
    store = FileStore(settings.MEDIA_FOLDER)
    known = MadeFile.objects.filter(
        organisation_id=organisation_id, source_sha256=sha256, wanted=wanted.key
    ).first()
    if known is not None and (kept := _kept(store, known)) is not None:
        return content if known.sha256 == sha256 else kept
    made = fit(
        content,
        part=wanted.part,
        most_bytes=wanted.most_bytes,
        most_pixels=wanted.most_pixels,
        formats=wanted.formats,
    )
    _keep(organisation_id, sha256, wanted, store.keep(made), made)
    return made


def _kept(store: FileStore, known: MadeFile) -> bytes | None:
    """Return what was made; None where it is lost or was changed on the disk."""
    try:
        content = store.read(known.sha256)
    except FileNotFoundError:
        return None
    return content if hashlib.sha256(content).hexdigest() == known.sha256 else None


def _keep(
    organisation_id: int, source: str, wanted: WantedPicture, sha256: str, made: bytes
) -> None:
    facts = inspect(made)
    row = MadeFile(
        organisation_id=organisation_id,
        source_sha256=source,
        wanted=wanted.key,
        state=MadeState.MADE,
        sha256=sha256,
        media_type=facts.media_type,
        width=facts.width,
        height=facts.height,
        size=len(made),
        asked_at=now(),
        made_at=now(),
    )
    # two workers may have made it side by side: both made the same
    MadeFile.objects.bulk_create([row], ignore_conflicts=True)
