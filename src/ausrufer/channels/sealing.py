"""The seal of the house as channels use it: what does not open is a lost access."""

from django.utils.translation import gettext

from ausrufer.channels.errors import AccessLost
from ausrufer.foundation import sealing


class Seal(sealing.Seal):
    """Seals with the first key and opens with any: keys can be changed without a break."""

    def open(self, sealed: bytes) -> dict[str, str]:
        """Return the secrets; raises AccessLost where no key fits."""
        try:
            return super().open(sealed)
        except sealing.SealBroken as wrong:
            raise AccessLost(
                gettext(
                    "Die hinterlegten Zugangsdaten lassen sich nicht öffnen. Bitte richten Sie den "
                    "Zugang dieses Kanals neu ein."
                ),
                for_log="sealing key does not fit",
            ) from wrong
