"""Quotes cut out of their paragraph and marked."""

from hypothesis import given
from hypothesis import strategies as st

from comity.model import Article, Origin, Paragraph, Quote, Span, Statement
from comity.present.quoting import passages, pieces, quote_pieces

TEXT = "First paragraph here.\nExports rose by 45.2% to $2.7 billion.\nLast."


def said(*quotes: Quote, origins: tuple[Origin, ...] = ()) -> Statement:
    return Statement(document="a", kind="trade", status="done", actors=(), quotes=quotes, origins=origins)


def quote(exact: str, text: str = TEXT, within: str = "text") -> Quote:
    start = text.index(exact)
    return Quote(exact=exact, span=Span(start, start + len(exact)), within=within)


def test_the_paragraph_around_a_quote() -> None:
    (passage,) = passages(said(quote("rose by 45.2%")), Article(id="a", text=TEXT))
    assert "".join(p.text for p in passage.pieces) == "Exports rose by 45.2% to $2.7 billion."
    assert "".join(p.text for p in passage.pieces if p.marked) == "rose by 45.2%"
    assert passage.stands


def test_two_quotes_of_one_paragraph_are_shown_once_and_a_title_by_itself() -> None:
    article = Article(id="a", text=TEXT, title="Exports rise", paragraphs=(Paragraph(span=Span(22, 60)),))
    shown = passages(
        said(quote("Exports rose"), quote("$2.7 billion"), quote("rise", "Exports rise", "title")), article
    )
    assert [p.within for p in shown] == ["text", "title"]
    assert [p.text for p in shown[0].pieces if p.marked] == ["Exports rose", "$2.7 billion"]


def test_a_quote_that_its_text_does_not_hold_is_shown_as_such() -> None:
    (passage,) = passages(said(Quote(exact="something else", span=Span(0, 14))), Article(id="a", text=TEXT))
    assert not passage.stands
    assert passage.pieces[0].text == "something else"


def test_values_are_found_inside_their_quote() -> None:
    value = quote("$2.7 billion")
    cut = quote_pieces(quote("rose by 45.2% to $2.7 billion"), (Origin(field="value", rule="r", span=value.span),))
    assert [(p.text, p.fields) for p in cut] == [("rose by 45.2% to ", ()), ("$2.7 billion", ("value",))]


SPANS = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda t: Span(min(t), max(t)))


@given(SPANS, st.lists(SPANS, max_size=5), st.lists(SPANS, max_size=5))
def test_the_pieces_together_are_the_window(window: Span, marks: list[Span], fields: list[Span]) -> None:
    origins = [Origin(field=f"f{i}", rule="r", span=s) for i, s in enumerate(fields)]
    cut = pieces(TEXT, window, marks=marks, origins=origins)
    assert "".join(p.text for p in cut) == window.of(TEXT)
    marked = sum(len(p.text) for p in cut if p.marked)
    covered = {i for m in marks for i in range(m.start, m.end)} & set(range(window.start, window.end))
    assert marked == len([i for i in covered if i < len(TEXT)])
