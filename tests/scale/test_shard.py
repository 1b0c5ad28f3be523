"""Shards: every record of every archive once, and names that change with what is read and by what."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.acquire.select import Selection
from comity.acquire.warc import records
from comity.scale.chosen import countries_named, line_of, selection_of
from comity.scale.shard import Shard, offset_of, plan

SHARD = Shard(place="a.warc.gz", start=10, end=20, code="1", model="m")


@given(st.lists(st.none() | st.integers(0, 1000), max_size=5), st.integers(1, 300))
def test_a_plan_holds_every_byte_once(sizes: list[int | None], shard_bytes: int) -> None:
    places = {f"p{n}": size for n, size in enumerate(sizes)}
    found = list(plan(places, places.__getitem__, code="1", model="m", shard_bytes=shard_bytes))
    assert len({shard.name for shard in found}) == len(found)
    for place, size in places.items():
        ranges = [(shard.start, shard.end) for shard in found if shard.place == place]
        assert ranges[0][0] == 0
        assert ranges[-1][1] is None
        assert [end for _, end in ranges[:-1]] == [start for start, _ in ranges[1:]]
        if size:
            assert all(end - start == shard_bytes for start, end in ranges[:-1] if end is not None)
            assert 0 < size - ranges[-1][0] <= shard_bytes


@pytest.mark.parametrize("shard_bytes", [1, 97, 400, 100_000])
def test_shards_that_meet_give_every_record_once(
    tmp_path: Path, archive: Callable[..., Path], made: Callable[..., tuple[str, bytes]], shard_bytes: int
) -> None:
    path = archive(tmp_path / "a.warc.gz", (made(n) for n in range(12)))
    whole = [item.origin for item in records(path)]
    assert len(whole) == 12
    parts = plan([str(path)], lambda _: path.stat().st_size, code="1", model="m", shard_bytes=shard_bytes)
    assert [item.origin for part in parts for item in records(part.place, part.start, part.end)] == whole


def test_another_reader_or_selection_is_another_shard_and_the_same_is_the_same() -> None:
    others = (
        replace(SHARD, code="2"),
        replace(SHARD, model="n"),
        replace(SHARD, place="b.warc.gz"),
        replace(SHARD, start=11),
        replace(SHARD, end=None),
        replace(SHARD, selection='{"countries": ["KAZ"]}'),
        replace(SHARD, documents=("a.warc.gz:10",)),
    )
    assert len({shard.name for shard in (SHARD, *others)}) == 8
    for shard in (SHARD, *others):
        assert Shard.of_json(shard.to_json()) == shard
        assert Shard.of_json(shard.to_json()).name == shard.name


def test_what_a_later_shard_covers() -> None:
    inside, outside = "a.warc.gz:12+7", "a.warc.gz:20"
    assert replace(SHARD, code="2").covers(inside, SHARD)
    assert not replace(SHARD, code="2").covers(outside, replace(SHARD, end=None))
    assert replace(SHARD, start=0, end=None).covers(inside, SHARD)
    assert not replace(SHARD, selection='{"words": ["x"]}').covers(inside, SHARD)
    assert not replace(SHARD, documents=("a.warc.gz:19",)).covers(inside, SHARD)
    assert replace(SHARD, documents=(inside,)).covers(inside, SHARD)
    assert offset_of("s3://bucket/a.warc.gz:1234+5") == 1234
    assert offset_of("s3://bucket/a.warc.gz") is None


SELECTIONS = st.builds(
    Selection,
    languages=st.frozensets(st.sampled_from(["en", "fr", "ru"])),
    hosts=st.lists(st.sampled_from(["a.example", "b.example"]), unique=True).map(sorted).map(tuple),
    countries=st.frozensets(st.sampled_from(["KAZ", "FRA", "EU"])),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    words=st.lists(st.text(min_size=1, max_size=5), unique=True).map(sorted).map(tuple),
    names=st.just(countries_named),
)


@given(SELECTIONS)
def test_a_selection_survives_the_way_to_another_machine(selection: Selection) -> None:
    assert selection_of(line_of(selection)) == selection
    assert line_of(selection_of(line_of(selection))) == line_of(selection)


def test_the_same_selection_is_the_same_line_whatever_its_order() -> None:
    one = Selection(hosts=("b.example", "a.example"), since=date(2031, 5, 1))
    other = Selection(since=date(2031, 5, 1), hosts=("a.example", "b.example"), names=countries_named)
    assert line_of(one) == line_of(other)
    assert line_of(Selection()) == "{}"


def test_countries_are_found_by_every_listed_name_of_them() -> None:
    assert set(countries_named("Norwegian ships; the European Union and Emmanuel Macron.")) == {"NOR", "org:EU", "FRA"}
    assert set(countries_named("Kazakh\u2019s and Kazakhstan\u2019s trade")) == {"KAZ"}
    assert not countries_named("It rained on the hills.")
