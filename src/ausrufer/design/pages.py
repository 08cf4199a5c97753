"""Pages of long lists: one far back costs no more than one near the beginning."""

from typing import TYPE_CHECKING, Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

if TYPE_CHECKING:
    _Paginator = Paginator[Any]
else:
    _Paginator = Paginator  # generic for the type checker only


class FromBothEnds(_Paginator):
    """Pages of an ordered query; those in its second half are counted from the end.

    What an OFFSET leaves out is read nevertheless: so never more than half of all rows is.
    """

    object_list: QuerySet[Any]

    def page(self, number: int | str) -> "Page[Any]":
        """Return a page, its rows read; raises InvalidPage."""
        valid = self.validate_number(number)
        start = (valid - 1) * self.per_page
        if start <= self.count // 2:
            return super().page(valid)
        end = min(start + self.per_page, self.count)
        rows = list(self.object_list.reverse()[self.count - end : self.count - start])
        return Page(rows[::-1], valid, self)
