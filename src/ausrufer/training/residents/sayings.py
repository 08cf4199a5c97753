"""What residents say, written for the practice town; nobody real is quoted or meant. Pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum


class Kind(StrEnum):
    """What somebody wants with a comment; drills choose by it."""

    QUESTION = "question"
    THANKS = "thanks"
    REPORT = "report"
    COMPLAINT = "complaint"
    RUMOUR = "rumour"
    INSULT = "insult"
    SPAM = "spam"


SAYINGS: Mapping[Kind, Sequence[str]] = {
    Kind.QUESTION: (
        "Ab wann genau gilt das? In der Mitteilung steht nur der Tag.",
        "Gilt das auch für die {street}?",
        "Um wie viel Uhr geht es los, und wo kann man parken?",
        "Muss man sich vorher anmelden oder kann man einfach kommen?",
        "Fährt der Bus zum {place} dann trotzdem?",
        "Ist das barrierefrei? Meine Mutter ist im Rollstuhl unterwegs.",
        "Kostet das etwas? Ich habe keinen Preis gefunden.",
        "Ich kann erst nach {time} Uhr. Hat dann noch jemand offen?",
        "Wo finde ich das Formular dazu? Auf der Website suche ich mich dumm und dämlich.",
        "Gibt es die Information auch auf Türkisch oder in Leichter Sprache?",
        "Was heißt das für die Kita am {place}?",
    ),
    Kind.THANKS: (
        "Danke für die schnelle Information! 👍",
        "Super, darauf haben wir in der {street} lange gewartet.",
        "Vielen Dank an alle, die das organisiert haben.",
        "Gut, dass Sie das hier schreiben, in der Zeitung stand nichts davon.",
        "Endlich mal verständlich erklärt. Danke!",
        "Wir kommen gern, auch mit den Kindern ❤️",
    ),
    Kind.REPORT: (
        "Wenn Sie schon dabei sind: In der {street} ist die Laterne vor Nummer {number} kaputt.",
        "Am {place} liegt wieder Sperrmüll neben den Containern.",
        "In der {street} ist ein tiefes Schlagloch, mein Sohn ist heute mit dem Rad gestürzt.",
        "Die Ampel am {place} zeigt seit heute früh in alle Richtungen Rot.",
        "Auf dem Spielplatz am {place} ist die Schaukel gerissen, da hängt nur noch die Kette.",
    ),
    Kind.COMPLAINT: (
        "Das kommt reichlich spät. Die Hälfte der Leute hat längst anders geplant.",
        "Und wer räumt hinterher wieder auf? Letztes Jahr lag alles bis Montag herum.",
        "Für so etwas ist Geld da, aber das Freibad macht früher zu.",
        "Am Telefon kommt man bei Ihnen seit Tagen nicht durch.",
        "Schon die dritte Sperrung in diesem Jahr. Redet da eigentlich jemand mit den Anwohnern?",
    ),
    Kind.RUMOUR: (
        "Ich habe gehört, dass das Wasser am {place} nicht mehr getrunken werden darf. Stimmt das?",
        "Mein Schwager arbeitet im Bauhof und sagt, das wird sowieso alles abgesagt.",
        "Angeblich hat es in der {street} gebrannt und die Stadt sagt nichts. Weiß jemand mehr?",
        "Die Halle am {place} soll ja heimlich schon verkauft sein. Bitte teilen!!!",
    ),
    Kind.INSULT: (
        "Ihr seid doch alle unfähig da oben im Rathaus, ihr Pfeifen.",
        "So einen Schwachsinn können sich nur Idioten ausdenken.",
        "Lügenpack. Euch glaubt hier kein Mensch mehr ein Wort.",
        "Wer das beschlossen hat, gehört aus dem Amt gejagt, dieser Trottel.",
    ),
    Kind.SPAM: (
        "🎁 Gutschein über {number}0 Euro gewonnen! https://gewinn.gutschein-fee.example/abholen",
        "Von zu Hause 3.{number}0 Euro in der Woche verdienen – ich zeige dir wie, schreib mir!",
        "Kredit ohne Schufa, Sofortzusage, nur heute: https://geld-sofort.example/{number}",
    ),
}
"""What is said below a post."""

ANSWERS: Mapping[Kind, Sequence[str]] = {
    Kind.QUESTION: (
        "Steht doch oben, ab {time} Uhr.",
        "Ich habe im Bürgerbüro angerufen, das gilt für alle.",
        "Das würde mich auch interessieren.",
    ),
    Kind.THANKS: ("Da schließe ich mich an!", "Sehe ich genauso."),
    Kind.REPORT: (
        "Bei uns in der {street} ist es dasselbe.",
        "Das habe ich auch schon gemeldet, passiert ist nichts.",
    ),
    Kind.COMPLAINT: ("Immer nur meckern. Kommen Sie doch mal vorbei!", "Leider wahr."),
    Kind.RUMOUR: (
        "Woher wollen Sie das wissen? Bitte keine Gerüchte verbreiten.",
        "Das hat mir die Nachbarin auch erzählt 😳",
        "Kann die Stadt dazu bitte etwas sagen?",
    ),
    Kind.INSULT: ("Muss dieser Ton sein?", "Bitte bleiben Sie sachlich."),
    Kind.SPAM: ("Das ist Betrug, nicht anklicken!", "Kann das bitte jemand löschen?"),
}
"""What is said to somebody who said something of that kind."""

STREETS = ("Lindenstraße", "Bahnhofstraße", "Schulgasse", "Mühlenstraße", "Gartenstraße")
PLACES = ("Marktplatz", "Stadtpark", "Bahnhof", "Sportplatz", "Friedhof", "Rathaus")
TIMES = ("8", "10", "14", "16", "18")
