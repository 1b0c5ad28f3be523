"""Bytes to text: byte order mark, valid UTF-8, the page's own word, then detection; never an exception."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from comity.acquire.sniff import bom_encoding
from comity.model import Finding

_META = re.compile(rb"""<meta\b[^>]{0,300}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,40})""", re.IGNORECASE)
_META_WITHIN = 16_384
_SAMPLE = 200_000
# NUL cannot be stored in PostgreSQL, a lone surrogate in no UTF-8 at all; one for one, so that offsets hold.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """Text, the codec it was read with, and what was noticed."""

    text: str
    encoding: str
    findings: tuple[Finding, ...] = ()


def decode(data: bytes, *, html: bool, charset: str | None = None) -> Decoded:
    """Text of `data`; what was said beside it (`charset`, of an HTTP header) beats what it says itself.

    Broken bytes become U+FFFD and are told of in a "broken-bytes" finding; an encoding that nothing names is guessed,
    and told of in "guessed-encoding".
    """
    said = _known(charset[:40]) if charset else None
    told = bom_encoding(data) or _utf8(data) or said or (_declared(data) if html else None)
    codec = told or _detected(data)
    text = data.decode(codec, "replace")
    broken = text.count("\ufffd") - (data.count(b"\xef\xbf\xbd") if codec in ("utf-8", "utf-8-sig") else 0)
    text = storable(text.removeprefix("\ufeff"))
    findings: tuple[Finding, ...] = ()
    if told is None:
        message = f"names no encoding and is not valid UTF-8; it was read as {codec}, so check its accented letters"
        findings += (Finding(code="guessed-encoding", message=message),)
    if broken > 0:
        message = f"{broken} byte sequences are not valid {codec} and were replaced by U+FFFD"
        findings += (Finding(code="broken-bytes", message=message),)
    return Decoded(text=text, encoding=codec.removesuffix("-sig"), findings=findings)


def storable(text: str) -> str:
    """`text` with NUL and lone surrogates replaced by U+FFFD, one for one."""
    return text.replace("\x00", "\ufffd") if text.isascii() else _UNSTORABLE.sub("\ufffd", text)


def _utf8(data: bytes) -> str | None:
    """UTF-8 where the bytes are UTF-8, but for a few broken ones (a cut end, a stray byte)."""
    if b"\x1b$" in data[:_SAMPLE] or b"\x1b(" in data[:_SAMPLE]:
        return None  # ISO-2022-JP is ASCII to the eye of a decoder
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        broken = text.count("\ufffd")
        good = len(text) - len(text.encode("ascii", "ignore")) - broken
        return "utf-8" if broken * 3 <= good else None
    return "utf-8"


def _declared(data: bytes) -> str | None:
    match = _META.search(data[:_META_WITHIN])
    return _known(match[1].decode("ascii", "replace")) if match else None


def _detected(data: bytes) -> str:
    from resiliparse.parse.encoding import detect_encoding

    sample = data[:_SAMPLE]
    found = _known(detect_encoding(sample, html5_compatible=True, from_html_meta=False) or "")
    return found or "cp1252"


def _known(label: str) -> str | None:
    from resiliparse.parse.encoding import map_encoding_to_html5

    name = map_encoding_to_html5(label, fallback_utf8=False) or label
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    # UTF-8 was tried before; a page that says UTF-16 in ASCII is not UTF-16; "rot13" and the like are no charsets.
    is_text = getattr(info, "_is_text_encoding", True)
    return info.name if is_text and not info.name.startswith(("utf-", "idna", "punycode", "unicode", "raw")) else None
