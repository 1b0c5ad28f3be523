"""Official figures in the ledger: only ever added to, so that a revised figure stands beside the one before it."""

from __future__ import annotations

import itertools
import json
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, insert, or_, select

from comity.model import LedgerError, Observation
from comity.store.codec import DAMAGE, dumps, plain, value_of
from comity.store.ledger import Ledger
from comity.store.schema import observation

T = TypeVar("T")
_BATCH = 2_000  # figures a transaction
_IDS_AT_ONCE = 500  # below every database's limit of parameters
_COLUMNS = ("reporter", "partner", "flow")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What became of official figures: how many are new, and how many were there already."""

    new: int = 0
    known: int = 0

    def __add__(self, other: Added) -> Added:
        return Added(new=self.new + other.new, known=self.known + other.known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """What one dataset holds of one reporter and partner; `retrieved` is the newest day."""

    provider: str
    dataset: str
    licence: str
    reporter: str
    partner: str
    figures: int
    first: date
    last: date
    retrieved: date | None


def add_observations(ledger: Ledger, observations: Iterable[Observation]) -> Added:
    """Add figures in transactions of a few thousand, none of them open while `observations` is read.

    One that is there (the same id: what is observed, and the value) is left as it is. Raises LedgerError.
    """
    done = Added()
    remaining = iter(observations)
    while chunk := list(itertools.islice(remaining, _BATCH)):
        with ledger.writing() as connection:
            done += _insert(connection, chunk)
    return done


def observations_of(
    ledger: Ledger, pairs: Collection[tuple[str, str]], *, both_ways: bool = True
) -> tuple[Observation, ...]:
    """Figures of (reporter, partner) pairs, reported by either side (or, one way, by the first one only).

    By reporter, partner, period and flow; of figures for the same thing the newest retrieved comes first. Raises
    LedgerError where a stored figure is damaged.
    """
    wanted = set(pairs) | ({(b, a) for a, b in pairs} if both_ways else set())
    found: list[tuple[int, Observation]] = []
    with ledger.reading() as connection:
        for some in _some(sorted(wanted)):
            of_pairs = or_(*((observation.c.reporter == a) & (observation.c.partner == b) for a, b in some))
            rows = connection.execute(select(observation).where(of_pairs))
            found.extend((row.key, _decoded(ledger, row)) for row in rows)
    found.sort(key=lambda item: (*_order(item[1]), -item[0]))
    return tuple(figure for _, figure in found)


def held(ledger: Ledger) -> tuple[Held, ...]:
    """What there is, by dataset, reporter and partner."""
    sums: dict[tuple[str, str, str, str], Held] = {}
    wanted = select(observation).execution_options(yield_per=_BATCH)
    with ledger.reading() as connection:
        for row in connection.execute(wanted):
            one = _one(ledger, row)
            key = (one.provider, one.dataset, one.reporter, one.partner)
            sums[key] = _summed(sums[key], one) if key in sums else one
    return tuple(sums[key] for key in sorted(sums))


def _one(ledger: Ledger, row: Row[Any]) -> Held:
    """A single figure; its value is not decoded, because there may be many."""
    try:
        body = json.loads(row.body)
        retrieved = body.get("retrieved")
        return Held(
            provider=body["provider"],
            dataset=body["dataset"],
            licence=body.get("licence", ""),
            reporter=row.reporter,
            partner=row.partner,
            figures=1,
            first=row.starts,
            last=row.ends,
            retrieved=date.fromisoformat(retrieved) if retrieved else None,
        )
    except DAMAGE as error:
        raise _damaged(ledger, row, error) from error


def _summed(a: Held, b: Held) -> Held:
    licence = a.licence
    if b.licence and b.licence not in licence.split("; "):
        licence = "; ".join(sorted({*filter(None, licence.split("; ")), b.licence}))
    return replace(
        a,
        licence=licence,
        figures=a.figures + b.figures,
        first=min(a.first, b.first),
        last=max(a.last, b.last),
        retrieved=max((day for day in (a.retrieved, b.retrieved) if day), default=None),
    )


def _insert(connection: Connection, chunk: list[Observation]) -> Added:
    # The first of several with one id is kept; nobody else writes while this transaction is open.
    rows: dict[str, dict[str, Any]] = {}
    for figure in chunk:
        rows.setdefault(figure.id, _row(figure))
    known = {
        found
        for ids in _some(list(rows))
        for found in connection.execute(select(observation.c.id).where(observation.c.id.in_(ids))).scalars()
    }
    new = [row for figure_id, row in rows.items() if figure_id not in known]
    if new:
        connection.execute(insert(observation), new)
    return Added(new=len(new), known=len(chunk) - len(new))


def _row(figure: Observation) -> dict[str, Any]:
    body = {name: value for name, value in plain(figure).items() if name not in (*_COLUMNS, "period")}
    columns = {name: getattr(figure, name) for name in _COLUMNS}
    return {
        "id": figure.id,
        **columns,
        "starts": figure.period.start,
        "ends": figure.period.end,
        "body": dumps(body),
    }


def _decoded(ledger: Ledger, row: Row[Any]) -> Observation:
    try:
        period = {"start": row.starts.isoformat(), "end": row.ends.isoformat()}
        columns = {name: getattr(row, name) for name in _COLUMNS}
        figure = value_of(Observation, {**json.loads(row.body), **columns, "period": period})
    except DAMAGE as error:
        raise _damaged(ledger, row, error) from error
    return figure


def _damaged(ledger: Ledger, row: Row[Any], error: Exception) -> LedgerError:
    where = f"{ledger.where}: official figure {row.id} is damaged ({error})"
    return LedgerError(f"{where}; restore the ledger from a copy")


def _order(figure: Observation) -> tuple[Any, ...]:
    retrieved = figure.retrieved or date.min
    what = (figure.flow, figure.hs or "", figure.provider, figure.dataset, figure.currency, figure.valuation or "")
    return figure.reporter, figure.partner, figure.period.start, figure.period.end, *what, -retrieved.toordinal()


def _some(items: list[T]) -> Iterator[list[T]]:
    for start in range(0, len(items), _IDS_AT_ONCE):
        yield items[start : start + _IDS_AT_ONCE]
