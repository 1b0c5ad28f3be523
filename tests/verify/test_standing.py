"""Whether quotes still stand in a newer version."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.model import Article, Document, Quote, Span
from comity.read import read_article
from comity.verify.standing import standing

OLD = (
    "Ruritania exported timber worth 4.2 billion crowns to Strelsau in 2023, the ministry said.\n"
    "The two states are to meet in May."
)


def _article(text: str, title: str = "") -> Article:
    return read_article(Document(id="x", content=text, format="plain", origin="x", title=title or None))


def _quote(article: Article, exact: str) -> Quote:
    start = article.text.index(exact)
    return Quote(exact=exact, span=Span(start, start + len(exact)))


def _told(exact: str, newest: str) -> tuple[str, str | None]:
    article = _article(OLD)
    told = standing(_quote(article, exact), article, _article(newest))
    return told.state, told.now


def test_a_quote_that_has_moved_or_was_broken_anew_stands() -> None:
    newest = "A new opening.\n" + OLD.replace("timber worth", "timber\nworth")
    assert _told("exported timber worth 4.2 billion crowns", newest) == ("stands", None)


def test_another_figure_is_a_change_and_is_told() -> None:
    now = "Ruritania exported timber worth 4.4 billion crowns to Strelsau in 2023, the ministry said."
    newest = f"An opening of other words.\n{now}\nThe two states are to meet in June."
    assert _told("Ruritania exported timber worth 4.2 billion crowns to Strelsau", newest) == ("changed", now)


def test_a_sentence_that_was_taken_out_is_gone() -> None:
    assert _told("The two states are to meet in May.", OLD.split("\n")[0]) == ("gone", None)
    assert _told("The two states are to meet in May.", "") == ("gone", None)


def test_words_in_another_order_are_no_new_wording() -> None:
    newest = "In May to meet are states two the."
    assert _told("The two states are to meet in May.", newest) == ("gone", None)


def test_a_title_is_looked_for_in_the_title() -> None:
    old = _article(OLD, "Timber trade grows")
    quote = Quote(exact="Timber trade grows", span=Span(0, 18), within="title")
    assert standing(quote, old, _article("Timber trade grows", "Timber trade falls")).now == "Timber trade falls"
    assert standing(quote, old, _article("x", "Timber trade grows: why")).state == "stands"


def test_the_versions_are_told() -> None:
    old, new = _article(OLD), _article(OLD + "\nMore.")
    told = standing(_quote(old, "in May"), old, new)
    assert (told.version, told.newest) == (old.version, new.version)
    assert told.version != told.newest


@given(st.text(max_size=300), st.text(min_size=1, max_size=80))
def test_every_quote_stands_in_its_own_version(before: str, exact: str) -> None:
    article = _article(before + exact)
    if exact in article.text:
        quote = Quote(exact=exact, span=Span(article.text.index(exact), article.text.index(exact) + len(exact)))
        assert standing(quote, article, article).state == "stands"
