"""Whether there is a writing aid, and how it is reached."""

from django.conf import settings
from django.utils.translation import gettext

from ausrufer.foundation.sealing import Seal, SealBroken
from ausrufer.writing_aid.client import Place
from ausrufer.writing_aid.errors import AidFailed
from ausrufer.writing_aid.models import WritingAid


def set_up_aid() -> WritingAid | None:
    """Return what the organisation in scope has set up, switched on or not."""
    return WritingAid.objects.first()


def aid_in_use() -> WritingAid | None:
    """Return the aid people may ask; None where there is none or it is switched off."""
    return WritingAid.objects.filter(active=True).first()


def place_of(aid: WritingAid) -> Place:
    """Return where the aid is, with its opened key; raises AidFailed where no seal fits."""
    try:
        opened = seal().open(bytes(aid.sealed_key))
    except SealBroken as broken:
        raise AidFailed(
            gettext(
                "Der Schlüssel der Schreibhilfe lässt sich nicht öffnen. Bitte hinterlegen Sie ihn "
                "in den Einstellungen neu."
            ),
            for_log="sealing key does not fit",
        ) from broken
    return Place(aid.address, aid.model, opened.get("key", ""))


def seal() -> Seal:
    """Return the seal of the house."""
    return Seal(settings.ENVIRONMENT.sealing_keys())
