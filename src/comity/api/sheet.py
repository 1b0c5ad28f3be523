"""Reviewing in a spreadsheet: statements out as CSV, one row each, and the decisions written beside them in again."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from comity.api import review
from comity.api.desk import Desk
from comity.api.events import reconcile_new
from comity.api.notation import json_of, typed
from comity.model import Action, Decision, InputError, Refusal
from comity.model.statement import public
from comity.present.clean import safe
from comity.present.formula import guarded, unguarded
from comity.present.wording import lead_quote
from comity.store import decisions as kept

if TYPE_CHECKING:
    from comity.store import Ledger

COLUMNS = (
    "id",
    "kind",
    "status",
    "actors",
    "date",
    "place",
    "slots",
    "quote",
    "document",
    "confidence",
    "failed_checks",
    "state",
    "decisions",
    "as_of",
    "decision",
    "with",
    "corrections",
    "reason",
    "author",
)
"""Those from "decision" on are for the reviewer. `id` is what the statement was read with; `decisions` are the ids of
those in force, the newest last; `as_of` is the newest decision of the ledger when the row was written.
"""
_MOST_BYTES = 200_000_000
_LONGEST_CELL = 32_000  # characters that spreadsheets hold
_NO_SLOTS = frozenset(("document", "kind", "status", "actors", "date", "place", "quote"))
_ACTIONS = ("accept", "correct", "reject", "merge", "split", "undo")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the rows of a sheet; `refused` name them by their number in the sheet (the header is row 1)."""

    rows: int = 0
    added: int = 0
    known: int = 0
    empty: int = 0
    refused: tuple[Refusal, ...] = ()


def write_sheet(
    ledger: Ledger,
    path: Path,
    pair: tuple[str, str] | None = None,
    kinds: Collection[str] = (),
    limit: int | None = None,
) -> int:
    """Statements in the order of `review.queue` as CSV (UTF-8 with a mark, for spreadsheets); how many rows there are.

    Text from outside that a spreadsheet would take for a formula is led by an apostrophe. Raises InputError where the
    file cannot be written.
    """
    made = kept.decisions(ledger)
    as_of = made[-1].id if made else ""
    items = review.queue(ledger, pair, kinds, limit)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            sheet = csv.writer(file)
            sheet.writerow(COLUMNS)
            sheet.writerows([guarded(safe(cell)[:_LONGEST_CELL]) for cell in _row(item, as_of)] for item in items)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}); choose another file") from error
    return len(items)


def read_sheet(ledger: Ledger, path: Path, *, author: str = "") -> Imported:
    """Write down the decisions of a sheet, all good rows at once, and bring the events up to date; `author` is whose
    they are where a row does not say.

    A decision that was made since the sheet was written is not made again. Raises InputError where the file is no such
    sheet.
    """
    clerk = _Clerk(ledger, author)
    rows = known = empty = 0
    added: list[Decision] = []
    refused: list[Refusal] = []
    for number, row in _rows(path):
        rows += 1
        try:
            if isinstance(row, InputError):
                raise row
            wished = bool(row["decision"] or row["corrections"])
            made = clerk.take(row) if wished else []
        except InputError as error:
            refused.append(Refusal(origin=f"{path} row {number}", why=str(error)))
            continue
        empty += not wished
        known += wished and not made
        added += made
    if kept.add_all(ledger, added):
        reconcile_new(ledger)
    return Imported(rows=rows, added=len(added), known=known, empty=empty, refused=tuple(refused))


