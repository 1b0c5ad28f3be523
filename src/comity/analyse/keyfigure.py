"""The five figures that a briefing opens with, each with what became of it when it was checked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from comity.analyse.agreement import AgreementTotal
from comity.analyse.line import Line, when
from comity.analyse.series import seen_from
from comity.model import Money, Statement
from comity.verify import Check

KEY_FIGURES = ("total", "exports", "imports", "agreements", "investment")
_STRENGTH = ("conflicts", "holds", "cannot be checked")
_MEASURES = ("stock", "flow", "deal")
PARTLY = "what it is added up from is only partly told by others"
NOTHING = "nothing here to hold it against"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """One of `KEY_FIGURES`, told of the first of a pair with the second. `statement` is the one it is quoted from, with
    `line` where it stands; `total` is set for agreements. `verdict` is that of its checks, the worst first; `reason`
    says why. A figure that nobody gives has no statement and the verdict "not said".
    """

    name: str
    verdict: str
    reason: str = ""
    line: Line | None = None
    statement: Statement | None = None
    total: AgreementTotal | None = None
    checks: tuple[Check, ...] = ()


def key_figures(
    pair: tuple[str, str], lines: Sequence[Line], agreements: Sequence[AgreementTotal], checks: Iterable[Check]
) -> tuple[KeyFigure, ...]:
    """All five, in the order of `KEY_FIGURES`."""
    of_statement: dict[str, list[Check]] = defaultdict(list)
    for check in checks:
        for statement in check.statements:
            of_statement[statement.id].append(check)
    done = next((t for t in agreements if t.status == "done"), None)
    found = [
        *(_judged(name, _latest_trade(pair, lines, name), of_statement) for name in ("total", "exports", "imports")),
        _agreements(done, of_statement),
        _judged("investment", _investment(lines), of_statement),
    ]
    return tuple(found)


def _judged(name: str, told: tuple[Line, Statement] | None, of_statement: Mapping[str, Sequence[Check]]) -> KeyFigure:
    if told is None:
        return KeyFigure(name=name, verdict="not said")
    line, statement = told
    held = list({id(c): c for s in line.statements for c in of_statement.get(s.id, ())}.values())
    verdict, reason, taken = _verdict(held)
    return KeyFigure(name=name, verdict=verdict, reason=reason, line=line, statement=statement, checks=taken)


def _verdict(checks: Sequence[Check]) -> tuple[str, str, tuple[Check, ...]]:
    """The strongest verdict, why, and the checks that come to it: those against official figures first."""
    for verdict in _STRENGTH:
        taken = tuple(sorted((c for c in checks if c.finding.verdict == verdict), key=lambda c: not c.observations))
        if taken:
            return verdict, taken[0].finding.message, taken
    return "cannot be checked", NOTHING, ()


def _agreements(total: AgreementTotal | None, of_statement: Mapping[str, Sequence[Check]]) -> KeyFigure:
    if total is None:
        return KeyFigure(name="agreements", verdict="not said")
    verdict, reason, taken = _of_total(total, of_statement)
    line = max(total.counted, key=_telling)
    said = [s for s in line.statements if _figures(s)] or list(line.statements)
    return KeyFigure(
        name="agreements", verdict=verdict, reason=reason, line=line, statement=said[0], total=total, checks=taken
    )


def _of_total(total: AgreementTotal, of_statement: Mapping[str, Sequence[Check]]) -> tuple[str, str, tuple[Check, ...]]:
    """A total conflicts where one of its lines does, and holds only where all of them do that tell a figure."""
    told = [line for line in total.counted if any(map(_figures, line.statements))]
    held = [_verdict([c for s in line.statements for c in of_statement.get(s.id, ())]) for line in told]
    conflicting = [one for one in held if one[0] == "conflicts"]
    if conflicting:
        return conflicting[0]
    if held and all(verdict == "holds" for verdict, _, _ in held):
        return held[0]
    return "cannot be checked", PARTLY if any(verdict == "holds" for verdict, _, _ in held) else NOTHING, ()


def _telling(line: Line) -> tuple[int, int, str]:
    """The line that says most of an agreement's size, the newest of equals."""
    days = line.when
    day = days.end if days else line.reported
    return max(map(_figures, line.statements)), day.toordinal() if day else 0, line.id


def _figures(statement: Statement) -> int:
    return sum(statement.slot(name) is not None for name in ("value", "count"))


def _latest_trade(pair: tuple[str, str], lines: Iterable[Line], flow: str) -> tuple[Line, Statement] | None:
    return max(_trade(pair, lines, flow), key=lambda told: _recent(*told), default=None)


def _trade(pair: tuple[str, str], lines: Iterable[Line], flow: str) -> Iterator[tuple[Line, Statement]]:
    for line in lines:
        if line.lead.kind != "trade" or line.to_come or line.about != "pair":
            continue
        for statement in line.statements:
            seen = seen_from(pair, statement)
            told = isinstance(statement.slot("value"), Money) and not statement.slot("target")
            if seen and seen[0] == flow and told and statement.status in ("done", "ongoing"):
                yield line, statement


def _recent(line: Line, statement: Statement) -> tuple[bool, int, int, int, str]:
    """Figures with a period before those without; the latest period, of equal ends the longer one."""
    days = when(statement)
    reported = line.reported.toordinal() if line.reported else 0
    if days is None:
        return False, 0, 0, reported, statement.id
    return True, days.end.toordinal(), (days.end - days.start).days, reported, statement.id


def _investment(lines: Iterable[Line]) -> tuple[Line, Statement] | None:
    """The latest figure of investment made: a stock before a flow before a single deal."""
    told = [
        (line, statement)
        for line in lines
        if line.lead.kind == "investment" and line.about == "pair" and not line.to_come
        for statement in line.statements
        if isinstance(statement.slot("value"), Money) and statement.status in ("done", "ongoing")
    ]
    return max(told, key=lambda t: (-_measure(t[1]), *_recent(*t)), default=None)


def _measure(statement: Statement) -> int:
    measure = statement.slot("measure")
    return _MEASURES.index(measure) if measure in _MEASURES else len(_MEASURES)
