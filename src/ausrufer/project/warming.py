"""What the first person to open a page would wait for, read while the web server starts."""

from typing import Any

from django.conf import settings
from django.template.base import FilterExpression, NodeList
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.urls import reverse
from django.utils import translation

from ausrufer.channels import registry

# What is open all day; what others are made of is read when somebody comes.
PAGES = (
    "desk/today.html",
    "desk/search/page.html",
    "desk/search/options.html",
    "announcements/list.html",
    "announcements/page.html",
    "announcements/write.html",
    "announcements/everywhere.html",
    "announcements/calendar/overview.html",
)


def warm_up() -> None:
    """Read networks, addresses, words and the pages of every day; the database is not asked."""
    registry.every_kind()
    with translation.override(settings.LANGUAGE_CODE):
        reverse("account_login")
        known: set[str] = set()
        for page in PAGES:
            _read(page, known)


def _read(name: str, known: set[str]) -> None:
    """Read a template and all that it always names; Django keeps them."""
    known.add(name)
    page: Any = get_template(name)  # of Django's own engine, which knows its parts
    for part in _named(page.template.nodelist) - known:
        _read(part, known)


def _named(nodes: NodeList) -> set[str]:
    extends: list[Any] = nodes.get_nodes_by_type(ExtendsNode)
    includes: list[Any] = nodes.get_nodes_by_type(IncludeNode)
    asked = [one.parent_name for one in extends] + [one.template for one in includes]
    names = [one.var for one in asked if isinstance(one, FilterExpression)]
    return {str(one) for one in names if isinstance(one, str)}