class _Clerk:
    """Turns rows into decisions, one row after another."""

    def __init__(self, ledger: Ledger, author: str) -> None:
        self._desk, self._author = Desk(ledger), author
        self._place = {made: n for n, made in enumerate(self._desk.made)}
        self._said = {_said(d): n for n, d in enumerate(self._desk.made.values())}

    def take(self, row: Mapping[str, str]) -> list[Decision]:
        """The decisions of a row that are not in the ledger yet. Raises InputError."""
        action = row["decision"].lower() or "correct"
        if action not in _ACTIONS:
            raise InputError(f"no decision is called {row['decision'][:40]!r}; there are {', '.join(_ACTIONS)}")
        by = {"author": row["author"] or self._author, "reason": row["reason"]}
        if action == "undo":
            made = self._undo(row, by)
            return [made] if made else []
        values = _corrections(row["corrections"], row["kind"] or self._desk.subject(row["id"]).kind)
        if action == "correct" and not values:
            raise InputError("a correction needs something in the column corrections")
        wishes: list[tuple[Action, list[str], dict[str, str]]] = []
        if values:
            wishes.append(("correct", [row["id"]], values))
        if action != "correct":
            others = re.split(r"[\s,;]+", row["with"]) if row["with"] else []
            wishes.append((action, [row["id"], *others], {}))  # type: ignore[arg-type]
        made_now = (self._make(*wish, since=self._since(row), by=by) for wish in wishes)
        return [decision for decision in made_now if decision]

    def _make(
        self, action: Action, ids: list[str], values: dict[str, str], *, since: int, by: Mapping[str, str]
    ) -> Decision | None:
        decision = self._desk.draft(action, ids, values=values, **by)
        if self._is_known(decision, since):
            return None
        self._desk.check(decision)
        return self._kept(decision)

    def _undo(self, row: Mapping[str, str], by: Mapping[str, str]) -> Decision | None:
        last = row["decisions"].split()[-1:]
        if not last:
            raise InputError("there is nothing to undo: the column decisions is empty")
        decision = self._desk.undo(last[0], **by)
        return None if self._is_known(decision, -1) else self._kept(decision)

    def _is_known(self, decision: Decision, since: int) -> bool:
        return self._said.get(_said(decision), -1) > since

    def _kept(self, decision: Decision) -> Decision:
        self._said[_said(decision)] = self._place[decision.id] = len(self._place)
        self._desk.keep(decision)
        return decision

    def _since(self, row: Mapping[str, str]) -> int:
        """How many decisions there were when the row was written; all of them count where it does not say."""
        return self._place.get(row["as_of"], -1)


def _said(decision: Decision) -> tuple[object, ...]:
    """What makes two decisions the same wish: all but when it was made."""
    about = frozenset(subject.statement for subject in decision.subjects)
    return decision.action, about, decision.author, decision.reason, decision.values, decision.undoes


def _corrections(text: str, kind: str) -> dict[str, str]:
    """Lines "field = value", or a JSON object of fields, as JSON texts by field."""
    if not text:
        return {}
    told: dict[str, Any] = {}
    if text.startswith("{"):
        try:
            told = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise InputError(f"corrections: neither lines of field = value nor JSON: {text[:60]!r}") from error
    else:
        for line in filter(str.strip, text.splitlines()):
            name, equals, value = line.partition("=")
            if not equals:
                raise InputError(f"corrections: {line[:60]!r}: write field = value, one a line")
            told["_".join(name.lower().split())] = value
    if isinstance(told.get("kind"), str):
        kind = told["kind"].strip()
    return {f: json_of(kind, f, v) if isinstance(v, str) else json.dumps(v) for f, v in told.items()}


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str] | InputError]]:
    """Rows by column with their numbers; one that cannot be taken apart is an InputError."""
    text = _text(path)
    header, _, _ = text.partition("\n")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=header.count), strict=True)
    names = [name.strip().lower() for name in next(reader, [])]
    if not {"id", "decision"} <= set(names):
        raise InputError(f"{path}: no sheet of a review (it needs the columns id and decision); see review --export")
    number = 1
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, InputError(f"not CSV from here on ({error})")
            return
        if len(cells) > len(names) and any(cells[len(names) :]):
            yield number, InputError(f"{len(cells)} cells under {len(names)} columns")
        elif any(cells):
            told = dict(zip(names, (unguarded(cell).strip() for cell in cells), strict=False))
            yield number, {name: told.get(name, "") for name in COLUMNS}


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InputError(f"{path}: larger than {_MOST_BYTES:,} bytes; import it in parts")
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text; save it as CSV UTF-8") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error


def _row(item: review.Item, as_of: str) -> tuple[str, ...]:
    statement = item.statement
    told = public(statement)
    quote = lead_quote(statement)
    return (
        item.read,
        statement.kind,
        statement.status,
        *(typed(statement, field) for field in ("actors", "date", "place")),
        json.dumps({name: told[name] for name in told.keys() - _NO_SLOTS}, ensure_ascii=False, sort_keys=True),
        quote.exact if quote else "",
        statement.document,
        "" if statement.confidence is None else f"{statement.confidence:.2f}",
        "; ".join(item.failed),
        item.state,
        " ".join(decision.id for decision in item.decisions),
        as_of,
        *("" for _ in COLUMNS[COLUMNS.index("decision") :]),
    )
