"""A wire story is known on ten sites; two stories are two, whatever stands below both of them."""

from __future__ import annotations

import importlib
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.reconcile.copies import Body, bands, body_of, copies, same_text

MODULE = importlib.import_module("comity.reconcile.copies")  # the package gives the function that name
FISH = (
    "OSLO, May 6 (North Wire) — Norway and Peru agreed on Tuesday to share "
    "the catch of anchovy off the Peruvian coast.",
    "Fisheries Minister Kari Lund signed the accord with her counterpart Rosa Quispe in the harbour hall of Bergen.",
    "Under the accord, 12 Norwegian trawlers may take up to 40,000 tonnes "
    "a year until 2035, against a fee of $18 million.",
    "Peru's fishing towns had asked for a lower quota. Quispe said that "
    "scientists of both sides would count the shoals.",
    "Trade between the two came to $310 million last year, a third of it fish meal, according to Statistics Norway.",
    "The ministers will meet again in Callao in November, when the first count is to be laid before both parliaments.",
)
RAIL = (
    "LIMA, May 6 (North Wire) — A tunnel below the Andes was opened on Tuesday by President Alva and Norway's king.",
    "The tunnel, 31 kilometres long, took a Norwegian firm nine years and brings the port of Callao within six hours.",
    "Miners of copper had paid for a fifth of it; the rest came as a loan of 2.1 billion dollars from Nordic banks.",
    "King Harald thanked the 4,200 workers, of whom eleven lost their lives when a chamber filled with water in 2027.",
    "Freight trains run from June. Farmers of the high valleys fear that the line will bring them nothing but dust.",
    "A second tunnel is being drawn by engineers in Trondheim, but no one has said who would pay for it.",
)
BOILERPLATE = (
    "The North Wire is owned by its readers and has offices in nineteen cities on four continents of the world.",
    "It was founded in 1951 by seven newspapers that wanted news from "
    "abroad without the cost of a man in each capital.",
    "Its stories may be printed by members only; whoever wants to use them "
    "elsewhere should write to the office in Oslo.",
    "Corrections are made within the day and marked as such at the foot of "
    "the story, with the hour and the reason given.",
    "The agency takes no money from states, parties or churches, and "
    "publishes its books in March of every single year.",
)
MENU = ("Home", "World", "Subscribe for 1 euro", "Most read today", "Share this", "Weather: 14 °C", "Photo: A. Berg")


def page(lines: tuple[str, ...] | list[str], headline: str = "Anchovy deal", menu: tuple[str, ...] = ()) -> str:
    return "\n".join([*menu, headline, "", *lines, *reversed(menu)])


@pytest.mark.parametrize(
    "other",
    [
        page(FISH, "Norway, Peru strike bargain over anchovy as towns look on in worry"),
        page([FISH[0].removeprefix("OSLO, May 6 (North Wire) — "), *FISH[1:]]),
        page(FISH[:-1]),
        page(FISH[:3]),
        page(
            [*FISH, "Our reader Per Dahl, 81, of Stavanger, remembers the herring years and wishes the trawlers luck."]
        ),
        page(FISH, menu=MENU),
        page(
            [
                "Updated on Wednesday: the towns of Chimbote and Paita have since gone to court against the accord.",
                *FISH,
            ]
        ),
        page([*FISH, *BOILERPLATE]),
        page(FISH).upper(),
        page(FISH).replace(" — ", " - ").replace("’", "'"),
    ],
    ids=[
        "headline",
        "dateline",
        "cut",
        "brief",
        "added",
        "furniture",
        "new opening",
        "boilerplate",
        "capitals",
        "dashes",
    ],
)
def test_one_story(other: str) -> None:
    assert copies([("b", other), ("a", page(FISH)), ("c", page(RAIL))]) == (("a", "b"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (page([*FISH[:3], *BOILERPLATE]), page([*RAIL[:3], *BOILERPLATE])),
        (page([*BOILERPLATE[:2], *FISH]), page([*BOILERPLATE[:2], *RAIL])),
        (page(FISH, menu=MENU), page(RAIL, menu=MENU)),
        (page(FISH), page(reversed([s.replace("anchovy", "cod") for s in RAIL]))),  # type: ignore[arg-type]
        ("Norway and Peru talked.", "Norway and Peru talked."),
        ("", ""),
    ],
    ids=["boilerplate below", "boilerplate above", "menus", "others", "too short", "empty"],
)
def test_two_stories(one: str, other: str) -> None:
    assert copies([("a", one), ("b", other)]) == ()


