"""The leader lists of Europe, Eurasia, the Americas and organisations: form, dates, codes and coverage."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest

import comity

FOLDER = Path(comity.__file__).parent / "resolve" / "gazetteer" / "leaders"
FILES = ("europe", "eurasia", "americas", "organisations")
COLUMNS = ["country", "office", "name", "start", "end", "aliases", "source"]
OFFICES = frozenset(
    "head_of_state head_of_government foreign_minister defence_minister trade_minister finance_minister "
    "energy_minister vice_president national_security_adviser special_envoy leader minister spokesperson "
    "central_bank_governor secretary_general party_leader ambassador other".split()
)
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
TODAY = "2026-11-24"

# Members of the United Nations (and the Holy See) of each region; in the second group, those that were not states of
# their own before the year given.
EUROPE = (
    "ALB AND AUT BEL BGR BIH CHE CYP CZE DEU DNK ESP EST FIN FRA GBR GRC HRV HUN IRL ISL ITA LIE LTU LUX LVA MCO MKD "
    "MLT NLD NOR POL PRT ROU SMR SVK SVN SWE VAT"
).split()
EURASIA = "ARM AZE BLR GEO KAZ KGZ MDA RUS TJK TKM UKR UZB".split()
AMERICAS = (
    "ARG ATG BHS BLZ BOL BRA BRB CAN CHL COL CRI CUB DMA DOM ECU GRD GTM GUY HND HTI JAM KNA LCA MEX NIC PAN PER PRY "
    "SLV SUR TTO URY USA VCT VEN"
).split()
DISSOLVED = {"SUN": (1980, 1991), "YUG": (1980, 1991), "CSK": (1980, 1992), "DDR": (1980, 1990)}
YOUNGER = {"MNE": 2006, "SRB": 1991, "XKX": 2008}
CODES = {
    "europe": {*EUROPE, *YOUNGER, "YUG", "CSK", "DDR"},
    "eurasia": {*EURASIA, "SUN"},
    "americas": set(AMERICAS),
}
MAJOR = (
    "USA GBR FRA DEU ITA ESP POL RUS UKR BLR KAZ UZB KGZ TJK TKM AZE ARM GEO MDA CAN MEX BRA ARG CHL COL PER VEN CUB "
    "NLD BEL CHE AUT SWE NOR DNK FIN HUN CZE ROU BGR SRB GRC PRT IRL EST LVA LTU"
).split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    country: str
    office: str
    name: str
    start: str
    end: str
    aliases: tuple[str, ...]
    source: str


@cache
def rows(region: str) -> tuple[Row, ...]:
    text = (FOLDER / f"{region}.csv").read_text(encoding="utf-8")
    reader = csv.reader(line for line in text.splitlines() if not line.startswith("#"))
    assert next(reader) == COLUMNS
    found = []
    for fields in reader:
        country, office, name, start, end, aliases, source = fields
        listed = tuple(aliases.split("|")) if aliases else ()
        found.append(
            Row(country=country, office=office, name=name, start=start, end=end, aliases=listed, source=source)
        )
    return tuple(found)


def everything() -> tuple[Row, ...]:
    return tuple(row for region in FILES for row in rows(region))


def in_office(row: Row, year: int) -> bool:
    """Whether the dates that are known place the holder in office at some time of the year."""
    begun = bool(row.start) and row.start[:4] <= str(year)
    return begun and (not row.end or row.end[:4] >= str(year))


def holders(country: str, year: int, *offices: str) -> tuple[str, ...]:
    return tuple(r.name for r in everything() if r.country == country and r.office in offices and in_office(r, year))


@pytest.mark.parametrize("region", FILES)
def test_header_names_source_licence_and_date(region: str) -> None:
    head = [line for line in (FOLDER / f"{region}.csv").read_text(encoding="utf-8").splitlines() if line[:1] == "#"]
    for word in ("# source: public record of office holders", "# licence: CC0-1.0", "# date: 2026-11-24"):
        assert any(line.startswith(word) for line in head), word


@pytest.mark.parametrize("region", FILES)
def test_every_row_is_well_formed(region: str) -> None:
    for row in rows(region):
        assert row.office in OFFICES, row
        assert row.source in {"rulers.org", "wikipedia"}, row
        for name in (row.name, *row.aliases):
            assert name == " ".join(name.split()), row
            assert 1 < len(name) < 60, row
            assert any(letter.isupper() for letter in name), row
        assert len({row.name, *row.aliases}) == 1 + len(row.aliases), row


@pytest.mark.parametrize("region", FILES)
def test_dates_are_of_an_allowed_form_and_in_order(region: str) -> None:
    for row in rows(region):
        for date in (row.start, row.end):
            assert not date or DATE.fullmatch(date), row
            assert date <= TODAY, row
        shared = min(len(row.start), len(row.end))
        assert row.start[:shared] <= row.end[:shared], row


def test_codes_belong_to_the_file() -> None:
    for region, codes in CODES.items():
        assert {row.country for row in rows(region)} == codes, region
    for row in rows("organisations"):
        assert re.fullmatch(r"org:[A-Z][A-Za-z]{1,7}", row.country), row


def test_no_row_is_listed_twice() -> None:
    keys = [(r.country, r.office, r.name, r.start, r.end) for r in everything()]
    assert len(keys) == len(set(keys))


def test_a_person_does_not_hold_one_office_twice_at_a_time() -> None:
    terms: dict[tuple[str, str, str], list[Row]] = {}
    for row in everything():
        if row.start and row.office in {"head_of_state", "head_of_government", "foreign_minister", "secretary_general"}:
            terms.setdefault((row.country, row.office, row.name), []).append(row)
    for same in terms.values():
        for one, other in combinations(sorted(same, key=lambda r: r.start), 2):
            assert one.end, (one, other)
            shared = min(len(one.end), len(other.start))
            assert one.end[:shared] <= other.start[:shared], (one, other)


@pytest.mark.parametrize("year", [1995, 2008, 2021])
@pytest.mark.parametrize("country", [*EUROPE, *EURASIA, *AMERICAS])
def test_every_member_state_has_a_leader(country: str, year: int) -> None:
    assert holders(country, year, "head_of_state", "head_of_government"), (country, year)


@pytest.mark.parametrize("country", YOUNGER)
def test_younger_states_have_a_leader_in_every_year(country: str) -> None:
    for year in range(YOUNGER[country], 2026):
        assert holders(country, year, "head_of_state", "head_of_government"), (country, year)


@pytest.mark.parametrize("country", DISSOLVED)
def test_dissolved_states_have_a_leader_in_every_year(country: str) -> None:
    first, last = DISSOLVED[country]
    for year in range(first, last + 1):
        assert holders(country, year, "head_of_state", "head_of_government"), (country, year)
    assert not holders(country, 2010, *OFFICES), country


@pytest.mark.parametrize("country", MAJOR)
def test_major_states_have_a_foreign_minister(country: str) -> None:
    for year in (1995, 2005, 2015, 2021):
        if year >= YOUNGER.get(country, 1990) and (country, year) != ("SRB", 1995):
            assert holders(country, year, "foreign_minister"), (country, year)


@pytest.mark.parametrize(
    ("country", "year", "office", "name"),
    [
        ("USA", 1987, "finance_minister", "James Baker"),
        ("USA", 1987, "trade_minister", "Clayton Yeutter"),
        ("USA", 1987, "central_bank_governor", "Paul Volcker"),
        ("GBR", 1987, "finance_minister", "Nigel Lawson"),
        ("DEU", 1987, "finance_minister", "Gerhard Stoltenberg"),
        ("DEU", 1987, "central_bank_governor", "Karl Otto Pöhl"),
        ("FRA", 1987, "finance_minister", "Édouard Balladur"),
        ("SUN", 1987, "party_leader", "Mikhail Gorbachev"),
        ("org:EU", 1987, "trade_minister", "Willy De Clercq"),
        ("org:EU", 1987, "leader", "Jacques Delors"),
        ("org:NATO", 2022, "secretary_general", "Jens Stoltenberg"),
        ("org:UN", 1987, "secretary_general", "Javier Pérez de Cuéllar"),
        ("TKM", 2010, "foreign_minister", "Rashid Meredov"),
        ("UKR", 2023, "foreign_minister", "Dmytro Kuleba"),
    ],
)
def test_known_holders_are_found(country: str, year: int, office: str, name: str) -> None:
    assert name in holders(country, year, office)


def test_common_spellings_are_listed() -> None:
    spellings = {alias for row in everything() for alias in (row.name, *row.aliases)}
    assert {"Vladimir Putin", "Karl Otto Poehl", "Joseph R. Biden, Jr.", "Josep Borrell", "Sergei Lavrov"} <= spellings
    assert {"Gurbanguly Berdymukhammedov", "Emomali Rakhmon", "Volodymyr Zelenskyy", "Radek Sikorski"} <= spellings


def test_names_beyond_ascii_have_a_plain_spelling() -> None:
    for row in everything():
        if not row.name.isascii():
            assert any(alias.isascii() for alias in row.aliases), row
