"""Words cut into pieces of the vocabulary, and put together again."""

from hypothesis import given
from hypothesis import strategies as st

from comity.recognise.learned.pieces import Pieces, pieces

SMALL = Pieces({p: n for n, p in enumerate(("[CLS]", "[SEP]", "[UNK]", "visit", "##or", "##ed", "un", "##visit"))})


def names(known: Pieces, numbers: list[int]) -> list[str]:
    held = {n: p for p, n in known.numbers.items()}
    return [held[n] for n in numbers]


def test_the_longest_piece_comes_first() -> None:
    assert names(SMALL, SMALL.of("Visitor unvisited")) == ["visit", "##or", "un", "##visit", "##ed"]


def test_a_word_with_a_part_that_is_unknown_is_unknown_as_a_whole() -> None:
    assert names(SMALL, SMALL.of("visitors visit")) == ["[UNK]", "visit"]


def test_what_is_no_word_is_not_cut() -> None:
    assert names(pieces(), pieces().of("a" * 10_000)) == ["[UNK]"]


def test_case_accents_and_points_make_no_other_word() -> None:
    assert pieces().of("São Tomé, visited") == pieces().of("sao tome , VISITED")


@given(st.from_regex(r"[a-z]{1,12}( [a-z]{1,12}){0,4}", fullmatch=True))
def test_pieces_of_plain_words_make_the_words_again(text: str) -> None:
    found = names(pieces(), pieces().of(text))
    assert "".join(p.removeprefix("##") if p.startswith("##") else " " + p for p in found).strip() == text


@given(st.text(max_size=200))
def test_any_text_has_pieces_that_are_known(text: str) -> None:
    assert set(pieces().of(text)) <= set(pieces().numbers.values())
