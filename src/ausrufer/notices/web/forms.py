"""The forms about being told."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ausrufer.notices.models import MatrixAccess
from ausrufer.notices.policy import DIGEST_HOURS, Kind, Mail, Wish, Wishes
from ausrufer.notices.wording import KIND_WORDS, kind_word
from ausrufer.organisations.models import Member

_MAILS = [
    (Mail.AT_ONCE.value, gettext_lazy("sofort")),
    (Mail.DIGEST.value, gettext_lazy("in der Übersicht")),
    (Mail.OFF.value, gettext_lazy("nicht")),
]


class WishesForm(forms.Form):
    """By which ways a person is told of each kind."""

    digest_hour = forms.TypedChoiceField(
        label=gettext_lazy("Übersicht per E-Mail"),
        help_text=gettext_lazy("An Arbeitstagen, und nur wenn es Neues gibt."),
        coerce=int,
        choices=[(hour, gettext_lazy("um %d Uhr") % hour) for hour in DIGEST_HOURS],
    )
    office_hours_only = forms.BooleanField(
        label=gettext_lazy("Außerhalb der Dienstzeit nur Dringendes melden"),
        help_text=gettext_lazy(
            "Dienstzeit ist Montag bis Freitag von 8 bis 17 Uhr. Dringend ist, was fehlgeschlagen, "
            "unklar oder nicht rechtzeitig freigegeben ist."
        ),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for kind in Kind:
            word = _(KIND_WORDS[kind])
            self.fields[f"mail_{kind}"] = forms.ChoiceField(
                label=_("E-Mail: %(kind)s") % {"kind": word}, choices=_MAILS
            )
            for way, label in (("push", _("Push: %(kind)s")), ("matrix", _("Matrix: %(kind)s"))):
                self.fields[f"{way}_{kind}"] = forms.BooleanField(
                    label=label % {"kind": word}, required=False
                )

    def rows(self) -> list[tuple[str, forms.BoundField, list[tuple[str, forms.BoundField]]]]:
        """Return each kind with its mail and its other ways, as the table shows them."""
        ways = ((_("Push"), "push"), (_("Matrix"), "matrix"))
        return [
            (
                kind_word(kind),
                self[f"mail_{kind}"],
                [(word, self[f"{way}_{kind}"]) for word, way in ways],
            )
            for kind in Kind
        ]

    def wishes(self) -> Wishes:
        """Return what was chosen."""
        given = self.cleaned_data
        return Wishes(
            {
                kind: Wish(
                    Mail(given[f"mail_{kind}"]), given[f"push_{kind}"], given[f"matrix_{kind}"]
                )
                for kind in Kind
            },
            given["digest_hour"],
            given["office_hours_only"],
        )


def initial_wishes(wishes: Wishes) -> dict[str, Any]:
    """Return the values the form begins with."""
    found: dict[str, Any] = {
        "digest_hour": wishes.digest_hour,
        "office_hours_only": wishes.office_hours_only,
    }
    for kind in Kind:
        wish = wishes.of(kind)
        found[f"mail_{kind}"] = wish.mail.value
        found[f"push_{kind}"], found[f"matrix_{kind}"] = wish.push, wish.matrix
    return found


def _room(value: str) -> None:
    if not value.startswith("!") or len(value.split()) != 1:
        raise forms.ValidationError(
            _("Bitte geben Sie die interne Raumkennung an. Sie beginnt mit einem Ausrufezeichen.")
        )


class RoomField(forms.CharField):
    """The id of a Matrix room, or nothing."""

    default_validators = [_room]

    def __init__(self, **options: Any) -> None:
        super().__init__(required=False, max_length=255, **options)


class MatrixForm(forms.Form):
    """The account that writes, and the room of the whole house."""

    homeserver = forms.CharField(
        label=gettext_lazy("Adresse des Matrix-Servers"),
        help_text=gettext_lazy("Zum Beispiel https://matrix.stadt.example"),
        max_length=300,
    )
    token = forms.CharField(
        label=gettext_lazy("Zugangstoken"),
        max_length=1000,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    room = RoomField(
        label=gettext_lazy("Raum des Hauses"),
        help_text=gettext_lazy("Die interne Raumkennung, zum Beispiel !abc:stadt.example"),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Dort melden"),
        choices=[(kind.value, gettext_lazy(KIND_WORDS[kind])) for kind in Kind],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, stored: MatrixAccess | None, **options: Any) -> None:
        super().__init__(*args, **options)
        known = stored is not None and bool(stored.sealed_token)
        self.fields["token"].required = not known
        if known:
            self.fields["token"].help_text = _("Hinterlegt. Leer lassen, um nichts zu ändern.")

    def clean_homeserver(self) -> str:
        """Refuse what is no address."""
        given: str = self.cleaned_data["homeserver"].rstrip("/")
        if not given.startswith(("https://", "http://")) or len(given.split()) != 1:
            raise forms.ValidationError(_("Bitte geben Sie eine Adresse mit https:// an."))
        return given


class RoomsForm(forms.Form):
    """In which room each person is told."""

    def __init__(self, *args: Any, people: Iterable[Member], **options: Any) -> None:
        super().__init__(*args, **options)
        self._people = list(people)
        for one in self._people:
            self.fields[f"room_{one.pk}"] = RoomField(label=one.name)

    def rooms(self) -> dict[Member, str]:
        """Return the rooms by person."""
        return {one: self.cleaned_data[f"room_{one.pk}"] for one in self._people}
