"""Codes from names, names from codes, and what the lists must keep."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from comity.resolve import country_name, lookup, publisher_country
from comity.resolve.leaders import holders
from comity.resolve.lists import gazetteer, listed, states
from comity.resolve.names import names
from comity.resolve.publishers import publisher_office, publisher_seat


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("kazakhstan", "KAZ"),
        ("FR", "FRA"),
        ("fra", "FRA"),
        ("Dutch", "NLD"),
        ("the netherlands", "NLD"),
        ("kazakhs", "KAZ"),
        ("org:eu", "org:EU"),
        ("nato", "org:NATO"),
        ("Côte d’Ivoire", "CIV"),
        ("kyiv", "UKR"),
        ("XKX", "XKX"),
        ("Ruritania", None),
        ("", None),
    ],
)
def test_lookup(name: str, code: str | None) -> None:
    assert lookup(name) == code


def test_every_code_names_itself() -> None:
    for state in states():
        assert lookup(state.code) == state.code
        assert lookup(country_name(state.code)) == state.code


def test_unknown_codes_are_shown_as_they_are() -> None:
    assert country_name("org:NOWHERE") == "NOWHERE"
    assert country_name("QQQ") == "QQQ"


def test_publishers() -> None:
    assert publisher_country("The White House") == "USA"
    assert publisher_country("President of Russia") == "RUS"
    assert publisher_country("Example Times") is None


def test_every_territory_of_cldr_is_found_by_its_name() -> None:
    known = Locale("en").territories
    missing = [
        s.code for s in states() if s.iso2 in known and s.iso2 not in _RENAMED and lookup(known[s.iso2]) != s.code
    ]
    assert missing == []


# CLDR writes these with brackets, "SAR China" or a dash and spaces.
_RENAMED = {"HK", "MO", "CG", "CD", "MM", "JE", "KN", "VC", "TT", "AG", "BA", "ST", "PM", "LC"}


def test_every_list_names_source_licence_and_date() -> None:
    for file in gazetteer().iterdir():
        if file.is_file():
            head = "\n".join(line for line in file.read_text("utf-8").splitlines()[:12] if line.startswith("#")).lower()
            assert "source:" in head, file.name
            assert "licence:" in head, file.name
            assert "date:" in head, file.name


def test_every_country_in_the_lists_is_known() -> None:
    codes = {s.code for s in states()} | {row["code"] for row in listed("organisations.csv")}
    for file in ("companies.csv", "bodies.csv", "places.csv", "cities.csv", "metonyms.csv", "publishers.csv"):
        unknown = {row["country"] for row in listed(file)} - codes
        assert not unknown, (file, unknown)


def test_leaders_are_dated_and_their_states_known() -> None:
    assert len(holders()) > 1000
    codes = {s.code for s in states()}
    for holder in holders():
        assert holder.start <= holder.end, holder
        assert holder.country in codes or holder.country.startswith("org:"), holder


def test_listed_names_are_whole_and_capitalised() -> None:
    for phrase in names():
        assert phrase == phrase.strip()
        assert len(phrase) >= 2
        assert re.search(r"[^\W\d_]", phrase)


@pytest.mark.parametrize(
    ("publisher", "country", "office"),
    [
        ("Ministry of External Affairs, India", "IND", "foreign_minister"),
        ("Press Service of the President of Azerbaijan", "AZE", "head_of_state"),
        ("Embassy of Norway in Lusaka", "NOR", ""),
        ("Council of the EU", "org:EU", ""),
        ("Office of the Prime Minister of Malta (archive)", "MLT", "head_of_government"),
        ("Ghana Daily", None, ""),
        ("The Harbour Gazette", None, ""),
    ],
)
def test_a_publisher_speaks_for_the_government_its_name_tells(publisher, country, office):
    assert publisher_country(publisher) == country
    assert publisher_office(publisher) == office


def test_a_paper_sits_where_its_name_says():
    assert publisher_seat("Moscow Times") == "RUS"
    assert publisher_seat("Lusaka Weekly") == "ZMB"
    assert publisher_seat("The Harbour Gazette") is None
