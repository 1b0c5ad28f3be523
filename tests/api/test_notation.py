"""Fields as people type them."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.api.notation import json_of, typed
from comity.model import Actor, InputError, Interval, Money, Place, Quote, SlotValue, Span, Statement
from comity.reconcile.fields import value_text, with_values


def trade(**slots: SlotValue) -> Statement:
    return Statement(
        document="t",
        kind="trade",
        status="done",
        actors=(Actor(name="Norway", country="NOR", role="reporter"), Actor(name="Peru", role="partner")),
        quotes=(Quote(exact="x", span=Span(0, 1)),),
        date=Interval(date(2031, 5, 1), date(2031, 5, 31)),
        place=Place(name="Oslo", country="NOR"),
        slots=tuple(slots.items()),
    )


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("date", "2024-11-05", {"start": "2024-11-05", "end": "2024-11-05"}),
        ("date", "2024-11-05/2024-11-07", {"start": "2024-11-05", "end": "2024-11-07"}),
        ("date", "2024-02", {"start": "2024-02-01", "end": "2024-02-29"}),
        ("period", "2023/2024-06", {"start": "2023-01-01", "end": "2024-06-30"}),
        ("date", "  ", None),
        ("place", "Paris|France", {"name": "Paris", "country": "FRA"}),
        ("place", "Paris", {"name": "Paris", "country": None}),
        ("growth", "44.7%", 44.7),
        ("growth", "-7", -7),
        ("target", "Yes", True),
        ("commodities", "crude oil, uranium", ["crude oil", "uranium"]),
        ("commodities", "oil, crude; uranium", ["oil, crude", "uranium"]),
        ("volume", "[14] tonnes", "[14] tonnes"),
        ("flow", "exports", "exports"),
        ("status", "planned", "planned"),
        ("value", "4.20 billion USD", {"amount": 4200000000, "currency": "USD", "bound": "exact", "digits": 3}),
        ("value", "more than $4bn", {"amount": 4000000000, "currency": "USD", "bound": "over", "digits": 1}),
        ("value", "EUR 1,250,000", {"amount": 1250000, "currency": "EUR", "bound": "exact", "digits": 3}),
        (
            "value",
            "1.5 to 2 million EUR",
            {"amount": 1500000, "currency": "EUR", "bound": "range", "high": 2000000, "digits": 2},
        ),
        ("value", '{"amount": 1, "currency": "EUR"}', {"amount": 1, "currency": "EUR"}),
        (
            "actors",
            "Kazakhstan|Kazakh|reporter; Nobody||partner",
            [
                {"name": "Kazakhstan", "country": "KAZ", "role": "reporter"},
                {"name": "Nobody", "country": None, "role": "partner"},
            ],
        ),
    ],
)
def test_what_is_typed(field: str, text: str, value: object) -> None:
    assert json.loads(json_of("trade", field, text)) == value


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("date", "tomorrow", "write 2024-11-05"),
        ("date", "2024-13", "no month"),
        ("date", "1/2/3", "write 2024-11-05"),
        ("value", "4 billion", "one currency"),
        ("value", "$4bn EUR", "one currency"),
        ("value", "lots of USD", "no money"),
        ("growth", "a lot", "no number"),
        ("target", "perhaps", "neither yes nor no"),
        ("actors", "Norway", "name|country|role"),
        ("actors", "Norway|Norwegia|reporter", "did you mean"),
        ("volume", "x" * 6000, "longer than"),
    ],
)
def test_what_cannot_be_meant(field: str, text: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as refused:
        json_of("trade", field, text)
    assert str(refused.value).startswith(field)
    assert "\n" not in str(refused.value)


MONEY = st.builds(
    Money,
    amount=st.integers(0, 10**15).map(Decimal) | st.decimals(0, 1000, places=2),
    currency=st.sampled_from(["USD", "KZT"]),
    bound=st.sampled_from(["exact", "about", "over", "under", "up_to"]),
)
WORDS = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=20)


@given(
    MONEY,
    st.lists(WORDS, min_size=1, max_size=4, unique=True).map(tuple),
    st.decimals(-1000, 1000, places=1),
    st.lists(WORDS, min_size=2, max_size=2),
)
def test_typed_and_read_back_is_the_same(
    money: Money, goods: tuple[str, ...], growth: Decimal, names: list[str]
) -> None:
    told = trade(flow="exports", value=money, growth=growth, commodities=goods, target=True, volume=names[0])
    told = with_values(
        told,
        {
            "actors": json.dumps(
                [
                    {"name": names[0], "country": "NOR", "role": "reporter"},
                    {"name": names[1], "country": None, "role": "partner"},
                ]
            )
        },
    )
    for field in ("kind", "status", "date", "place", "actors", "flow", "growth", "commodities", "target", "volume"):
        now = with_values(told, {field: json_of("trade", field, typed(told, field))})
        assert value_text(now, field) == value_text(told, field)
    again = with_values(told, {"value": json_of("trade", "value", typed(told, "value"))}).slot("value")
    assert isinstance(again, Money)
    assert (again.amount, again.currency, again.bound) == (money.amount, money.currency, money.bound)


@given(st.sampled_from(["date", "value", "actors", "growth", "place", "flow", "commodities"]), st.text())
def test_any_text_is_taken_or_refused(field: str, text: str) -> None:
    try:
        told = json_of("trade", field, text)
    except InputError:
        return
    assert isinstance(told, str)
