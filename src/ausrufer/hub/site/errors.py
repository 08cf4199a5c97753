"""What can be wrong with a site; each error carries one German sentence for staff."""


class SiteRefused(Exception):
    """The site cannot be written as asked; `for_staff` says why, in German."""

    def __init__(self, for_staff: str) -> None:
        super().__init__(for_staff)
        self.for_staff = for_staff


class SettingsRefused(SiteRefused):
    """A setting of the site is missing or wrong."""


class AddressTaken(SettingsRefused):
    """Another site already answers at this address."""


class WasWithdrawn(SiteRefused):
    """The same publication was taken back; it does not come back by a repeat."""


class PictureUnusable(SiteRefused):
    """A picture is not what it claims to be."""


class SiteBusy(SiteRefused):
    """Somebody else has been writing for too long."""
