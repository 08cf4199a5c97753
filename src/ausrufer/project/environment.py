"""The typed environment: every `AUSRUFER_…` variable the product reads, documented once.

A secret may also stand in a file whose path is given in `AUSRUFER_…_FILE`. The table in
`docs/betrieb/umgebung.md` is generated from this class (`tools/environment_table.py`).
"""

import base64
import binascii
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from ausrufer.project.predicates import predicate

PREFIX = "AUSRUFER_"
SHORTEST_SECRET = 50  # characters, as Django asks of a secret key
FERNET_BYTES = 32


class EnvironmentFault(Exception):
    """The environment does not fit; `sentences` are German and name one variable each."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def _split(value: object) -> object:
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def _database_url(value: SecretStr) -> SecretStr:
    address = urlsplit(value.get_secret_value())
    if address.scheme not in {"postgresql", "postgres"} or not address.path.strip("/"):
        raise ValueError(
            "muss die Form postgresql://benutzer:passwort@rechner:5432/datenbank haben."
        )
    return value


def _long_secret(value: SecretStr) -> SecretStr:
    if len(value.get_secret_value()) < SHORTEST_SECRET:
        raise ValueError("muss aus mindestens 50 zufälligen Zeichen bestehen.")
    return value


def _fernet_keys(value: SecretStr) -> SecretStr:
    keys = value.get_secret_value().replace(",", " ").split()
    if not keys or not all(_is_fernet_key(key) for key in keys):
        raise ValueError(
            "muss ein Schlüssel aus 32 zufälligen Byte in URL-sicherem Base64 sein (44 Zeichen)."
        )
    return value


def _is_fernet_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key.encode(), altchars=b"-_", validate=True)) == FERNET_BYTES
    except (binascii.Error, ValueError):
        return False


def _absolute(value: Path) -> Path:
    if not value.is_absolute():
        raise ValueError("muss ein vollständiger Pfad sein, der mit / beginnt.")
    return value


def _base_url(value: str) -> str:
    address = urlsplit(value)
    odd = address.path.strip("/") or address.query or address.fragment or address.username
    if address.scheme not in {"http", "https"} or not address.hostname or odd:
        raise ValueError("muss eine Adresse ohne Pfad sein, zum Beispiel https://stadt.example.")
    return value.rstrip("/")


def _with_own_hosts(value: tuple[str, ...], found: ValidationInfo) -> tuple[str, ...]:
    own = urlsplit(found.data.get("base_url", "")).hostname or ""
    return tuple(dict.fromkeys([own, *value, "127.0.0.1", "localhost"]))


def _host_ports(value: frozenset[str]) -> frozenset[str]:
    for entry in value:
        host, _, port = entry.rpartition(":")
        if not host or not port.isdecimal():
            raise ValueError(f"enthält „{entry}“; jeder Eintrag braucht die Form rechner:port.")
    return value


def _stand_ins(value: tuple[str, ...]) -> tuple[str, ...]:
    for entry in value:
        stand_in = urlsplit(entry.rpartition("=")[2])
        if stand_in.scheme not in {"http", "https", "smtp"} or not stand_in.port:
            raise ValueError(f"enthält „{entry}“; eine Adresse mit Port wird gebraucht.")
    return value


Hosts = Annotated[
    tuple[str, ...], NoDecode, AfterValidator(_with_own_hosts), BeforeValidator(_split)
]
HostPorts = Annotated[
    frozenset[str], NoDecode, AfterValidator(_host_ports), BeforeValidator(_split)
]
Kinds = Annotated[frozenset[str], NoDecode, BeforeValidator(_split)]
Stands = Annotated[tuple[str, ...], NoDecode, AfterValidator(_stand_ins), BeforeValidator(_split)]
Port = Annotated[int, Field(ge=1, le=65535)]


class Environment(BaseSettings):
    """All variables with type, default and a German description for operators."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: Annotated[SecretStr, AfterValidator(_database_url)] = Field(
        description="Adresse der PostgreSQL-Datenbank (ab Version 16) mit Benutzer und Passwort."
    )
    secret_key: Annotated[SecretStr, AfterValidator(_long_secret)] = Field(
        description="Geheimnis, mit dem Sitzungen und Links unterschrieben werden; mindestens "
        "50 Zeichen."
    )
    sealing_key: Annotated[SecretStr, AfterValidator(_fernet_keys)] = Field(
        description="Schlüssel, der die Zugänge der Kanäle in der Datenbank versiegelt (32 Byte in "
        "URL-sicherem Base64). Mehrere Schlüssel durch Komma getrennt: Mit dem ersten wird "
        "versiegelt, mit allen geöffnet. Getrennt von der Datenbank sichern."
    )
    data_folder: Annotated[Path, AfterValidator(_absolute)] = Field(
        description="Ordner für Bilder (media), öffentliche Seiten (public) und Protokolle (log)."
    )
    base_url: Annotated[str, AfterValidator(_base_url)] = Field(
        description="Öffentliche Adresse ohne Pfad, zum Beispiel https://stadt.example."
    )
    mail_from: str = Field(
        min_length=3,
        description="Absender der Nachrichten, die das System selbst verschickt, zum Beispiel "
        "„Stadt Beispiel <ausrufer@stadt.example>“.",
    )
    allowed_hosts: Hosts = Field(
        default=(),
        validate_default=True,
        description="Weitere Rechnernamen, unter denen die Anwendung antwortet, durch Komma "
        "getrennt. Der Name aus AUSRUFER_BASE_URL und 127.0.0.1 gelten immer.",
    )
    allow_private: HostPorts = Field(
        default=frozenset(),
        description="Private Adressen (rechner:port, durch Komma getrennt), die Anbindungen "
        "trotzdem aufrufen dürfen, etwa ein eigener Server im Verwaltungsnetz.",
    )
    trust_proxy: bool = Field(
        default=False,
        description="true, wenn davor ein eigener Proxy steht, der X-Forwarded-For und "
        "X-Forwarded-Proto selbst setzt.",
    )
    smtp_host: str = Field(default="127.0.0.1", description="Mailserver für Systemnachrichten.")
    smtp_port: Port = Field(default=25, description="Port des Mailservers.")
    smtp_user: str = Field(default="", description="Benutzer am Mailserver; leer: ohne Anmeldung.")
    smtp_password: SecretStr = Field(
        default=SecretStr(""), description="Passwort des Benutzers am Mailserver."
    )
    smtp_security: Literal["none", "starttls", "tls"] = Field(
        default="none", description="Verschlüsselung zum Mailserver."
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="Ab welcher Stufe protokolliert wird."
    )
    log_format: Literal["line", "json"] = Field(
        default="line",
        description="Eine lesbare Zeile je Meldung (line) oder ein JSON-Objekt je Zeile (json).",
    )
    metrics_token: SecretStr = Field(
        default=SecretStr(""),
        description="Schlüssel für die Messwerte unter /metrics (Authorization: Bearer …); leer: "
        "nur vom selben Rechner ohne Proxy.",
    )
    web_host: str = Field(default="127.0.0.1", description="Adresse, an der die Anwendung lauscht.")
    web_port: Port = Field(default=8321, description="Port, an dem die Anwendung lauscht.")
    web_threads: Annotated[int, Field(ge=1, le=64)] = Field(
        default=4, description="Anfragen, die ein Prozess gleichzeitig bearbeitet."
    )
    web_workers: Annotated[int, Field(ge=1, le=64)] = Field(
        default=1, description="Prozesse, die Anfragen bearbeiten."
    )
    debug: bool = Field(
        default=False, description="Nur zum Entwickeln: zeigt Fehlerseiten mit Programmtext."
    )
    practice: bool = Field(
        default=False,
        description="Übungsbetrieb: Alle Organisationen üben. Jede Seite zeigt den Balken „ÜBUNG“, "
        "Kanäle sprechen nur mit nachgestellten Netzwerken.",
    )
    practice_platforms: Stands = Field(
        default=(),
        description="Nachgestellte Netzwerke für Organisationen, die üben: Paare echte "
        "Adresse=nachgestellte Adresse, durch Komma getrennt, etwa "
        "https://netz.example=http://127.0.0.1:9001. Was keine feste Adresse hat, steht allein.",
    )

    switched_on: Kinds = Field(
        default=frozenset(),
        description="Netzwerke (Kennungen, durch Komma getrennt), deren Schnittstelle erst nach "
        "Prüfung ihrer Bedingungen verwendet werden darf, etwa x. Ohne Eintrag wird dort von Hand "
        "veröffentlicht.",
    )
    by_hand: Kinds = Field(
        default=frozenset(),
        description="Netzwerke (Kennungen, durch Komma getrennt), deren Schnittstelle nicht "
        "verwendet wird: Dort veröffentlichen Menschen von Hand.",
    )

    def sealing_keys(self) -> tuple[str, ...]:
        """Return the keys that open sealed access; the first one also seals."""
        return tuple(self.sealing_key.get_secret_value().replace(",", " ").split())

    def django_database(self) -> dict[str, Any]:
        """Return the entry of Django's DATABASES; connections are kept and checked before use."""
        from psycopg.conninfo import conninfo_to_dict  # the supervisor needs no driver

        facts: dict[str, Any] = dict(conninfo_to_dict(self.database_url.get_secret_value()))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": facts.pop("dbname"),
            "USER": facts.pop("user", ""),
            "PASSWORD": facts.pop("password", ""),
            "HOST": facts.pop("host", ""),
            "PORT": facts.pop("port", ""),
            "OPTIONS": facts,
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
        }


