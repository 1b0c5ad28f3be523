"""What a person decided about statements; derived rows are rebuilt from statements and these."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Self

from comity.model.statement import Statement, public

Action = Literal["accept", "correct", "reject", "merge", "split", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A statement as it was when it was decided on: enough to find it again in another reading of its document.

    `countries` are the (role, code) pairs of its actors; `exact` is its first quote. `told` is its public form as JSON
    text, which `statement` is the hash of. `before` are the ids that it had in earlier readings, as far as decisions of
    that time were found to be about it.
    """

    statement: str
    document: str
    kind: str
    exact: str
    countries: tuple[tuple[str, str], ...] = ()
    told: str = ""
    before: tuple[str, ...] = ()

    @classmethod
    def of(cls, statement: Statement, before: tuple[str, ...] = ()) -> Self:
        """The subject that a statement is."""
        return cls(
            statement=statement.id,
            document=statement.document,
            kind=statement.kind,
            exact=statement.quotes[0].exact if statement.quotes else "",
            countries=tuple((a.role, a.country or "") for a in statement.actors),
            told=json.dumps(public(statement), ensure_ascii=False, separators=(",", ":")),
            before=before,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. `merge` and `split` name two or more subjects (that are, or are not, one event), `undo` none.

    `values` are the corrected fields as (name, JSON text of the public form) pairs, "null" for a value that is not
    said; `undoes` is the id of the decision that is taken back. `made` is in UTC.
    """

    action: Action
    subjects: tuple[Subject, ...]
    author: str
    made: datetime
    reason: str = ""
    values: tuple[tuple[str, str], ...] = ()
    undoes: str | None = None

    @property
    def id(self) -> str:
        """16 hex digits of SHA-256 over all that it says."""
        said = [
            self.action,
            [[s.statement, s.document, s.kind, s.exact, s.countries, s.before] for s in self.subjects],
            self.author,
            self.made.isoformat(),
            self.reason,
            self.values,
            self.undoes,
        ]
        content = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]
