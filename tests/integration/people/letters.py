"""What people find in their mailboxes."""

import re

from django.core import mail

from tests.conftest import run_jobs


def newest_link(address: str, beginning: str = "http") -> str:
    """Return the newest link that was mailed to an address, as a path."""
    run_jobs()
    letter = [one for one in mail.outbox if one.to == [address]][-1]
    found = re.findall(r"http://testserver(/\S+)", str(letter.body))
    return next(one for one in reversed(found) if one.startswith(beginning) or beginning == "http")
