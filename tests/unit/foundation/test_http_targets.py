"""Which addresses the client calls: the hole through which others would look into the town hall."""

import asyncio
import socket
from typing import Any

import pytest
from aiohttp import web

from ausrufer.foundation.http import GuardedClient, HttpPolicy, NotReached, TargetRefused
from ausrufer.foundation.http.targets import is_public
from tests.unit.foundation.servers import allowing, failure_of, run, serving

PUBLIC = [
    "93.184.216.34",
    "1.1.1.1",
    "2a00:1450:4001:828::200e",
    "::ffff:93.184.216.34",
    "64:ff9b::5db8:d822",  # NAT64 of 93.184.216.34: how networks without IPv4 reach it
]
NOT_PUBLIC = [
    "0.0.0.0",  # noqa: S104 — to be refused, not to be bound
    "10.1.2.3",
    "100.64.0.1",  # carrier-grade NAT
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",  # metadata of cloud machines
    "172.16.0.1",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.178.1",
    "198.18.0.1",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
    "64:ff9b:1::1",
    "100::1",
    "2001::1",  # Teredo
    "2001:db8::1",
    "2002:7f00:1::1",  # 6to4 of 127.0.0.1
    "2002:5db8:d822::1",  # 6to4 of a public address: a relay decides where it ends
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "localhost",
    "2130706433",
    "0x7f000001",
    "127.1",
    "0177.0.0.1",
    "",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert is_public(address) is True


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_not_public(address: str) -> None:
    assert is_public(address) is False


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.0.0.1.",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "017700000001",
        "0177.0.0.1",
        "0",
        "localhost",
        "LOCALHOST",
        "localhost.",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "①②⑦.⓪.⓪.①",
        "127。0。0。1",
        "%31%32%37.0.0.1",
        "169.254.169.254",
        "[fd00:ec2::254]",
    ],
)
def test_no_way_of_writing_it_leads_to_this_machine(host: str) -> None:
    async def scene() -> None:
        async with serving(answer_ok) as served, GuardedClient(HttpPolicy()) as http:
            failure = await failure_of(http.request("GET", f"http://{host}:{served.port}/"))
            assert isinstance(failure, TargetRefused | NotReached)
            assert served.requests == []

    run(scene())


def test_the_refusal_tells_staff_and_it_what_to_do() -> None:
    async def scene() -> None:
        async with GuardedClient(HttpPolicy()) as http:
            failure = await failure_of(http.request("GET", "https://10.0.0.5/intern?token=geheim"))
        assert type(failure) is TargetRefused
        assert failure.for_staff == (
            "10.0.0.5 liegt nicht im öffentlichen Internet und wird deshalb nicht aufgerufen. "
            "Ist das gewollt, kann die IT diese Adresse freigeben."
        )
        assert failure.for_log == "10.0.0.5:443 is not public; AUSRUFER_ALLOW_PRIVATE may permit it"

    run(scene())


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        (
            "ftp://stadt.example/x",
            "Die Adresse von stadt.example muss mit https:// oder http:// beginnen.",
        ),
        ("file:///etc/passwd", "Das ist keine gültige Internetadresse."),
        (
            "gopher://127.0.0.1:70/",
            "Die Adresse von 127.0.0.1 muss mit https:// oder http:// beginnen.",
        ),
        ("/nur/ein/pfad", "Das ist keine gültige Internetadresse."),
        ("", "Das ist keine gültige Internetadresse."),
        ("http://", "Das ist keine gültige Internetadresse."),
        ("http://[::1", "Das ist keine gültige Internetadresse."),
        ("http://stadt.example:99999/", "Das ist keine gültige Internetadresse."),
        ("http://stadt.example:0/", "Das ist keine gültige Internetadresse."),
        (
            "https://anna:geheim@stadt.example/",
            "Die Adresse von stadt.example darf weder Benutzernamen noch Passwort enthalten.",
        ),
        (
            "https://stadt.example@127.0.0.1/",
            "Die Adresse von 127.0.0.1 darf weder Benutzernamen noch Passwort enthalten.",
        ),
    ],
)
def test_addresses_that_are_none_of_the_web(url: str, sentence: str) -> None:
    async def scene() -> None:
        async with GuardedClient(HttpPolicy()) as http:
            failure = await failure_of(http.request("GET", url))
        assert (type(failure), failure.for_staff) == (TargetRefused, sentence)

    run(scene())


