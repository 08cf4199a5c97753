"""The room of settings shows everybody what they may decide, and nothing else."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.conftest import Town

pytestmark = pytest.mark.django_db
ALL = {
    "snippets", "approval_rules", "preflight_rules", "calendar_setup", "log_in_rules", "concept",
    "own_kinds", "varieties", "notices_matrix", "writing_aid", "blueprints",
}  # fmt: skip


@pytest.mark.parametrize(
    ("who", "pages"),
    [
        ("anna", {"snippets", "blueprints", "approval_rules", "concept"}),
        ("carla", {"approval_rules", "concept"}),
        ("dirk", ALL - {"snippets", "blueprints"}),
    ],
)
def test_everybody_sees_what_they_may_open(
    town: Town, client: Client, who: str, pages: set[str]
) -> None:
    client.force_login(getattr(town, who).user)
    page = client.get("/desk/einstellungen/").content.decode()
    shown = set(re.findall(r'href="(/desk/[^"]+)"', page.partition("<h1")[2]))
    assert shown == {reverse(name) for name in pages}
    assert [client.get(one).status_code for one in sorted(shown)] == [200] * len(pages)
