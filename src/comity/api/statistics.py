"""Official statistics of a ledger from Python: import and fetch figures, ask for them, hold what is told against them.

>>> from datetime import date
>>> from comity.api import statistics
>>> with comity.Ledger("ledger.db") as ledger:
...     statistics.import_files(ledger.store, ["trade.csv"], mapping="trade.toml", today=date.today())
...     statistics.checks(ledger.store, ("KAZ", "FRA"))
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from comity.model import InputError, Observation, Refusal, Statement
from comity.model.observation import WORLD

if TYPE_CHECKING:
    from comity import store
    from comity.acquire.statistics import Item
    from comity.store.observations import Held
    from comity.verify import Check
    from comity.verify.mirrors import Mirror

_NAMES = 1_000  # of what was left out that are counted singly
_YEARS = 7  # that are fetched where nobody says which


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of figures: new ones, ones that were there, what could not be read, and by (reason, name) how many
    were left out because they are not wanted or their area is not known.
    """

    new: int = 0
    known: int = 0
    refused: tuple[Refusal, ...] = ()
    left_out: Mapping[tuple[str, str], int] = field(default_factory=dict)


def import_files(
    ledger: store.Ledger,
    files: Iterable[str | Path],
    *,
    today: date,
    mapping: str | Path | None = None,
    provider: str | None = None,
    dataset: str | None = None,
    licence: str | None = None,
    told: Callable[[Refusal], None] = lambda _: None,
) -> Taken:
    """Add the figures of files; the same file twice adds nothing, and a revised figure is kept beside the old one.

    SDMX-CSV, SDMX-ML and UN Comtrade's CSV and JSON need no mapping. `told` is told of each file or row that cannot be
    read. Raises ConfigError where the mapping is none, LedgerError where the ledger cannot be written.
    """
    from comity.acquire.statistics import Given, load_mapping, read_statistics
    from comity.resolve import lookup

    given = Given(retrieved=today, provider=provider, dataset=dataset, licence=licence)
    chosen = load_mapping(Path(mapping)) if mapping is not None else None
    return _take(ledger, read_statistics(map(Path, files), lookup, given, mapping=chosen), told)


def fetch(
    ledger: store.Ledger,
    provider: str,
    pair: tuple[str, str],
    *,
    today: date,
    years: tuple[int, int] | None = None,
    frequency: str = "A",
    key: str = "",
    told: Callable[[Refusal], None] = lambda _: None,
) -> Taken:
    """Add what both sides of a pair of codes report, from a provider (comtrade, eurostat, imf, or a mapping file).

    Without `years` (first and last) the seven before today. Raises ConfigError for an unknown provider, a missing key
    or library, InputError for years that are none.
    """
    from comity.acquire.statistics import Given, Query, fetch_statistics
    from comity.resolve import lookup

    first, last = years or (today.year - _YEARS, today.year - 1)
    if not 1948 <= first <= last <= today.year:
        raise InputError(f"{first}-{last}: figures can be had from 1948 to {today.year}, the earlier year first")
    query = Query(a=pair[0], b=pair[1], first=first, last=last, frequency=frequency)
    return _take(ledger, fetch_statistics(provider, query, lookup, Given(retrieved=today), key=key), told)


def observations(ledger: store.Ledger, pair: tuple[str, str]) -> tuple[Observation, ...]:
    """Every official figure of a pair of codes, as either side reports it; of revised ones the newest first."""
    from comity.store.observations import observations_of

    return observations_of(ledger, [pair])


def observations_for(ledger: store.Ledger, statements: Iterable[Statement]) -> tuple[Observation, ...]:
    """The official figures that statements of trade may be held against: of their pairs, and with the world."""
    from comity.store.observations import observations_of

    pairs: set[tuple[str, str]] = set()
    for statement in statements:
        reporters = statement.countries("reporter")
        pairs |= {(one, other) for one in reporters for other in (*statement.countries("partner"), WORLD)}
    return observations_of(ledger, sorted(pairs)) if pairs else ()


def held(ledger: store.Ledger) -> tuple[Held, ...]:
    """What official figures there are, by dataset, reporter and partner."""
    from comity.store import observations as kept

    return kept.held(ledger)


def mirrors_of(ledger: store.Ledger, pair: tuple[str, str]) -> tuple[Mirror, ...]:
    """Both sides' counts of each flow of a pair, year by year, with the gap explained."""
    from comity.verify.mirrors import mirrors
    from comity.verify.rates import EuropeanCentralBank

    return mirrors(observations(ledger, pair), *pair, EuropeanCentralBank())


def checks(ledger: store.Ledger, pair: tuple[str, str]) -> tuple[Check, ...]:
    """What the sources tell of trade of a pair, decisions applied, held against the official figures."""
    from comity.verify.official import check_official
    from comity.verify.rates import EuropeanCentralBank

    statements = _trade(ledger, pair)
    return check_official(statements, observations_for(ledger, statements), EuropeanCentralBank())


def _trade(ledger: store.Ledger, pair: tuple[str, str]) -> list[Statement]:
    from comity.reconcile.decide import concerning, replay
    from comity.store import decisions

    told = list(ledger.statements(pair, ("trade",)))
    made = concerning(decisions.decisions(ledger), frozenset(s.document for s in told))
    if made:
        told = [s for s in replay(told, made).statements if s.kind == "trade" and set(pair) <= set(s.countries())]
    return told


def _take(ledger: store.Ledger, items: Iterable[Item], told: Callable[[Refusal], None]) -> Taken:
    from comity.store.observations import add_observations

    refused: list[Refusal] = []
    left: Counter[tuple[str, str]] = Counter()

    def figures() -> Iterator[Observation]:
        for item in items:
            if isinstance(item, Observation):
                yield item
            elif isinstance(item, Refusal):
                refused.append(item)
                told(item)
            else:
                what = (item.reason, item.name)
                left[what if what in left or len(left) < _NAMES else (item.reason, "…")] += 1

    added = add_observations(ledger, figures())
    return Taken(new=added.new, known=added.known, refused=tuple(refused), left_out=dict(left))
