"""XML from strangers: elements of some names, one at a time, with nothing expanded, nothing loaded, nothing deep."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from html.entities import name2codepoint
from typing import Any

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from comity.model import InputError

_ENTITY = "<!ENTITY"
_FORBIDDEN = tuple(_ENTITY.encode(codec) for codec in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"))
_ROOT = re.compile(r"<(?:[\w.-]{1,40}:)?([\w.-]{1,40})")
_OPENING = 20_000
_AMPERSAND = re.compile(rb"&(?:(#?[A-Za-z0-9]{1,31});)?")
_MOST_REFERENCES = 200_000
_XML_NAMES = ("amp", "lt", "gt", "quot", "apos")
_PRINTABLE = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def root_name(data: bytes) -> str:
    """The name of the outermost element in small letters, without its prefix; "" where none is seen."""
    opening = data[:_OPENING]
    codec = "utf-16" if opening[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    text = opening.decode(codec, "replace").lstrip("\ufeff \t\r\n")
    while text.startswith(("<?", "<!")):
        mark = "-->" if text.startswith("<!--") else ">"
        if "[" in text.partition(">")[0] and not text.startswith("<!--"):  # declarations within a DOCTYPE
            text = text.partition("]")[2]
        text = text.partition(mark)[2].lstrip()
    found = _ROOT.match(text)
    return found[1].lower() if found else ""


def elements(data: bytes, names: Collection[str], most: int) -> Iterator[Any]:
    """The elements of these local names in the order they end, `most` of them; each is emptied when the next is asked
    for. What is not well formed is read as far as it can be.

    Raises InputError where entities are declared: no feed needs them, and they are how XML explodes.
    """
    if any(mark in data for mark in _FORBIDDEN):
        raise InputError("declares entities of its own, which is not read: they can make XML explode")
    parser = etree.iterparse(
        io.BytesIO(_mended(data)),
        events=("end",),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    count = 0
    try:
        for _, element in parser:
            if local(element) not in names:
                continue
            count += 1
            yield element
            _forget(element)
            if count >= most:
                return
    except (etree.XMLSyntaxError, UnicodeDecodeError, LookupError):
        return


def _mended(data: bytes) -> bytes:
    """Names of characters that HTML has and XML has not made numbers, and bare ampersands made references, outside
    of CDATA: the commonest faults of feeds, at which a parser drops what stands around them.
    """
    if data.count(b"&") > _MOST_REFERENCES:
        return data
    pieces, at = [], 0
    while (opens := data.find(b"<![CDATA[", at)) >= 0 and (ends := data.find(b"]]>", opens)) >= 0:
        pieces += [_AMPERSAND.sub(_reference, data[at:opens]), data[opens : ends + 3]]
        at = ends + 3
    return b"".join([*pieces, _AMPERSAND.sub(_reference, data[at:])])


def _reference(found: re.Match[bytes]) -> bytes:
    name = (found[1] or b"").decode("ascii")
    if name in _XML_NAMES or name.startswith("#"):
        return found[0]
    code = name2codepoint.get(name)
    return b"&#%d;" % code if code else b"&amp;" + found[0][1:]


def local(element: Any) -> str:
    """An element's name in small letters, without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: Any | None) -> str:
    """The text in an element, its children's included, without blanks around it."""
    if element is None:
        return ""
    return _PRINTABLE.sub("\ufffd", "".join(str(part) for part in element.itertext())).strip()


def _forget(element: Any) -> None:
    element.clear(keep_tail=False)
    parent = element.getparent()
    if parent is not None:
        while (earlier := element.getprevious()) is not None:
            parent.remove(earlier)
