"""Third parties: how the relations of each side are spread over its partners.

Concentration is the Herfindahl-Hirschman index, the sum of the squared shares (A. O. Hirschman, "The Paternity of an
Index", American Economic Review 54(5), 1964, pp. 761-762): 1/n for n equal partners, 1 where there is only one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from comity.analyse.line import Line, when
from comity.analyse.series import MIRROR
from comity.analyse.visit import stays
from comity.model import Event, Interval, Money, Statement

SUBJECTS = ("agreements", "visits", "trade")
MOST = 3_000  # events of a side with anybody that its balance is drawn from
TOP = 8  # partners that are shown one by one, and
SHOWN = 3  # events of each that are quoted
BALANCE_KINDS = ("agreement", "visit", "trade")
HHI_SOURCE = "Hirschman, The Paternity of an Index, American Economic Review 54(5), 1964"
_CAME_ABOUT = ("done", "ongoing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A partner's part: `amount` events, or money; `share` of all, 0 to 1. `events` are what is counted."""

    partner: str
    amount: Decimal
    share: Decimal
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """The partners of `side` on a subject, the largest first; `concentration` is the Herfindahl-Hirschman index.

    An event with several partners counts for each. Trade is the total of one `period`, in one `currency`: the period
    for which most partners' totals are told.
    """

    side: str
    subject: str
    shares: tuple[Share, ...]
    concentration: Decimal
    period: Interval | None = None
    currency: str | None = None

    @property
    def quoted(self) -> tuple[Statement, ...]:
        """The statements that are quoted for the largest partners."""
        return tuple(event.lead for share in self.shares[:TOP] for event in share.events[:SHOWN])

    def of(self, partner: str) -> Share | None:
        """A partner's share; None where it has none."""
        return next((s for s in self.shares if s.partner == partner), None)


def balance(side: str, events: Sequence[Event]) -> tuple[Shares, ...]:
    """The shares of every partner of `side` in events, by subject; subjects without any are left out."""
    known = {event.id: event for event in events}
    ordered = sorted(known.values(), key=_newest_first)
    found = (
        _counted(side, "agreements", _partners(side, ordered, "agreement")),
        _counted(side, "visits", _partners(side, ordered, "visit")),
        _trade(side, ordered),
    )
    return tuple(shares for shares in found if shares)


def concentration(shares: Iterable[Decimal]) -> Decimal:
    """The Herfindahl-Hirschman index of shares that add up to 1, rounded to three decimals."""
    return sum((share * share for share in shares), Decimal(0)).quantize(Decimal("0.001"))


def _newest_first(event: Event) -> tuple[int, str]:
    days = when(event.lead)
    return (-days.end.toordinal() if days else 0, event.id)


def _partners(side: str, events: Iterable[Event], kind: str) -> Iterator[tuple[str, Event]]:
    came_about = [e for e in events if e.kind == kind and e.lead.status in _CAME_ABOUT]
    for event in _visits(came_about) if kind == "visit" else came_about:
        for code in _others(side, event.lead):
            yield code, event


def _visits(events: Iterable[Event]) -> list[Event]:
    """One event for each visit, which may be told as several."""
    known = {event.id: event for event in events}
    return [known[stay[0].event] for stay in stays(Line.of(event, {}) for event in known.values())]


def _others(side: str, statement: Statement) -> tuple[str, ...]:
    """Whom a side meets in a statement: in a visit its hosts or its visitors, else everybody."""
    if statement.kind == "visit":
        roles = ("host",) if side in statement.countries("visitor") else ("visitor",)
        return tuple(c for c in statement.countries(*roles) if c != side)
    return tuple(c for c in statement.countries() if c != side) if side in statement.countries() else ()


def _counted(side: str, subject: str, told: Iterable[tuple[str, Event]]) -> Shares | None:
    by_partner: dict[str, list[Event]] = defaultdict(list)
    for partner, event in told:
        by_partner[partner].append(event)
    amounts = {partner: Decimal(len(events)) for partner, events in by_partner.items()}
    return _shares(side, subject, amounts, by_partner)


def _shares(
    side: str,
    subject: str,
    amounts: dict[str, Decimal],
    events: dict[str, list[Event]],
    period: Interval | None = None,
    currency: str | None = None,
) -> Shares | None:
    total = sum(amounts.values(), Decimal(0))
    if not total:
        return None
    shares = tuple(
        Share(partner=p, amount=amounts[p], share=amounts[p] / total, events=tuple(events[p]))
        for p in sorted(amounts, key=lambda p: (-amounts[p], p))
    )
    return Shares(
        side=side,
        subject=subject,
        shares=shares,
        concentration=concentration(s.share for s in shares),
        period=period,
        currency=currency,
    )


def _trade(side: str, events: Iterable[Event]) -> Shares | None:
    """Totals of trade with single partners, of the one period and currency in which most are told (then the latest)."""
    told: dict[tuple[Interval, str], dict[str, Event]] = defaultdict(dict)
    for event in events:
        figure = _total(side, event.lead)
        if event.kind == "trade" and figure:
            partner, period, value = figure
            told[period, value.currency].setdefault(partner, event)
    if not told:
        return None
    counts = Counter({key: len(partners) for key, partners in told.items()})
    chosen = max(counts, key=lambda key: (counts[key], key[0].end, key[0].start, key[1]))
    if counts[chosen] < 2:  # One figure says nothing of how trade is spread.
        return None
    partners = told[chosen]
    amounts = {p: abs(v.amount) for p, e in partners.items() if isinstance(v := e.lead.slot("value"), Money)}
    return _shares(side, "trade", amounts, {p: [e] for p, e in partners.items()}, *chosen)


def _total(side: str, statement: Statement) -> tuple[str, Interval, Money] | None:
    reporters, partners = statement.countries("reporter"), statement.countries("partner")
    period, value = statement.slot("period"), statement.slot("value")
    known = isinstance(period, Interval) and isinstance(value, Money) and statement.slot("flow") in MIRROR
    plain = not (statement.slot("target") or statement.slot("commodities")) and statement.status in _CAME_ABOUT
    if not (known and plain and statement.slot("flow") == "total" and len(reporters) == len(partners) == 1):
        return None
    if side not in (reporters[0], partners[0]):
        return None
    assert isinstance(period, Interval)
    assert isinstance(value, Money)
    return (partners[0] if reporters[0] == side else reporters[0]), period, value
