"""What several of the ten journeys begin with."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image
from playwright.sync_api import Page

from ausrufer.approval.actions.rules import RuleDraft, make_rule
from ausrufer.approval.requirements import Way
from ausrufer.foundation.clock import now
from ausrufer.foundation.scope import within_organisation
from ausrufer.organisations.actions.absences import enter_absence
from ausrufer.organisations.models import Member
from tests.journeys.desk import Desk


def photograph() -> dict[str, Any]:
    """Return a file as a browser takes it."""
    out = BytesIO()
    Image.new("RGB", (640, 360), (30, 90, 160)).save(out, "PNG")
    return {"name": "bruecke.png", "mimeType": "image/png", "buffer": out.getvalue()}


def badges(page: Page, word: str) -> Any:
    """Return the states of the deliveries that read `word`."""
    return page.locator("#quittung .kern-badge", has_text=word)


def two_steps(desk: Desk) -> None:
    """Let every message need two further people."""
    with within_organisation(desk.town.organisation.pk):
        draft = RuleDraft(name="Immer zu dritt", way=Way.TWO)
        make_rule(actor=desk.town.dirk.actor, draft=draft, said="…")


def away(desk: Desk, member: Member, deputy: Member) -> None:
    """Let somebody be away for three days."""
    with within_organisation(desk.town.organisation.pk):
        enter_absence(
            member=member, begins_at=now(), ends_at=now() + timedelta(days=3), deputy=deputy
        )
