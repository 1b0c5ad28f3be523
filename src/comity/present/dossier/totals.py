"""What a dossier adds up, as tables: agreements, trade from both sides, visits, partners; and what it does not know."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from comity.analyse.balance import HHI_SOURCE, MOST, TOP, Share, Shares
from comity.analyse.dossier import Dossier
from comity.analyse.gap import Gap
from comity.analyse.series import Point, Series
from comity.analyse.visit import Exchange, Stay
from comity.model import Money, Statement
from comity.present import figures, wording
from comity.present.clean import one_line
from comity.present.dossier.grid import Cell, Grid, cell
from comity.present.names import CountryName
from comity.verify import said

_MIRROR = (
    "One side's exports are the other's imports. Imports are mostly valued with freight and insurance (CIF), exports "
    "without (FOB), so that the two differ even where both are right."
)
_FLOWS = {"total": "both ways", "exports": "exports of {0}", "imports": "imports of {0}", "balance": "balance of {0}"}


def agreement_grid(value: Dossier) -> Grid:
    """Agreements by status, each counted once."""
    rows = [
        (
            cell(wording.STATUS.get(t.status, t.status)),
            cell(f"{t.documents:,}", (s for line in t.counted for s in line.statements), numeric=True),
            cell(", ".join(map(figures.money, t.values)) or "not said", numeric=True),
            cell(f"{len(t.parts):,}", (s for line in t.parts for s in line.statements), numeric=True),
        )
        for t in value.agreements
    ]
    return Grid(
        key="agreement-totals",
        title="Agreements by status",
        heads=("Status", "Documents, at least", "Value", "Lines within a package"),
        rows=tuple(rows),
        note="A package counts as many documents as it is said to hold; what is named of it is not counted again. "
        "Currencies are not added to one another.",
    )


def series_title(series: Series, pair: tuple[str, str], name: CountryName) -> str:
    """ "Kazakhstan's figures, as told" or "France, Eurostat"."""
    teller = name(series.reporter)
    return one_line(f"{teller}, {series.provider}" if series.teller == "official" else f"{teller}'s, as told")


def flow_title(flow: str, pair: tuple[str, str], name: CountryName) -> str:
    """ "exports of Kazakhstan": a flow as the first of the pair sees it."""
    return one_line(_FLOWS[flow].format(name(pair[0])))


def series_grid(value: Dossier, name: CountryName, flow: str | None = None) -> Grid:
    """Every point of every series by flow, then period; or those of one flow, which is then no column."""
    chosen = [(s, p) for s in value.series if flow in (None, s.flow) for p in s.points]
    flows = [s.flow for s in value.series]
    chosen.sort(key=lambda told: (flows.index(told[0].flow), _by_period(told[1])))
    rows = [
        (
            cell(figures.days(p.period) if p.period else "period not said"),
            *((cell(flow_title(s.flow, value.pair, name)),) if flow is None else ()),
            cell(point_value(p) + (" (aim)" if p.target else ""), p.statements, numeric=True),
            cell(_range(p), numeric=True),
            cell(series_title(s, value.pair, name) + _valued(p)),
        )
        for s, p in chosen
    ]
    heads = ("Period", *(("Flow",) if flow is None else ()), "Value", "As written, between", "Whose figure")
    mirrored = any(s.flow in ("exports", "imports") for s, _ in chosen)
    return Grid(
        key=f"trade-series-{flow}" if flow else "trade-series",
        title=f"Trade, {flow_title(flow, value.pair, name)}" if flow else "Trade as both sides tell it",
        heads=heads,
        rows=tuple(rows),
        note=_MIRROR if mirrored else "",
    )


def _by_period(point: Point) -> tuple[bool, date, date]:
    days = point.period
    return (days is None, days.end if days else date.max, days.start if days else date.max)


def point_value(point: Point) -> str:
    """The figure as it was told, or as statistical offices print theirs."""
    if point.observations:
        return figures.official(point.value.amount, point.value.currency)
    return figures.money(point.value)


def _range(point: Point) -> str:
    return "—" if point.observations else said(point.range, point.value.currency)


def _valued(point: Point) -> str:
    kinds = sorted({o.valuation for o in point.observations if o.valuation})
    return f", {'/'.join(kinds)}" if kinds else ""


def visit_grid(value: Dossier, name: CountryName) -> Grid:
    """Who visited whom, and at which rank."""
    rows = [
        (
            cell(f"{name(way.visitor)} to {name(way.host)}"),
            cell(f"{way.dated:,}", _told(way), numeric=True),
            cell(f"{way.undated:,}", numeric=True),
            cell(f"{way.to_come:,}", numeric=True),
            cell(_last(way), way.last.statements if way.last else ()),
            cell(", ".join(f"{rank} {count:,}" for rank, count in way.ranks) or "—"),
        )
        for way in value.exchanges
    ]
    return Grid(
        key="visits",
        title="Who visited whom",
        heads=("Direction", "Visits with a date", "Without a date", "To come", "Last of them", "Highest rank"),
        rows=tuple(rows) if any(way.lines for way in value.exchanges) else (),
        note=visit_balance(value, name) + " A visit told without a date may be one of those with one.",
    )


def visit_balance(value: Dossier, name: CountryName) -> str:
    """ "Kazakhstan has come twice more often than France": the difference of dated visits, in a sentence."""
    there, back = value.exchanges
    if there.dated == back.dated:
        return f"Visits with a date are even: {there.dated:,} either way."
    more, less = (there, back) if there.dated > back.dated else (back, there)
    return f"{name(more.visitor)} made {more.dated - less.dated:,} more of the visits with a date."


def _told(way: Exchange) -> Iterable[Statement]:
    return _tellers(stay for stay in way.stays if stay[0].dated)


def _tellers(visits: Iterable[Stay]) -> Iterable[Statement]:
    return (s for stay in visits for line in stay for s in line.statements)


def _last(way: Exchange) -> str:
    return wording.when(way.last.dated) if way.last and way.last.dated else "—"


def visit_year_grid(value: Dossier, name: CountryName) -> Grid:
    """Visits by year, both ways: what the chart draws."""
    a, b = map(name, value.pair)
    rows = [
        (
            cell(str(y.year)),
            cell(f"{len(y.there):,}", _tellers(y.there), numeric=True),
            cell(f"{len(y.back):,}", _tellers(y.back), numeric=True),
        )
        for y in value.visits
    ]
    return Grid(
        key="visit-years", title="Visits by year", heads=("Year", f"{a} to {b}", f"{b} to {a}"), rows=tuple(rows)
    )


def partner_title(shares: Shares, name: CountryName) -> str:
    """ "Trade of Kazakhstan with its partners, 2023"."""
    period = f", {figures.days(shares.period)}" if shares.period else ""
    return one_line(f"{shares.subject.capitalize()} of {name(shares.side)} by partner{period}")


def partner_grid(shares: Shares, name: CountryName) -> Grid:
    """The largest partners on a subject, and the rest together."""
    top, rest = shares.shares[:TOP], shares.shares[TOP:]
    rows = [(cell(name(s.partner)), partner_amount(shares, s), partner_share(s)) for s in top]
    if rest:
        amount = sum((s.amount for s in rest), start=Decimal(0))
        share = sum((s.share for s in rest), start=Decimal(0))
        others = cell(f"{len(rest):,} other" + ("" if len(rest) == 1 else "s"))
        rows.append((others, cell(_amount(shares, amount), numeric=True), cell(f"{share * 100:.0f}%", numeric=True)))
    return Grid(
        key=f"partners-{shares.side}-{shares.subject}".lower().replace(":", "-"),
        title=partner_title(shares, name),
        heads=("Partner", "Value" if shares.currency else "Events", "Share"),
        rows=tuple(rows),
        note=f"Concentration (Herfindahl–Hirschman index): {shares.concentration}; even shares would make "
        f"{1 / len(shares.shares):.3f}, a single partner 1.",
    )


def spread(value: Dossier) -> tuple[Shares, ...]:
    """The subjects on which a side has several partners; of one there is nothing to draw."""
    return tuple(shares for shares in value.partners if len(shares.shares) > 1)


def partner_note(value: Dossier, name: CountryName) -> str:
    """What the shares are of, who has one partner alone, and where the index comes from."""
    alone = [
        f"{shares.subject} of {name(shares.side)} are told with {name(shares.shares[0].partner)} alone"
        for shares in value.partners
        if len(shares.shares) == 1
    ]
    told = one_line("; ".join(alone))
    only = f" {told[:1].upper()}{told[1:]}." if told else ""
    return (
        f"Shares of what these sources tell, not of all there is; drawn from at most {MOST:,} events of each "
        f"side.{only} Concentration after {HHI_SOURCE}."
    )


def partner_amount(shares: Shares, share: Share) -> Cell:
    """How much a partner has, with what is counted."""
    statements = (s for event in share.events for s in event.statements)
    return cell(_amount(shares, share.amount), statements, numeric=True)


def partner_share(share: Share) -> Cell:
    """ "25%" """
    return cell(f"{share.share * 100:.0f}%", numeric=True)


def _amount(shares: Shares, amount: Decimal) -> str:
    return figures.money(Money(amount=amount, currency=shares.currency)) if shares.currency else f"{amount:,.0f}"


def source_summary(value: Dossier) -> str:
    """ "3 reports, 2 independent": how many sources there are, copies of one text counted once."""
    count, own = len(value.sources), value.independent
    reports = f"{count:,} report" + ("" if count == 1 else "s")
    return reports if count == own else f"{reports}, {own:,} independent"


def gap_sentences(value: Dossier, name: CountryName) -> tuple[str, ...]:
    """Everything that the dossier does not know, a sentence each."""
    return tuple(one_line(_GAPS[gap.code](gap, value, name)) for gap in value.gaps if gap.code in _GAPS)


def _silence(gap: Gap, value: Dossier, name: CountryName) -> str:
    last = date.fromisoformat(gap.about[0])
    return f"No source after {figures.day(last)}, {gap.count:,} days before {figures.day(value.today)}."


def _unofficial(gap: Gap, value: Dossier, name: CountryName) -> str:
    return f"No official figure of trade for {', '.join(_spans(map(int, gap.about)))}."


def _one_sided(gap: Gap, value: Dossier, name: CountryName) -> str:
    sides = " or ".join(name(code) for code in gap.about)
    return f"No figure of trade is told as {sides}'s own: there is no mirror to hold the other side's against."


def _single(gap: Gap, value: Dossier, name: CountryName) -> str:
    lines = len(value.lines)
    verb = "rests" if gap.count == 1 else "rest"
    return f"{gap.count:,} of {lines:,} lines {verb} on one independent report."


def _undated_sources(gap: Gap, value: Dossier, name: CountryName) -> str:
    return "1 source has no publication date." if gap.count == 1 else f"{gap.count:,} sources have no publication date."


def _undated_visits(gap: Gap, value: Dossier, name: CountryName) -> str:
    visits = "1 visit is" if gap.count == 1 else f"{gap.count:,} visits are"
    return f"{visits} told without a date."


def _silent(gap: Gap, value: Dossier, name: CountryName) -> str:
    promises = "1 promise" if gap.count == 1 else f"{gap.count:,} promises"
    return f"Nobody has spoken of {promises} for a year or more."


def _nothing(gap: Gap, value: Dossier, name: CountryName) -> str:
    return f"Nothing in these sources on: {', '.join(gap.about)}."


_GAPS: dict[str, Callable[[Gap, Dossier, CountryName], str]] = {
    "silence": _silence,
    "no-official-figure": _unofficial,
    "one-sided": _one_sided,
    "undated-sources": _undated_sources,
    "undated-visits": _undated_visits,
    "silent-promises": _silent,
    "single-report": _single,
    "nothing-on": _nothing,
}


def _spans(years: Iterable[int]) -> Iterator[str]:
    """ "2019–2022", "2025": years that follow one another together."""
    ordered = sorted(years)
    for _, told in itertools.groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]):
        run = [year for _, year in told]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"
