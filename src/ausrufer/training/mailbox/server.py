"""The mail server itself: aiosmtpd, with faults at every stage of the talk."""

import asyncio
import hmac
import ssl
from asyncio import Server
from dataclasses import dataclass

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from ausrufer.training.mailbox.faults import Fault, Script, Stage
from ausrufer.training.mailbox.letters import Letters

_NAME = "uebung.musterstadt.example"
MOST_BYTES = 25_000_000


@dataclass(frozen=True, slots=True)
class Login:
    """The one account the server knows."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What the server offers and asks for.

    `login` is required before any letter where given; `starttls` offers encryption and `tls` starts
    with it; `international` offers SMTPUTF8.
    """

    login: Login | None = None
    starttls: ssl.SSLContext | None = None
    tls: ssl.SSLContext | None = None
    most_bytes: int = MOST_BYTES
    international: bool = True


class MailServer:
    """A listening server; the one who opened it closes it."""

    def __init__(self, server: Server, talks: "set[_Talk]") -> None:
        self._server = server
        self._talks = talks
        self.port: int = server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        """Listen no more and break off what is being said."""
        self._server.close()
        for talk in tuple(self._talks):
            talk.hang_up()
        await asyncio.sleep(0)  # lets the connections hear of it before the loop may end


async def serve_smtp(
    letters: Letters,
    script: Script,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    rules: Rules = Rules(),
) -> MailServer:
    """Listen and keep every letter; port 0 takes a free one."""
    loop = asyncio.get_running_loop()
    handler, talks = _Handler(letters, script), set[_Talk]()
    server = await loop.create_server(
        lambda: _Talk(handler, script, rules, talks), host, port, ssl=rules.tls
    )
    return MailServer(server, talks)


class _Handler:
    """What happens to a letter whose final dot has come."""

    def __init__(self, letters: Letters, script: Script) -> None:
        self._letters = letters
        self._script = script

    async def handle_DATA(self, server: "_Talk", session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - aiosmtpd's name
        fault = self._script.take(Stage.DOT)
        if fault is not None and (fault.drop or fault.reply):
            return await server.answer_instead(fault)
        for recipient in envelope.rcpt_tos:
            content = envelope.original_content or b""
            self._letters.keep(content, sender=envelope.mail_from or "", recipient=recipient)
        fault = self._script.take(Stage.STORED) or fault
        return await server.answer_instead(fault) if fault else "250 2.0.0 Angenommen"


class _Talk(SMTP):
    """One connection. A step that is to go wrong does not reach aiosmtpd at all."""

    def __init__(
        self, handler: _Handler, script: Script, rules: Rules, talks: "set[_Talk]"
    ) -> None:
        self._script = script
        self._login = rules.login
        self._talks = talks
        super().__init__(
            handler,
            loop=asyncio.get_running_loop(),
            hostname=_NAME,
            ident="ESMTP",
            tls_context=rules.starttls,
            require_starttls=rules.starttls is not None,
            auth_require_tls=rules.login is None,  # without an account none is offered
            authenticator=self._authenticate_practice,
            data_size_limit=rules.most_bytes,
            enable_SMTPUTF8=rules.international,
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._talks.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._talks.discard(self)

    def hang_up(self) -> None:
        """Break off without a word."""
        for transport in (self.transport, self._original_transport):  # the latter below TLS
            if isinstance(transport, asyncio.WriteTransport):
                transport.abort()

    def hang_up_politely(self) -> None:
        """Break off once what was said has left."""
        if self.transport is not None:
            self.transport.close()

    async def answer_instead(self, fault: Fault) -> str:
        """Do what the fault says and return what is left to say to the sender."""
        await asyncio.sleep(fault.seconds)
        if fault.drop:
            self.hang_up()
        return fault.reply or "250 2.0.0 Angenommen"

    async def _handle_client(self) -> None:
        if not await self._goes_wrong(Stage.CONNECT):
            await super()._handle_client()

    async def smtp_EHLO(self, hostname: str) -> None:  # noqa: N802 - aiosmtpd's name
        if not await self._goes_wrong(Stage.EHLO):
            await super().smtp_EHLO(hostname)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        if not await self._goes_wrong(Stage.STARTTLS):
            await super().smtp_STARTTLS(arg)

    async def smtp_AUTH(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        if not await self._goes_wrong(Stage.AUTH):
            await super().smtp_AUTH(arg)

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        if self._login and not (self.session and self.session.authenticated):
            await self.push("530 5.7.0 Anmeldung erforderlich")
        elif not await self._goes_wrong(Stage.MAIL):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:  # noqa: N802 - aiosmtpd's name
        if not await self._goes_wrong(Stage.RCPT):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - aiosmtpd's name
        if await self._goes_wrong(Stage.DATA):
            return
        if self._script.take(Stage.BODY):
            await self.push("354 Bitte den Brief")
            await self._reader.read(1)
            self.hang_up()
            return
        await super().smtp_DATA(arg)

    async def _goes_wrong(self, stage: Stage) -> bool:
        fault = self._script.take(stage)
        if fault is None:
            return False
        await asyncio.sleep(fault.seconds)
        if fault.drop:
            self.hang_up()
        elif fault.reply:
            await self.push(fault.reply)
            if stage is Stage.CONNECT or fault.reply.startswith("421"):
                self.hang_up_politely()
        return bool(fault.drop or fault.reply)

    def _authenticate_practice(
        self,
        server: SMTP,  # noqa: ARG002 - aiosmtpd's signature
        session: Session,  # noqa: ARG002
        envelope: Envelope,  # noqa: ARG002
        mechanism: str,  # noqa: ARG002
        data: LoginPassword,
    ) -> AuthResult:
        known = self._login
        fits = known is not None and (
            hmac.compare_digest(data.login, known.user.encode())
            and hmac.compare_digest(data.password, known.password.encode())
        )
        return AuthResult(success=fits, handled=False)
