"""Messages as records: UN Comtrade's JSON, streamed; SDMX-ML through the library sdmx1."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from comity.acquire.encoding import storable
from comity.acquire.statistics.items import Record, TableBounds, UnfitError
from comity.model import ConfigError

_PIECE = 262_144
_OBJECT = 1_000_000  # characters of one JSON object at most
_DATA = re.compile(r'"data"\s{0,100}:\s{0,100}\[')
_BLANK = " \t\r\n,"


def json_records(stream: BinaryIO, origin: str) -> Iterator[Record]:
    """The objects of a JSON array, or of the array "data" in an object, one at a time.

    Raises UnfitError where there is no such array, or where it breaks off or holds something else.
    """
    text = _Window(stream)
    text.start()
    number = 0
    while True:
        text.skip()
        if text.rest[:1] == "]":
            return
        value = text.value(number)
        number += 1
        if not isinstance(value, dict):
            raise UnfitError(f"holds something else than objects in its data (number {number})")
        yield Record(f"{origin}:{number}", {storable(key)[:100]: _cell(item) for key, item in value.items()})


class _Window:
    """A JSON text of which only the stretch around the next value is held."""

    def __init__(self, stream: BinaryIO) -> None:
        import codecs

        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._stream, self._ended, self.rest = stream, False, ""
        self._parse = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=lambda _: None).raw_decode

    def start(self) -> None:
        """Go to the first object of the array."""
        self._more()
        if self.rest.lstrip()[:1] == "[":
            self.rest = self.rest.lstrip()[1:]
            return
        found = _DATA.search(self.rest)
        if found is None:
            raise UnfitError(f'is JSON without a list "data"{_told(self.rest)}')
        self.rest = self.rest[found.end() :]

    def skip(self) -> None:
        """Pass over blanks and commas."""
        self.rest = self.rest.lstrip(_BLANK)
        while not self.rest and self._more():
            self.rest = self.rest.lstrip(_BLANK)
        if not self.rest:
            raise UnfitError("breaks off before its data ends; what came before was read")

    def value(self, number: int) -> Any:
        """The next value."""
        while True:
            try:
                found, end = self._parse(self.rest)
            except RecursionError as error:
                raise UnfitError(f"is nested too deeply (number {number + 1})") from error
            except ValueError as error:
                if len(self.rest) > _OBJECT or not self._more():
                    raise UnfitError(f"is not valid JSON after {number:,} objects; those were read") from error
                continue
            self.rest = self.rest[end:]
            return found

    def _more(self) -> bool:
        piece = self._stream.read(_PIECE) if not self._ended else b""
        self._ended = not piece
        self.rest += self._decode.decode(piece, final=self._ended)
        return not self._ended


def _told(text: str) -> str:
    """What an answer that is no data says of itself ("Access denied")."""
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    message = said.get("message") or said.get("error") if isinstance(said, dict) else None
    return f"; it says {message[:200]!r}" if isinstance(message, str) else ""


def _cell(value: Any) -> str:
    return "" if value is None else storable(str(value))[:1000] if not isinstance(value, dict | list) else ""


def sdmx_records(path: Path, origin: str, bounds: TableBounds) -> Iterator[tuple[str, Record]]:
    """(dataflow, record) of every observation of an SDMX-ML data message, generic or structure-specific.

    Raises UnfitError where it is none or too large, ConfigError where sdmx1 is not installed.
    """
    size = path.stat().st_size
    if size > bounds.message_bytes:
        raise UnfitError(f"is SDMX-ML of more than {bounds.message_bytes / 1e6:g} MB; ask for less, or for SDMX-CSV")
    data = path.read_bytes()
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnfitError("declares a document type or is not UTF-8, which no SDMX-ML does")
    sdmx = library()
    try:
        with path.open("rb") as stream:
            message = sdmx.read_sdmx(stream, format="XML")
    except Exception as error:
        raise UnfitError(f"is no SDMX-ML data that can be read ({_line(error)})") from error
    yield from message_records(message, origin)


def message_records(message: Any, origin: str) -> Iterator[tuple[str, Record]]:
    """(dataflow, record) of every observation of a message that sdmx1 has read."""
    for dataset in getattr(message, "data", ()):
        structure = getattr(dataset, "structured_by", None) or getattr(message, "dataflow", None)
        dataflow = _identifier(structure)
        for observation in dataset.obs:
            key = {name: storable(str(value.value)) for name, value in observation.key.values.items()}
            attributes = {name: storable(str(value.value)) for name, value in observation.attrib.items()}
            value = "" if observation.value is None else str(observation.value)
            where = f"{origin}: {'.'.join(key.values())[:200]}"
            yield dataflow, Record(where, {**attributes, **key, "OBS_VALUE": value})


def head_of_records(record: Record) -> tuple[str, ...]:
    """The columns of a record that stands for its message."""
    return tuple(record.cells)


@cache
def library() -> Any:
    """The library sdmx1; raises ConfigError where it is not installed."""
    try:
        import sdmx
    except ModuleNotFoundError as error:
        raise ConfigError("SDMX needs more than is installed: pip install 'comity[statistics]'") from error
    # Without a handler Python prints the library's own warnings, such as that it was given no structure.
    logging.getLogger("sdmx").addHandler(logging.NullHandler())
    return sdmx


def _identifier(structure: Any) -> str:
    maintainer = getattr(getattr(structure, "maintainer", None), "id", None)
    name = getattr(structure, "id", "") or ""
    return f"{maintainer}:{name}" if maintainer else str(name)


def _line(error: BaseException) -> str:
    lines: Iterable[str] = str(error).split()
    return " ".join(lines)[:120] or type(error).__name__
