"""Decisions of people in the ledger: only ever added to, so that each can be taken back and none is lost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, func, insert, select

from comity.model import Decision, LedgerError, Subject
from comity.store.codec import DAMAGE, dumps, plain, value_of
from comity.store.ledger import Ledger
from comity.store.schema import decision as table

_AT_ONCE = 200  # ids in one question to the database


def add(ledger: Ledger, decision: Decision) -> bool:
    """Write a decision down; it is on disk when this returns. False where it is in the ledger already."""
    return add_all(ledger, [decision]) == 1


def add_all(ledger: Ledger, decisions: Iterable[Decision]) -> int:
    """Write several down, all of them or none; how many of them were new."""
    rows = {decision.id: _columns(decision) for decision in decisions}
    if not rows:
        return 0
    with ledger.writing() as connection:
        ids = list(rows)
        for start in range(0, len(ids), _AT_ONCE):
            asked = select(table.c.id).where(table.c.id.in_(ids[start : start + _AT_ONCE]))
            for known in connection.execute(asked).scalars():
                del rows[known]
        if rows:
            connection.execute(insert(table), list(rows.values()))
    return len(rows)


def decisions(ledger: Ledger) -> tuple[Decision, ...]:
    """All decisions by time. Raises LedgerError where one is not what its id says."""
    with ledger.reading() as connection:
        rows = connection.execute(select(table).order_by(table.c.key)).all()
    return tuple(sorted((_decision(row, ledger.where) for row in rows), key=lambda d: (d.made, d.id)))


def newest(ledger: Ledger) -> datetime | None:
    """When the newest decision was made."""
    with ledger.reading() as connection:
        made = connection.execute(select(func.max(table.c.made))).scalar()
    return datetime.fromisoformat(made) if made else None


def _columns(decision: Decision) -> dict[str, Any]:
    if decision.made.utcoffset() != timedelta(0):
        raise ValueError("decisions are made in UTC")
    body = {
        "subjects": plain(decision.subjects),
        "reason": decision.reason,
        "values": decision.values,
        "undoes": decision.undoes,
    }
    return {
        "id": decision.id,
        "action": decision.action,
        "author": decision.author,
        "made": decision.made.isoformat(timespec="microseconds"),
        "body": dumps(body),
    }


def _decision(row: Row[Any], where: str) -> Decision:
    try:
        body = json.loads(row.body)
        found = Decision(
            action=row.action,
            subjects=value_of(tuple[Subject, ...], body["subjects"]),
            author=row.author,
            made=datetime.fromisoformat(row.made),
            reason=body["reason"],
            values=tuple((name, text) for name, text in body["values"]),
            undoes=body["undoes"],
        )
        if found.id != row.id:
            raise ValueError("its content is not what its id says")
    except DAMAGE as error:
        raise LedgerError(f"{where}: decision {row.id} is damaged ({error}); restore it from a copy") from error
    return found
