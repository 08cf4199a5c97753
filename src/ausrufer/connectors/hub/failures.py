"""What can go wrong on the own disk, in the failure language of the house."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from ausrufer.channels.errors import AccessLost, PermanentFailure, TemporaryFailure
from ausrufer.hub.site.errors import SettingsRefused, SiteBusy, SiteRefused

_FULL = (
    "Auf dem Server der Webseite ist kein Speicherplatz mehr frei. Bitte geben Sie der IT "
    "Bescheid; Ausrufer versucht es weiter."
)
_FORBIDDEN = (
    "Ausrufer darf im Ordner der Webseite nicht schreiben. Bitte geben Sie der IT Bescheid; "
    "Ausrufer versucht es weiter."
)
_OTHER = (
    "Der Ordner der Webseite lässt sich gerade nicht beschreiben. Bitte geben Sie der IT Bescheid; "
    "Ausrufer versucht es weiter."
)
_SENTENCES = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _FORBIDDEN,
    errno.EPERM: _FORBIDDEN,
    errno.EROFS: _FORBIDDEN,
}


@contextmanager
def told_to_the_house() -> Iterator[None]:
    """Raise what the site or the disk refuses as one of the four failures.

    A broken-off write counts as temporary: it is repeated under the same key and completes itself.
    """
    try:
        yield
    except SettingsRefused as refused:
        raise AccessLost(refused.for_staff) from refused
    except SiteBusy as busy:
        raise TemporaryFailure(busy.for_staff) from busy
    except SiteRefused as refused:
        raise PermanentFailure(refused.for_staff) from refused
    except OSError as disk:
        sentence = _SENTENCES.get(disk.errno or 0, _OTHER)
        raise TemporaryFailure(sentence, for_log=f"{type(disk).__name__}: {disk}") from disk
