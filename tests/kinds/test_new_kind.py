"""A new kind is a folder: loaded, read, merged, joined and said with no line of code of its own."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from comity.kinds import Kind, load
from comity.model import KINDS, Document, Statement
from comity.present.headline import headline, said
from comity.read import read_article
from comity.recognise import DEFAULT_MODEL, Recogniser
from comity.reconcile import events
from comity.resolve import country_name, lookup, mentions

KIND = """
name = "exercise"
title = "Exercise"
section = "Defence"
about = "Forces of two states or more train together."
roles = ["participant"]
required = ["participant"]

[say]
any = "{form} of {participant}[: {name}][ ({troops} troops)]"
denied = "No {form} of {participant}"

[say.words.form]
naval = "naval exercise"
air = "air exercise"
any = "joint exercise"

[merge]
roles = ["participant"]
slots = ["form"]
window_days = 10

[merge.across]
slots = ["form"]
window_days = 2

[lexicon]
drill = ["exercise", "drill", "manoeuvre", "maneuver", "war game"]

[[slot]]
name = "form"
read = "choice"
within = "phrase"
choices.naval = ["naval", "maritime"]
choices.air = ["air", "aerial"]

[[slot]]
name = "troops"
read = "count"
words = ["soldier", "troop", "troops", "serviceman"]

[[slot]]
name = "name"
read = "phrase"
sources = ["as"]

[[frame]]
id = "hold"
verb = ["hold", "begin", "start", "conduct", "stage", "launch", "complete", "open"]
object = ["@drill"]
roles.participant = ["subject:state", "with:state", "focus.with:state", "focus.between:state", "focus.modifier:state"]
"""
FIRST = (
    "Norway and Finland held a joint naval exercise on 3 June 2024. The ministers spoke of the weather in the north. "
    "Norway held the naval exercise with Finland with 900 soldiers. "
    "Norway and Finland will hold an air exercise in May 2025."
)
SECOND = "Finland conducted a maritime drill with Norway on 4 June 2024."
OTHER = "Norway and Finland began a naval drill on 20 May 2024. Greek bakers held an exercise in patience."


@pytest.fixture
def kinds(tmp_path: Path) -> Mapping[str, Kind]:
    folder = tmp_path / "exercise"
    folder.mkdir()
    (folder / "kind.toml").write_text(KIND, "utf-8")
    return load(tmp_path)


def read(text: str, name: str, kinds: Mapping[str, Kind]) -> list[Statement]:
    published = date(2024, 6, 10)
    article = read_article(Document(id=name, content=text, format="plain", origin="test", published=published))
    recognise = Recogniser(kinds=kinds, model=DEFAULT_MODEL, name_of=country_name)
    return [s for s in recognise(article, *mentions(article)) if s.kind == "exercise"]


def test_it_is_loaded_beside_the_others(kinds: Mapping[str, Kind]) -> None:
    assert tuple(kinds) == (*KINDS, "exercise")
    assert "exercise" not in load()


def test_it_is_read_and_one_thing_told_twice_is_one(kinds: Mapping[str, Kind]) -> None:
    held, to_come = read(FIRST, "first", kinds)
    assert held.countries("participant") == ("NOR", "FIN")
    assert (held.slot("form"), held.slot("troops"), held.status) == ("naval", 900, "done")
    assert len(held.quotes) == 2
    assert (to_come.slot("form"), to_come.status) == ("air", "planned")


def test_reports_of_one_exercise_are_joined_and_others_stay_apart(kinds: Mapping[str, Kind]) -> None:
    texts = {"first": FIRST, "second": SECOND, "other": OTHER}
    told = [s for name, text in texts.items() for s in read(text, name, kinds)]
    found = events(told, published={}, kinds=kinds, state_of=lookup)
    joined = [tuple(sorted(s.document for s in event.statements)) for event in found]
    assert sorted(joined) == [("first",), ("first", "second"), ("other",)]


def test_it_is_said_by_its_own_words(kinds: Mapping[str, Kind]) -> None:
    held, to_come = read(FIRST, "first", kinds)
    assert headline(held, country_name, kinds) == "Naval exercise of Norway and Finland (900 troops)"
    assert headline(to_come, country_name, kinds) == "Air exercise of Norway and Finland"
    assert said(held, kinds) == {"form", "troops"}


def test_a_statement_of_a_kind_that_is_gone_is_still_said(kinds: Mapping[str, Kind]) -> None:
    held = read(FIRST, "first", kinds)[0]
    assert headline(held, country_name) == "Exercise: Norway and Finland"
    assert [e.statements for e in events([held], published={})] == [(held,)]
