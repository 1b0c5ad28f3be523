"""A shard's file: what goes in comes out, and damage to it is noticed."""

import random
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comity.model import (
    Actor,
    Article,
    Finding,
    InputError,
    Interval,
    Money,
    Quote,
    Reading,
    Refusal,
    Span,
    Statement,
)
from comity.scale import table

pytest.importorskip("pyarrow", reason="the extra 'scale' is not installed")

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
MONEY = st.builds(
    Money,
    amount=st.decimals("0.01", "1e12", places=2),
    currency=st.sampled_from(["USD", "KZT"]),
    bound=st.sampled_from(["exact", "about"]),
    digits=st.integers(1, 9),
    written=TEXTS,
)
FINDINGS = st.lists(st.builds(Finding, code=st.sampled_from(["a", "b"]), message=TEXTS), max_size=2).map(tuple)


@st.composite
def readings(draw: st.DrawFn) -> Reading:
    text = draw(TEXTS)
    name = draw(TEXTS)
    article = Article(
        id=name,
        text=text,
        title=draw(st.none() | TEXTS),
        published=draw(st.none() | st.dates()),
        publisher=draw(st.none() | TEXTS),
        url=draw(st.none() | st.just("https://a.example/1")),
        findings=draw(FINDINGS),
    )
    said = Statement(
        document=name,
        kind="agreement",
        status="done",
        actors=(Actor(name="Norway", country="NOR", role="party"), Actor(name="Peru", country="PER", role="party")),
        quotes=(Quote(exact=text[:3], span=Span(0, len(text[:3]))),),
        date=Interval(date(2031, 5, 1), date(2031, 5, 31)),
        slots=(("instrument", "agreement"), ("value", draw(MONEY))),
    )
    return Reading(article=article, statements=(said,) * draw(st.integers(0, 1)), findings=draw(FINDINGS), origin="a:1")


ITEMS = st.lists(readings() | st.builds(Refusal, origin=TEXTS, why=TEXTS), max_size=6)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ITEMS)
def test_what_goes_in_comes_out(tmp_path: Path, items: list[Reading | Refusal]) -> None:
    path = tmp_path / "x.parquet"
    table.write(path, items, {"shard": "{}"}, lambda: {"read": str(len(items))})
    assert list(table.read(path)) == items
    assert table.counts(path) == {"shard": "{}", "read": str(len(items))}


def reading(size: int = 10) -> Reading:
    return Reading(article=Article(id="a", text="x" * size), origin="a:1")


def test_long_documents_are_not_held_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "BYTES", 1000)
    batches = [len(batch) for batch in table._batches([reading(n) for n in (10, 990, 10, 5000, *[10] * 70)])]
    assert batches[:2] == [2, 2]
    assert sum(batches) == 74


def test_damage_anywhere_is_noticed_or_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "x.parquet"
    items: list[Reading | Refusal] = [reading(n) for n in range(200)]
    table.write(path, items, {"shard": "{}"})
    whole = path.read_bytes()
    chance, noticed = random.Random(1), 0
    for _ in range(60):
        at = chance.randrange(len(whole))
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            table.check(path)
            told = list(table.read(path))
        except InputError:
            noticed += 1
        else:
            assert told == items
    assert noticed > 20
    for cut in (0, 3, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:cut])
        with pytest.raises(InputError, match="is damaged"):
            table.check(path)
        with pytest.raises(InputError, match="is damaged"):
            table.counts(path)


def test_money_keeps_how_it_was_written(tmp_path: Path) -> None:
    value = Money(amount=Decimal("4.20e9"), currency="USD", bound="about", digits=3, written="about $4.20 billion")
    said = Statement(
        document="a",
        kind="agreement",
        status="done",
        actors=(Actor(name="Norway", country="NOR", role="party"),),
        quotes=(Quote(exact="xxx", span=Span(0, 3)),),
        slots=(("value", value),),
    )
    item = Reading(article=Article(id="a", text="xxxx"), statements=(said,), origin="a")
    table.write(tmp_path / "x.parquet", [item], {})
    assert list(table.read(tmp_path / "x.parquet")) == [item]
