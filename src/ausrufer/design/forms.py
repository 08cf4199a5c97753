"""`FORM_RENDERER`: every Django form of the house in KERN's markup, without help of its author."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField, Widget, widgets
from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.template.backends.django import Template
from django.utils.translation import gettext

from ausrufer.design.plain_widgets import drawn

# KERN draws these with other elements than Django's own templates do.
REDRAWN = {
    "django/forms/widgets/clearable_file_input.html": "design/forms/file.html",
    "django/forms/errors/list/default.html": "design/forms/errors.html",
    "django/forms/errors/list/ul.html": "design/forms/errors.html",
}


class ArrivedWhole:
    """Mixin of a form that holds nothing but boxes: cut off on its way it would untick them all.

    The page ends such a form with `<input type="hidden" name="whole" value="1">`.
    """

    def clean(self) -> dict[str, Any] | None:
        """Raise ValidationError where the end of the form did not arrive."""
        if self.data.get("whole") != "1":  # type: ignore[attr-defined] # of the form
            raise ValidationError(
                gettext("Das Formular kam nicht vollständig an. Bitte senden Sie es noch einmal.")
            )
        cleaned: dict[str, Any] | None = super().clean()  # type: ignore[misc] # of the form
        return cleaned


class KernBoundField(BoundField):
    """A field that knows its KERN classes and where a link from the error summary leads."""

    @property
    def shape(self) -> str:
        """Which part of `design/forms/field.html` draws it."""
        return _shape(self.field.widget)

    @property
    def jump_id(self) -> str:
        """Id of the element to focus: for a group of options its first option."""
        if self.shape == "choices":
            return f"{self.auto_id}_0"
        return self.id_for_label or str(self.auto_id)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: Widget | None = None
    ) -> dict[str, Any]:
        """Add KERN's classes to what Django sets itself (required, aria-describedby …)."""
        used = widget or self.field.widget
        built = super().build_widget_attrs(attrs, used)
        drawn = _classes(_shape(used), used, wrong=bool(self.errors))
        own = str(built.get("class") or used.attrs.get("class", ""))
        if drawn:
            built["class"] = f"{drawn} {own}".strip()
        return built


class KernFormRenderer(DjangoTemplates):
    """Draws `{{ form }}`, `{{ field.as_field_group }}` and formsets as KERN components."""

    form_template_name = "design/forms/form.html"
    formset_template_name = "design/forms/formset.html"
    field_template_name = "design/forms/field.html"
    bound_field_class = KernBoundField

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        """Draw a plain widget at once, everything else by its template."""
        plain = drawn(template_name, context)
        return plain if plain is not None else super().render(template_name, context, request)

    def get_template(self, template_name: str) -> Template:
        """Take our drawing of the few templates that Django names itself."""
        drawn: Template = super().get_template(REDRAWN.get(template_name, template_name))
        return drawn


class LocalDateTimeInput(widgets.DateTimeInput):
    """Day and time with the browser's own picker; times are local, as people write them."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class DayInput(widgets.DateInput):
    """A day with the browser's own picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class FormattedTextarea(widgets.Textarea):
    """A text with simple formatting; scripts add the buttons, the signs work without them."""

    def __init__(self, attrs: dict[str, Any] | None = None, limit: int | None = None) -> None:
        counted = {} if limit is None else {"data-limit": limit}
        super().__init__({"data-markdown": True, "rows": 10, **counted, **(attrs or {})})


class PictureInput(widgets.ClearableFileInput):
    """A picture that can also be dropped onto the field and is shown before it is sent."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        accepted = "image/jpeg,image/png,image/webp,image/gif"
        super().__init__({"data-picture": True, "accept": accepted, **(attrs or {})})


# The first that fits; RadioSelect stands for CheckboxSelectMultiple too, Select for neither.
SHAPES: tuple[tuple[type[Widget], str], ...] = (
    (widgets.CheckboxInput, "check"),
    (widgets.RadioSelect, "choices"),
    (widgets.SelectMultiple, "list"),
    (widgets.Select, "select"),
    (widgets.FileInput, "file"),
    (widgets.MultiWidget, "several"),
)


def _shape(widget: Widget) -> str:
    return next((shape for kind, shape in SHAPES if isinstance(widget, kind)), "input")


def _classes(shape: str, widget: Widget, *, wrong: bool) -> str:
    if shape == "select":
        base = "kern-form-input__select"
    elif shape == "check":
        base = "kern-form-check__checkbox"
    elif shape == "choices":
        multiple = isinstance(widget, widgets.CheckboxSelectMultiple)
        base = "kern-form-check__checkbox" if multiple else "kern-form-check__radio"
    else:
        base = "kern-form-input__input"
    return f"{base} {base}--error" if wrong else base