def test_a_form_letter_with_another_months_figures_is_another_text() -> None:
    form = (
        "{country} bought goods worth {value} million crowns from Norway in {month}, Statistics Norway said on Monday. "
        "That was {growth} per cent more than a year before. Fish made up "
        "{fish} per cent of it and machines {machines}. "
        "The office counts goods when they cross the border and revises its figures twice. "
        "The next figures are due on the fifteenth of the month, at eight in the morning."
    )
    may = form.format(country="Peru", value="412", month="May", growth="3.1", fish="61", machines="17")
    june = form.format(country="Peru", value="398", month="June", growth="0.4", fish="58", machines="21")
    chile = form.format(country="Chile", value="977", month="May", growth="8.8", fish="44", machines="30")
    assert copies([("may", may), ("june", june), ("chile", chile)]) == ()
    assert copies([("may", may), ("again", f"Statistics\n{may}")]) == (("again", "may"),)


def test_copies_of_copies_are_one_group_and_each_stays_in_one() -> None:
    chain = [("a", page(FISH[:4])), ("b", page(FISH)), ("c", page([*FISH[3:], *FISH[1:3]])), ("d", page(RAIL))]
    assert copies(chain) == copies(reversed(chain))
    (group,) = copies(chain)
    assert {"a", "b"} <= set(group) <= {"a", "b", "c"}


SENTENCES = (*FISH, *RAIL, *BOILERPLATE)


@settings(max_examples=60, deadline=None)
@given(
    stories=st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9).map(page), max_size=8),
    seed=st.integers(0, 99),
)
def test_groups_do_not_depend_on_the_order(stories: list[str], seed: int) -> None:
    texts = [(f"d{n}", story) for n, story in enumerate(stories)]
    shuffled = [*texts, *texts]
    random.Random(seed).shuffle(shuffled)
    assert copies(shuffled) == copies(texts)
    assert all(len(group) > 1 for group in copies(texts))


@settings(max_examples=40, deadline=None)
@given(
    stories=st.lists(st.sampled_from([page(FISH), page(FISH[:-1]), page(FISH).upper(), page(RAIL)]), max_size=9),
    standing=st.integers(1, 3),
    seed=st.integers(0, 99),
)
def test_a_few_stand_for_all_that_carry_one_text(stories: list[str], standing: int, seed: int) -> None:
    texts = [(f"d{n}", story) for n, story in enumerate(stories)]
    expected = copies(texts)
    random.Random(seed).shuffle(texts)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(MODULE, "_STAND", standing)
        assert copies(texts) == expected


def letters(number: int) -> list[tuple[str, str]]:
    """Of one form, each with figures of its own."""
    drawn = random.Random(number)
    return [
        (
            f"letter {n:05}",
            "\n".join(
                f"In week {week} the port of Callao took in {drawn.randint(1_000, 999_999)} tonnes of fish meal from "
                f"{drawn.randint(1_000, 999_999)} boats. The harbour master counts them at noon."
                for week in range(6)
            ),
        )
        for n in range(number)
    ]


def test_what_a_letter_costs_does_not_grow_with_the_number_of_those_of_its_form(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = []
    monkeypatch.setattr(MODULE, "_STAND", 4)
    monkeypatch.setattr(MODULE, "same_text", lambda a, b: bool(held.append(a)) or same_text(a, b))
    costs = []
    for number in (100, 200, 400):
        held.clear()
        assert copies(letters(number)) == ()
        costs.append(len(held) / number)
    assert costs[2] < 1.5 * costs[1] < 2.25 * costs[0]


def test_a_copy_is_found_among_many_letters_of_its_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MODULE, "_STAND", 4)
    form = letters(100)
    again = ("z", f"Statistics\n{form[-1][1]}\nThe next figures are due on Monday at eight, the harbour master said.")
    assert copies([*form, again]) == ((form[-1][0], "z"),)


def body(text: str) -> Body:
    found = body_of(text)
    assert found is not None
    return found


def test_the_bands_of_a_text_are_always_the_same_and_those_of_others_other_ones() -> None:
    assert bands(body(page(FISH))) == bands(body(page(FISH, "Another headline")))
    assert not bands(body(page(FISH))) & bands(body(page(RAIL)))
    assert all(0 <= band < 2**63 for band in bands(body(page(FISH))))
    assert same_text(body(page(FISH)), body(page(FISH)))


def test_hostile_texts_are_bounded() -> None:
    assert copies([("a", "x " * 3_000_000), ("b", "\ud800" * 100 + " y." * 100), ("c", "\n" * 1_000_000)]) == ()
