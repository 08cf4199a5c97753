"""Things a town would really show, with the long names and numbers that break pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from ausrufer.design.parts import Chip, Crumb, Description, Happening, Mark, Step, Tab, Task
from ausrufer.design.shell import MenuEntry, Override, Person, Room, Shell

BERLIN = ZoneInfo("Europe/Berlin")
LONG_TOWN = (
    "Verwaltungsgemeinschaft der Großen Kreisstadt Oberwiesenthal-Unterschneidheim und der "
    "Samtgemeinden Hohenwestedt, Schashagen und Neubrandenburg"
)
LONG_WORD = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnung"


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A time in November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=BERLIN)


def rooms(current: str = "Heute") -> list[Room]:
    known = [
        ("Heute", "today", 3),
        ("Mitteilungen", "campaign", 0),
        ("Kalender", "calendar-today", 0),
        ("Kanäle", "cable", 1),
        ("Abonnements", "mail", 0),
        ("Protokoll", "history", 0),
        ("Einstellungen", "settings", 0),
    ]
    return [
        Room(label, f"?raum={label}", sign, label == current, count, "warten auf Sie")
        for label, sign, count in known
    ]


def shell(
    town: str = "Stadt Musterstadt", current: str = "Heute", overrides: tuple[Override, ...] = ()
) -> Shell:
    return Shell(
        town=town,
        rooms=rooms(current),
        person=Person(
            "Anna Öztürk-Schwarzenberger",
            "Verfasserin, Presse- und Öffentlichkeitsarbeit",
            [MenuEntry("Passwort und Anmeldung", "/?konto", "lock")],
            "/?abmelden",
        ),
        search_url="/desk/",
        new_url="/?neu",
        overrides=overrides,
    )


PRACTICE = Override("practice", "Übungsstadt: Nichts verlässt dieses Haus.")
INCIDENT = Override(
    "incident", "Hochwasser an der Muster – Sendestopp aktiv", url="/?lage", link="Zur Lage"
)

STEPS = [
    Step("Entwurf", "done", "Anna Öztürk-Schwarzenberger", at(24, 9, 12)),
    Step("Freigabe", "current", "bei Bekir Aydın"),
    Step("geplant", "open", "Di., 24. November, 14:30 Uhr"),
    Step("veröffentlicht", "open"),
]
STEPS_STOPPED = [
    Step("Entwurf", "done", "Anna Öztürk-Schwarzenberger", at(24, 9, 12)),
    Step("Freigabe", "stopped", "zurück von Bekir Aydın", at(24, 9, 40)),
    Step("geplant", "open"),
    Step("veröffentlicht", "open"),
]
STEPS_DONE = [
    Step("Entwurf", "done", "Anna Öztürk-Schwarzenberger", at(24, 9, 12)),
    Step("Freigabe", "done", "Bekir Aydın", at(24, 9, 40)),
    Step("geplant", "done", "", at(24, 14, 30)),
    Step("veröffentlicht", "current", "", at(24, 14, 30)),
]
TABS = [
    Tab("Eigene Seite", "/?eigene", word="veröffentlicht", tone="success"),
    Tab("E-Mail", "/?mail", True, word="geplant", tone="info"),
    Tab("Mastodon", "/?mastodon", note="zu lang", word="Hinweis", tone="warning"),
    Tab("Bluesky", "/?bluesky", word="fehlgeschlagen", tone="danger"),
]
MARKS = [
    Mark("Eigene Seite", "veröffentlicht", "success", "Web"),
    Mark("E-Mail", "wird gesendet", "info", "Mail", "autorenew"),
    Mark("Mastodon", "unklar: bitte nachsehen", "warning", "Ma", url="/?m"),
    Mark("Bluesky", "fehlgeschlagen", "danger", "Bs", url="/?b"),
]
MARKS_WAITING = [
    Mark("Eigene Seite", "wartet", "neutral", "Web", "schedule"),
    Mark("E-Mail", "wartet", "neutral", "Mail", "schedule"),
    Mark("Mastodon", "wartet", "neutral", "Ma", "schedule"),
]
TASKS = [
    Task("Freigeben: Wasserrohrbruch in der Lindenstraße", "/?1", "in Freigabe", "info",
         note="von Anna Öztürk-Schwarzenberger, geht um 14:30 Uhr raus"),
    Task("Überarbeiten: Öffnungszeiten der Bürgerbüros", "/?2", "zurück von Bekir Aydın",
         "warning"),
    Task(f"Prüfen: {LONG_WORD}", "/?3", "fehlgeschlagen", "danger",
         note="Mastodon: Zugang verloren"),
]  # fmt: skip
HAPPENINGS = [
    Happening("Bekir Aydın hat Fassung 3 für Mastodon freigegeben", at(24, 9, 40), tone="success"),
    Happening("Auf der eigenen Seite veröffentlicht", at(24, 14, 30), "Ausrufer", "success",
              url="/?seite"),
    Happening("Bluesky hat nicht geantwortet", at(24, 14, 31), "Ausrufer", "warning",
              note="Nächster Versuch um 14:33 Uhr. Sie müssen nichts tun."),
    Happening("Anna Öztürk-Schwarzenberger hat den Text geändert", at(24, 9, 12), icon="edit"),
]  # fmt: skip
FACTS = [
    Description("Amt", "Amt für Presse- und Öffentlichkeitsarbeit"),
    Description("Fassung", "3"),
    Description("Dauerhafte Adresse", "musterstadt.example/m/wasserrohrbruch", "/?adresse"),
    Description("Rechtsgrundlage", LONG_WORD),
]
CRUMBS = [Crumb("Mitteilungen", "/"), Crumb("Wasserrohrbruch in der Lindenstraße")]
CHIPS = [
    Chip("Alle", "?", count=128),
    Chip("Entwürfe", "?stand=entwurf", count=12),
    Chip("In Freigabe", "?stand=freigabe", active=True, count=3),
    Chip("Brauchen Hilfe", "?stand=hilfe", count=1),
]
TITLES = [
    "Wasserrohrbruch in der Lindenstraße: Wasser bis zum Abend abgestellt",
    "Bürgerbüro Nord am Freitag geschlossen",
    "Stadtrat beschließt neues Radwegekonzept für die Innenstadt",
    "Weihnachtsmarkt öffnet am 27. November",
    f"Neufassung der {LONG_WORD}",
    "Straßenreinigung: Winterdienst ab sofort",
    "Anmeldung zur Musikschule beginnt",
    "Sperrmüll: neue Termine für 2027",
    "Ausbildung bei der Stadt: jetzt bewerben",
    "Kita-Platz: Anmeldeportal wieder erreichbar",
]
OFFICES = ("Presseamt", "Tiefbauamt", "Amt für Kinder, Jugend und Familie")
STATES = [
    ("in Freigabe bei Bekir Aydın", "info", "hourglass-top"),
    ("Entwurf", "neutral", "draft"),
    ("geplant für Di., 14:30 Uhr", "info", "schedule"),
    ("veröffentlicht", "success", ""),
    ("fehlgeschlagen", "danger", ""),
    ("unklar: bitte nachsehen", "warning", "help"),
    ("zurückgezogen", "neutral", "undo"),
    ("abgelaufen, nicht gesendet", "warning", "schedule"),
]


def table_rows(number: int = 10) -> list[dict[str, object]]:
    """Lines of the list of messages."""
    return [
        {
            "title": TITLES[line % len(TITLES)],
            "state": STATES[line % len(STATES)],
            "department": OFFICES[line % 3],
            "at": at(24 + line % 5, 8 + line % 9, 30),
            "marks": MARKS if line % 3 else MARKS_WAITING,
        }
        for line in range(number)
    ]
