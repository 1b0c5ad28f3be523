"""What the network says of sentences, and how far it bears a statement out."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from comity.kinds import load
from comity.model import Actor, Article, Document, Quote, Span, Statement
from comity.read import read_article
from comity.recognise import recognise
from comity.recognise.learned.network import network
from comity.recognise.learned.weighing import STATUS, Weighed, is_symmetric, ranked, support, weighed
from comity.resolve import country_name, mentions

READER = recognise(country_name)
TOLD = "Kenya's president visited Uganda on Monday. Norway has imposed tariffs on Peru. Oman is warm in spring."


def weighed_of(article: Article) -> tuple[Weighed, ...]:
    trees, ctx = READER.parsed(article, *mentions(article), every=True)
    return weighed([(tree, ctx, "") for tree in trees], {"text": article.text, "title": article.title})


@pytest.fixture(scope="module")
def sentences() -> tuple[Weighed, ...]:
    article = read_article(Document(id="d", content=TOLD, format="plain", origin="d", published=date(2024, 11, 7)))
    return weighed_of(article)


def statement(kind: str, of: str, **roles: str) -> Statement:
    start = TOLD.index(of)
    quote = Quote(exact=of, span=Span(start, start + len(of)), within="text")
    actors = tuple(Actor(name=code, country=code, role=role) for role, code in roles.items())
    slots = (("act", "tariff"),) if kind == "measure" else ()
    return Statement(document="d", kind=kind, status="done", actors=actors, slots=slots, quotes=(quote,))


def test_relations_are_those_of_the_kinds() -> None:
    kinds, relations = load(), [name for name in network().names if not name.startswith(STATUS)]
    assert all(name.rstrip("=").partition("/")[0] in kinds for name in relations)
    assert {*network().names} - {*relations} == {STATUS + s for s in ("ongoing", "planned", "proposed", "denied")}


def test_every_ordered_pair_has_a_probability_for_every_relation(sentences: tuple[Weighed, ...]) -> None:
    for one in sentences:
        assert set(one.likely) == set(one.candidates.pairs)
        assert all(v.shape == (len(network().names),) and ((v >= 0) & (v <= 1)).all() for v in one.likely.values())


def test_what_stands_beside_a_sentence_makes_no_difference(sentences: tuple[Weighed, ...]) -> None:
    first = TOLD.split(". ")[0] + "."
    article = read_article(Document(id="d", content=first, format="plain", origin="d", published=date(2024, 11, 7)))
    (alone,) = weighed_of(article)
    beside = sentences[0].likely
    assert all(np.array_equal(alone.likely[pair], beside[pair]) for pair in (("KEN", "UGA"), ("UGA", "KEN")))


def test_what_is_told_is_likelier_than_what_is_not(sentences: tuple[Weighed, ...]) -> None:
    told = support(statement("visit", "visited", visitor="KEN", host="UGA"), sentences)
    turned = support(statement("visit", "visited", visitor="UGA", host="KEN"), sentences)
    other = support(statement("visit", "imposed", visitor="NOR", host="PER"), sentences)
    measure = support(statement("measure", "imposed", source="NOR", target="PER"), sentences)
    assert told is not None
    assert measure is not None
    assert told > 2 * max(turned or 0, other or 0)
    assert measure > 0.2


def test_what_has_one_side_or_no_sentence_is_not_weighed(sentences: tuple[Weighed, ...]) -> None:
    assert support(statement("visit", "visited", visitor="KEN"), sentences) is None
    assert support(statement("visit", "visited", visitor="KEN", host="UGA"), ()) is None


def test_first_is_who_acts() -> None:
    assert ranked(("host", "participant")) == ("participant", "host")
    assert ranked(("mediator", "party")) == ("mediator", "party")
    assert ranked(("party",)) == ("party", "party")
    assert is_symmetric("meeting")
    assert is_symmetric("commitment/pledge=")
    assert not is_symmetric("visit")


def test_the_wheel_holds_the_network_within_bounds() -> None:
    import comity.recognise.learned as package

    assert (Path(package.__file__).parent / "relations.onnx").stat().st_size < 50_000_000
