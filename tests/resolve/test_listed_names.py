"""Listed names in a text, whatever accents they are written with."""

import pytest

from comity.resolve.names import hits, plain


@pytest.mark.parametrize(
    ("text", "country"),
    [("Việt Nam", "VNM"), ("Panamá", "PAN"), ("Turkiye", "TUR"), ("Sao Tome and Principe", "STP"), ("Hà Nội", "VNM")],
)
def test_accents_make_no_other_name(text: str, country: str) -> None:
    said = f"Talks with {text} went on."
    found = [h for h in hits(plain(said)) if h.name.country]
    assert [(said[h.start : h.end], h.name.country) for h in found] == [(text, country)]