def variable(field: str) -> str:
    """Return the name of the variable behind a field."""
    return PREFIX + field.upper()


def is_secret(field: FieldInfo) -> bool:
    """Tell whether a field may also stand in a file."""
    return field.annotation is SecretStr


def load_environment(variables: Mapping[str, str] | None = None) -> Environment:
    """Read and check all variables of this process; raises EnvironmentFault."""
    found = _secrets_from_files(os.environ if variables is None else variables)
    try:
        return Environment(**found)
    except ValidationError as wrong:
        faults = wrong.errors(include_url=False, include_input=False)
        raise EnvironmentFault(tuple(_sentence(fault) for fault in faults)) from None


def _secrets_from_files(variables: Mapping[str, str]) -> dict[str, Any]:
    found = {}
    for name, field in Environment.model_fields.items():
        path = variables.get(f"{variable(name)}_FILE")
        if is_secret(field) and path:
            found[name] = _read_secret(variable(name), path, variables)
    return found


def _read_secret(name: str, path: str, variables: Mapping[str, str]) -> str:
    if variables.get(name):
        raise EnvironmentFault((f"Bitte setzen Sie {name} oder {name}_FILE, nicht beide.",))
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise EnvironmentFault(
            (f"Die Datei {path}, die {name}_FILE nennt, lässt sich nicht lesen.",)
        ) from None


def _sentence(fault: ErrorDetails) -> str:
    field = str(fault["loc"][0])
    match fault["type"]:
        case "missing":
            description = _first_sentence(str(Environment.model_fields[field].description))
            wrong = f"fehlt: {description}"
        case "value_error":  # said by the checks above
            wrong = str(fault["ctx"]["error"])
        case _:
            wrong = f"{predicate(fault['type'], fault.get('ctx', {}))}."
    return f"Die Umgebungsvariable {variable(field)} {wrong}"


def _first_sentence(description: str) -> str:
    return description.partition(". ")[0].rstrip(".") + "."
