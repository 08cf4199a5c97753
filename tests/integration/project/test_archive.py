"""What was backed up comes back whole, and nothing is overwritten by mistake."""

import base64
import contextlib
import json
import os
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from psycopg.conninfo import make_conninfo

PASSWORD = "ein-langes-Passwort-42"
SEALING_KEYS = [base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2)]


class Installation:
    """One house of its own: a database on the tests' server and a data folder."""

    def __init__(self, folder: Path, database: str, sealing_key: str = SEALING_KEYS[0]) -> None:
        self.folder = folder
        self.database = database
        self.sealing_key = sealing_key

    @property
    def address(self) -> str:
        known = settings.DATABASES["default"]
        return make_conninfo(
            host=known["HOST"],
            port=known["PORT"],
            user=known["USER"],
            password=known["PASSWORD"],
            dbname=self.database,
        )

    def ausrufer(self, *words: str, stdin: str = "") -> tuple[int, str]:
        """Run a command and return its exit code and everything it said."""
        known = settings.DATABASES["default"]
        who = f"{known['USER']}:{known['PASSWORD']}" if known["PASSWORD"] else known["USER"]
        environment = {
            **os.environ,
            "AUSRUFER_DATABASE_URL": f"postgresql://{who}@:{known['PORT']}/{self.database}"
            f"?host={known['HOST']}",
            "AUSRUFER_DATA_FOLDER": str(self.folder),
            "AUSRUFER_SEALING_KEY": self.sealing_key,
        }
        done = subprocess.run(
            [sys.executable, "-m", "ausrufer.project.cli", *words],
            env=environment,
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout

    def rows(self, query: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.address) as connection:
            return connection.execute(query.encode()).fetchall()


Install = Callable[..., Installation]


def on_the_server(statement: str) -> None:
    maintenance = Installation(Path("/nonexistent"), "postgres").address
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(statement.encode())


@pytest.fixture(scope="module")
def template(
    django_db_setup: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """A database with an organisation, made once and copied for every test."""
    made = Installation(
        tmp_path_factory.mktemp("template"), f"{settings.DATABASES['default']['NAME']}_template"
    )
    on_the_server(f'CREATE DATABASE "{made.database}"')
    assert made.ausrufer("migrate")[0] == 0
    assert made.ausrufer(*ORGANISATION, stdin=f"{PASSWORD}\n") == (
        0,
        "Stadt Musterstadt ist angelegt; dirk@musterstadt.example kann sich anmelden.\n",
    )
    yield made
    on_the_server(f'DROP DATABASE "{made.database}" WITH (FORCE)')


@pytest.fixture
def install(django_db_setup: None, tmp_path: Path) -> Iterator[Install]:
    """Makes installations with databases of their own: empty, or copied from another."""
    with contextlib.ExitStack() as made:

        def make(
            name: str, sealing_key: str = SEALING_KEYS[0], like: str = "template1"
        ) -> Installation:
            database = f"{settings.DATABASES['default']['NAME']}_{name}"
            on_the_server(f'CREATE DATABASE "{database}" TEMPLATE "{like}"')
            made.callback(on_the_server, f'DROP DATABASE "{database}" WITH (FORCE)')
            return Installation(tmp_path / name, database, sealing_key)

        yield make


@pytest.fixture
def town(install: Install, template: Installation) -> Installation:
    """An installation with an organisation and a picture."""
    made = install("town", like=template.database)
    (made.folder / "media" / "ab").mkdir(parents=True)
    (made.folder / "media" / "ab" / "bild").write_bytes(b"\x89PNG picture")
    (made.folder / "public" / "stadt").mkdir(parents=True)
    (made.folder / "public" / "stadt" / "index.html").write_text("<p>Grüß Gott</p>")
    return made


ORGANISATION = (
    *("create-organisation", "Stadt Musterstadt", "--slug", "musterstadt"),
    *("--department", "Presse", "--admin-name", "Dirk Drews"),
    *("--admin-email", "dirk@musterstadt.example"),
)
PEOPLE = "SELECT email FROM organisations_user"
JOURNAL = "SELECT * FROM records_journalentry ORDER BY 1"


def test_a_backup_comes_back_whole_in_an_empty_house(
    town: Installation, install: Install, tmp_path: Path
) -> None:
    file = tmp_path / "sicherung.tar"
    code, said = town.ausrufer("backup", str(file))
    assert (code, said.startswith(f"Gesichert in {file} (")) == (0, True)
    assert file.stat().st_mode & 0o777 == 0o600

    second = install("second")
    assert second.ausrufer("restore", str(file)) == (0, f"Wiederhergestellt aus {file}.\n")
    assert second.rows(PEOPLE) == [("dirk@musterstadt.example",)]
    assert second.rows(JOURNAL) == town.rows(JOURNAL)
    assert (second.folder / "media" / "ab" / "bild").read_bytes() == b"\x89PNG picture"
    page = second.folder / "public" / "stadt" / "index.html"
    assert page.read_text() == "<p>Grüß Gott</p>"
    assert second.ausrufer("check")[0] == 0


def test_what_is_there_is_replaced_only_with_force(
    town: Installation, install: Install, tmp_path: Path
) -> None:
    file = tmp_path / "leer.tar"
    empty = install("empty")
    assert empty.ausrufer("migrate")[0] == 0
    assert empty.ausrufer("backup", str(file))[0] == 0
    assert town.ausrufer("restore", str(file)) == (
        1,
        "Hier gibt es schon Daten. Mit --force werden sie durch die Sicherung ersetzt.\n",
    )
    assert town.rows(PEOPLE) == [("dirk@musterstadt.example",)]

    assert town.ausrufer("restore", str(file), "--force")[0] == 0
    assert town.rows(PEOPLE) == []
    assert [path for path in (town.folder / "media").rglob("*") if path.is_file()] == []


def test_another_sealing_key_is_noticed(
    town: Installation, install: Install, tmp_path: Path
) -> None:
    file = tmp_path / "sicherung.tar"
    town.ausrufer("backup", str(file))
    other = install("other", SEALING_KEYS[1])
    code, said = other.ausrufer("restore", str(file))
    assert (code, said.splitlines()[1].split(":")[0]) == (
        0,
        "AUSRUFER_SEALING_KEY ist ein anderer als bei der Sicherung",
    )


def test_an_existing_file_is_not_overwritten(town: Installation, tmp_path: Path) -> None:
    file = tmp_path / "sicherung.tar"
    file.write_text("anderes")
    assert town.ausrufer("backup", str(file)) == (1, f"Die Datei {file} gibt es schon.\n")
    assert file.read_text() == "anderes"


def test_a_cut_off_backup_changes_nothing(town: Installation, tmp_path: Path) -> None:
    file, cut = tmp_path / "sicherung.tar", tmp_path / "halb.tar"
    town.ausrufer("backup", str(file))
    with tarfile.open(file) as whole, tarfile.open(cut, "w") as half:
        for name in ("ausrufer.json", "database.dump"):
            member = whole.getmember(name)
            content = whole.extractfile(member)
            member.size = member.size if name == "ausrufer.json" else member.size // 2
            half.addfile(member, content)
    code, said = town.ausrufer("restore", str(cut), "--force")
    assert (code, said.split(":")[0]) == (1, "Die Sicherung der Datenbank ist nicht lesbar")
    assert town.rows(PEOPLE) == [("dirk@musterstadt.example",)]
    assert (town.folder / "media" / "ab" / "bild").read_bytes() == b"\x89PNG picture"


@pytest.mark.parametrize("name", ["../fremd", "/etc/fremd", "media/../../fremd", "fremd"])
def test_a_file_that_wants_out_is_refused(install: Install, tmp_path: Path, name: str) -> None:
    file = tmp_path / "fremd.tar"
    with tarfile.open(file, "w") as archive:
        archive.addfile(tarfile.TarInfo(name))
    target = install("target")
    assert target.ausrufer("restore", str(file)) == (
        1,
        f"Die Sicherung enthält etwas Fremdes: {name}\n",
    )
    assert [path.name for path in tmp_path.rglob("fremd")] == []


def test_something_else_is_not_a_backup(install: Install, tmp_path: Path) -> None:
    file = tmp_path / "brief.tar"
    file.write_text("Sehr geehrte Damen und Herren")
    assert install("target").ausrufer("restore", str(file)) == (
        1,
        f"{file} ist keine lesbare Sicherung von Ausrufer.\n",
    )


def test_a_token_is_made_for_a_person_and_nobody_else(town: Installation) -> None:
    wanted = ("create-token", "musterstadt")
    code, token = town.ausrufer(*wanted, "dirk@musterstadt.example", "--label", "Webseite")
    assert (code, token[:5], len(token.split())) == (0, "ausr_", 1)
    assert town.ausrufer(*wanted, "dora@musterstadt.example", "--label", "x") == (
        1,
        "„dora@musterstadt.example“ gehört nicht zu Stadt Musterstadt.\n",
    )
    assert town.ausrufer(
        *wanted, "dirk@musterstadt.example", "--label", "x", "--scope", "alles"
    ) == (
        1,
        "Das Recht „alles“ gibt es nicht. Es gibt: announcements:read, announcements:write, "
        "approvals:decide, deliveries:read, channels:read, feeds:import.\n",
    )


def test_a_feed_file_becomes_drafts_once(town: Installation, tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(
        '<rss version="2.0"><channel><title>Stadt</title><link>https://stadt.example/</link>'
        "<description>x</description><item><guid>1</guid><title>Sperrung</title>"
        "<link>https://stadt.example/1</link></item></channel></rss>"
    )
    assert town.ausrufer("import-feed", str(feed)) == (0, "1 neu, 0 geändert, 0 unverändert.\n")
    assert town.ausrufer("import-feed", str(feed)) == (0, "0 neu, 0 geändert, 1 unverändert.\n")
    assert town.rows("SELECT title FROM announcements_announcement") == [("Sperrung",)]
    assert town.ausrufer("import-feed", str(feed), "--department", "Zoo") == (
        1,
        "Bitte nennen Sie das Amt mit --department. Es gibt: „Presse“\n",
    )
    assert town.ausrufer("import-feed", str(tmp_path / "fehlt.xml")) == (
        1,
        "Die Datei „fehlt.xml“ lässt sich nicht lesen.\n",
    )


def test_a_short_password_or_a_taken_name_is_refused(town: Installation) -> None:
    code, said = town.ausrufer(*ORGANISATION, stdin="kurz\n")
    assert (code, said.count("Passwort") > 0) == (1, True)
    assert town.ausrufer(*ORGANISATION, stdin=f"{PASSWORD}\n") == (
        1,
        "Das Kürzel „musterstadt“ ist schon vergeben.\n",
    )


def test_the_archive_says_what_it_is(town: Installation, tmp_path: Path) -> None:
    file = tmp_path / "sicherung.tar"
    town.ausrufer("backup", str(file))
    with tarfile.open(file) as archive:
        names = archive.getnames()
        facts = archive.extractfile("ausrufer.json")
        assert facts is not None
        assert json.load(facts)["format"] == 1
    assert names == ["ausrufer.json", "database.dump", "media/ab/bild", "public/stadt/index.html"]


def test_uploads_with_their_place_and_what_is_half_made_stay_out(
    town: Installation, tmp_path: Path
) -> None:
    for name in ("media/incoming/film", "media/incoming/work-a/film", "media/work-b/film"):
        (town.folder / name).parent.mkdir(parents=True, exist_ok=True)
        (town.folder / name).write_bytes(b"with the place where it was taken")
    (town.folder / "public" / "work-c").mkdir()
    (town.folder / "public" / "work-c" / "index.html").write_text("<p>A town of that name</p>")
    file = tmp_path / "sicherung.tar"
    assert town.ausrufer("backup", str(file))[0] == 0
    with tarfile.open(file) as archive:
        names = archive.getnames()[2:]
    assert names == ["media/ab/bild", "public/stadt/index.html", "public/work-c/index.html"]
