"""Numbers, periods and areas as statistical offices write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.acquire.statistics.areas import Areas
from comity.acquire.statistics.figures import number, period
from comity.model import Interval
from comity.resolve import country_name, lookup

AREAS = Areas(lookup)


@pytest.mark.parametrize(
    ("text", "decimal", "thousands", "value", "digits"),
    [
        ("521753.0", ".", "", "521753.0", 7),
        ("  9141431 ", ".", "", "9141431", 7),
        ("1.234.567,8", ",", ".", "1234567.8", 8),
        ("1,234,567", ".", ",", "1234567", 7),
        ("12,34,567", ".", ",", "1234567", 7),
        ("1\u202f234\u00a0567,50", ",", " ", "1234567.50", 9),
        ("1'234", ".", "'", "1234", 4),
        ("-12.5", ".", "", "-12.5", 3),
        ("\u221212.5", ".", "", "-12.5", 3),
        ("1.2E+9", ".", "", "1200000000", 2),
        ("0.0", ".", "", "0", None),
        ("0,05", ",", "", "0.05", 1),
    ],
)
def test_numbers(text: str, decimal: str, thousands: str, value: str, digits: int | None) -> None:
    assert number(text, decimal=decimal, thousands=thousands) == (Decimal(value), digits)


@pytest.mark.parametrize(
    ("text", "decimal", "thousands"),
    [
        ("1,234", ".", ""),  # a thousand, or one and a bit: nobody said
        ("1.234", ",", ""),
        ("1,23", ".", ","),
        ("12,34", ".", ","),
        ("", ".", ""),
        ("NaN", ".", ""),
        ("Infinity", ".", ""),
        ("1e999", ".", ""),
        ("1_000", ".", ""),
        ("١٢", ".", ""),
        ("9" * 61, ".", ""),
        ("12 (p)", ".", ""),
    ],
)
def test_what_is_no_number(text: str, decimal: str, thousands: str) -> None:
    assert number(text, decimal=decimal, thousands=thousands) is None


@given(st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False), st.sampled_from([",", ".", " ", "'"]))
def test_a_number_reads_as_it_was_written(value: Decimal, thousands: str) -> None:
    point = "," if thousands == "." else "."
    written = f"{value:,}".replace(",", "\x00").replace(".", point).replace("\x00", thousands)
    read = number(written, decimal=point, thousands=thousands)
    assert read is not None
    assert read[0] == value


@given(st.text(max_size=80), st.sampled_from([".", ","]), st.sampled_from(["", ",", ".", " "]))
def test_any_text_is_a_number_or_none(text: str, decimal: str, thousands: str) -> None:
    read = number(text, decimal=decimal, thousands=thousands)
    assert read is None or read[0].is_finite()


@pytest.mark.parametrize(
    ("text", "start", "end", "frequency"),
    [
        ("2023", "2023-01-01", "2023-12-31", "A"),
        ("2023-A1", "2023-01-01", "2023-12-31", "A"),
        ("2023-S2", "2023-07-01", "2023-12-31", "S"),
        ("2023-B1", "2023-01-01", "2023-06-30", "S"),
        ("2023Q2", "2023-04-01", "2023-06-30", "Q"),
        ("2024-Q1", "2024-01-01", "2024-03-31", "Q"),
        ("202402", "2024-02-01", "2024-02-29", "M"),
        ("2023M03", "2023-03-01", "2023-03-31", "M"),
        ("2023-M12", "2023-12-01", "2023-12-31", "M"),
        ("2023-11", "2023-11-01", "2023-11-30", "M"),
    ],
)
def test_periods(text: str, start: str, end: str, frequency: str) -> None:
    days = Interval(date.fromisoformat(start), date.fromisoformat(end))
    assert period(text) == (days, frequency)


@pytest.mark.parametrize(
    "text", ["", "23", "2023-13", "2023-00", "2023-Q5", "1850", "2023-2024", "202300", "2023-11-05"]
)
def test_what_is_no_period(text: str) -> None:
    assert period(text) is None


def test_periods_that_need_telling() -> None:
    assert period("2023-01-01") is None
    assert period("2023-01-01", frequency="A") == period("2023")
    assert period("2023-02-01", frequency="A") is None
    assert period("2023-04-01T00:00:00Z", frequency="Q") == period("2023-Q2")
    assert period("03.2023", form="%m.%Y") == period("2023-03")
    assert period("March 2023", form="%B %Y") == period("2023-03")
    assert period("March 2023", form="%m.%Y") is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("398", "KAZ"),
        ("004", "AFG"),
        ("4", "AFG"),
        ("842", "USA"),
        ("840", "USA"),
        ("251", "FRA"),
        ("250", "FRA"),
        ("kz", "KAZ"),
        ("KAZ", "KAZ"),
        ("Kazakhstan", "KAZ"),
        ("EL", "GRC"),
        ("UK", "GBR"),
        ("XS", "SRB"),
        ("XK", "XKX"),
        ("W00", "W00"),
        ("0", "W00"),
        ("World", "W00"),
        ("EU27_2020", "org:EU"),
        ("Korea, Republic of", "KOR"),
        ("Iran (Islamic Republic of)", "IRN"),
        ("Tanzania, United Republic of", "TZA"),
        ("Rep. of Korea", "KOR"),
    ],
)
def test_areas(written: str, code: str) -> None:
    assert AREAS.code(written) == code


@pytest.mark.parametrize(
    "written",
    [
        "",
        "999",
        "490",
        "S19",
        "Other Asia, nes",
        "Areas, nes",
        "XC",
        "QR",
        "XX",
        "AC",
        "EU28",
        "EXT_EU27_2020",
        "G7",
        "x" * 500,
    ],
)
def test_areas_are_never_guessed(written: str) -> None:
    assert AREAS.code(written) is None


def test_every_number_leads_back_to_its_state() -> None:
    for code in ("KAZ", "FRA", "USA", "CHE", "NOR", "IND", "DEU", "CHN", "UZB", "GBR", "org:EU", "W00"):
        written = AREAS.m49(code)
        assert written is not None
        assert AREAS.code(written) == code
    assert AREAS.m49("org:NATO") is None
    assert AREAS.iso2("KAZ") == "KZ"
    assert country_name("KAZ") == "Kazakhstan"
