"""The one text in the form one channel sends.

Which link a copy carries: the link a person chose (`Source.link`), else the message's own page on
the town's site (`Source.permalink`). Where the text had to be cut, the rest is only on that page:
a copy with its link in the text then carries the page as well, as far as it fits. The own page
itself carries the chosen link only.
"""

from collections.abc import Mapping

from ausrufer.announcements.adaptation.forms import letter, page
from ausrufer.announcements.adaptation.limits import effective
from ausrufer.announcements.adaptation.posts import post
from ausrufer.announcements.adaptation.source import Source
from ausrufer.channels.contract import Form, Manifest, Outgoing

_FORMS = {Form.POST: post, Form.LETTER: letter, Form.PAGE: page}
_NONE: Mapping[str, int] = {}


def adapt(source: Source, manifest: Manifest, limits: Mapping[str, int] = _NONE) -> Outgoing:
    """Return what a channel would send of `source`; pictures come without their content.

    `limits` are those the platform told at run time. The same input gives the same output, for
    ever: approvals bind to it.
    """
    rules = effective(manifest, limits, pictures=bool(source.pictures))
    return _FORMS[rules.form](source, rules)
