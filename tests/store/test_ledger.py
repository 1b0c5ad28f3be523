"""What goes into a ledger comes out, newest first in authority, with nothing lost."""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from comity.model import LedgerError, Reading, Statement
from comity.store import Ledger

Make = Callable[..., Statement]
Read = Callable[..., Reading]


def test_a_reading_comes_back_as_it_was(ledger: Ledger, state: Make, read: Read) -> None:
    told = read("a", state("a", "NOR", "PER"), state("a", "PER", "CHL", kind="meeting"))
    assert ledger.append(told, ledger.start_run(code="1")) == "new"
    assert tuple(ledger.statements()) == told.statements
    assert [s.id for s in ledger.statements()] == [s.id for s in told.statements]
    assert ledger.article("a") == told.article


def test_each_way_a_document_can_come_in(ledger: Ledger, state: Make, read: Read) -> None:
    first, changed = read("a", state("a", "NOR", "PER")), read("a", state("a", "NOR", "CHL"), text="Other words.")
    one, two = ledger.start_run(code="1"), ledger.start_run(code="2")
    other_model = ledger.start_run(code="2", model="larger")
    outcomes = [
        ledger.append(*given)
        for given in ((first, one), (first, one), (changed, one), (changed, two), (changed, two), (first, other_model))
    ]
    assert outcomes == ["new", "known", "version", "reread", "known", "reread"]


def test_the_newest_version_is_read_and_the_old_one_kept(ledger: Ledger, state: Make, read: Read) -> None:
    run = ledger.start_run(code="1")
    first, changed = read("a", state("a", "NOR", "PER")), read("a", state("a", "NOR", "CHL"), text="Other words.")
    ledger.append_many([first, changed, first], run)
    assert tuple(ledger.statements()) == changed.statements
    assert [row.version for row in ledger.documents()] == [changed.article.version]
    assert [row.version for row in ledger.versions("a")] == [first.article.version, changed.article.version]
    assert ledger.article("a", first.article.version) == first.article
    old = first.statements[0]
    assert ledger.statement(old.id) == (old, first.article)


def test_the_newest_reading_is_read_and_the_old_one_kept(ledger: Ledger, state: Make, read: Read) -> None:
    first, better = read("a", state("a", "NOR", "PER")), read("a", state("a", "NOR", "PER", status="planned"))
    better = replace(better, article=replace(better.article, publisher="The Gull and Tern"))
    ledger.append(first, ledger.start_run(code="1"))
    ledger.append(better, ledger.start_run(code="2"))
    assert tuple(ledger.statements()) == better.statements
    assert ledger.article("a") == better.article
    assert [row.publisher for row in ledger.documents()] == ["The Gull and Tern"]
    assert [s.statements[0][1].status for s in ledger.stored(history=True)] == ["done", "planned"]
    assert [s.statements[0][1].status for s in ledger.stored()] == ["planned"]


def test_a_pair_is_asked_for_in_either_order(ledger: Ledger, state: Make, read: Read) -> None:
    both, three, other = state("a", "NOR", "PER"), state("a", "PER", "CHL", "NOR", said=1), state("a", "NOR", "CHL")
    ledger.append(read("a", both, three, other), ledger.start_run(code="1"))
    assert tuple(ledger.statements(("PER", "NOR"))) == tuple(ledger.statements(("NOR", "PER"))) == (both, three)
    assert tuple(ledger.statements(("NOR", "BOL"))) == ()


def test_statements_of_kinds_and_of_one_document(ledger: Ledger, state: Make, read: Read) -> None:
    visit, deal, other = state("a", "NOR", "PER", kind="visit"), state("a", "NOR", "PER"), state("b", "NOR", "PER")
    ledger.append_many([read("a", visit, deal), read("b", other)], ledger.start_run(code="1"))
    assert tuple(ledger.statements(kinds=["visit", "meeting"])) == (visit,)
    assert tuple(ledger.statements(document="b")) == (other,)
    assert [entry.document.id for entry in ledger.entries(("NOR", "PER"), ["agreement"])] == ["a", "b"]


def test_the_order_of_reading_does_not_show(fresh: Callable[[], str], state: Make, read: Read) -> None:
    readings = [
        read("b", state("b", "NOR", "PER"), day=9),
        read("a", state("a", "NOR", "PER"), day=9),
        read("c", day=2),
    ]
    readings.append(Reading(article=replace(readings[0].article, id="0", published=None)))
    told = []
    for order in itertools.islice(itertools.permutations(readings), 0, None, 5):
        with Ledger.open(fresh()) as ledger:
            ledger.append_many(order, ledger.start_run(code="1"))
            told.append(([row.id for row in ledger.documents()], list(ledger.statements())))
    assert told[0][0] == ["c", "a", "b", "0"]
    assert all(other == told[0] for other in told)


