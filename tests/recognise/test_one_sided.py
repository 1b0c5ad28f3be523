"""Events of which only one side is told: read beside the statements of a document, never among them."""

from datetime import date

import pytest

from comity.model import Document, Reading, Statement
from comity.pipeline import read_document


def read(text: str, title: str | None = None) -> Reading:
    document = Document(id="d", content=text, format="plain", origin="d", title=title, published=date(2024, 11, 7))
    return read_document(document, one_sided=True)


def only(text: str) -> Statement:
    reading = read(text)
    assert reading.statements == ()
    (event,) = reading.one_sided
    return event


@pytest.mark.parametrize(
    ("text", "act", "sides"),
    [
        ("Police in Quito arrested eleven students on Monday.", "coerce", (["ECU"], [])),
        ("Thousands of demonstrators marched against Danish policy on Sunday.", "protest", ([], ["DNK"])),
        ("Togo's navy held exercises off the coast.", "cooperate", (["TGO"], [])),
        ("Ghana has granted asylum to nine sailors.", "shelter", (["GHA"], [])),
        ("Kenya has put its troops on alert.", "mobilize", (["KEN"], [])),
    ],
)
def test_an_act_of_one_state(text: str, act: str, sides: tuple[list[str], list[str]]) -> None:
    event = only(text)
    assert event.kind == "deed"
    assert event.slot("act") == act
    assert (list(event.countries("source")), list(event.countries("target"))) == sides


def test_a_kind_of_statement_with_one_side() -> None:
    event = only("Norway condemned the killing of the hostages.")
    assert (event.kind, event.slot("act"), event.countries()) == ("position", "accuse", ("NOR",))


def test_whoever_reports_it_takes_no_part() -> None:
    assert only("Police in Quito arrested eleven students, Spanish diplomats said.").countries() == ("ECU",)


def test_a_sentence_with_a_statement_has_no_other_event() -> None:
    reading = read("Greece and Chile signed a treaty on fisheries. Ghana has granted asylum to nine sailors.")
    assert [s.kind for s in reading.statements] == ["agreement"]
    assert [s.countries() for s in reading.one_sided] == [("GHA",)]
    event = reading.one_sided[0]
    assert reading.article.text[event.quotes[0].span.start : event.quotes[0].span.end] == event.quotes[0].exact


def test_one_event_a_sentence_that_of_its_highest_clause() -> None:
    event = only("Police in Quito arrested eleven students who had blocked a road.")
    assert event.slot("act") == "coerce"


def test_none_where_they_are_not_asked_for_and_none_where_no_state_is_named() -> None:
    document = Document(id="d", content="Ghana has granted asylum to nine sailors.", format="plain", origin="d")
    assert read_document(document).one_sided == ()
    assert read("The police arrested eleven students on Monday.").one_sided == ()
