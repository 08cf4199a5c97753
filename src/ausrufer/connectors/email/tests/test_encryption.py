"""The way to the mail server is encrypted as set up, or nothing is sent."""

import asyncio
import ipaddress
import ssl
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ausrufer.channels.errors import ConnectorFailure, TemporaryFailure
from ausrufer.connectors.email.tests.post_office import command, connector, post_office
from ausrufer.foundation.clock import now
from ausrufer.training.mailbox import Fault, Rules, Stage

_SENTENCE = (
    "Die verschlüsselte Verbindung zum Mailserver kam nicht zustande; der Brief wurde nicht "
    "gesendet. Bitte lassen Sie Zertifikat und Einstellung „Verschlüsselung“ prüfen."
)


def certified(folder: Path, address: str = "127.0.0.1") -> ssl.SSLContext:
    """Return a server's context; its certificate lies in `folder`, valid for `address`."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "practice")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now() - timedelta(days=1))
        .not_valid_after(now() + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .sign(key, hashes.SHA256())
    )
    (folder / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return context


def rules_for(security: str, context: ssl.SSLContext) -> Rules:
    return Rules(starttls=context) if security == "starttls" else Rules(tls=context)


def outcome(folder: Path, rules: Rules, security: str) -> tuple[ConnectorFailure | None, int]:
    """Return the failure, if any, and how many letters arrived."""

    async def play() -> tuple[ConnectorFailure | None, int]:
        async with post_office(folder, rules, security=security) as office:
            failure = None
            try:
                await connector().publish(office.access, command())
            except ConnectorFailure as caught:
                failure = caught
            return failure, len(office.letters.all())

    return asyncio.run(play())


def refused(folder: Path, rules: Rules, security: str) -> bool:
    """Tell whether nothing was sent and staff read that the encryption is at fault."""
    failure, arrived = outcome(folder, rules, security)
    return (type(failure), failure and failure.for_staff, arrived) == (
        TemporaryFailure,
        _SENTENCE,
        0,
    )


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_letter_goes_out_encrypted(
    tmp_path: Path, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = rules_for(security, certified(tmp_path))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    assert outcome(tmp_path, rules, security) == (None, 1)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_an_unknown_certificate_is_not_trusted(tmp_path: Path, security: str) -> None:
    rules = rules_for(security, certified(tmp_path))
    assert refused(tmp_path, rules, security)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_of_another_server_is_not_trusted(
    tmp_path: Path, security: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = rules_for(security, certified(tmp_path, "127.0.0.2"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert.pem"))
    assert refused(tmp_path, rules, security)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_does_not_encrypt_gets_nothing(tmp_path: Path, security: str) -> None:
    assert refused(tmp_path, Rules(), security)


@pytest.mark.parametrize("reply", ["454 4.7.0 TLS zurzeit nicht", "220 Bereit"])
def test_an_encryption_that_breaks_off_sends_nothing(tmp_path: Path, reply: str) -> None:
    """The second server says yes and then talks on in the clear."""

    async def play() -> None:
        rules = Rules(starttls=certified(tmp_path))
        async with post_office(tmp_path, rules, security="starttls") as office:
            office.script.add(Fault(Stage.STARTTLS, reply=reply))
            with pytest.raises(TemporaryFailure):
                await connector().publish(office.access, command())
            assert office.letters.all() == ()

    asyncio.run(play())
