"""A tree whose names and figures are single nodes stays a tree, whatever is laid on it."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from comity.model import Actor, Mention, Period, Span
from comity.recognise.parser import parse
from comity.recognise.syntax import Annotation, Token, build

TEXT = "Kazakhstan's President Kassym-Jomart Tokayev met Emmanuel Macron in Paris in November 2022."


def mention(start: int, end: int) -> Mention:
    return Mention(span=Span(start, end), type="person", actors=(Actor(name="X", country="KAZ"),), how="test")


def test_a_name_of_several_words_is_one_node_in_its_heads_place() -> None:
    (tokens,) = parse([(TEXT, 0)])
    end = TEXT.index(" met")
    tree = build(tokens, [mention(0, end)], Span(0, len(TEXT)))
    first = tree.nodes[0]
    assert first.span == Span(0, end)
    assert first.dep == "nsubj"
    assert tree.nodes[first.head].text == "met"


def test_offsets_are_those_of_the_document() -> None:
    (tokens,) = parse([(TEXT, 100)])
    assert tokens[0].span == Span(100, 110)


def test_a_period_keeps_its_place_under_the_preposition() -> None:
    (tokens,) = parse([(TEXT, 0)])
    start = TEXT.index("November")
    period = Period(span=Span(start, start + 13), start=date(2022, 11, 1), end=date(2022, 11, 30), precision="month")
    tree = build(tokens, [period], Span(0, len(TEXT)))
    held = [n for n in tree.nodes if n.period]
    assert [n.text for n in held] == ["November 2022"]


heads = st.lists(st.integers(0, 11), min_size=12, max_size=12)
ranges = st.lists(st.tuples(st.integers(0, 11), st.integers(1, 5)), max_size=5)


@given(heads, ranges)
def test_any_heads_and_any_annotations_give_a_tree_without_rings(
    heads: list[int], spans: list[tuple[int, int]]
) -> None:
    tokens = [
        Token(text=f"w{i}", lemma=f"w{i}", pos="NOUN", tag="NN", dep="dep", head=h, span=Span(4 * i, 4 * i + 3))
        for i, h in enumerate(heads)
    ]
    laid: list[Annotation] = [mention(4 * a, min(4 * (a + n), 48) - 1) for a, n in spans]
    tree = build(tokens, laid, Span(0, 48))
    assert sum(len(n.text.split()) for n in tree.nodes) == 12
    for i in range(len(tree.nodes)):
        assert len(list(tree.ancestors(i))) < len(tree.nodes)
        assert tree.distance(i, i) == 0
