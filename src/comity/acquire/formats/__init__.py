"""Documents that are neither pages nor texts: mail, PDF and word processors' files, told by what they hold."""

from __future__ import annotations

from collections.abc import Callable

from comity.acquire.formats.kind import FileKind, kind_of
from comity.acquire.overrides import Overrides
from comity.model import Document, Refusal

__all__ = ["FileKind", "document_of_file", "kind_of"]


def document_of_file(data: bytes, kind: FileKind, origin: str, overrides: Overrides) -> Document | Refusal:
    """The document of a whole file of `kind`. Never raises for what it holds: a broken one is a `Refusal`."""
    return _reader(kind)(data, origin, overrides)


def _reader(kind: FileKind) -> Callable[[bytes, str, Overrides], Document | Refusal]:
    match kind:
        case "mail":
            from comity.acquire.formats.mail import document_of_mail

            return document_of_mail
        case "pdf":
            from comity.acquire.formats.pdf import document_of_pdf

            return document_of_pdf
        case "docx":
            from comity.acquire.formats.word import document_of_word

            return document_of_word
