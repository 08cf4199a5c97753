"""Several things counted in one statement are as many as counted one by one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ausrufer.foundation.counting import counted_by
from ausrufer.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_as_many_as_one_by_one() -> None:
    for number in range(7):
        Organisation.objects.create(name=f"{number:02}", slug=f"haus-{number}")
    every = Organisation.objects.order_by("-name")
    asked = [
        every,
        every.filter(name__lt="03"),
        every.filter(pk__in=[]),
        every[:4],
        every.order_by("slug").distinct("slug")[2:5],
        every.select_related("host").filter(name="%s"),
    ]
    one_by_one = [one.count() for one in asked]
    with CaptureQueriesContext(connection) as queries:
        assert counted_by("numbers", lambda: asked) == one_by_one == [7, 3, 0, 4, 3, 0]
    assert len(queries) == 1
