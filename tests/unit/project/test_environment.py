"""The typed environment: what is read, what is refused, and in which words."""

from pathlib import Path

import pytest

from ausrufer.project.environment import Environment, EnvironmentFault, load_environment, variable
from tools.environment_table import PAGE, with_table

GOOD = {
    "AUSRUFER_DATABASE_URL": "postgresql://ausrufer:geheim@db.example:5433/stadt?sslmode=require",
    "AUSRUFER_SECRET_KEY": "s" * 50,
    "AUSRUFER_SEALING_KEY": "A" * 43 + "=",
    "AUSRUFER_DATA_FOLDER": "/srv/ausrufer",
    "AUSRUFER_BASE_URL": "https://stadt.example/",
    "AUSRUFER_MAIL_FROM": "ausrufer@stadt.example",
}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in Environment.model_fields:
        monkeypatch.delenv(variable(name), raising=False)
        monkeypatch.delenv(f"{variable(name)}_FILE", raising=False)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def faults() -> tuple[str, ...]:
    with pytest.raises(EnvironmentFault) as raised:
        load_environment()
    return raised.value.sentences


def test_a_complete_environment_is_read(given: pytest.MonkeyPatch) -> None:
    given.setenv("AUSRUFER_ALLOW_PRIVATE", "10.0.0.5:443, mastodon.intern:8443")
    given.setenv("AUSRUFER_ALLOWED_HOSTS", "www.stadt.example")
    found = load_environment()
    assert found.base_url == "https://stadt.example"
    assert found.allowed_hosts == (
        "stadt.example",
        "www.stadt.example",
        "127.0.0.1",
        "localhost",
    )
    assert found.allow_private == {"10.0.0.5:443", "mastodon.intern:8443"}
    assert found.django_database() == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "stadt",
        "USER": "ausrufer",
        "PASSWORD": "geheim",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


def test_a_database_behind_a_socket(given: pytest.MonkeyPatch) -> None:
    given.setenv("AUSRUFER_DATABASE_URL", "postgresql://ausrufer@:5432/ausrufer?host=%2Frun%2Fpg")
    database = load_environment().django_database()
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("/run/pg", "5432", "ausrufer")


def test_what_is_missing_is_named_one_sentence_each(given: pytest.MonkeyPatch) -> None:
    given.delenv("AUSRUFER_BASE_URL")
    given.setenv("AUSRUFER_MAIL_FROM", "")  # empty is as good as missing
    assert faults() == (
        "Die Umgebungsvariable AUSRUFER_BASE_URL fehlt: Öffentliche Adresse ohne Pfad, zum "
        "Beispiel https://stadt.example.",
        "Die Umgebungsvariable AUSRUFER_MAIL_FROM fehlt: Absender der Nachrichten, die das System "
        "selbst verschickt, zum Beispiel „Stadt Beispiel <ausrufer@stadt.example>“.",
    )


@pytest.mark.parametrize(
    ("name", "value", "predicate"),
    [
        (
            "DATABASE_URL",
            "mysql://stadt",
            "muss die Form postgresql://benutzer:passwort@rechner:5432/datenbank haben.",
        ),
        ("SECRET_KEY", "kurz", "muss aus mindestens 50 zufälligen Zeichen bestehen."),
        (
            "SEALING_KEY",
            "A" * 44,
            "muss ein Schlüssel aus 32 zufälligen Byte in URL-sicherem Base64 sein (44 Zeichen).",
        ),
        ("DATA_FOLDER", "var", "muss ein vollständiger Pfad sein, der mit / beginnt."),
        (
            "BASE_URL",
            "https://stadt.example/aktuelles",
            "muss eine Adresse ohne Pfad sein, zum Beispiel https://stadt.example.",
        ),
        (
            "ALLOW_PRIVATE",
            "10.0.0.5",
            "enthält „10.0.0.5“; jeder Eintrag braucht die Form rechner:port.",
        ),
        ("WEB_PORT", "achtzig", "muss eine ganze Zahl sein."),
        ("WEB_PORT", "70000", "darf höchstens 65535 sein."),
        ("WEB_THREADS", "0", "muss mindestens 1 sein."),
        ("DEBUG", "vielleicht", "muss true oder false sein."),
        ("SMTP_SECURITY", "ssl", "muss einer dieser Werte sein: none, starttls oder tls."),
    ],
)
def test_what_is_wrong_is_named(
    given: pytest.MonkeyPatch, name: str, value: str, predicate: str
) -> None:
    given.setenv(f"AUSRUFER_{name}", value)
    assert faults() == (f"Die Umgebungsvariable AUSRUFER_{name} {predicate}",)


def test_a_secret_is_never_repeated(given: pytest.MonkeyPatch) -> None:
    given.setenv("AUSRUFER_SECRET_KEY", "streng-geheim")
    given.setenv("AUSRUFER_DATABASE_URL", "mysql://stadt:streng-geheim@db")
    assert "streng-geheim" not in " ".join(faults())


def test_a_secret_from_a_file(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("d" * 50 + "\n")
    given.delenv("AUSRUFER_SECRET_KEY")
    given.setenv("AUSRUFER_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert load_environment().secret_key.get_secret_value() == "d" * 50


def test_a_secret_in_two_places_is_refused(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given.setenv("AUSRUFER_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert faults() == (
        "Bitte setzen Sie AUSRUFER_SECRET_KEY oder AUSRUFER_SECRET_KEY_FILE, nicht beide.",
    )


def test_a_file_that_cannot_be_read(given: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given.delenv("AUSRUFER_SEALING_KEY")
    given.setenv("AUSRUFER_SEALING_KEY_FILE", str(tmp_path / "fehlt"))
    assert faults() == (
        f"Die Datei {tmp_path / 'fehlt'}, die AUSRUFER_SEALING_KEY_FILE nennt, lässt sich nicht "
        "lesen.",
    )


def test_several_sealing_keys(given: pytest.MonkeyPatch) -> None:
    keys = ("A" * 43 + "=", "B" * 42 + "A=")
    given.setenv("AUSRUFER_SEALING_KEY", ",".join(keys))
    assert load_environment().sealing_keys() == keys


def test_the_table_for_operators_is_in_step() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == with_table(page)
