"""A finding about statements held against each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from comity.model import Finding, Observation, Statement

Verdict = Literal["holds", "conflicts", "cannot be checked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its verdict is in `finding`; `statements` are those that took part, with their quotes, and
    `observations` the official figures that did.
    """

    finding: Finding
    statements: tuple[Statement, ...]
    observations: tuple[Observation, ...] = ()


def check(code: str, verdict: Verdict, message: str, statements: Sequence[Statement]) -> Check:
    """A check placed at the first quote of its first statement."""
    quotes = (quote.span for quote in statements[0].quotes if quote.within == "text")
    finding = Finding(code=code, message=message, verdict=verdict, span=next(quotes, None))
    return Check(finding=finding, statements=tuple(statements))
