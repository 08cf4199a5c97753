"""German words that say what a dot behind or after them means."""

import regex

_NEVER_LAST = """
abb abs abt allg anm art aufl az bd betr bspw bzgl bzw ca co dez di dipl do dr ehem einschl entspr
erm ev evtl exkl fa feb fr geb gem gest gez ggf ggü hbf hl hr hrsg ing inkl insb insbes jan jh jhd
jul jun kap kath lfd lt ltd max mi min mind mio mo mrd mwst nov nr okt orig pfr phil pl prof rd rep
resp sa sep sept sog st std stellv str stv tel tsd usf vgl vorm vs zi ziff zit zt zzgl zzt
"""
_BEFORE = """
der die das den dem des dieser diese dieses diesen jeder jede jedes jeden ein eine am im zum zur vom
beim ins ans ab bis seit vor nach unser unsere unserem unseren ihr ihre ihrem ihren sein seine
seinem seinen mein meine
"""
ABBREVIATIONS = frozenset(_NEVER_LAST.split())  # never the last word of a sentence
STREETS = ("str", "pl")  # Goethestr., Schillerpl.
UNITS = frozenset({"m", "h", "s", "g", "l", "t"})  # single letters that may be the last
BEFORE_ORDINALS = frozenset(_BEFORE.split())
BETWEEN_ORDINALS = frozenset({"und", "oder", "bis", "–", "/"})
MONTH = (
    r"jan(uar)?|jänner|feb(ruar)?|märz|apr(il)?|mai|juni?|juli?|aug(ust)?|sept?(ember)?|okt(ober)?|"
    r"nov(ember)?|dez(ember)?"
)
AFTER_ORDINALS = regex.compile(
    MONTH
    + r"|jahrhunderts?|geburtstag\w*|jahrestag\w*|mal|stock|og|ug|obergescho\w+|etage|klassen?|"
    r"\w*abschnitt\w*|\w*bezirk\w*|advent\w*|\w*weihnachtsfeiertag\w*|kw|\w*woche|quartals?|"
    r"\w*halbjahr\w*|lebensjahr\w*|auflage|ausgabe|sitzung|runde|platz|preis|spieltag|tag|"
    r"stadtfest\w*|\w*lauf",
    regex.IGNORECASE,
)
