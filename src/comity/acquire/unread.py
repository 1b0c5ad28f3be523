"""Files among the pages of an archive (PDFs, letters, word processors' files), kept as bytes until somebody reads them.

Reading one takes long, and a hostile one may take all there is, so it is left to a process that can be lost.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from comity.acquire.formats import FileKind, document_of_file
from comity.acquire.overrides import Overrides
from comity.model import Document, Finding, Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A whole file of a `kind`; `url`, `fetched` and `origin` are its document's, as are the `findings`."""

    data: bytes
    kind: FileKind
    origin: str
    url: str | None = None
    fetched: datetime | None = None
    findings: tuple[Finding, ...] = ()

    def document(self) -> Document | Refusal:
        """The file read as one on disk is; a Refusal where it is broken."""
        made = document_of_file(self.data, self.kind, self.origin, Overrides(url=self.url))
        if isinstance(made, Document):
            return replace(made, fetched=self.fetched, findings=(*made.findings, *self.findings))
        return replace(made, why="; it ".join((made.why, *(finding.message for finding in self.findings))))
