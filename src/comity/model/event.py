"""An event: what happened, or is said to come, with every statement that tells of it."""

from __future__ import annotations

from dataclasses import dataclass

from comity.model.statement import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Statements of one kind that tell of one event, the fullest first.

    `copies` are groups of documents that carry one and the same text (a wire story on several sites); each group
    counts as one independent source. Which statements are here does not depend on the order they came in.
    """

    statements: tuple[Statement, ...]
    copies: tuple[tuple[str, ...], ...] = ()

    @property
    def id(self) -> str:
        """The smallest id of its statements; any statement's id leads to its event."""
        return min(statement.id for statement in self.statements)

    @property
    def lead(self) -> Statement:
        """The fullest statement."""
        return self.statements[0]

    @property
    def kind(self) -> str:
        """The kind of all of its statements."""
        return self.lead.kind

    @property
    def reports(self) -> int:
        """How many documents tell of it."""
        return len({statement.document for statement in self.statements})

    @property
    def independent(self) -> int:
        """How many of them are no copies of one another."""
        group_of = {document: number for number, group in enumerate(self.copies) for document in group}
        return len({group_of.get(s.document, s.document) for s in self.statements})
