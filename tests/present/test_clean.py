"""Text from outside made safe to show."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.model.fragment import text_directive
from comity.present.clean import json_text, one_line, quote_address, safe, shorten, web_address


def test_controls_and_bidirectional_overrides_go() -> None:
    assert safe("a\x1b[31mb\x07\u202ec\u2066d\x9bm") == "a[31mbcdm"
    assert safe("one\ttwo\nthree") == "one\ttwo\nthree"
    assert one_line(" a\n\n b\u2028c ") == "a bc"


@given(st.text(max_size=100))
def test_json_loses_nothing_and_steers_nothing(text: str) -> None:
    told = json_text({"text": text, "always": "\x9b2J\u202e\ud800"})
    assert json.loads(told) == {"text": text, "always": "\x9b2J\u202e\ud800"}
    assert safe(told) == told
    assert "\\u009b2J\\u202e\\ud800" in told


@given(st.text(max_size=300), st.integers(2, 80))
def test_shortened_text_fits_on_one_line(text: str, width: int) -> None:
    short = shorten(text, width)
    assert len(short) <= width
    assert "\n" not in short
    assert "\x1b" not in short


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//host/x", "http://", "http://[bad", "", None],
)
def test_only_web_pages_are_followed(url: str | None) -> None:
    assert web_address(url) is None
    assert quote_address(url, "x") is None


def test_a_quote_is_opened_by_a_text_fragment() -> None:
    assert quote_address("https://x.example/a", " ") == "https://x.example/a"
    assert (
        quote_address("https://x.example/a", "rose, by 4-5%") == "https://x.example/a#:~:text=rose%2C%20by%204%2D5%25"
    )
    long = quote_address("https://x.example/a", " ".join(f"w{i}" for i in range(40)))
    assert long == "https://x.example/a#:~:text=w0%20w1%20w2%20w3,w36%20w37%20w38%20w39"
    assert quote_address("https://x.example/a#part", "x") == "https://x.example/a#part:~:text=x"


def test_long_quotes_are_named_by_their_ends_and_repeated_ones_by_what_stands_before() -> None:
    words = " ".join(f"word{i}" for i in range(40))
    assert text_directive(words) == ":~:text=word0%20word1%20word2%20word3,word36%20word37%20word38%20word39"
    assert text_directive("co-op, he said") == ":~:text=co%2Dop%2C%20he%20said"
    assert text_directive("so", "and he said") == ":~:text=and%20he%20said-,so"
    assert text_directive(" ", "and he said") == ""
