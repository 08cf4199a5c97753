"""What `ausrufer check` looks at: whether everything is in place and whole."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ausrufer.channels import registry
from ausrufer.channels.errors import AccessLost
from ausrufer.channels.models import Channel
from ausrufer.channels.queries import opened_access
from ausrufer.foundation.scope import across_organisations
from ausrufer.foundation.sealing import Seal, SealBroken
from ausrufer.organisations.access import sign_ons
from ausrufer.records.models import JournalEntry
from ausrufer.records.queries import breaks_of_the_chain


@dataclass(frozen=True, slots=True)
class Line:
    """One checked thing; `sentence` is German."""

    sound: bool
    sentence: str


def checks() -> Iterator[Line]:
    """Check database, journal, folders and sealed accesses, one line each."""
    yield from _database()
    yield from _journal()
    yield from _folders()
    yield from _accesses()
    yield from _directories()


def _database() -> Iterator[Line]:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        yield Line(
            False, f"{len(waiting)} Datenbankänderungen fehlen. Bitte „ausrufer migrate“ aufrufen."
        )
    else:
        yield Line(True, "Die Datenbank ist auf dem Stand dieser Version.")


def _journal() -> Iterator[Line]:
    broken = list(breaks_of_the_chain())
    for place in broken:
        yield Line(
            False,
            f"Protokoll der Organisation {place.organisation_id}, Eintrag {place.sequence}: "
            f"{place.reason}",
        )
    if not broken:
        with across_organisations(reason="`ausrufer check` verifies the whole house"):
            number = JournalEntry.objects.count()
        yield Line(True, f"Das Protokoll ist lückenlos und unverändert ({number} Einträge).")


def _folders() -> Iterator[Line]:
    for name, folder in (("Bilder", settings.MEDIA_FOLDER), ("Webseite", settings.PUBLIC_FOLDER)):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            probe = folder / ".probe"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as fault:
            yield Line(False, f"Der Ordner für {name} ist nicht beschreibbar: {fault.strerror}.")
        else:
            yield Line(True, f"Der Ordner für {name} ist beschreibbar.")


def _accesses() -> Iterator[Line]:
    known = {manifest.kind for manifest in registry.kinds()}
    with across_organisations(reason="`ausrufer check` verifies the whole house"):
        for channel in Channel.objects.select_related("organisation"):
            where = f"{channel.organisation.name}, Kanal „{channel.name}“"
            if channel.kind not in known:
                yield Line(False, f"{where}: Die Anbindung „{channel.kind}“ gibt es nicht.")
                continue
            try:
                opened_access(channel)
            except AccessLost as lost:
                yield Line(False, f"{where}: {lost.for_staff}")
            else:
                yield Line(True, f"{where}: Die Zugangsdaten lassen sich öffnen.")


def _directories() -> Iterator[Line]:
    seal = Seal(settings.ENVIRONMENT.sealing_keys())
    for sign_on in sign_ons():
        where = f"{sign_on.organisation.name}, Anmeldung über {sign_on.issuer}"
        try:
            seal.open(bytes(sign_on.sealed_secret))
        except SealBroken:
            yield Line(False, f"{where}: Das Geheimnis lässt sich nicht öffnen.")
        else:
            yield Line(True, f"{where}: Das Geheimnis lässt sich öffnen.")
