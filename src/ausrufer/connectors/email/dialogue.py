"""The talk with the mail server, with one sharp line in it: the final dot.

RFC 5321 4.1.1.4: a server takes responsibility for a letter with its answer to the final dot, and
must forget a letter whose dot never came. Therefore the dot is sent on its own, after everything
else has left this process: whatever fails before it is certainly not sent; a silence after it is
unclear; only the server's answer is an answer.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass

from aiosmtplib import SMTP, SMTPException
from aiosmtplib.protocol import SMTPProtocol

from ausrufer.channels.errors import PermanentFailure
from ausrufer.connectors.email.failures import Step, failure, refusal, too_slow
from ausrufer.connectors.email.setup import Relay, Security

STEP_SECONDS = 15.0  # one command and its reply
BEFORE_DOT_SECONDS = 40.0  # everything up to the dot; the reply to the dot has as long again
ANSWER_SECONDS = 45.0  # servers look into a letter before they answer for it
_START_INPUT = 354
_DOTS = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class Envelope:
    """One letter as the mail server gets it; `content` has CRLF line ends."""

    sender: str
    recipient: str
    content: bytes
    international: bool = False  # needs SMTPUTF8


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the mail server offers; `most_bytes` is None where it names no limit."""

    most_bytes: int | None


async def send(relay: Relay, envelope: Envelope) -> None:
    """Hand one letter over; raises one of the four failures."""
    async with _connected(relay) as client:
        protocol = await _before_dot(client, relay, envelope)
        await _dot(protocol)
        # The yes is recorded at once; the good-bye waits for nobody.
        with suppress(SMTPException):
            protocol.write(b"QUIT\r\n")
        client.close()


async def look_in(relay: Relay, sender: str) -> Welcome:
    """Log in and offer the sender without sending anything; raises one of the failures."""
    async with _connected(relay) as client, _in_time("access"):
        await _open(client, relay)
        with _step(Step.SENDER):
            await client.mail(sender)
            await client.rset()
        size = client.esmtp_extensions.get("size", "").strip()
        with suppress(SMTPException, OSError):
            await client.quit()
        return Welcome(int(size) if size.isdecimal() and int(size) > 0 else None)


@asynccontextmanager
async def _connected(relay: Relay) -> AsyncIterator[SMTP]:
    client = SMTP(
        hostname=relay.host,
        port=relay.port,
        use_tls=relay.security is Security.TLS,
        start_tls=False,  # done step by step below, so that every failure has its name
        local_hostname=relay.own_name,
        timeout=STEP_SECONDS,
    )
    try:
        yield client
    finally:
        if isinstance(client.transport, asyncio.WriteTransport):
            # Closing would go on sending what is buffered; nothing may follow a failure.
            client.transport.abort()
        client.close()


async def _before_dot(client: SMTP, relay: Relay, envelope: Envelope) -> SMTPProtocol:
    async with _in_time("before the dot"):
        await _open(client, relay)
        options = _options(client, envelope)
        encoding = "utf-8" if envelope.international else "ascii"
        with _step(Step.SENDER):
            await client.mail(envelope.sender, options=options, encoding=encoding)
        with _step(Step.RECIPIENT):
            await client.rcpt(envelope.recipient, encoding=encoding)
        with _step(Step.CONTENT):
            return await _content(client, envelope.content)


async def _open(client: SMTP, relay: Relay) -> None:
    with _step(Step.GREETING):
        await client.connect()
    if relay.security is Security.STARTTLS:
        with _step(Step.ENCRYPTION):
            await client.starttls()
    with _step(Step.GREETING):
        await client.ehlo()
    if relay.user:
        with _step(Step.LOGIN):
            await client.login(relay.user, relay.password)


def _options(client: SMTP, envelope: Envelope) -> list[str]:
    options = []
    if client.supports_extension("size"):
        options.append(f"SIZE={len(envelope.content)}")
    if envelope.international:
        if not client.supports_extension("smtputf8"):
            raise PermanentFailure(
                "Diese Adresse hat vor dem @ Buchstaben, die Ihr Mailserver nicht befördern kann.",
                for_log="sender: SMTPUTF8 not offered",
            )
        options.append("SMTPUTF8")
    return options


async def _content(client: SMTP, content: bytes) -> SMTPProtocol:
    """Send all of the letter but the final dot, and wait until it has left this process."""
    reply = await client.execute_command(b"DATA")
    if reply.code != _START_INPUT:
        raise refusal(Step.CONTENT, reply.code, reply.message)
    protocol = client.protocol
    if protocol is None or not isinstance(client.transport, asyncio.WriteTransport):
        raise SMTPException("connection lost")
    client.transport.set_write_buffer_limits(high=0)
    protocol.write(_DOTS.sub(b"..", content))
    await protocol._drain_helper()  # noqa: SLF001 - asyncio's own interface for flow control
    if not protocol.is_connected:
        raise SMTPException("connection lost")
    return protocol


async def _dot(protocol: SMTPProtocol) -> None:
    with _step(Step.CONTENT):
        protocol.write(b".\r\n")  # raises only where the connection is known to be gone
    with _step(Step.ANSWER):
        reply = await protocol.read_response(timeout=ANSWER_SECONDS)
    if reply.code // 100 != 2:  # noqa: PLR2004 - the class of positive replies
        raise refusal(Step.ANSWER, reply.code, reply.message)


@contextmanager
def _step(step: Step) -> Iterator[None]:
    try:
        yield
    except (SMTPException, OSError) as error:  # time limits are OSErrors too
        raise failure(step, error) from error


@asynccontextmanager
async def _in_time(what: str) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(BEFORE_DOT_SECONDS):
            yield
    except TimeoutError as slow:
        raise too_slow(what) from slow
