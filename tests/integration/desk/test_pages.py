"""Pages counted from both ends are the pages counted from the beginning."""

import pytest
from django.core.paginator import EmptyPage, Paginator

from ausrufer.design.pages import FromBothEnds
from ausrufer.organisations.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rows", [0, 1, 3, 4, 5, 6, 7, 12, 13])
def test_every_page_is_the_same(rows: int) -> None:
    for number in range(rows):
        Organisation.objects.create(name=f"{number:02}", slug=f"haus-{number}")
    ordered = Organisation.objects.order_by("-name")
    ours, plain = FromBothEnds(ordered, 3), Paginator(ordered, 3)
    assert ours.num_pages == plain.num_pages
    for number in ours.page_range:
        assert [one.name for one in ours.page(number)] == [one.name for one in plain.page(number)]
    with pytest.raises(EmptyPage):
        ours.page(ours.num_pages + 1)
