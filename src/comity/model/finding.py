"""What Comity noticed about its input: never an exception, always with the place it concerns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from comity.model.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`code` is stable and short ("no-publication-date"); `message` is one line for a person; `span` points into the
    text where the finding has a place there.
    """

    code: str
    message: str
    verdict: Literal["holds", "conflicts", "cannot be checked", "note"] = "note"
    span: Span | None = None
