"""What is sent: headers without smuggled lines, bodies in the form aiohttp takes them."""

import io
import json
import re
from collections.abc import Mapping, Sequence

import aiohttp

from ausrufer.foundation.http.failures import TargetRefused
from ausrufer.foundation.http.shapes import FilePart

_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
# Everything else may be a credential and stays with the origin it was meant for.
_FOR_STRANGERS = frozenset(
    {"accept", "accept-language", "if-modified-since", "if-none-match", "user-agent"}
)

Body = aiohttp.FormData | io.BytesIO | None


def checked_method(method: str) -> str:
    """Return the method in capitals; raises ValueError where it is none."""
    if not _NAME.fullmatch(method):
        raise ValueError("no method of HTTP")
    return method.upper()


def checked_headers(headers: Mapping[str, str], host: str) -> dict[str, str]:
    """Return the headers; raises TargetRefused where one would break out of its line."""
    for name, value in headers.items():
        if not _NAME.fullmatch(name) or _CONTROL.search(value):
            raise TargetRefused(
                f"Ein Zugangsdatum für {host} enthält unzulässige Zeichen, etwa einen "
                "Zeilenumbruch. Es wurde nichts übertragen.",
                for_log=f"{host}: header {name!r} would break out of its line",
            )
    return dict(headers)


def for_strangers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that may follow a redirect to another origin."""
    return {name: value for name, value in headers.items() if name.lower() in _FOR_STRANGERS}


def json_content(value: object) -> bytes:
    """Return `value` as the bytes of a JSON body."""
    return json.dumps(value).encode()


def body_of(
    content: bytes | None,
    form: Sequence[tuple[str, str]] | None,
    files: Sequence[FilePart] | None,
) -> Body:
    """Return the body: plain bytes, an urlencoded form, or with files a multipart one."""
    if content is not None:
        return io.BytesIO(content)
    if form is None and not files:
        return None
    body = aiohttp.FormData(quote_fields=False)
    for name, value in form or ():
        body.add_field(name, value)
    for part in files or ():
        body.add_field(
            part.name,
            io.BytesIO(part.content),
            filename=_file_name(part.filename),
            content_type=part.media_type,
        )
    return body


def _file_name(filename: str) -> str:
    # It stands between quotes in a header line of its part.
    return re.sub(r'[\x00-\x1f\x7f"\\/]', "_", filename) or "datei"
