"""Codes of states and organisations from names, and names from codes."""

from __future__ import annotations

from functools import cache

from comity.resolve.lists import listed, split, states
from comity.resolve.names import names, plain


def lookup(name: str) -> str | None:
    """The code of a state or organisation from a name, adjective, ISO code or acronym, in any case; None if unknown.

    >>> lookup("kazakhstan"), lookup("FR"), lookup("Dutch"), lookup("org:eu")
    ('KAZ', 'FRA', 'NLD', 'org:EU')
    """
    asked = " ".join(plain(name).split()).casefold()
    return _codes().get(asked) or _codes().get(asked.removeprefix("the "))


def country_name(code: str) -> str:
    """The short English name of a state's or organisation's code; the code itself where it is not known."""
    return _names().get(code, code.removeprefix("org:"))


@cache
def _codes() -> dict[str, str]:
    table: dict[str, str] = {}
    for state in states():
        for phrase in (state.code, state.iso2, state.name, *state.names):
            table.setdefault(plain(phrase).casefold(), state.code)
    for state in states():
        for phrase in (*state.adjectives, *state.people):
            table.setdefault(plain(phrase).casefold(), state.code)
    for row in listed("organisations.csv"):
        for phrase in (row["code"], row["name"], *split(row["names"]), row["code"].removeprefix("org:")):
            table.setdefault(plain(phrase).casefold(), row["code"])
    for phrase, name in names().items():
        if name.type == "capital" and name.country:
            table.setdefault(phrase.casefold(), name.country)
    return table


@cache
def _names() -> dict[str, str]:
    table = {state.code: state.name for state in states()}
    for row in listed("organisations.csv"):
        table.setdefault(row["code"], row["name"])
    return table
