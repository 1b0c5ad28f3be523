"""Shares of one whole: together they do not pass 100 percent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from decimal import Decimal

from comity.model import Statement
from comity.verify.check import Check, Verdict, check
from comity.verify.flows import figure_of
from comity.verify.precision import percents

_WHOLE = Decimal(100)


def check_shares(statements: Iterable[Statement]) -> Iterator[Check]:
    """ "share-sum" for every single share above 100, and for every whole of which several shares are given.

    One whole is: a reporter's flow in a period over its partners; the same with one partner over commodities; a
    named project over its participants. Blocs are left out of sums, because their members may stand beside them.
    """
    wholes: dict[tuple[Hashable, ...], dict[Hashable, tuple[Decimal, Statement]]] = defaultdict(dict)
    for statement in statements:
        for slot in ("share", "stake"):
            value = statement.slot(slot)
            if not isinstance(value, Decimal | int) or isinstance(value, bool):
                continue
            share = Decimal(value)
            if share > _WHOLE or share < 0:
                yield check("share-sum", "conflicts", f"a {slot} of {share} percent", [statement])
                continue
            for whole, part in _wholes(statement, slot):
                wholes[whole].setdefault(part, (share, statement))
    for whole, parts in wholes.items():
        if len(parts) > 1:
            yield _sum(list(parts.values()), overlapping=whole[0] == "commodities")


def _sum(parts: list[tuple[Decimal, Statement]], *, overlapping: bool) -> Check:
    least = sum((percents(share).low or Decimal(0) for share, _ in parts), Decimal(0))
    told = " + ".join(f"{share}" for share, _ in parts)
    verdict: Verdict = "conflicts" if least > _WHOLE else "holds"
    message = f"shares of one whole: {told} = {sum(share for share, _ in parts)} percent"
    if verdict == "conflicts" and overlapping:
        verdict, message = "cannot be checked", f"{message}; one of the commodities may include another"
    return check("share-sum", verdict, message, [statement for _, statement in parts])


def _wholes(statement: Statement, slot: str) -> Iterator[tuple[tuple[Hashable, ...], Hashable]]:
    """The wholes that a share belongs to, each with what names the part."""
    if slot == "stake":
        name = statement.slot("name")
        who = statement.countries("participant")
        if isinstance(name, str) and name and who:
            names = tuple(actor.name for actor in statement.actors if actor.role == "participant")
            yield ("stake", name.casefold(), statement.date), names
        return
    figure = figure_of(statement)
    if figure is None or figure.subject.period is None or any(c.startswith("org:") for c in statement.countries()):
        return
    reporter, partners = statement.countries("reporter"), statement.countries("partner")
    what = (reporter, figure.statement.slot("flow"), figure.subject.period, figure.subject.target)
    if partners:
        yield ("partners", *what, figure.part), partners
    if len(figure.part) == 1:
        yield ("commodities", *what, partners), figure.part
