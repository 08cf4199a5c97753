"""The sentences of findings about the text itself, whatever channel it goes to.

German source strings that the web layer translates; `_` only marks them (see `wording`).
"""


def _(text: str) -> str:
    return text


SENTENCES = {
    "field_missing": _("Die Angabe „{field}“ fehlt noch. Diese Art von Mitteilung verlangt sie."),
    "placeholder_left": _("„{words}“ ist ein Platzhalter. Bitte setzen Sie ein, was gemeint ist."),
    "weekday_wrong": _(
        "„{words}“: Der {day} ist ein {weekday}. Bitte prüfen Sie Wochentag und Datum."
    ),
    "day_impossible": _("„{words}“: Diesen Tag gibt es nicht. Bitte prüfen Sie das Datum."),
    "day_past": _("„{words}“: Der {day} ist beim Senden schon vorbei. Bitte prüfen Sie das Datum."),
    "ends_first": _("„{words}“: Das Ende liegt vor dem Beginn. Bitte prüfen Sie die Zeiten."),
    "title_differs": _(
        "Die Überschrift sagt „{words}“, der Text nennt eine andere Zeit. Bitte gleichen Sie "
        "beide ab."
    ),
    "field_differs": _(
        "Im Text steht „{words}“, im Feld dagegen: {day}. Bitte gleichen Sie beide ab."
    ),
    "time_past": _("Der Zeitpunkt liegt in der Vergangenheit. Bitte wählen Sie einen neuen."),
    "time_limit_past": _("Die späteste Sendezeit ist vorbei. Bitte wählen Sie eine neue."),
    "time_doubled": _(
        "{time} Uhr gibt es in dieser Nacht zweimal: zuerst in Sommerzeit (MESZ), dann in "
        "Winterzeit (MEZ). Gemeint ist {time} Uhr {zone}."
    ),
    "picture_small": _(
        "Bild {picture} ist mit {size} Bildpunkten zu klein, um etwas zu zeigen. Bitte wählen Sie "
        "ein größeres."
    ),
    "picture_long": _(
        "Bild {picture} ist mit {size} Bildpunkten sehr lang oder sehr breit: Netzwerke zeigen nur "
        "ein Stück davon. Bitte schneiden Sie es zu."
    ),
    "field_past": _("Dieser Zeitpunkt ist beim Senden schon vorbei: {day}. Bitte prüfen Sie ihn."),
    "sent_too_late": _(
        "Der letzte Tag im Text ist der {day}, gesendet werden darf auch danach noch. Bitte prüfen "
        "Sie „Nicht mehr senden nach“."
    ),
    "link_dead": _(
        "„{words}“: Diese Seite war nicht zu erreichen, als wir sie geprüft haben. Bitte rufen Sie "
        "den Link einmal auf."
    ),
    "link_insecure": _(
        "„{words}“: Der Link ist nicht verschlüsselt. Bitte prüfen Sie, ob die Seite auch mit "
        "https:// erreichbar ist."
    ),
    "link_tracks": _(
        "„{words}“: Der Link verfolgt, wer ihn anklickt. Bitte streichen Sie alles ab dem "
        "Fragezeichen, was dafür gedacht ist."
    ),
    "link_hidden": _(
        "„{words}“: Ein Kurzlink verbirgt, wohin er führt. Bitte setzen Sie die eigentliche "
        "Adresse ein."
    ),
    "link_internal": _(
        "„{words}“: Diese Adresse ist nur im Hausnetz erreichbar. Bitte setzen Sie eine "
        "öffentliche ein."
    ),
    "mobile_number": _(
        "„{words}“ ist eine Mobilnummer. Bitte prüfen Sie, ob sie dienstlich ist und öffentlich "
        "werden darf."
    ),
    "private_mailbox": _(
        "„{words}“ ist ein Postfach bei einem privaten Anbieter. Bitte nennen Sie eine Adresse "
        "Ihrer Verwaltung, oder prüfen Sie die Einwilligung."
    ),
    "bank_account": _(
        "„{words}“ ist eine Kontonummer. Bitte prüfen Sie, ob sie öffentlich werden soll und "
        "stimmt."
    ),
    "licence_plate": _(
        "„{words}“ sieht aus wie ein Kfz-Kennzeichen. Kennzeichen sind personenbezogen; bitte "
        "streichen Sie es."
    ),
    "birth_date": _(
        "„{words}“: Ein Geburtsdatum ist personenbezogen. Bitte streichen Sie es, oder prüfen Sie "
        "die Einwilligung."
    ),
    "private_address": _(
        "„{words}“: Name und Wohnanschrift einer Person. Bitte streichen Sie die Anschrift, oder "
        "prüfen Sie die Einwilligung."
    ),
    "private_person": _(
        "„{words}“: Name einer Privatperson. Bitte prüfen Sie, ob die Einwilligung vorliegt."
    ),
    "quiet_period": _(
        "„{words}“: Bis zum {until} gilt Zurückhaltung ({election}). Bitte berichten Sie nur, was "
        "jetzt nötig ist, ohne Namen und Wertung."
    ),
    "campaign_words": _(
        "„{words}“ klingt nach Wahlkampf. Eine Verwaltung wirbt für niemanden; bitte schreiben Sie "
        "sachlich."
    ),
    "party_named": _(
        "„{words}“: Eine Partei ist genannt. Bitte prüfen Sie, ob das zur Sache gehört und alle "
        "gleich behandelt sind."
    ),
    "promise_of_person": _(
        "„{words}“: Hier verspricht eine Person im Amt etwas. Bitte schreiben Sie, was die "
        "Verwaltung tut."
    ),
    "speaks_as_person": _(
        "„{words}“: Die Mitteilung spricht in der Ich-Form. Bitte setzen Sie ein Zitat in "
        "Anführungszeichen, oder schreiben Sie, was die Verwaltung tut."
    ),
    "advertising": _(
        "„{words}“ klingt nach Werbung. Bitte schreiben Sie sachlich, was es gibt und was es "
        "kostet."
    ),
    "sentence_long": _(
        "„{words}“: Dieser Satz hat {number} Wörter. Bis {most} liest er sich leichter; bitte "
        "teilen Sie ihn."
    ),
    "easy_sentence_long": _(
        "„{words}“: Dieser Satz hat {number} Wörter. Bitte nehmen Sie höchstens {most} Wörter und "
        "eine Aussage je Satz."
    ),
    "easy_word_long": _(
        "„{words}“ ist ein langes Wort. Bitte nehmen Sie ein kürzeres, oder trennen Sie es mit "
        "einem Bindestrich oder einem Medio·punkt."
    ),
    "office_german": _("„{words}“ ist Amtsdeutsch. Leichter: {better}."),
    "nominal_style": _(
        "„{words}“: Viele Hauptwörter ({nouns}). Mit Verben liest sich der Satz leichter."
    ),
    "abbreviation": _(
        "„{words}“: Diese Abkürzung kennen nicht alle. Bitte schreiben Sie sie einmal aus."
    ),
    "short_form": _("„{words}“: Bitte schreiben Sie es aus: {spelt}."),
    "hard_to_read": _(
        "Der Text ist schwer zu lesen: Wiener Sachtextformel {year} (bis 10 ist gut verständlich), "
        "Flesch-Amstad {flesch} (ab 50 ist gut verständlich). Kürzere Sätze und Wörter helfen."
    ),
    "gender_sign": _(
        "„{words}“ entspricht nicht der Schreibweise Ihrer Organisation. Bitte schreiben Sie wie "
        "in „{better}“."
    ),
    "masculine_only": _(
        "„{words}“ nennt nur Männer. Ihre Organisation schreibt wie in „{better}“."
    ),
    "emoji_flood": _(
        "{number} Emojis. Vorleseprogramme lesen jedes mit Namen vor; bitte lassen Sie die meisten "
        "weg."
    ),
    "emoji_bullet": _(
        "„{words}“ dient als Aufzählungszeichen. Vorleseprogramme lesen es jedes Mal vor; bitte "
        "beginnen Sie die Zeilen mit „- “."
    ),
    "picture_rights_over": _(
        "Bild {picture}: Das Nutzungsrecht gilt nur bis {day}, die Mitteilung geht später hinaus. "
        "Bitte tragen Sie unter „Bilder“ ein verlängertes Recht ein, oder nehmen Sie ein anderes "
        "Bild."
    ),
    "picture_consent_over": _(
        "Bild {picture}: Die Einwilligung der abgebildeten Personen gilt nur bis {day}, die "
        "Mitteilung geht später hinaus. Bitte holen Sie eine neue ein, oder nehmen Sie ein anderes "
        "Bild."
    ),
    "picture_consent_missing": _(
        "Bild {picture}: Die Einwilligung der abgebildeten Personen fehlt oder wurde widerrufen. "
        "Bitte nehmen Sie ein anderes Bild."
    ),
    "picture_rights_open": _(
        "Bild {picture}: Es ist nicht eingetragen, von wem es stammt und wer die Nutzung erlaubt. "
        "Bitte ergänzen Sie das unter „Bilder“."
    ),
    "picture_consent_open": _(
        "Bild {picture}: Es ist nicht eingetragen, ob Personen zu erkennen sind und eingewilligt "
        "haben. Bitte ergänzen Sie das unter „Bilder“."
    ),
    "picture_ends_soon": _(
        "Bild {picture} darf nur bis {day} gezeigt werden. Bitte tauschen Sie es bis dahin überall "
        "aus."
    ),
    "text_in_picture": _(
        "Bild {picture} enthält Text, der Alternativtext ist kurz. Bitte schreiben Sie dort oder "
        "im Text der Mitteilung, was im Bild steht."
    ),
    "text_of_picture_missing": _(
        "Im Text von Bild {picture} steht „{words}“, sonst nirgends. Wer das Bild nicht sieht, "
        "erfährt es nicht; bitte schreiben Sie es in den Alternativtext oder in die Mitteilung."
    ),
    "own_ground_missed": _(
        "Ihre eigene Webseite ist nicht gewählt. Wer kein Netzwerk nutzt, erfährt so nichts davon."
    ),
}
