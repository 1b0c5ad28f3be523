"""Which shards of archives are in the ledger, with what could not be read of them; each came in by one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, func, insert, select

from comity.model import Reading, Refusal
from comity.store.codec import DAMAGE
from comity.store.ledger import Batch, Ledger
from comity.store.records import Run
from comity.store.schema import shard, shard_error

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """A shard in the ledger: `body` is what it was (JSON), the counts are records looked at, kept by the filter, read,
    and refused.
    """

    name: str
    run: int
    body: str
    looked_at: int
    kept: int
    read: int
    errors: int
    loaded: str


def load_shard(
    ledger: Ledger, run: Run, name: str, body: str, counts: Mapping[str, int], items: Iterable[Reading | Refusal]
) -> bool:
    """All of a shard in one transaction, or nothing; False where it is there already. Raises LedgerError."""
    with ledger.writing() as connection:
        if connection.execute(select(shard.c.name).where(shard.c.name == name)).first() is not None:
            return False
        batch = Batch(connection)
        refused: list[Refusal] = []
        for item in items:
            if isinstance(item, Refusal):
                refused.append(item)
            else:
                batch.append(item, run)
        batch.flush()
        row = {"name": name, "run": run.id, "body": body, **counts}
        connection.execute(insert(shard), {**row, "loaded": datetime.now(UTC).isoformat(timespec="seconds")})
        errors = [{"shard": name, "position": n, "origin": r.origin, "why": r.why} for n, r in enumerate(refused)]
        for at in range(0, len(errors), _AT_ONCE):
            connection.execute(insert(shard_error), errors[at : at + _AT_ONCE])
    return True


def loaded_names(ledger: Ledger) -> frozenset[str]:
    """The names of all shards in the ledger."""
    with ledger.reading() as connection:
        return frozenset(connection.execute(select(shard.c.name)).scalars())


def shards(ledger: Ledger) -> tuple[Loaded, ...]:
    """All shards in the ledger, run by run, those of one in the order they came in."""
    with ledger.reading() as connection:
        rows = connection.execute(select(shard).order_by(shard.c.run, shard.c.loaded, shard.c.name)).mappings()
        return tuple(Loaded(**dict(row)) for row in rows)


def errors_of(ledger: Ledger, name: str) -> tuple[Refusal, ...]:
    """What could not be read of a shard, in its order."""
    wanted = select(shard_error.c.origin, shard_error.c.why).where(shard_error.c.shard == name)
    with ledger.reading() as connection:
        rows = connection.execute(wanted.order_by(shard_error.c.position)).all()
    return tuple(Refusal(origin=row.origin, why=row.why) for row in rows)


def damage(connection: Connection) -> Iterator[str]:
    """Shards that are not what they were named after, or whose errors are not all there."""
    counted = select(shard_error.c.shard, func.count().label("number")).group_by(shard_error.c.shard)
    try:
        held = {row.shard: int(row.number) for row in connection.execute(counted)}
        for row in connection.execute(select(shard.c.name, shard.c.body, shard.c.errors).order_by(shard.c.name)):
            if hashlib.sha256(str(row.body).encode("utf-8", "surrogatepass")).hexdigest()[:16] != row.name:
                yield f"shard {row.name} is not what was written down: its digest differs"
            if held.get(row.name, 0) != row.errors:
                yield f"shard {row.name} was written with other errors ({row.errors}) than it has"
    except DAMAGE as error:
        yield f"the rows of shard cannot be made out ({error})"
