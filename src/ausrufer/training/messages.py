"""The messages of Musterstadt, written as a real town would write them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum


class Stage(StrEnum):
    """How far a message of the practice town has come when the town is loaded."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    RETURNED = "returned"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class PictureOf:
    """A picture drawn for the practice town, by its motif."""

    motif: str
    alt_text: str


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `when` is relative to the loading, negative for the past."""

    stage: Stage
    department: str
    topic: str
    title: str
    body: str
    when: timedelta | None = None
    valid_for: timedelta = timedelta(days=3)
    contact: str = ""
    link: str = ""
    picture: PictureOf | None = None
    word_back: str = ""
    kind: str = "news"
    details: Mapping[str, str] = field(default_factory=dict)
    also: tuple[str, ...] = ()  # the kinds of further channels it goes to


NETWORKS = ("telegram_channel", "facebook_page", "threads")

PRESS = "Presse und Öffentlichkeit"
ROADS = "Tiefbauamt"
LIBRARY = "Stadtbibliothek"

DEPARTMENTS = {
    PRESS: "Pressestelle, Telefon 0123 45-100, presse@musterstadt.example",
    ROADS: "Tiefbauamt, Telefon 0123 45-320, tiefbau@musterstadt.example",
    LIBRARY: "Stadtbibliothek, Telefon 0123 45-610, bibliothek@musterstadt.example",
}

SNIPPETS = {
    "Behördennummer 115": "Fragen beantwortet die Behördennummer 115, montags bis freitags von 8 "
    "bis 18 Uhr.",
    "Zugang ohne Stufen": "Der Zugang ist stufenlos, eine barrierefreie Toilette ist vorhanden. "
    "Assistenzhunde sind willkommen.",
    "Anreise mit Bus und Bahn": "Sie erreichen uns mit den Linien 3 und 7, Haltestelle Rathaus.",
}

MESSAGES = [
    Message(
        Stage.PUBLISHED,
        ROADS,
        "Verkehr",
        "Lindenstraße ab Montag halbseitig gesperrt",
        "Das Tiefbauamt erneuert die Fahrbahn. "
        "Deshalb ist die Straße **von Montag an für zwei Wochen halbseitig gesperrt**. "
        "Bitte planen Sie mehr Zeit ein.\n\n"
        "- Der Gehweg auf der Seite der Apotheke bleibt frei.\n"
        "- Die Haltestelle Mühlgasse wird vor das Rathaus verlegt.\n"
        "- Anwohnerinnen und Anwohner erreichen ihre Einfahrten jederzeit.\n\n"
        "Wir bitten um Verständnis, wenn es zu Wartezeiten kommt.",
        when=timedelta(days=-6, hours=-3),
        picture=PictureOf(
            "roadworks", "Rot-weiße Absperrung mit Warnleuchten vor einer aufgerissenen Fahrbahn."
        ),
        also=NETWORKS,
        kind="road_closure",
        details={
            "place": "Lindenstraße zwischen Marktplatz und Mühlgasse",
            "diversion": "keine; eine Ampel regelt den Verkehr",
        },
    ),
    Message(
        Stage.PUBLISHED,
        LIBRARY,
        "Kultur",
        "Stadtbibliothek öffnet jetzt auch samstags bis 16 Uhr",
        "Mehr Zeit zum Stöbern: Die Stadtbibliothek am Kirchplatz ist ab sofort **samstags von 10 "
        "bis 16 Uhr** geöffnet, zwei Stunden länger als bisher. Neu ist auch der Lesesaal im "
        "ersten Stock mit 40 ruhigen Arbeitsplätzen und freiem WLAN.\n\n"
        "Der Ausweis kostet für Erwachsene 15 Euro im Jahr. Kinder und Jugendliche bis 18 Jahre "
        "zahlen nichts.",
        when=timedelta(days=-5, hours=-1),
        picture=PictureOf("library", "Hohe Bücherregale mit einer Leseecke am Fenster."),
        kind="opening_hours",
        details={
            "place": "Stadtbibliothek am Kirchplatz",
            "hours": "Di bis Fr 10 bis 18 Uhr, Sa 10 bis 16 Uhr",
        },
    ),
    Message(
        Stage.PUBLISHED,
        PRESS,
        "Rathaus",
        "Bürgerbüro am Donnerstag wegen Personalversammlung ab 12 Uhr geschlossen",
        "Das Bürgerbüro schließt am Donnerstag schon um 12 Uhr, weil die Beschäftigten an der "
        "Personalversammlung teilnehmen. Fertige Ausweise und Pässe können Sie am Freitag von 8 "
        "bis 13 Uhr abholen. Termine vereinbaren Sie jederzeit online.",
        when=timedelta(days=-4, hours=-5),
        link="https://www.musterstadt.example/termine",
    ),
    Message(
        Stage.PUBLISHED,
        PRESS,
        "Umwelt",
        "Stadt pflanzt 120 Bäume: Helferinnen und Helfer gesucht",
        "Am Samstag pflanzt die Stadt im Auenpark 120 junge Bäume, darunter Feldahorn, Winterlinde "
        "und Vogelkirsche. Wer mithelfen möchte, kommt um 10 Uhr zum Spielplatz am Südeingang. "
        "Spaten und Handschuhe sind vorhanden, festes Schuhwerk ist nötig.\n\n"
        "Für Kinder gibt es eine eigene Pflanzstelle. Der Bauhof schenkt Tee aus.",
        when=timedelta(days=-3, hours=-2),
        picture=PictureOf("trees", "Junge Bäume mit Stützpfählen auf einer Wiese am Fluss."),
    ),
    Message(
        Stage.PUBLISHED,
        ROADS,
        "Verkehr",
        "Winterdienst: Wann wo geräumt wird",
        "Bei Schnee und Glatteis sind ab 4 Uhr früh elf Fahrzeuge unterwegs. Zuerst kommen die "
        "Hauptstraßen, die Buslinien und die Wege zu Schulen und Kliniken an die Reihe, danach die "
        "Wohnstraßen mit Gefälle.\n\n"
        "Gehwege räumen die Eigentümerinnen und Eigentümer: **werktags bis 7 Uhr, sonn- und "
        "feiertags bis 9 Uhr**. Streusalz ist auf Gehwegen nicht erlaubt; Splitt liegt kostenlos "
        "am Bauhof bereit.",
        when=timedelta(days=-2, hours=-6),
        picture=PictureOf("snow", "Ein Räumfahrzeug fährt durch eine verschneite Straße."),
    ),
    Message(
        Stage.PUBLISHED,
        PRESS,
        "Rathaus",
        "Haushalt 2027: Stadtrat berät öffentlich",
        "Der Stadtrat berät am Mittwoch um 18 Uhr im großen Sitzungssaal über den Haushalt 2027. "
        "Geplant sind unter anderem 4,2 Millionen Euro für die Sanierung der Grundschule Nord und "
        "1,1 Millionen Euro für Radwege. Die Sitzung ist öffentlich. Der Zugang ist barrierefrei, "
        "eine Gebärdensprachdolmetscherin übersetzt.",
        when=timedelta(days=-1, hours=-4),
        link="https://www.musterstadt.example/haushalt-2027",
    ),
    Message(
        Stage.PUBLISHED,
        PRESS,
        "Freizeit",
        "Weihnachtsmarkt: 62 Buden, ein Riesenrad und eine stille Stunde",
        "Am Freitag um 17 Uhr eröffnet der Weihnachtsmarkt auf dem Marktplatz. Bis zum 23. "
        "Dezember stehen dort 62 Buden und ein Riesenrad. **Dienstags von 14 bis 15 Uhr ist "
        "stille Stunde**: ohne Musik und mit ruhigem Licht, für Menschen, denen sonst "
        "alles zu viel ist.\n\n"
        "Busse und Bahnen fahren an den Adventswochenenden bis 1 Uhr.",
        when=timedelta(hours=-20),
        picture=PictureOf(
            "market", "Beleuchtete Holzbuden und ein geschmückter Baum vor dem Rathaus am Abend."
        ),
        also=NETWORKS,
        kind="event",
        details={"place": "Marktplatz, stufenlos erreichbar", "fee": "frei"},
    ),
    Message(
        Stage.PUBLISHED,
        PRESS,
        "Sicherheit",
        "Trinkwasser in Nordstadt wieder ohne Abkochen genießbar",
        "Die Stadtwerke heben das Abkochgebot für die Nordstadt auf. Drei aufeinanderfolgende "
        "Proben waren einwandfrei. Bitte lassen Sie das Wasser vor dem ersten Trinken fünf Minuten "
        "laufen.",
        also=NETWORKS,
        when=timedelta(hours=-2),
        contact="Stadtwerke, Störungsdienst Tag und Nacht: 0123 45-999",
    ),
    Message(
        Stage.SCHEDULED,
        LIBRARY,
        "Kultur",
        "Vorlesestunde auf Deutsch und Türkisch",
        "Am Samstag um 11 Uhr lesen Ayşe Demir und Jan Petersen in der Kinderbibliothek aus „Der "
        "kleine Wassermann“ vor, im Wechsel auf Deutsch und Türkisch. Der Eintritt ist frei, eine "
        "Anmeldung ist nicht nötig.",
        when=timedelta(hours=18),
    ),
    Message(
        Stage.SCHEDULED,
        PRESS,
        "Beteiligung",
        "Wie soll der Bahnhofsplatz aussehen? Ihre Meinung zählt",
        "Drei Entwürfe liegen vor, jetzt sind Sie dran: Bis zum 15. Dezember können Sie online und "
        "im Stadtladen abstimmen und Anmerkungen machen. Am Donnerstag um 18 Uhr stellen die "
        "Planerinnen die Entwürfe im Kulturhaus vor.",
        when=timedelta(hours=5),
        link="https://www.musterstadt.example/bahnhofsplatz",
        picture=PictureOf(
            "square", "Entwurf des neuen Bahnhofsplatzes mit Bäumen, Bänken und Brunnen."
        ),
    ),
    Message(
        Stage.IN_APPROVAL,
        ROADS,
        "Verkehr",
        "Brücke am Mühlgraben: Vollsperrung in der Nacht zum Sonntag",
        "Wegen einer Belastungsprüfung ist die Brücke am Mühlgraben von Samstag, 22 Uhr, bis "
        "Sonntag, 5 Uhr, für alle Fahrzeuge gesperrt. Zu Fuß und mit dem Rad bleibt sie nutzbar. "
        "Die Umleitung über die Ringstraße ist ausgeschildert.",
        when=timedelta(hours=26),
        picture=PictureOf("bridge", "Steinerne Bogenbrücke über einen Fluss in der Dämmerung."),
    ),
    Message(
        Stage.RETURNED,
        PRESS,
        "Rathaus",
        "Neue Öffnungszeiten im Fundbüro",
        "Das Fundbüro hat ab Dezember neue Öffnungszeiten: montags und mittwochs von 9 bis 12 Uhr, "
        "donnerstags von 14 bis 18 Uhr.",
        when=timedelta(days=2),
        word_back="Bitte noch dazuschreiben, wo man verlorene Sachen online suchen kann.",
    ),
    Message(
        Stage.DRAFT,
        PRESS,
        "Rathaus",
        "Ausbildung bei der Stadt: noch acht freie Plätze für 2027",
        "Verwaltungsfachangestellte, Gärtnerin, Fachinformatiker: Für September 2027 sind noch "
        "acht Ausbildungsplätze frei. Bewerbungen sind bis zum 31. Januar möglich.",
    ),
]
