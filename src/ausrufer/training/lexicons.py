"""Comparing JSON with the published lexicons of the AT Protocol.

Needs the package `atproto`, which only development installs have: import this module where a folder
of lexicons is given, nowhere else. It reads the lexicons and knows the formats of strings; the walk
through a value is ours (https://atproto.com/specs/lexicon).
"""

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

import regex
from atproto_client.models import string_formats
from atproto_lexicon import models as lex
from atproto_lexicon.parser import lexicon_parse_dir
from pydantic import TypeAdapter, ValidationError

_FORMATS: dict[str, TypeAdapter[Any]] = {
    name: TypeAdapter(kind)
    for name, kind in {
        "at-identifier": string_formats.Handle | string_formats.Did,
        "at-uri": string_formats.AtUri,
        "cid": string_formats.Cid,
        "datetime": string_formats.DateTime,
        "did": string_formats.Did,
        "handle": string_formats.Handle,
        "language": string_formats.Language,
        "nsid": string_formats.Nsid,
        "record-key": string_formats.RecordKey,
        "tid": string_formats.Tid,
        "uri": string_formats.Uri,
    }.items()
}
Value = Any  # anything JSON can hold
Wanted = Any  # a definition, as the package reads it
_KINDS = {"boolean": bool, "integer": int, "string": str}


class _At(NamedTuple):
    """Where in a value we are, and in which document a reference without one is looked up."""

    path: str
    document: str

    def below(self, step: object) -> "_At":
        return _At(f"{self.path}.{step}", self.document)


