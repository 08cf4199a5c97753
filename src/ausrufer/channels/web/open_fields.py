"""Fields of what is laid down over time: asked for by the usage concept, yet free to stay open."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from ausrufer.foundation.text import clean_line, clean_text, is_blank

LONGEST = 2000
LONGEST_ADDRESS = 500


class _MayStayOpen:
    """A field the usage concept asks for, although it may be answered later."""

    def validate(self, value: Any) -> None:
        """Check only what was entered."""
        if value not in (None, ""):
            super().validate(value)  # type: ignore[misc]  # of the field it is mixed into


class CleanText(forms.CharField):
    """Text as it is stored: measured after what nobody sees is gone."""

    def __init__(self, name: str, help_text: Any = "", rows: int = 3) -> None:
        super().__init__(
            label=_(name),
            help_text=help_text,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": rows}),
        )

    def to_python(self, value: Any) -> str:
        """Return the text as it is stored; empty where nobody would see anything."""
        cleaned = clean_text(super().to_python(value) or "").strip()
        return "" if is_blank(cleaned) else cleaned


class OpenText(_MayStayOpen, CleanText):
    """Text that may come later."""


class OpenAddress(_MayStayOpen, forms.URLField):
    """An address of the web, and of nothing else."""

    default_validators = [URLValidator(schemes=["https", "http"])]

    def __init__(self, name: str, help_text: Any = "") -> None:
        super().__init__(
            label=_(name),
            help_text=help_text,
            max_length=LONGEST_ADDRESS,
            assume_scheme="https",
        )

    def to_python(self, value: Any) -> str:
        """Return the address on one line; raises ValidationError."""
        return str(super().to_python(clean_line(str(value or ""))))


class OpenNumber(_MayStayOpen, forms.DecimalField):
    """A number that may come later."""


class OpenDay(_MayStayOpen, forms.DateField):
    """A day that may come later."""


class OpenChoice(_MayStayOpen, forms.ModelChoiceField):  # type: ignore[type-arg]
    """One row of the organisation; which, is known once one is in scope."""

    def __init__(self, name: str, help_text: Any = "") -> None:
        super().__init__(label=_(name), help_text=help_text, queryset=None)
