"""Names of undertakings: which are one, which are two, and which cannot be told."""

import pytest

from comity.analyse.promise_subject import alike, apart, fewer, subject
from comity.model import Actor, Statement


def named(text: str, *actors: str) -> Statement:
    return Statement(
        document="d",
        kind="project",
        status="planned",
        actors=tuple(Actor(name=a, role="host") for a in actors),
        quotes=(),
        slots=(("name", text),),
    )


def pair(a: str, b: str) -> tuple[bool, bool]:
    first, second = (subject(named(text), ("name",)) for text in (a, b))
    assert alike(first, second) == alike(second, first)
    assert apart(first, second) == apart(second, first)
    return bool(alike(first, second)), apart(first, second)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("nuclear power plant in Uzbekistan", "Jizzakh nuclear power plant"),
        ("China-Kyrgyzstan-Uzbekistan railway", "construction of the China-Kyrgyzstan-Uzbekistan railway in Beijing"),
        ("Kars-Akhalkalaki rail link", "Akhalkalaki–Kars railway"),
        ("protection of investments", "the protection of investments on Monday"),
        ("build a joint logistics centre in Port Said by the end of 2024", "logistics centre in Port Said"),
        ("200 electric buses", "electric bus fleet of 200 electric buses"),
        ("Uzbekistan's first nuclear power plant", "nuclear power plant"),
    ],
)
def test_one_undertaking_by_two_names(a: str, b: str) -> None:
    assert pair(a, b) == (True, False)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Samarkand solar plant", "Bukhara solar plant"),
        ("first nuclear power plant", "second nuclear power plant"),
        ("road from Osh to Batken", "road from Osh to Naryn"),
    ],
)
def test_two_that_look_alike_are_surely_two(a: str, b: str) -> None:
    assert pair(a, b) == (False, True)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("solar plant", "nuclear power plant"),
        ("cooperation", "joint project"),
        ("railway", "Trans-Afghan railway line"),
        ("", ""),
        ("wheat", ""),
    ],
)
def test_what_cannot_be_told_is_not_the_same(a: str, b: str) -> None:
    assert not pair(a, b)[0]


def test_who_takes_part_is_no_part_of_the_name() -> None:
    first = subject(named("Rosatom plant", "Rosatom"), ("name",))
    second = subject(named("Framatome plant", "Framatome"), ("name",))
    assert not apart(first, second)


@pytest.mark.parametrize(
    ("promised", "told", "less"),
    [
        ("2 million doses", "1 million doses", True),
        ("2 million doses", "2,000,000 doses", False),
        ("200 buses", "250 buses", False),
        ("200 buses", "buses", False),
        ("200 buses by 2024", "150 buses", True),
        ("$2 billion loan", "loan", False),
    ],
)
def test_fewer_than_was_promised(promised: str, told: str, less: bool) -> None:
    assert fewer(*(subject(named(text), ("name",)) for text in (promised, told))) is less


def test_a_long_name_takes_no_time() -> None:
    long = named("1,1" * 50_000 + " Plant" * 20_000)
    assert alike(subject(long, ("name",)), subject(long, ("name",)))
