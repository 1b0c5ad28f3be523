"""What a person writes into a field is held against the kind's own schema."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.kinds import load
from comity.model import Actor, InputError, Money, Quote, SlotValue, Span, Statement
from comity.model.statement import public
from comity.reconcile.fields import choices_of, readers_of, value_text, with_values

TRADE = Statement(
    document="t",
    kind="trade",
    status="done",
    actors=(Actor(name="Norway", country="NOR", role="reporter"), Actor(name="Peru", country="PER", role="partner")),
    quotes=(Quote(exact="x", span=Span(0, 1)),),
    slots=(("flow", "total"), ("growth", Decimal("4.5"))),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("flow", '"exports"', "exports"),
        ("growth", "-7.25", Decimal("-7.25")),
        ("growth", "7", Decimal(7)),
        ("commodities", '["oil", "oil", "uranium"]', ("oil", "uranium")),
        ("target", "true", True),
        ("target", "false", None),
        ("volume", '"14 tonnes"', "14 tonnes"),
        ("growth", "null", None),
        (
            "value",
            '{"amount": 4200000000, "currency": "USD", "bound": "about", "digits": 2}',
            Money(amount=Decimal(4_200_000_000), currency="USD", bound="about", digits=2),
        ),
    ],
)
def test_values_of_slots(field: str, text: str, value: SlotValue | None) -> None:
    now = with_values(TRADE, {field: text})
    assert now.slot(field) == value
    assert [name for name, _ in now.slots] == [name for name in readers_of("trade") if now.slot(name) is not None]
    assert with_values(now, {field: value_text(now, field)}) == now, "its own public form says the same"


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("flow", '"smuggling"', "there are total, exports, imports, balance"),
        ("status", '"maybe"', "there are done, ongoing"),
        ("kind", '"war"', "there are meeting, visit"),
        ("kind", "[]", "no choice"),
        ("host", '"Peru"', "trade has no field 'host'; it has kind, status, actors, date, place, flow"),
        ("growth", '"much"', "a number"),
        ("growth", "true", "a number"),
        ("growth", "1e999999", "too great"),
        ("growth", "NaN", "not JSON"),
        ("growth", "[" * 100_000, "not JSON"),
        ("value", '{"amount": 4}', "no currency"),
        ("value", '{"amount": "4", "currency": "USD"}', "no money"),
        ("value", '{"amount": 4, "currency": "USD", "high": 5}', "a range"),
        ("value", '{"amount": 4, "currency": "USD", "high": 3, "bound": "range"}', "a range"),
        ("date", '{"start": "2031-05-02", "end": "2031-05-01"}', "no days"),
        ("date", '"tomorrow"', "no days"),
        ("date", "12", "no days"),
        ("place", '{"name": ""}', "no text"),
        ("actors", "[]", "write a list"),
        ("actors", '[{"name": "Norway", "country": "Norway", "role": "reporter"}]', "no country"),
        ("actors", '[{"name": "Norway", "country": "NOR", "role": "boss"}]', "trade has no role 'boss'"),
        ("actors", '[{"name": "Peru", "country": "PER", "role": "partner"}]', "trade needs a reporter"),
        ("commodities", '["x"' + ', "x"' * 200 + "]", "more than 100"),
        ("volume", json.dumps("x" * 3000), "no text"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(field: str, text: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        with_values(TRADE, {field: text})
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 400


@pytest.mark.parametrize("kind", list(load()))
def test_every_choice_of_every_kind_is_taken(kind: str) -> None:
    some = Statement(document="d", kind=kind, status="done", actors=(), quotes=())
    for field, reader in readers_of(kind).items():
        if reader == "choice":
            assert choices_of(kind, field)
            for word in choices_of(kind, field):
                assert with_values(some, {field: json.dumps(word)}).slot(field) == word


def test_choices_that_only_constructions_set_are_known() -> None:
    assert {"invite", "offer", "request", "pledge", "expect"} <= set(choices_of("commitment", "act"))
    assert {"sanction", "tariff", "expel", "recall", "ban", "suspend", "force", "lift"} <= set(
        choices_of("measure", "act")
    )
    assert {"established", "upgraded", "reaffirmed", "strained", "severed"} <= set(choices_of("relation", "change"))


@given(st.sampled_from([*readers_of("trade"), "kind", "status", "actors", "date", "place"]), JSON)
def test_any_json_is_taken_or_refused(field: str, value: object) -> None:
    try:
        now = with_values(TRADE, {field: json.dumps(value)})
    except InputError:
        return
    assert json.loads(json.dumps(public(now))) == public(now)
