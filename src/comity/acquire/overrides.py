"""What a person knows of the documents to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from comity.acquire.encoding import storable


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What is known of every document from outside; each value that is given beats the document's own."""

    title: str | None = None
    published: date | None = None
    publisher: str | None = None
    url: str | None = None

    def storable(self) -> Self:
        """The same without what no file or database takes (an argument's bytes that are no UTF-8)."""
        title, publisher, url = (text and storable(text) for text in (self.title, self.publisher, self.url))
        return replace(self, title=title, publisher=publisher, url=url)
