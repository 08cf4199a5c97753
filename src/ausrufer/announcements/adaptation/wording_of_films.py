"""The sentences of findings about films."""


def _(text: str) -> str:
    return text


SENTENCES = {
    "film_unread": _(
        "Der Film wird noch gelesen. Sobald er bereit ist, können Sie die Mitteilung zur Freigabe "
        "geben."
    ),
    "film_refused": _(
        "Der Film wurde nicht angenommen. {reason} Bitte laden Sie einen anderen hoch oder nehmen "
        "Sie ihn aus der Mitteilung."
    ),
    "film_needed": _(
        "Dieses Netzwerk nimmt nur Filme. Eine Mitteilung aus Text und Bildern kann so nicht "
        "dorthin."
    ),
    "film_not_shown": _("Dieser Kanal zeigt keinen Film."),
    "film_too_long": _(
        "Der Film ist mit {length} für diesen Kanal zu lang, er nimmt höchstens {most}. Bitte "
        "kürzen Sie ihn; sonst geht die Mitteilung dort ohne Film oder gar nicht hinaus."
    ),
    "film_too_short": _(
        "Der Film ist für diesen Kanal zu kurz, er nimmt erst Filme ab {least}. Die Mitteilung "
        "geht dort ohne Film oder gar nicht hinaus."
    ),
    "film_too_large": _(
        "Der Film lässt sich nicht ohne sichtbaren Verlust auf die {most} bringen, die dieser "
        "Kanal nimmt. Bitte kürzen Sie ihn; sonst geht die Mitteilung dort ohne Film oder gar "
        "nicht hinaus."
    ),
    "film_gets_bars": _(
        "Die Form des Films passt nicht zu diesem Kanal: Er bekommt dort schwarze Balken, "
        "abgeschnitten wird nichts."
    ),
    "film_converted": _(
        "Dieser Kanal nimmt das Format des Films nicht an; er wird dafür umgewandelt."
    ),
    "film_made_smaller": _("Der Film ist für diesen Kanal zu groß und wird dafür verkleinert."),
    "captions_burnt_in": _(
        "Dieser Kanal nimmt keine Untertiteldatei an: Die Untertitel werden in den Film "
        "eingebrannt und sind dort immer zu sehen."
    ),
    "captions_unburnable": _(
        "Dieser Kanal nimmt keine Untertiteldatei an, und diese Untertitel lassen sich nicht "
        "einbrennen: Sie enthalten Schriftzeichen, die die Schrift nicht hat, oder zu lange "
        "Absätze. Der Film geht dort ohne Untertitel hinaus; bitte verweisen Sie auf die eigene "
        "Webseite."
    ),
    "captions_too_much": _(
        "Der Film ist zu lang, um die Untertitel einzubrennen, und dieser Kanal nimmt keine "
        "Untertiteldatei an. Er geht dort ohne Untertitel hinaus; bitte kürzen Sie ihn oder "
        "verweisen Sie auf die eigene Webseite."
    ),
    "captions_stay_behind": _(
        "Dieser Kanal nimmt keine Untertiteldatei an, und eingebrannt werden nur Untertitel in der "
        "Sprache der Mitteilung. Der Film geht dort ohne Untertitel hinaus; bitte laden Sie sie in "
        "dieser Sprache hoch oder verweisen Sie auf die eigene Webseite."
    ),
    "pictures_beside_film": _(
        "Dieser Kanal zeigt entweder einen Film oder Bilder. Gesendet wird der Film."
    ),
    "film_without_captions": _(
        "Zum Film fehlen Untertitel. Wer nicht hört, erfährt nicht, was gesprochen wird. Bitte "
        "laden Sie beim Film eine Untertiteldatei hoch."
    ),
    "film_not_described": _(
        "Der Film ist nicht beschrieben. Bitte schreiben Sie, was zu sehen ist, für Menschen, die "
        "ihn nicht sehen können."
    ),
    "film_rights_over": _(
        "Das Nutzungsrecht am Film gilt nur bis {day}, die Mitteilung geht später hinaus. Bitte "
        "nehmen Sie einen anderen Film, oder tragen Sie das verlängerte Recht ein."
    ),
    "film_consent_over": _(
        "Die Einwilligung der gefilmten Personen gilt nur bis {day}, die Mitteilung geht später "
        "hinaus. Bitte nehmen Sie einen anderen Film, oder tragen Sie die neue Einwilligung ein."
    ),
    "film_consent_missing": _(
        "Die Einwilligung der gefilmten Personen fehlt oder wurde widerrufen. Bitte nehmen Sie "
        "einen anderen Film."
    ),
    "film_rights_open": _(
        "Beim Film ist nicht eingetragen, von wem er stammt und wer die Nutzung erlaubt. Bitte "
        "ergänzen Sie die Angaben."
    ),
    "film_consent_open": _(
        "Beim Film ist nicht eingetragen, ob Personen zu erkennen sind und eingewilligt haben. "
        "Bitte ergänzen Sie die Angaben."
    ),
    "film_ends_soon": _(
        "Der Film darf nur bis {day} gezeigt werden. Bitte tauschen Sie ihn bis dahin überall aus."
    ),
}
