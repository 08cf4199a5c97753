import pytest
from hypothesis import given
from hypothesis import strategies as st

from ausrufer.foundation.mail_address import NotAnAddress, parse


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("erika@beispiel.example", "erika@beispiel.example"),
        ("  Erika.Muster+rat@Beispiel.EXAMPLE ", "Erika.Muster+rat@beispiel.example"),
        ("o'neil@a-b.example", "o'neil@a-b.example"),
        ("erika@Gießen.example", "erika@xn--gieen-nqa.example"),
        ("erika@xn--bcher-kva.example", "erika@xn--bcher-kva.example"),
        ("jo\u0308rg@b.example", "jörg@b.example"),  # decomposed
    ],
)
def test_an_address_is_kept_in_one_form(text: str, expected: str) -> None:
    assert str(parse(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "erika",
        "erika@beispiel",
        "@beispiel.example",
        "erika@",
        "erika@beispiel.example.",
        "erika@127.0.0.1",
        "erika@[127.0.0.1]",
        "erika@a_b.example",
        "erika@-a.example",
        "erika muster@b.example",
        '"erika muster"@b.example',
        "erika..muster@b.example",
        ".erika@b.example",
        "Erika <erika@b.example>",
        "a@b.example,c@d.example",
        "a@b@c.example",
        "a@b.example\r\nBcc: c@d.example",
        "a\x00@b.example",
        "a\u202eb@c.example",
        "a\u200bb@c.example",
        "x" * 65 + "@b.example",
        "ä" * 33 + "@b.example",  # 66 octets
        "a@" + "b" * 64 + ".example",
        "a@" + "b." * 130 + "example",
        "\ud800@b.example",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(NotAnAddress):
        parse(text)


@given(st.text(max_size=60), st.text(max_size=60))
def test_nothing_gets_through_that_could_end_a_line_or_a_command(local: str, domain: str) -> None:
    try:
        found = parse(f"{local}@{domain}.example")
    except NotAnAddress:
        return
    assert not set(str(found)) & set('\r\n\x00 <>,;:"()[]\\')
    assert found.domain.isascii()
    assert parse(str(found)) == found