class Lexicons:
    """All definitions of a folder, by reference (`com.atproto.repo.strongRef#main`)."""

    def __init__(self, folder: Path) -> None:
        self._definitions: dict[str, Wanted] = {
            f"{document.id}#{name}": definition
            for document in lexicon_parse_dir(folder)
            for name, definition in document.defs.items()
        }

    def knows(self, nsid: str) -> bool:
        """Tell whether there is a main definition of that name."""
        return f"{nsid}#main" in self._definitions

    def faults_of_params(self, method: str, params: Mapping[str, Sequence[str]]) -> list[str]:
        """Return in what the parameters of a query differ from its definition."""
        wanted = getattr(self._main(method), "parameters", None)
        values = _typed(params, wanted.properties if wanted else {})
        return list(self._object(values, wanted, _At("params", method)) if wanted else ())

    def faults_of_input(self, method: str, media_type: str, body: object) -> list[str]:
        """Return in what the body of a procedure differs from its definition."""
        wanted = getattr(self._main(method), "input", None)
        if wanted is None:
            return []
        if not fnmatch(media_type, wanted.encoding):
            return [f"{media_type} instead of {wanted.encoding}"]
        return self._faults(body, wanted.schema_, _At("input", method))

    def faults_of_output(self, method: str, body: object) -> list[str]:
        """Return in what an answer differs from its definition."""
        wanted = self._main(method).output
        return self._faults(body, wanted.schema_, _At("output", method)) if wanted else []

    def faults_of_record(self, record: dict[str, Any], key: str) -> list[str]:
        """Return in what a record differs from the definition of its kind; unknown kinds pass."""
        kind = str(record.get("$type"))
        if not self.knows(kind):
            return []
        definition = self._main(kind)
        known = definition.key in _FORMATS
        named = list(_format(definition.key, key, _At("key", kind))) if known else []
        return named + self._faults(record, definition.record, _At("record", kind))

    def _main(self, nsid: str) -> Wanted:
        return self._definitions[f"{nsid}#main"]

    def _faults(self, value: object, wanted: Wanted, at: _At) -> list[str]:
        return list(self._check(value, wanted, at)) if wanted is not None else []

    def _check(self, value: Value, wanted: Wanted, at: _At) -> Iterator[str]:
        match wanted:
            case lex.LexObject():
                yield from self._object(value, wanted, at)
            case lex.LexArray():
                yield from self._array(value, wanted, at)
            case lex.LexRef():
                yield from self._reference(value, wanted.ref, at)
            case lex.LexRefUnion():
                yield from self._union(value, wanted, at)
            case lex.LexString() | lex.LexInteger() | lex.LexBoolean():
                yield from _primitive(value, wanted, at)
            case lex.LexBlob():
                yield from _blob(value, wanted, at)
            case lex.LexUnknown() if not isinstance(value, dict):
                yield f"{at.path}: not an object"

    def _object(self, value: Value, wanted: Wanted, at: _At) -> Iterator[str]:
        if not isinstance(value, dict):
            yield f"{at.path}: not an object"
            return
        for name in wanted.required or ():
            if name not in value:
                yield f"{at.path}: {name} is missing"
        for name, held in value.items():
            if name == "$type" or (held is None and name in _nullable(wanted)):
                continue
            if name not in wanted.properties:
                yield f"{at.path}: unknown field {name}"
            else:
                yield from self._check(held, wanted.properties[name], at.below(name))

    def _array(self, value: Value, wanted: lex.LexArray, at: _At) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{at.path}: not a list"
            return
        yield from _size(len(value), wanted.min_length, wanted.max_length, at, "entries")
        for number, held in enumerate(value):
            yield from self._check(held, wanted.items, at.below(number))

    def _reference(self, value: Value, ref: str, at: _At) -> Iterator[str]:
        name = _absolute(ref, at.document)
        yield from self._check(value, self._definitions[name], _At(at.path, name.split("#")[0]))

    def _union(self, value: Value, wanted: lex.LexRefUnion, at: _At) -> Iterator[str]:
        kind = value.get("$type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            yield f"{at.path}: no $type"
            return
        allowed = {_absolute(ref, at.document): ref for ref in wanted.refs}
        ref = allowed.get(_absolute(kind, at.document))
        if ref is not None:
            yield from self._reference(value, ref, at)
        elif wanted.closed:
            yield f"{at.path}: {kind} is not allowed"


def _nullable(wanted: Wanted) -> list[str]:
    return getattr(wanted, "nullable", None) or []  # parameters know none


def _absolute(ref: str, document: str) -> str:
    if ref.startswith("#"):
        return f"{document}{ref}"
    return ref if "#" in ref else f"{ref}#main"


def _typed(params: Mapping[str, Sequence[str]], properties: dict[str, Wanted]) -> dict[str, object]:
    """Return parameters as values: addresses know texts only, and a name may come again."""
    values: dict[str, object] = {}
    for name, texts in params.items():
        kind, text = getattr(properties.get(name), "type", ""), texts[-1]
        values[name] = list(texts) if kind == "array" or len(texts) > 1 else text
        if kind == "integer" and text.isdecimal():
            values[name] = int(text)
        if kind == "boolean" and text in {"true", "false"}:
            values[name] = text == "true"
    return values


def _primitive(value: Value, wanted: Wanted, at: _At) -> Iterator[str]:
    kind: Wanted = type(value)
    if kind is not _KINDS[wanted.type]:
        yield f"{at.path}: not of type {wanted.type}"
        return
    if wanted.const is not None and value != wanted.const:
        yield f"{at.path}: not {wanted.const!r}"
    if getattr(wanted, "enum", None) and value not in wanted.enum:
        yield f"{at.path}: not one of {wanted.enum}"
    if isinstance(wanted, lex.LexInteger):
        yield from _size(value, wanted.minimum, wanted.maximum, at, "in value")
    if isinstance(wanted, lex.LexString):
        signs = len(regex.findall(r"\X", value))
        yield from _size(len(value.encode()), wanted.min_length, wanted.max_length, at, "bytes")
        yield from _size(signs, wanted.min_graphemes, wanted.max_graphemes, at, "graphemes")
        yield from _format(wanted.format, value, at) if wanted.format else ()


def _format(name: str, value: str, at: _At) -> Iterator[str]:
    try:
        _FORMATS[name].validate_python(value, context={"strict_string_format": True})
    except ValidationError:
        yield f"{at.path}: {value!r} is no {name}"


def _size(size: int, least: int | None, most: int | None, at: _At, unit: str) -> Iterator[str]:
    if (least is not None and size < least) or (most is not None and size > most):
        yield f"{at.path}: {size} {unit}, allowed are {least or 0} to {most}"


def _blob(value: Value, wanted: lex.LexBlob, at: _At) -> Iterator[str]:
    match value:
        case {"$type": "blob", "ref": {"$link": str()}, "mimeType": str(kind), "size": int(size)}:
            if wanted.accept and not any(fnmatch(kind, one) for one in wanted.accept):
                yield f"{at.path}: {kind} is not accepted"
            if wanted.max_size is not None:
                yield from _size(size, 0, int(wanted.max_size), at, "bytes")
        case _:
            yield f"{at.path}: not a blob"