def test_a_named_private_target_is_called_at_its_port_only() -> None:
    async def scene() -> None:
        async with serving(answer_ok) as named, serving(answer_ok) as other:
            async with allowing(named) as http:
                assert (await http.request("GET", named.url)).content == b"ok"
                refused = await failure_of(http.request("GET", other.url))
            assert type(refused) is TargetRefused
            assert other.requests == []

    run(scene())


def test_a_name_counts_as_its_address_and_an_address_as_itself() -> None:
    async def scene() -> None:
        async with serving(answer_ok) as served:
            by_name = frozenset({f"LocalHost:{served.port}"})
            async with GuardedClient(HttpPolicy(allowed_private=by_name)) as http:
                answer = await http.request("GET", f"http://localhost:{served.port}/")
                assert answer.content == b"ok"
                refused = await failure_of(http.request("GET", served.url))
                assert type(refused) is TargetRefused
            async with allowing(served) as http:
                answer = await http.request("GET", f"http://localhost:{served.port}/")
                assert answer.content == b"ok"

    run(scene())


class Names:
    """The name service of the test: each name answers with its lists of addresses in turn."""

    def __init__(self, answers: dict[str, list[list[str]]]) -> None:
        self.answers = answers
        self.asked: list[str] = []
        self._real = socket.getaddrinfo

    def __call__(self, host: str, port: int, *_: object, **__: object) -> Any:
        if host not in self.answers:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        self.asked.append(host)
        turns = self.answers[host]
        addresses = turns[min(len(self.asked), len(turns)) - 1]
        return [
            (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (address, port))
            for address in addresses
        ]


def test_a_public_name_with_a_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Names({"boese.example": [["127.0.0.1"]]}))

    async def scene() -> None:
        async with serving(answer_ok) as served, GuardedClient(HttpPolicy()) as http:
            failure = await failure_of(http.request("GET", f"http://boese.example:{served.port}/"))
            assert type(failure) is TargetRefused
            assert served.requests == []

    run(scene())


def test_of_several_addresses_only_the_permitted_are_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        socket,
        "getaddrinfo",
        Names({"stadt.example": [["10.0.0.1", "127.0.0.1", "169.254.169.254"]]}),
    )

    async def scene() -> None:
        async with serving(answer_ok) as served, allowing(served) as http:
            answer = await http.request("GET", f"http://stadt.example:{served.port}/")
            assert answer.content == b"ok"

    run(scene())


def test_a_name_that_changes_its_address_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """DNS rebinding: public when checked, private when called. It is asked exactly once."""
    names = Names({"wechsel.example": [["198.51.100.7"], ["127.0.0.1"]]})
    monkeypatch.setattr(socket, "getaddrinfo", names)

    async def scene() -> None:
        async with serving(answer_ok) as served:
            policy = HttpPolicy(
                allowed_private=frozenset({f"198.51.100.7:{served.port}"}), connect_seconds=0.3
            )
            async with GuardedClient(policy) as http:
                url = f"http://wechsel.example:{served.port}/"
                failure = await failure_of(http.request("GET", url))
            assert type(failure) is NotReached
            assert (names.asked, served.requests) == (["wechsel.example"], [])

    run(scene())


def test_every_request_asks_for_the_address_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    names = Names({"stadt.example": [["127.0.0.1"], ["10.0.0.1"]]})
    monkeypatch.setattr(socket, "getaddrinfo", names)

    async def scene() -> None:
        async with serving(answer_ok) as served, allowing(served) as http:
            url = f"http://stadt.example:{served.port}/"
            assert (await http.request("GET", url)).content == b"ok"
            assert type(await failure_of(http.request("GET", url))) is TargetRefused
            assert len(served.requests) == 1

    run(scene())


def test_no_proxy_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    async def scene() -> None:
        async with serving(answer_ok) as served, serving(answer_ok) as proxy:
            for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
                monkeypatch.setenv(name, proxy.url)
            async with allowing(served, proxy) as http:
                assert (await http.request("GET", served.url)).content == b"ok"
            assert (len(served.requests), proxy.requests) == (1, [])

    run(scene())


async def answer_ok(_: web.Request) -> web.Response:
    await asyncio.sleep(0)
    return web.Response(body=b"ok")
