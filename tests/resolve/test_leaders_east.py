"""Office holders of Asia, the Middle East, Africa and Oceania: the files hold together and cover every state."""

from __future__ import annotations

import csv
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

import comity

FOLDER = Path(comity.__file__).parent / "resolve" / "gazetteer" / "leaders"
REGIONS = ("asia", "middle_east", "africa", "oceania")
COLUMNS = ["country", "office", "name", "start", "end", "aliases", "source"]
OFFICES = set(
    "head_of_state head_of_government foreign_minister defence_minister trade_minister finance_minister "
    "energy_minister vice_president national_security_adviser special_envoy leader minister spokesperson "
    "central_bank_governor secretary_general party_leader ambassador other".split()
)
DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
TODAY = "2026-11-24"

# Members of the United Nations (and its observer state Palestine) by file, ISO 3166-1 alpha-3.
MEMBERS = {
    "asia": "AFG BGD BRN BTN CHN IDN IND JPN KHM KOR LAO LKA MDV MMR MNG MYS NPL PAK PHL PRK SGP THA TLS VNM",
    "middle_east": "ARE BHR IRN IRQ ISR JOR KWT LBN OMN PSE QAT SAU SYR TUR YEM",
    "africa": "AGO BDI BEN BFA BWA CAF CIV CMR COD COG COM CPV DJI DZA EGY ERI ETH GAB GHA GIN GMB GNB GNQ KEN LBR "
    "LBY LSO MAR MDG MLI MOZ MRT MUS MWI NAM NER NGA RWA SDN SEN SLE SOM SSD STP SWZ SYC TCD TGO TUN TZA UGA ZAF "
    "ZMB ZWE",
    "oceania": "AUS FJI FSM KIR MHL NRU NZL PLW PNG SLB TON TUV VUT WSM",
}
# Not members: territories, associated states and a former country that the news name all the same.
OTHERS = {"asia": "HKG MAC TWN", "middle_east": "YMD", "africa": "ESH", "oceania": "COK NIU NCL"}
FIRST_GOVERNMENT = {"TLS": "2002-05", "SSD": "2011-07", "ERI": "1991-05", "NAM": "1990-03", "PLW": "1981-01"}
Row = dict[str, str]


@cache
def rows(region: str) -> tuple[Row, ...]:
    text = (FOLDER / f"{region}.csv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    reader = csv.DictReader(lines, strict=True)
    assert reader.fieldnames == COLUMNS
    return tuple(reader)


def everything() -> list[Row]:
    return [row for region in REGIONS for row in rows(region)]


def covers(row: Row, day: str) -> bool:
    """Whether the term may include the day; a date of less precision covers its whole month or year."""
    start, end = row["start"], row["end"]
    return bool(start) and start <= day and (not end or end >= day[: len(end)])


def ruled(country: str, day: str) -> bool:
    return any(
        row["country"] == country and row["office"] in {"head_of_state", "head_of_government"} and covers(row, day)
        for row in everything()
    )


@pytest.mark.parametrize("region", REGIONS)
def test_header_names_source_licence_and_date(region: str) -> None:
    text = (FOLDER / f"{region}.csv").read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any("public record of office holders" in line for line in head)
    assert any("CC0-1.0" in line for line in head)
    assert any(line.endswith(f"Date: {TODAY}") for line in head)


@pytest.mark.parametrize("region", REGIONS)
def test_every_row_has_known_codes_and_whole_columns(region: str) -> None:
    known = set(MEMBERS[region].split()) | set(OTHERS[region].split())
    for row in rows(region):
        assert None not in row, row
        assert None not in row.values(), row
        assert row["country"] in known, row
        assert row["office"] in OFFICES, row
        assert row["source"] in {"rulers.org", "wikipedia"}, row
    assert {row["country"] for row in rows(region)} == known


@pytest.mark.parametrize("region", REGIONS)
def test_dates_are_sane(region: str) -> None:
    for row in rows(region):
        for date in (row["start"], row["end"]):
            assert date == "" or DATE.fullmatch(date), row
            assert date <= TODAY, row
        if row["start"] and row["end"]:
            shorter = min(len(row["start"]), len(row["end"]))
            assert row["start"][:shorter] <= row["end"][:shorter], row
            assert row["end"] >= "1979", row


def test_no_row_appears_twice() -> None:
    keys = [(row["country"], row["office"], row["name"], row["start"]) for row in everything()]
    assert len(keys) == len(set(keys))


def test_no_two_terms_of_one_person_in_one_office_overlap() -> None:
    terms: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for row in everything():
        # "minister" and "other" gather several posts; a person may hold two at once.
        if row["office"] not in {"minister", "other", "ambassador"} and row["start"]:
            key = (row["country"], row["office"], row["name"])
            terms.setdefault(key, []).append((row["start"], row["end"] or "9999"))
    for key, spans in terms.items():
        spans.sort()
        for (_, end), (start, _) in pairwise(spans):
            assert end[: len(start)] <= start[: len(end)], (key, spans)


def test_names_and_aliases_are_clean() -> None:
    for row in everything():
        aliases = row["aliases"].split("|") if row["aliases"] else []
        assert len(aliases) == len(set(aliases)), row
        assert row["name"] not in aliases, row
        for name in (row["name"], *aliases):
            assert name, row
            assert name == name.strip(), row
            assert not re.search(r"[;#\"()\d]|  ", name), row


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("day", ["1982-01-15", "1987-03-15", "1995-03-15", "2005-06-15", "2015-06-15", "2021-06-15"])
def test_every_member_has_a_ruler_on_a_day(region: str, day: str) -> None:
    # Somalia had no government that others recognised between 1997 and 2000; the days chosen lie outside.
    members = [code for code in MEMBERS[region].split() if FIRST_GOVERNMENT.get(code, "") <= day[:7]]
    if day < "1994-07-05":
        members = [code for code in members if code != "PSE"]
    if "1986-02" < day[:7] < "1990-05" and region == "middle_east":
        assert ruled("YMD", day)
    assert [code for code in members if not ruled(code, day)] == []


@pytest.mark.parametrize(
    ("country", "office", "day", "form"),
    [
        ("JPN", "trade_minister", "1987-03-20", "Hajime Tamura"),
        ("JPN", "finance_minister", "1987-03-20", "Kiichi Miyazawa"),
        ("SAU", "energy_minister", "1986-03-01", "Sheikh Yamani"),
        ("SAU", "energy_minister", "1987-03-01", "Hisham Nazer"),
        ("IDN", "energy_minister", "1987-03-01", "Subroto"),
        ("NGA", "energy_minister", "1987-03-01", "Rilwanu Lukman"),
        ("IRN", "energy_minister", "1987-03-01", "Gholamreza Aqazadeh"),
        ("CHN", "party_leader", "1985-01-01", "Hu Yaobang"),
        ("VNM", "party_leader", "2020-01-01", "Nguyen Phu Trong"),
        ("SAU", "leader", "2020-01-01", "MBS"),
        ("IND", "foreign_minister", "2023-09-01", "Jaishankar"),
        ("ZAF", "foreign_minister", "1987-03-01", "Pik Botha"),
        ("AUS", "finance_minister", "1986-05-14", "Paul Keating"),
    ],
)
def test_a_form_of_the_name_finds_the_office_holder(country: str, office: str, day: str, form: str) -> None:
    assert any(
        row["country"] == country
        and row["office"] == office
        and covers(row, day)
        and form in {row["name"], *row["aliases"].split("|")}
        for row in everything()
    )
