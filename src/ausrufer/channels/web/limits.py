"""What a channel takes, in words for the people who write for it."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ausrufer.channels.contract import Form, LongText, Manifest
from ausrufer.design.parts import Description


def said_limits(manifest: Manifest, limits: Mapping[str, int]) -> list[Description]:
    """Return the limits of text and pictures; what the platform told overrules the manifest."""
    return [
        Description(_("Form"), _form(manifest)),
        Description(_("Text"), _text(manifest, limits.get("text_limit", manifest.text.limit))),
        Description(_("Bilder"), _pictures(limits.get("pictures_most", manifest.pictures.most))),
        Description(_("Alternativtext"), _alt_text(manifest, limits)),
    ]


def _form(manifest: Manifest) -> str:
    return {Form.POST: _("Beitrag"), Form.LETTER: _("Brief"), Form.PAGE: _("Seite")}[manifest.form]


def _text(manifest: Manifest, limit: int | None) -> str:
    if limit is None:
        return _("beliebig lang")
    shown = number_format(limit, use_l10n=True, force_grouping=True)
    threads = manifest.text.long_text is LongText.THREAD
    said = _("höchstens %(limit)s Zeichen je Teil; Längeres wird fortgesetzt")
    if not threads:
        said = _("höchstens %(limit)s Zeichen; Längeres wird gekürzt und verweist weiter")
    return said % {"limit": shown}


def _pictures(most: int | None) -> str:
    if most is None:
        return _("nicht bekannt")
    if not most:
        return _("keine")
    return ngettext("höchstens %(most)d Bild", "höchstens %(most)d Bilder", most) % {"most": most}


def _alt_text(manifest: Manifest, limits: Mapping[str, int]) -> str:
    limit = limits.get("alt_text_limit", manifest.pictures.alt_text_limit)
    if limit is None:
        return _("beliebig lang")
    shown = number_format(limit, use_l10n=True, force_grouping=True)
    return _("höchstens %(limit)s Zeichen") % {"limit": shown}
