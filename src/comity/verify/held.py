"""What is told against one official figure, in the currency of the text, and what all of them say together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from comity.model import Observation, Statement
from comity.verify.check import Check, Verdict, check
from comity.verify.observed import Official, spelled
from comity.verify.precision import Range, said
from comity.verify.rates import Rate, Rates

_PARTS = {"total": "trade with", "exports": "exports to", "imports": "imports from", "balance": "a balance with"}
_VALUED = {"FOB": "free on board", "CIF": "with freight and insurance"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The verdict of one official figure on what is told, in words with both figures and the gap; `observations` are
    empty where there is no figure that could be compared.
    """

    verdict: Verdict
    words: str
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchanged:
    """An official figure in another currency: at the mean rate of its period, and anywhere between the lowest and the
    highest; `why` says that there is no rate.
    """

    value: Decimal
    mean: Range
    wide: Range
    currency: str
    rate: Rate | None = None
    why: str = ""


def exchange(official: Official, currency: str, rates: Rates | None) -> Exchanged:
    """The figure in `currency`; flows spread over a period, so the rates are its business days'."""
    own = official.series.currency
    if own == currency:
        return Exchanged(value=official.value, mean=official.range, wide=official.range, currency=currency)
    rate = rates.average(own, currency, official.period) if rates is not None else None
    if rate is None or rate.low is None or rate.high is None:
        why = rates.absence(own, currency, official.period) if rates is not None else "no rates of exchange are given"
        return Exchanged(value=official.value, mean=official.range, wide=official.range, currency=own, why=why)
    return Exchanged(
        value=official.value * rate.value,
        mean=official.range.times(rate.value),
        wide=official.range.times(rate.low, rate.high),
        currency=currency,
        rate=rate,
    )


def held_against(told: Range, official: Official, exchanged: Exchanged) -> Held:
    """Holds within the written precision, conflicts outside it; at a converted figure, conflicts only where no rate
    of the period brings the two together.
    """
    words = reported(official, exchanged)
    if exchanged.why:
        return Held(verdict="cannot be checked", words=f"{words}; {exchanged.why}")
    if told.meets(exchanged.mean):
        return Held(verdict="holds", words=f"{words}: within it", observations=official.observations)
    gap = gap_of(told, exchanged.value)
    if told.meets(exchanged.wide):
        why = f"{words}: {gap}, which the rates of the period can explain"
        return Held(verdict="cannot be checked", words=why, observations=official.observations)
    return Held(verdict="conflicts", words=f"{words}: {gap}", observations=official.observations)


def concluded(code: str, words: str, tried: Sequence[Held], statement: Statement) -> Check:
    """One figure that agrees is enough to hold; to conflict, every figure that could be compared must. What decides is
    told first.
    """
    compared = {held.verdict for held in tried if held.observations}
    verdict: Verdict = "holds" if "holds" in compared else "cannot be checked"
    if compared == {"conflicts"}:
        verdict = "conflicts"
    in_order = sorted(tried, key=lambda held: (held.verdict != verdict, not held.observations))
    message = "; ".join([words, *dict.fromkeys(held.words for held in in_order)])
    found = check(code, verdict, message, [statement])
    return replace(found, observations=tuple(dict.fromkeys(o for held in in_order for o in held.observations)))


def reported(official: Official, exchanged: Exchanged) -> str:
    """ "KAZ reports trade with FRA of 4.246 billion USD in 2023 (exports and imports added; Office, goods)"."""
    series = official.series
    valued = {_VALUED[o.valuation] for o in official.observations if o.valuation} if official.flow != "total" else set()
    notes = [official.how, *sorted(valued), f"{series.provider}, {series.dataset}"]
    partner = "the world" if series.partner == "W00" else series.partner
    amount = said(Range(official.value, official.value), series.currency)
    rate = ""
    if exchanged.rate is not None:
        rate = f" = {said(Range(exchanged.value, exchanged.value), exchanged.currency)} at {exchanged.rate}"
    what = f"{_PARTS[official.flow]} {partner} of {amount}{rate}"
    return f"{series.reporter} reports {what} in {spelled(official.period)} ({'; '.join(filter(None, notes))})"


def gap_of(told: Range, value: Decimal) -> str:
    """How far what is told lies from an official figure, in percent of that."""
    nearest = told.low if told.low is not None and told.low > value else told.high
    if nearest is None or not value:
        return "what is told lies outside"
    percent = abs(nearest - value) / abs(value) * 100
    return f"what is told is at least {percent:.2g} percent {'above' if nearest > value else 'below'}"
