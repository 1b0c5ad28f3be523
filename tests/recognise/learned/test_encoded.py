"""What the network is given of a sentence: its pieces, and which stand for which state."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.model import Document
from comity.read import read_article
from comity.recognise import recognise
from comity.recognise.learned.candidates import MAX_STATES, Candidates
from comity.recognise.learned.encoding import MAX_PIECES, Encoded, encoded
from comity.recognise.learned.network import inputs
from comity.recognise.learned.pieces import pieces
from comity.resolve import country_name, mentions

READER = recognise(country_name)
STATES = ("Kenya", "Uganda", "Chile", "Peru", "Norway", "Japan", "Oman", "Nepal", "Ghana", "Malta")


def given_of(text: str, *, title: str | None = None, n: int = 0) -> tuple[Candidates, Encoded]:
    document = Document(id="d", content=text, format="plain", origin="d", title=title, published=date(2024, 11, 7))
    article = read_article(document)
    trees, ctx = READER.parsed(article, *mentions(article), every=True)
    one = Candidates([t for t in trees if t.within == "text"][n], ctx)
    return one, encoded(one, article.text, article.title, pieces())


def words(one: Encoded, numbers: range | tuple[int, ...]) -> str:
    held = {n: p for p, n in pieces().numbers.items()}
    return " ".join(held[one.pieces[n]] for n in numbers)


def test_spans_are_the_pieces_of_every_name_of_a_state() -> None:
    _, one = given_of("Kenya told Kampala that Nairobi would not pay.")
    assert words(one, tuple(one.spans["KEN"])) == "kenya nairobi"
    assert words(one, tuple(one.spans["UGA"])) == "kam ##pala"


def test_states_that_only_the_document_tells_stand_before_the_sentence_with_the_title() -> None:
    _, one = given_of("Kenya and Uganda met. Kampala paid nothing.", title="A dam on the border", n=1)
    assert words(one, range(one.start)) == "[CLS] kenya a dam on the border [SEP]"
    assert set(one.pairs) == {("KEN", "UGA"), ("UGA", "KEN")}


def test_every_pair_has_a_state_that_the_sentence_names() -> None:
    one, _ = given_of(f"{', '.join(STATES[:-1])} and {STATES[-1]} voted for the text.")
    assert len(one.places) == MAX_STATES
    assert all(a != b and (a in one.places or b in one.places) for a, b in one.pairs())
    assert {(b, a) for a, b in one.pairs()} == set(one.pairs())


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