def test_a_statement_is_found_by_the_beginning_of_its_id(ledger: Ledger, state: Make, read: Read) -> None:
    statements = tuple(state("a", "NOR", "PER", said=n) for n in range(40))
    told = read("a", *statements)
    ledger.append(told, ledger.start_run(code="1"))
    for one in statements:
        assert ledger.statement(one.id[:12]) == (one, told.article)
    for wrong in ("", "%", "xyz", "A0", statements[0].id + "0"):
        with pytest.raises(LedgerError, match="not a statement id"):
            ledger.statement(wrong)
    twice = next(c for c in "0123456789abcdef" if sum(s.id.startswith(c) for s in statements) > 1)
    with pytest.raises(LedgerError, match="begins several statements"):
        ledger.statement(twice)
    unused = next(f"{n:016x}" for n in range(99) if all(s.id != f"{n:016x}" for s in statements))
    with pytest.raises(LedgerError, match="no statement"):
        ledger.statement(unused)


def test_one_statement_told_twice_is_one_row(ledger: Ledger, state: Make, read: Read) -> None:
    same = state("a", "NOR", "PER")
    ledger.append(read("a", same, state("a", "NOR", "CHL"), same), ledger.start_run(code="1"))
    assert tuple(ledger.statements()) == (same, state("a", "NOR", "CHL"))


def test_a_batch_is_all_or_nothing(ledger: Ledger, state: Make, read: Read) -> None:
    run = ledger.start_run(code="1")
    with pytest.raises(FileNotFoundError), ledger.transaction() as batch:  # noqa: PT012
        assert batch.append(read("a", state("a", "NOR", "PER")), run) == "new"
        raise FileNotFoundError("something of the caller's own")
    assert list(ledger.documents()) == []
    with ledger.transaction() as batch:
        assert [batch.append(read(name), run) for name in "aab"] == ["new", "known", "new"]
    assert [row.id for row in ledger.documents()] == ["a", "b"]


def test_documents_are_read_outside_the_write_lock(ledger: Ledger, place: str, state: Make, read: Read) -> None:
    """A second writer gets its turn while the first one still works on its next documents."""
    run = ledger.start_run(code="1")

    def readings() -> "itertools.chain[Reading]":
        for name in "abc":
            with Ledger.open(place) as other:
                assert other.append(read(f"other-{name}"), run) == "new"
            yield read(name)

    assert ledger.append_many(readings(), run, batch=2) == ("new", "new", "new")
    assert ledger.info().documents == 6


def test_what_a_ledger_holds(ledger: Ledger, state: Make, read: Read) -> None:
    started = datetime(2031, 6, 30, 12, tzinfo=UTC)
    run = ledger.start_run(code="1", model="small 3.8", settings={"jobs": 2}, started=started)
    ledger.append_many(
        [
            read("a", state("a", "NOR", "PER"), day=3),
            read("a", state("a", "NOR", "PER"), state("a", "NOR", "CHL"), text="New.", day=4),
            read("b", state("b", "NOR", "PER", kind="visit"), day=8),
        ],
        run,
    )
    info = ledger.info()
    assert (info.documents, info.versions, info.readings, info.runs) == (2, 3, 3, 1)
    assert info.statements == {"agreement": 2, "visit": 1}
    assert (str(info.first_published), str(info.last_published)) == ("2031-06-04", "2031-06-08")
    assert info.size > 0
    assert ledger.runs() == (run,)
    assert ledger.runs()[0].settings == {"jobs": 2}


def test_unknown_documents_are_named(ledger: Ledger, read: Read) -> None:
    ledger.append(read("a"), ledger.start_run(code="1"))
    with pytest.raises(LedgerError, match="no document 'b'"):
        ledger.article("b")
    with pytest.raises(LedgerError, match="no document 'a' in version 0123"):
        ledger.article("a", "0123")
    assert ledger.versions("b") == ()


def test_leaving_off_in_the_middle_does_no_harm(ledger: Ledger, state: Make, read: Read) -> None:
    run = ledger.start_run(code="1")
    ledger.append_many([read(str(n), state(str(n), "NOR", "PER")) for n in range(600)], run)
    for _ in range(20):
        assert next(ledger.statements()).kind == "agreement"
    assert ledger.append(read("more"), run) == "new"
