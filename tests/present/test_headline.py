"""What each kind of statement is said like."""

from typing import Any

import pytest

from comity.model import KINDS
from comity.model.statement import from_json
from comity.present import wording
from comity.resolve import country_name


def say(kind: str, *actors: str, **slots: Any) -> str:
    row = {
        "document": "d",
        "kind": kind,
        "status": "done",
        "actors": [dict(zip(("name", "country", "role"), a.split("|"), strict=True)) for a in actors],
        "quote": [],
        **slots,
    }
    return wording.headline(from_json(row), country_name)


K, F = "Kazakhstan|KAZ", "France|FRA"


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (
            say("meeting", f"{K}|participant", "Orano|FRA|participant", form="call"),
            "Telephone call between Kazakhstan and Orano (France)",
        ),
        (
            say("visit", "Emmanuel Macron|FRA|visitor", f"{K}|host", form="state"),
            "State visit of Emmanuel Macron (France) to Kazakhstan",
        ),
        (
            say("visit", "Emmanuel Macron|FRA|visitor", f"{K}|host", form="other"),
            "Visit of Emmanuel Macron (France) to Kazakhstan",
        ),
        (
            say("agreement", f"{K}|party", f"{F}|party", instrument="package"),
            "Package of documents between Kazakhstan and France",
        ),
        (
            say("agreement", f"{K}|party", f"{F}|party", instrument="memorandum", title="rail"),
            "Memorandum between Kazakhstan and France: rail",
        ),
        (say("trade", f"{K}|reporter", f"{F}|partner", flow="exports"), "Exports of Kazakhstan to France"),
        (say("trade", f"{K}|reporter", flow="total"), "External trade of Kazakhstan"),
        (
            say("trade", f"{K}|reporter", f"{F}|partner", flow="total", target=True),
            "Target for trade between Kazakhstan and France",
        ),
        (
            say("investment", "TotalEnergies|FRA|investor", f"{K}|host", measure="stock"),
            "Stock of investment by TotalEnergies (France) in Kazakhstan",
        ),
        (
            say("project", f"{K}|host", "TotalEnergies|FRA|participant", name="Kashagan"),
            "Kashagan in Kazakhstan, with TotalEnergies (France)",
        ),
        (
            say("commitment", f"{K}|actor", f"{F}|counterpart", act="invite", what="join"),
            "Invitation by Kazakhstan to France: join",
        ),
        (
            say("mediation", f"{K}|mediator", "Armenia|ARM|party", "Azerbaijan|AZE|party"),
            "Mediation by Kazakhstan between Armenia and Azerbaijan",
        ),
        (say("mediation", f"{K}|mediator", "Armenia|ARM|party"), "Mediation by Kazakhstan for Armenia"),
        (
            say("project", f"{K}|host", "Orano|FRA|participant", name="Kazakhstan's first uranium museum"),
            "Kazakhstan's first uranium museum, with Orano (France)",
        ),
        (
            say("trade", f"{K}|reporter", f"{F}|partner", flow="imports", target=False),
            "Imports of Kazakhstan from France",
        ),
        (say("relation", f"{K}|party", f"{F}|party", change="none"), "Relations: Kazakhstan and France"),
        (say("aid", f"{F}|donor", f"{K}|recipient", form="other"), "Aid from France to Kazakhstan"),
        (
            say("relation", f"{K}|party", f"{F}|party", label="strategic partnership", change="upgraded"),
            "Strategic partnership: Kazakhstan and France (upgraded)",
        ),
        (
            say("aid", f"{F}|donor", f"{K}|recipient", form="health", what="vaccines"),
            "Health aid from France to Kazakhstan: vaccines",
        ),
        (
            say("position", f"{F}|source", "Russia|RUS|target", act="accuse", about="attack"),
            "Accusation by France against Russia: attack",
        ),
        (
            say("measure", "the EU|org:EU|source", "Russia|RUS|target", act="sanction"),
            "Sanctions by the EU (European Union) against Russia",
        ),
    ],
)
def test_each_kind_has_its_words(said: str, line: str) -> None:
    assert said == line


@pytest.mark.parametrize("kind", KINDS)
def test_a_statement_of_which_little_is_known_is_still_said(kind: str) -> None:
    line = say(kind)
    assert line
    assert "None" not in line
    assert "{" not in line


def test_braces_and_brackets_of_the_text_are_only_text() -> None:
    line = say("agreement", f"{K}|party", "[{title}]|FRA|party", instrument="treaty", title="{party}[ x]")
    assert line == "Treaty between Kazakhstan and [{title}] (France): {party}[ x]"


def test_what_the_line_says_is_not_told_again_and_the_rest_is() -> None:
    row = {"document": "d", "kind": "relation", "status": "done", "actors": [], "quote": []}
    unchanged = from_json({**row, "label": "partnership", "change": "none", "since": "1992"})
    assert [fact.field for fact in wording.facts(unchanged, country_name)] == ["since"]


def test_names_are_listed_once_and_controls_are_taken_out() -> None:
    line = say("meeting", f"{K}|participant", f"{K}|participant", "A\x1b[2J\nB|FRA|participant")
    assert line == "Meeting of Kazakhstan and A[2J B (France)"


def test_what_the_text_does_not_say_stays_unsaid() -> None:
    statement = from_json({"document": "d", "kind": "visit", "status": "done", "actors": [], "quote": []})
    assert wording.when(statement) == "date not said"
    assert wording.main_value(statement) == ""
    assert wording.facts(statement, country_name) == ()
