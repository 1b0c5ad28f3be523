"""Making decisions: what may be decided, held against the statements that it is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from comity.model import Action, Decision, InputError, LedgerError, Statement, Subject
from comity.reconcile.decide import in_force, replay
from comity.reconcile.find import Finder
from comity.store import decisions as kept

if TYPE_CHECKING:
    from comity.store import Ledger

_LONGEST_REASON = 2000
_LONGEST_NAME = 200
_JOINING = ("merge", "split")


class Desk:
    """Decisions of a ledger as they are when the desk is set up, and those that are kept here after them. Nothing is
    written: that is for `store.decisions`. One decision is later than another whatever the clock says.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._made = {decision.id: decision for decision in kept.decisions(ledger)}
        self._last = max((d.made for d in self._made.values()), default=None)
        self._in_force()

    @property
    def made(self) -> Mapping[str, Decision]:
        """Every decision by id, oldest first."""
        return self._made

    def about(self, document: str) -> tuple[Decision, ...]:
        """The decisions in force that a document's statements take part in, but for what undid others."""
        return tuple(self._of_document[document])

    def prepare(
        self,
        action: Action,
        statements: Sequence[str],
        *,
        author: str,
        reason: str = "",
        values: Mapping[str, str] | None = None,
    ) -> Decision:
        """As `draft`, held against the statements as they now read. Raises InputError where it cannot be meant: a value
        that the kind does not allow, statements of two kinds merged, one that is no longer read in its document.
        """
        decision = self.draft(action, statements, author=author, reason=reason, values=values)
        self.check(decision)
        return decision

    def draft(
        self,
        action: Action,
        statements: Sequence[str],
        *,
        author: str,
        reason: str = "",
        values: Mapping[str, str] | None = None,
    ) -> Decision:
        """A decision about statements given by id (as read, or as they now read; or its beginning).

        `values` are fields as JSON text of the public form. Raises InputError where an id is unknown or something is
        missing.
        """
        if action == "undo":
            raise InputError("a decision is taken back by its own id")
        if (action == "correct") != bool(values):
            raise InputError("a correction needs values" if action == "correct" else f"{action} takes no values")
        subjects = tuple({s.statement: s for s in map(self.subject, statements)}.values())
        if (len(subjects) < 2) if action in _JOINING else (len(subjects) != 1):
            raise InputError(f"{action} needs {'two statements or more' if action in _JOINING else 'one statement'}")
        return self._decision(action, subjects, author, reason, values=tuple((values or {}).items()))

    def undo(self, decision_id: str, *, author: str, reason: str = "") -> Decision:
        """What takes a decision back, given by its id or the beginning of it."""
        found = [d for d in self._made if decision_id and d.startswith(decision_id)]
        if len(found) != 1:
            raise InputError(f"{'more than one' if found else 'no'} decision {decision_id[:40]!r}")
        return self._decision("undo", (), author, reason, undoes=found[0])

    def check(self, decision: Decision) -> None:
        """Raise InputError where a draft does not fit the statements as they now read."""
        documents = {s.document for s in decision.subjects}
        told = [statement for document in sorted(documents) for statement in self._of(document)]
        before = {d.id: d for document in documents for d in self._of_document[document]}
        wrong = replay(told, [*before.values(), decision]).unplaced.get(decision.id)
        if wrong:
            raise InputError(wrong[0].message.partition("): ")[2])

    def keep(self, decision: Decision) -> None:
        """Take a decision in, so that the next ones follow on it."""
        self._made[decision.id], self._last = decision, decision.made
        for document in {s.document for s in decision.subjects}:
            self._of_document[document].append(decision)
            self._ever[document].append(decision)
        if decision.action == "undo":
            self._in_force()

    def subject(self, statement_id: str) -> Subject:
        """The subject that an id means: of a statement as read (by any version of Comity), or as it now reads."""
        statement = self._statement(statement_id)
        told = {s.id: s for s in self._of(statement.document)}
        own = statement.id
        if own not in told:
            return Subject.of(statement)
        earlier = [s for d in self._ever[statement.document] for s in d.subjects if s.document == statement.document]
        finder = Finder(told, earlier)
        before = {s.statement for s in earlier if s.statement != own and finder.find(s).place == own}
        return Subject.of(statement, tuple(sorted(before)))

    def _statement(self, statement_id: str) -> Statement:
        try:
            return self._ledger.statement(statement_id)[0]
        except LedgerError as error:
            about = {s.document for d in self._made.values() for s in d.subjects}
            now = replay((s for d in about for s in self._of(d)), list(self._made.values())).now
            read = [before for before, after in now.items() if statement_id and after.startswith(statement_id)]
            if len(read) != 1:
                raise InputError(str(error)) from error
            return self._ledger.statement(read[0])[0]

    def _of(self, document: str) -> list[Statement]:
        return list(self._ledger.statements(document=document))

    def _decision(
        self,
        action: Action,
        subjects: tuple[Subject, ...],
        author: str,
        reason: str,
        *,
        values: tuple[tuple[str, str], ...] = (),
        undoes: str | None = None,
    ) -> Decision:
        name, why = " ".join(author.split()), " ".join(reason.split())
        if not 0 < len(name) <= _LONGEST_NAME:
            raise InputError(f"a decision needs the name of who makes it, of at most {_LONGEST_NAME} characters")
        if len(why) > _LONGEST_REASON:
            raise InputError(f"the reason is longer than {_LONGEST_REASON} characters")
        # A clock that was set back must not make this decision older than one it follows on.
        now = datetime.now(UTC)
        made = max(now, self._last + timedelta(microseconds=1)) if self._last else now
        return Decision(
            action=action, subjects=subjects, author=name, made=made, reason=why, values=values, undoes=undoes
        )

    def _in_force(self) -> None:
        """Sort the decisions by the documents they are about: those in force, and all that were ever made."""
        valid = in_force(self._made.values())
        self._of_document: dict[str, list[Decision]] = defaultdict(list)
        self._ever: dict[str, list[Decision]] = defaultdict(list)
        for decision in self._made.values():
            for document in {s.document for s in decision.subjects}:
                self._ever[document].append(decision)
                if decision.id in valid:
                    self._of_document[document].append(decision)
