"""A finding about statements held against each other, and what follows from them that no source says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Literal

from comity.model import Finding, Observation, Statement
from comity.verify.precision import Range

if TYPE_CHECKING:
    from comity.verify.rates import Rates

Verdict = Literal["holds", "conflicts", "cannot be checked"]

_NEAR, _DOWN, _UP = (Context(prec=6, rounding=r) for r in (ROUND_HALF_EVEN, ROUND_FLOOR, ROUND_CEILING))
_NAME = 60  # characters of a document's id that a message shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Implied:
    """A figure that no source says: what it would have to be if those of the check are true. `unit` is a currency or
    "percent"; `about` is computed from the figures as written, `low` and `high` (None where open) from their precision.
    """

    what: str
    about: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str


def imply(what: str, about: Decimal, spread: Range, unit: str) -> Implied:
    """An implied figure in six significant digits, its ends rounded outwards."""
    low = None if spread.low is None else _DOWN.plus(spread.low)
    high = None if spread.high is None else _UP.plus(spread.high)
    return Implied(what=what, about=_NEAR.plus(about), low=low, high=high, unit=unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its verdict is in `finding`; `statements` are those that took part, with their quotes, and
    `observations` the official figures that did. `implied` never stands for a source's figure.
    """

    finding: Finding
    statements: tuple[Statement, ...]
    observations: tuple[Observation, ...] = ()
    implied: tuple[Implied, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What checks may use beside the statements: days of publication by document, and rates of exchange. `across` says
    that the figures are of several articles, which may have them from either side's count.
    """

    published: Mapping[str, date] = field(default_factory=dict)
    rates: Rates | None = None
    across: bool = False

    def source(self, statement: Statement) -> str:
        """ "times-7, 2024-11-07": the document and its day."""
        short = short_name(statement.document)
        day = self.published.get(statement.document)
        return f"{short}, {day}" if day else short


def short_name(document: str) -> str:
    """A document's id as messages show it."""
    name = " ".join(document.split())
    return name if len(name) <= _NAME else f"{name[: _NAME - 1]}…"


def check(
    code: str,
    verdict: Verdict,
    message: str,
    statements: Sequence[Statement],
    implied: Sequence[Implied] = (),
) -> Check:
    """A check placed at the first quote of its first statement; each statement is named once."""
    quotes = (quote.span for quote in statements[0].quotes if quote.within == "text")
    finding = Finding(code=code, message=message, verdict=verdict, span=next(quotes, None))
    once = {id(statement): statement for statement in statements}
    return Check(finding=finding, statements=tuple(once.values()), implied=tuple(implied))


def in_order(statements: Sequence[Statement]) -> list[Statement]:
    """Statements by document and place, each once: whatever order they come in, checks are the same."""
    keyed = {(s.document, min((q.span.start for q in s.quotes), default=0), repr(s)): s for s in statements}
    return [keyed[key] for key in sorted(keyed)]
