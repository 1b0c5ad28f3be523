"""What a filter takes and what it passes over."""

import pickle
import time
from datetime import UTC, date, datetime

import pytest

from comity.acquire.glance import words_of
from comity.acquire.select import Selection, language, of_host
from comity.model import Document

PAGE = """<html><head><title>Uranium</title><script>var x = "Chile <nav>";</script></head><body>
<nav><a href="/peru">Peru</a></nav><ul><li><a href="/k">Kenya</a></li></ul>
<p>Kazakh&shy;stan and <a href="/f">France</a> agreed on <b>uranium</b>
 deliveries, the ministry said on Tuesday after long talks.</p><footer>Japan</footer></body></html>"""


def named(text: str) -> set[str]:
    return {
        code for name, code in (("France", "FRA"), ("Peru", "PER"), ("Kenya", "KEN"), ("Chile", "CHL")) if name in text
    }


def document(**known: object) -> Document:
    given = {"id": "1", "content": PAGE, "format": "html", "origin": "x", "url": "https://www.news.example/a", **known}
    return Document(**given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked", "passes"),
    [
        ({}, True),
        ({"hosts": ("news.example",)}, True),
        ({"hosts": ("example",)}, True),
        ({"hosts": ("ews.example", "other.example")}, False),
        ({"words": ("URANIUM deliveries",)}, True),
        ({"words": ("uran",)}, False),
        ({"words": ("japan", "peru", "kenya")}, False),
        ({"countries": frozenset({"FRA"}), "names": named}, True),
        ({"countries": frozenset({"PER", "KEN", "CHL"}), "names": named}, False),
        ({"languages": frozenset({"en"})}, True),
        ({"languages": frozenset({"fr", "de"})}, False),
    ],
)
def test_documents_pass_by_what_is_asked(asked: dict[str, object], passes: bool) -> None:
    selection = Selection(**asked)  # type: ignore[arg-type]
    assert selection.passes(document()) is passes
    assert bool(selection) is bool(asked)
    assert pickle.loads(pickle.dumps(selection)) == selection


def test_dates_rule_out_only_what_they_can() -> None:
    asked = Selection(since=date(2024, 11, 1), until=date(2024, 11, 30))
    assert asked.passes(document(published=date(2024, 11, 1)))
    assert asked.passes(document(published=date(2024, 11, 30)))
    assert not asked.passes(document(published=date(2024, 10, 31)))
    assert not asked.passes(document(published=date(2024, 12, 1)))
    assert asked.passes(document()), "a day that is not known rules nothing out"
    assert asked.passes(document(fetched=datetime(2025, 1, 1, tzinfo=UTC))), "it may have been published earlier"
    assert not asked.passes(document(fetched=datetime(2024, 10, 1, tzinfo=UTC))), "it was published before"


def test_countries_need_their_names() -> None:
    with pytest.raises(ValueError, match="names"):
        Selection(countries=frozenset({"FRA"}))


@pytest.mark.parametrize("url", [None, "", "http://[", "mailto:a@news.example", "https://news.example.evil.example/"])
def test_addresses_of_no_host_asked_for(url: str | None) -> None:
    assert not of_host(url, ("news.example",))


def test_a_script_that_never_ends_says_nothing() -> None:
    assert words_of("<p>Before.</p><script>x = 'Peru'") == "Before."
    assert words_of("<p>Before.</p><nav>Peru") == "Before. Peru"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The two presidents signed agreements on trade and energy on Tuesday, officials said in the capital.", "en"),
        ("Die beiden Präsidenten unterzeichneten am Dienstag in der Hauptstadt mehrere Abkommen über Handel.", "de"),
        ("Президенты двух стран подписали во вторник в столице соглашения о торговле и энергетике.", "ru"),
        ("两国总统周二签署了贸易协定，外交部发言人在例行记者会上表示。", "zh"),
        ("両国の大統領は火曜日に貿易協定に署名したと外務省の報道官が述べた。", "ja"),
        ("양국 대통령은 화요일에 무역 협정에 서명했다고 외교부 대변인이 밝혔다.", "ko"),
        ("OK", None),
    ],
)
def test_languages(text: str, code: str | None) -> None:
    assert language(text) == code


@pytest.mark.parametrize("piece", ["<", "<script>", "<a ", "<li><a", "<li><li><a>", "&", "<nav></nav>", " "])
def test_a_glance_takes_time_in_line_with_the_page(piece: str) -> None:
    began = time.process_time()
    words_of(piece * (5_000_000 // len(piece)))
    assert time.process_time() - began < 5
