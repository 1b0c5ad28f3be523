"""Cells that no spreadsheet takes for a formula."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.present.formula import guarded, unguarded

TEXT = st.text() | st.text(st.sampled_from("'=+-@\t\r\n ＝a"), max_size=5)


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠x"]
)
def test_formulas_are_led_by_an_apostrophe(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Norway", "3 - 2", "{}", "a=b", " "])
def test_plain_text_stays(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


def test_an_apostrophe_that_somebody_typed_stays() -> None:
    assert unguarded("'90s deal") == "'90s deal"


@given(TEXT)
def test_there_and_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in "=+-@\t\r\n＝＋－＠" or not text
