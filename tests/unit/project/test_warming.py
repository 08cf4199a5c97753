"""A web server that says it is ready has read what the first person needs."""

from unittest.mock import patch

from django.template import engines
from django.template.loader import get_template
from django.template.loaders.filesystem import Loader

from ausrufer.project.warming import PAGES, warm_up


def test_the_pages_of_every_day_are_read_once_and_without_the_database() -> None:
    for loader in engines["django"].engine.template_loaders:
        loader.reset()
    warm_up()  # the database refuses every test that did not ask for it
    with patch.object(Loader, "get_contents", side_effect=AssertionError("read again")):
        for page in (*PAGES, "design/shell.html", "design/parts/rooms.html"):
            get_template(page)
