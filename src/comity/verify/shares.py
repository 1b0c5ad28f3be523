"""Shares: none above 100 percent, together not above 100, and each what its part is of its whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from decimal import Decimal

from comity.model import Statement
from comity.verify.check import Check, Given, Verdict, check
from comity.verify.flows import Figure, figure_of
from comity.verify.known import Cell, Known, Table, choose, incomparable, name
from comity.verify.precision import Range, said
from comity.verify.quoted import percentage

_WHOLE = Decimal(100)


def check_shares(statements: Iterable[Statement]) -> Iterator[Check]:
    """ "share-sum" for every single share or stake above 100 or below 0, and for every whole with several of them.

    One whole is: a reporter's flow in a period over its partners; the same with one partner over commodities; a
    named project over its participants. Blocs are left out of sums, because their members may stand beside them.
    """
    wholes: dict[tuple[Hashable, ...], dict[Hashable, tuple[Range, Statement]]] = defaultdict(dict)
    for statement in statements:
        for slot in ("share", "stake"):
            spread = percentage(statement, slot)
            if spread is None:
                continue
            if (spread.low or Decimal(0)) > _WHOLE or (spread.high is not None and spread.high < 0):
                yield check("share-sum", "conflicts", f"a {slot} of {statement.slot(slot)} percent", [statement])
                continue
            for whole, part in _wholes(statement, slot):
                wholes[whole].setdefault(part, (spread, statement))
    for whole, parts in wholes.items():
        if len(parts) > 1:
            yield _sum(list(parts.values()), overlapping=whole[0] == "commodities")


def _sum(parts: Sequence[tuple[Range, Statement]], *, overlapping: bool) -> Check:
    least = sum((spread.low or Decimal(0) for spread, _ in parts), Decimal(0))
    told = [Decimal(str(s.slot("share") if s.slot("share") is not None else s.slot("stake"))) for _, s in parts]
    verdict: Verdict = "conflicts" if least > _WHOLE else "holds"
    message = f"shares of one whole: {' + '.join(f'{share}' for share in told)} = {sum(told)} percent"
    if verdict == "conflicts" and overlapping:
        verdict, message = "cannot be checked", f"{message}; one of the commodities may include another"
    return check("share-sum", verdict, message, [statement for _, statement in parts])


def _wholes(statement: Statement, slot: str) -> Iterator[tuple[tuple[Hashable, ...], Hashable]]:
    """The wholes that a share belongs to, each with what names the part."""
    if slot == "stake":
        title = statement.slot("name")
        who = statement.countries("participant")
        if isinstance(title, str) and title and who and statement.status != "denied":
            names = tuple(actor.name for actor in statement.actors if actor.role == "participant")
            yield ("stake", title.casefold(), statement.date, statement.status), names
        return
    figure = figure_of(statement)
    if figure is None or figure.subject.period is None or any(c.startswith("org:") for c in statement.countries()):
        return
    reporter, partners = statement.countries("reporter"), statement.countries("partner")
    what = (reporter, statement.slot("flow"), figure.subject.period, figure.subject.target, figure.subject.scope)
    if partners:
        yield ("partners", *what, figure.part), partners
    if len(figure.part) == 1:
        yield ("commodities", *what, partners), figure.part


def check_share_levels(figures: Sequence[Figure], table: Table, given: Given) -> Iterator[Check]:
    """ "share-level": a part told with its share against the whole, where the article gives it. The whole is the
    reporter's (of a total, either side's) trade with the world; of some goods, also all goods with the same partner.
    """
    for figure in figures:
        share = percentage(figure.statement, "share")
        if figure.value is None or figure.subject.period is None or share is None:
            continue
        cell = (figure.subject, figure.flow, figure.part)
        part = next(k for k in table[cell] if k.currency == figure.currency)
        candidates = (choose(table.get(whole, ()), figure.currency, given) for whole in _wholes_of(figure))
        wholes = [whole for whole in candidates if whole is not None]
        if wholes:
            yield _level(figure, share, part, wholes, given)


def _wholes_of(figure: Figure) -> list[Cell]:
    subject, flow, part = figure.subject, figure.flow, figure.part
    cells: list[Cell] = []
    if part:
        cells.append((subject, flow, ()))
    elif flow in ("there", "back") and figure.subject.low:
        cells.append((subject, "total", ()))
    partner = subject.high if figure.reporter == subject.low else subject.low
    if partner:
        for side in (figure.reporter, partner) if flow == "total" else (figure.reporter,):
            world = type(subject)(low="", high=side, period=subject.period, target=subject.target, scope=subject.scope)
            exports = figure.statement.slot("flow") == "exports"
            cells.append((world, "total" if flow == "total" else "back" if exports else "there", part))
            if part:
                cells.append((world, "total" if flow == "total" else "back" if exports else "there", ()))
    return cells


def _level(figure: Figure, share: Range, part: Known, wholes: Sequence[Known], given: Given) -> Check:
    statements = [figure.statement, *part.statements]
    told = f"{figure.statement.slot('share')} percent"
    found: list[str] = []
    for whole in wholes:
        if incomparable((part, whole), given) is not None or whole.range is None:
            continue
        computed = _percent(figure.range, whole.range)
        if computed.meets(share):
            message = f"{told} is told; {name(part.cell)} is {said(computed, 'percent')} of {name(whole.cell)}"
            return check("share-level", "holds", message, [*statements, *whole.statements])
        found.append(f"{said(computed, 'percent')} of {name(whole.cell)}")
    statements += [s for whole in wholes for s in whole.statements]
    if not found:
        reason = incomparable((part, *wholes), given) or "no whole is told clearly"
        return check("share-level", "cannot be checked", reason, statements)
    message = f"{told} is told; {name(part.cell)} is {' or '.join(found)}"
    if len(found) > 1 or len(wholes) > 1 or part.cell[2]:
        return check("share-level", "cannot be checked", f"{message}: the share may be of another whole", statements)
    return check("share-level", "conflicts", message, statements)


def _percent(part: Range, whole: Range) -> Range:
    low = None if part.low is None or not whole.high else part.low / whole.high * 100
    high = None if part.high is None or not whole.low else part.high / whole.low * 100
    return Range(low, high)
