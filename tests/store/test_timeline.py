"""A pair's timeline is what the ledger holds now, whatever was looked at before."""

import random
from collections.abc import Callable

import pytest

from comity.model import Reading, Statement
from comity.store import Ledger, timeline

Make = Callable[..., Statement]
Read = Callable[..., Reading]
PAIRS = (("NOR", "PER"), ("CHL", "PER"), ("CHL", "NOR"), ("BOL", "NOR"))


def expected(ledger: Ledger, pair: tuple[str, str], kinds: tuple[str, ...] = ()) -> list[Statement]:
    """The long way: all statements, one by one."""
    every = ledger.statements()
    return [s for s in every if set(pair) <= set(s.countries()) and (not kinds or s.kind in kinds)]


def filled(ledger: Ledger, read: Read, state: Make) -> None:
    drawn = random.Random(3)
    told = []
    for number in range(60):
        name = f"d{number:02}"
        kinds = drawn.choices(["visit", "agreement"], k=4)
        statements = [state(name, *drawn.choice(PAIRS), "USA", kind=kind, said=n) for n, kind in enumerate(kinds)]
        told.append(read(name, *statements, day=drawn.randint(1, 28)))
    ledger.append_many(told, ledger.start_run(code="1"))


@pytest.mark.parametrize("most", [20_000, 5])
def test_it_is_what_all_statements_say(
    most: int, ledger: Ledger, read: Read, state: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "_MOST_KEPT", most)
    monkeypatch.setattr(timeline, "_ROWS_AT_ONCE", 7)
    filled(ledger, read, state)
    for _ in range(2):
        for pair in (*PAIRS, ("USA", "NOR"), ("USA", "XXX")):
            assert list(ledger.statements(pair)) == expected(ledger, pair)
            assert list(ledger.statements(pair, ["visit"])) == expected(ledger, pair, ("visit",))


def test_several_are_read_side_by_side(
    ledger: Ledger, read: Read, state: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(timeline, "_MOST_KEPT", 5)
    monkeypatch.setattr(timeline, "_ROWS_AT_ONCE", 3)
    filled(ledger, read, state)
    running = {pair: ledger.statements(pair) for pair in PAIRS}
    told: dict[tuple[str, str], list[Statement]] = {pair: [] for pair in PAIRS}
    while running:
        for pair, statements in list(running.items()):
            one = next(statements, None)
            if one is None:
                del running[pair]
            else:
                told[pair].append(one)
    assert told == {pair: expected(ledger, pair) for pair in PAIRS}


def test_what_comes_in_later_shows(ledger: Ledger, place: str, read: Read, state: Make) -> None:
    first, second = read("a", state("a", "NOR", "PER")), read("a", state("a", "NOR", "CHL"), text="Other words.")
    again = read("a", state("a", "NOR", "CHL", status="planned"), text="Other words.")
    with Ledger.open(place) as writer:
        for told, pair in ((first, PAIRS[0]), (second, PAIRS[2]), (again, PAIRS[2])):
            writer.append(told, writer.start_run(code=str(told.statements[0].status)))
            assert [list(ledger.statements(p)) for p in PAIRS] == [
                list(told.statements) if p == pair else [] for p in PAIRS
            ]


def test_of_one_document(ledger: Ledger, read: Read, state: Make) -> None:
    filled(ledger, read, state)
    found = [s for pair in PAIRS for s in ledger.statements(pair, document="d07")]
    assert sorted(s.id for s in found) == sorted(s.id for s in ledger.statements(document="d07"))
