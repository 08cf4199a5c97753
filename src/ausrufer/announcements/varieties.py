"""The languages and the easier kinds of German a message can also be told in: pure data."""

from dataclasses import dataclass


def _(text: str) -> str:
    """Mark a German source string for translation."""
    return text


@dataclass(frozen=True, slots=True)
class Variety:
    """One way to tell a message once more.

    `key` names it in addresses of the desk and in the database, `slug` on the public site.
    `language` is what networks are told, `tag` what web pages carry (BCP 47; "simple" is the
    registered subtag for simplified language). `name` is German, `endonym` what readers call it.
    """

    key: str
    name: str
    endonym: str
    language: str
    tag: str
    slug: str
    rtl: bool = False

    @property
    def is_easy(self) -> bool:
        """Tell whether it is an easier German rather than another language."""
        return self in (PLAIN, EASY)


PLAIN = Variety(
    "einfach", _("Einfache Sprache"), "Einfache Sprache", "de", "de-simple", "einfache-sprache"
)
EASY = Variety(
    "leicht", _("Leichte Sprache"), "Leichte Sprache", "de", "de-simple-x-leicht", "leichte-sprache"
)
# until somebody from the target group has checked it, nothing may be called Leichte Sprache
EASY_UNCHECKED = _("Entwurf in einfacher Sprache")


def _language(tag: str, name: str, endonym: str, *, rtl: bool = False) -> Variety:
    return Variety(tag.lower(), name, endonym, tag, tag, tag.lower(), rtl)


VARIETIES = (
    EASY,
    PLAIN,
    _language("de", _("Deutsch"), "Deutsch"),
    _language("en", _("Englisch"), "English"),
    _language("tr", _("Türkisch"), "Türkçe"),
    _language("uk", _("Ukrainisch"), "Українська"),
    _language("ar", _("Arabisch"), "العربيّة", rtl=True),
    _language("ru", _("Russisch"), "Русский"),
    _language("pl", _("Polnisch"), "Polski"),
    _language("fr", _("Französisch"), "Français"),
    _language("es", _("Spanisch"), "Español"),
    _language("it", _("Italienisch"), "Italiano"),
    _language("pt", _("Portugiesisch"), "Português"),
    _language("nl", _("Niederländisch"), "Nederlands"),
    _language("da", _("Dänisch"), "Dansk"),
    _language("cs", _("Tschechisch"), "Čeština"),
    _language("hu", _("Ungarisch"), "Magyar"),
    _language("ro", _("Rumänisch"), "Română"),
    _language("bg", _("Bulgarisch"), "Български"),
    _language("el", _("Griechisch"), "Ελληνικά"),
    _language("hr", _("Kroatisch"), "Hrvatski"),
    _language("sr", _("Serbisch"), "Српски"),
    _language("bs", _("Bosnisch"), "Bosanski"),
    _language("sq", _("Albanisch"), "Shqip"),
    _language("ku", _("Kurdisch (Kurmandschi)"), "Kurmancî"),
    _language("ckb", _("Kurdisch (Sorani)"), "کوردی", rtl=True),
    _language("fa", _("Persisch"), "فارسی", rtl=True),
    _language("prs", _("Dari"), "دری", rtl=True),
    _language("ps", _("Paschtu"), "پښتو", rtl=True),
    _language("ur", _("Urdu"), "اردو", rtl=True),
    _language("so", _("Somali"), "Soomaali"),
    _language("ti", _("Tigrinisch"), "ትግርኛ"),
    _language("am", _("Amharisch"), "አማርኛ"),
    _language("vi", _("Vietnamesisch"), "Tiếng Việt"),
    _language("zh-Hans", _("Chinesisch (vereinfacht)"), "简体中文"),
    _language("hi", _("Hindi"), "हिंदी"),
    _language("hsb", _("Obersorbisch"), "Hornjoserbsce"),
    _language("dsb", _("Niedersorbisch"), "Dolnoserbski"),
)
AT_FIRST = ("leicht", "einfach", "en", "tr", "uk", "ar", "ru")  # until a house chooses
_BY_KEY = {one.key: one for one in VARIETIES}
_ORDER = {one.key: place for place, one in enumerate(VARIETIES)}


def variety(key: str) -> Variety | None:
    """Return the variety of this key; None where the house knows none."""
    return _BY_KEY.get(key)


def place_of(key: str) -> int:
    """Return where a variety stands in lists."""
    return _ORDER.get(key, len(_ORDER))


def name_of(key: str, *, checked: bool) -> str:
    """Return the German name a text may carry: only checked it may be called Leichte Sprache."""
    if key == EASY.key and not checked:
        return EASY_UNCHECKED
    return _BY_KEY[key].name
