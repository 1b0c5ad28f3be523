"""Trade that adds up: total = exports + imports, balance = exports - imports, no part above its whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from comity.verify.check import Check, Given, Verdict, check, imply
from comity.verify.flows import Subject
from comity.verify.known import Known, Table, choose, incomparable, name
from comity.verify.mirror import FREIGHT
from comity.verify.precision import Range, said

_ZERO = Decimal(0)
_TWO_COUNTS = "the total may be the other side's count, which freight and insurance set apart by up to 20 percent"
_OTHER = {"there": "back", "back": "there"}


def check_sums(table: Table, given: Given) -> Iterator[Check]:
    """ "trade-sum" of totals with what makes them up, "trade-balance" of balances, "trade-part" of flows and goods with
    their whole. A side that is not told is computed and given as `implied`.
    """
    for (subject, flow, part), cells in table.items():
        flows = {name: table.get((subject, name, part), ()) for name in ("total", "there", "back", "balance")}
        for whole in cells if flow == "total" else ():
            yield from _total(subject, whole, flows, given)
        for balance in cells if flow == "balance" and part == () else ():
            yield from _balance(balance, flows, given)
        for known in cells if flow in ("there", "back", "total") else ():
            yield from _parts(known, table, given)


def _total(subject: Subject, total: Known, flows: dict[str, Sequence[Known]], given: Given) -> Iterator[Check]:
    there, back, balance = (choose(flows[flow], total.currency, given) for flow in ("there", "back", "balance"))
    if there and back:
        yield _equal("trade-sum", "total", total, (there, back), (1, 1), given)
        return
    side = there or back
    if side and balance:
        # Exports less imports is the balance, so the total is twice the exports less the balance.
        sign = -1 if side is there else 1
        yield _equal("trade-sum", "total", total, (side, balance), (2, sign), given)
    elif side:
        yield from _missing(subject, total, side, given)
    elif balance:
        yield from _halves(total, balance, given)


def _balance(balance: Known, flows: dict[str, Sequence[Known]], given: Given) -> Iterator[Check]:
    there, back = (choose(flows[flow], balance.currency, given) for flow in ("there", "back"))
    if there and back:
        yield _equal("trade-balance", "balance", balance, (there, back), (1, -1), given)


def _equal(code: str, what: str, whole: Known, parts: tuple[Known, ...], signs: tuple[int, ...], given: Given) -> Check:
    known = (whole, *parts)
    statements = [s for k in known for s in k.statements]
    reason = incomparable(known, given)
    if reason is not None or whole.range is None:
        return check(code, "cannot be checked", reason or "", statements)
    computed = Range(_ZERO, _ZERO)
    for part, sign in zip(parts, signs, strict=True):
        spread = part.range or Range(None, None)
        computed = computed + (spread.times(Decimal(sign)) if sign > 0 else -spread)
    verdict: Verdict = "holds" if whole.range.meets(computed) else "conflicts"
    told, gives = said(whole.range, whole.currency), said(computed, whole.currency)
    message = f"the {what} as written is {told}; its parts give {gives}{_at(known)}"
    if verdict == "conflicts" and given.across and whole.range.meets(_either_count(computed)):
        verdict, message = "cannot be checked", f"{message}; {_TWO_COUNTS}"
    return check(code, verdict, message, statements)


def _either_count(computed: Range) -> Range:
    """Wide enough for the total that the other side counts."""
    if computed.low is not None and computed.low < 0:
        return Range(None, None)
    return Range(computed.times(1 / FREIGHT).low, computed.times(FREIGHT).high)


def _missing(subject: Subject, total: Known, side: Known, given: Given) -> Iterator[Check]:
    flow, goods = _OTHER[side.cell[1]], total.cell[2]
    statements = [*total.statements, *side.statements]
    reason = incomparable((total, side), given)
    if reason is not None or total.range is None or side.range is None:
        yield check("trade-sum", "cannot be checked", reason or "", statements)
        return
    rest = total.range - side.range
    if rest.high is not None and rest.high < 0:
        return  # more than the whole: "trade-part" says so
    rest = rest.not_below(_ZERO)
    about = max(total.about - side.about, _ZERO) if not side.note else (rest.low or _ZERO)
    what = name((subject, flow, goods))
    implied = imply(what, about, rest, total.currency)
    missing = name((replace(subject, period=None), flow, goods))
    would = f"it would have to be {said(rest, total.currency)}, about {said(Range(about, about), total.currency)}"
    yield check(
        "trade-sum", "cannot be checked", f"{missing} is not given; {would}{_at((total, side))}", statements, [implied]
    )


def _halves(total: Known, balance: Known, given: Given) -> Iterator[Check]:
    """Both flows from the total and the balance alone."""
    statements = [*total.statements, *balance.statements]
    reason = incomparable((total, balance), given)
    if reason is not None or total.range is None or balance.range is None:
        yield check("trade-sum", "cannot be checked", reason or "", statements)
        return
    half, found = Decimal("0.5"), []
    for flow, spread, about in (
        ("there", total.range + balance.range, total.about + balance.about),
        ("back", total.range - balance.range, total.about - balance.about),
    ):
        if spread.high is not None and spread.high < 0:
            yield check("trade-sum", "conflicts", "the balance is more than the total", statements)
            return
        both = spread.not_below(_ZERO).times(half)
        what = name((total.cell[0], flow, total.cell[2]))
        found.append(imply(what, max(about / 2, _ZERO), both, total.currency))
    would = "; ".join(f"{i.what} would have to be {said(Range(i.low, i.high), i.unit)}" for i in found)
    yield check("trade-sum", "cannot be checked", f"the flows are not given: {would}", statements, found)


def _parts(part: Known, table: Table, given: Given) -> Iterator[Check]:
    """A flow against the total, and some goods against all of the flow and of the total."""
    subject, flow, goods = part.cell
    above = dict.fromkeys([(flow, ())] * bool(goods) + [("total", goods), ("total", ())])
    for above_flow, above_goods in above:
        if (above_flow, above_goods) != (flow, goods):
            whole = choose(table.get((subject, above_flow, above_goods), ()), part.currency, given)
            if whole is not None:
                yield _not_more(part, whole, given)


def _not_more(part: Known, whole: Known, given: Given) -> Check:
    statements = [*part.statements, *whole.statements]
    reason = incomparable((part, whole), given)
    if reason is not None or part.range is None or whole.range is None:
        return check("trade-part", "cannot be checked", reason or "", statements)
    low, high = part.range.low, whole.range.high
    verdict: Verdict = "conflicts" if low is not None and high is not None and low > high else "holds"
    told = f"the part is {said(part.range, part.currency)}, the whole {said(whole.range, whole.currency)}"
    return check("trade-part", verdict, told + _at((part, whole)), statements)


def _at(known: Sequence[Known]) -> str:
    notes = sorted({k.note for k in known if k.note})
    return f" (at {'; '.join(notes)})" if notes else ""
