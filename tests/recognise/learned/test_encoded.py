"""What the network is given of a sentence: its pieces, and which stand for which state."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Document
from comity.read import read_article
from comity.recognise import recognise
from comity.recognise.before import preceding, told_before
from comity.recognise.learned.candidates import MAX_STATES, NOBODY, Candidates
from comity.recognise.learned.encoding import MAX_PIECES, Encoded, encoded
from comity.recognise.learned.network import inputs
from comity.recognise.learned.pieces import pieces
from comity.resolve import country_name, mentions

READER = recognise(country_name)
STATES = ("Kenya", "Uganda", "Chile", "Peru", "Norway", "Japan", "Oman", "Nepal", "Ghana", "Malta")


def given_of(text: str, *, title: str | None = None, n: int = 0) -> tuple[Candidates, Encoded]:
    """The `n`th sentence of a text as it is weighed."""
    document = Document(id="d", content=text, format="plain", origin="d", title=title, published=date(2024, 11, 7))
    article = read_article(document)
    trees, ctx = READER.parsed(article, *mentions(article), every=True)
    trees = tuple(t for t in trees if t.within == "text")
    one = Candidates(trees[n], replace(ctx, before=told_before(trees, n, ctx.mentions)))
    before = preceding(trees, n, {"text": article.text, "title": article.title})
    return one, encoded(one, article.text, before, pieces())


def words(one: Encoded, numbers: range | tuple[int, ...]) -> str:
    held = {n: p for p, n in pieces().numbers.items()}
    return " ".join(held[one.pieces[n]] for n in numbers)


def test_spans_are_the_pieces_of_every_name_of_a_state() -> None:
    _, one = given_of("Kenya told Kampala that Nairobi would not pay.")
    assert words(one, tuple(one.spans["KEN"])) == "kenya nairobi"
    assert words(one, tuple(one.spans["UGA"])) == "kam ##pala"


def test_states_that_only_the_document_tells_stand_before_the_sentence_with_what_was_said_last() -> None:
    text = "Kenya and Uganda met. Kampala paid nothing."
    _, one = given_of(text, title="A dam on the border", n=1)
    assert words(one, range(one.start)) == "[CLS] kenya kenya and uganda met . [SEP]"
    assert set(one.pairs) == {("KEN", "UGA"), ("UGA", "KEN")}
    _, first = given_of("Kampala paid Kenya nothing.", title="A dam on the border")
    assert words(first, range(first.start)) == "[CLS] [SEP]"  # it names two itself
    _, alone = given_of("Kampala paid nothing.", title="A dam on the border")
    assert words(alone, range(alone.start)) == "[CLS] a dam on the border [SEP]"


def test_states_of_the_sentence_before_may_be_meant() -> None:
    text = "Kenya and Uganda met. Kenya and Uganda talked. Chile sued Peru over a dam. Lima paid nothing."
    one, held = given_of(text, n=3)
    assert one.recalled == ("CHL",)
    assert words(held, range(held.start)).startswith("[CLS] kenya uganda before chile chile sued peru")
    assert {("CHL", "PER"), ("PER", "CHL"), ("KEN", "UGA")} <= set(one.pairs)
    assert ("CHL", "KEN") not in one.pairs


def test_every_pair_has_a_state_that_the_sentence_names_or_is_the_documents() -> None:
    one, _ = given_of(f"{', '.join(STATES[:-1])} and {STATES[-1]} voted for the text.")
    assert len(one.places) == MAX_STATES
    assert all(a != b and (a in one.places or b in one.places) for a, b in one.pairs)
    assert {(b, a) for a, b in one.pairs} == set(one.pairs)
    other, _ = given_of("Kenya and Uganda met. Both signed nothing at all.", n=1)
    assert set(other.pairs) == {("KEN", "UGA"), ("UGA", "KEN")}


def test_where_something_is_measured_each_state_may_stand_alone() -> None:
    one, held = given_of("Kenya sold tea worth $40 million.")
    assert one.pairs == (("KEN", NOBODY),)
    assert tuple(held.spans[NOBODY]) == (0,)
    other, _ = given_of("Kenya sold three ships.")
    assert other.pairs == ()


@settings(max_examples=15)
@given(st.integers(1, 400))
def test_a_sentence_of_any_length_stays_in_bounds(n: int) -> None:
    _, one = given_of("Kenya has paid " + "and paid " * n + "Uganda for the dam.")
    assert len(one.pieces) <= MAX_PIECES
    assert all(0 <= at < len(one.pieces) for span in one.spans.values() for at in span)


def test_arrays_hold_the_mean_of_each_state_and_no_padding() -> None:
    _, short = given_of("Kenya sued Uganda.")
    _, longer = given_of("Peru has lent Chile the money for a bridge across the river at the border.")
    held = inputs([short, longer])
    assert held["pieces"].shape == held["held"].shape == (2, len(longer.pieces))
    assert held["held"].sum(axis=1).tolist() == [len(short.pieces), len(longer.pieces)]
    assert held["sentence"].tolist() == [0, 0, 1, 1]
    assert held["first"].sum(axis=1).round(6).tolist() == held["second"].sum(axis=1).round(6).tolist() == [1.0] * 4
