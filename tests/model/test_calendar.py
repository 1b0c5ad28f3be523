"""Days that no calendar has."""

import pytest

from comity.model.calendar import impossible_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They signed it on 31 November 2022 in Oslo.", ["31 November 2022"]),
        ("due by February 30th, said", ["30 February"]),
        ("on February 29, 2023, and on 29 February 2024", ["29 February 2023"]),
        ("ON 31ST OF APRIL", ["31 April"]),
        ("on June 31", ["31 June"]),
        ("on 30 April, 31 May and 29 February", []),
        ("by April 31 documents had been signed; in April 31 were", []),
        ("31 Novembers", []),
    ],
)
def test_which_days_there_are_not(text: str, days: list[str]) -> None:
    found = list(impossible_days(text))
    assert [day for _, day in found] == days
    assert all(span.of(text)[:1].strip() for span, _ in found)
