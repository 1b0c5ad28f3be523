"""What is asked for, as a person says it, and what becomes of what is not."""

from datetime import date
from pathlib import Path

import pytest

from comity import Ledger, settings
from comity.api.article import readings
from comity.api.sources import Asked, Reach, access_of, reach, selection_of
from comity.model import InputError, Reading

PAGES = {
    "a.txt": "Paris, 5 November 2024\nFrance and Kazakhstan signed an agreement on uranium, the ministry said.\n",
    "b.txt": "Lima, 6 November 2024\nPeru and Chile signed an agreement on copper, the ministry said on Wednesday.\n",
    "c.txt": "Berlin, 7 November 2024\nDie Minister der beiden Länder unterzeichneten am Donnerstag ein Abkommen.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def origins(folder: Path, asked: Asked) -> tuple[str, int]:
    far = reach(settings.load(), asked)
    found = [item.origin[-5] for item in readings([folder], within=far) if isinstance(item, Reading)]
    return "".join(found), far.passed_over


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), "abc"),
        (Asked(countries=("Kazakhstan",)), "a"),
        (Asked(countries=("KAZ", "Peruvian")), "ab"),
        (Asked(words=("copper", "uranium")), "ab"),
        (Asked(languages=("EN",)), "ab"),
        (Asked(languages=("en",), countries=("France",), words=("copper",)), ""),
        (Asked(since=date(2024, 11, 6), until=date(2024, 11, 6), languages=("en",)), "b"),
        (Asked(hosts=("news.example",)), ""),
    ],
)
def test_documents_are_chosen(folder: Path, asked: Asked, found: str) -> None:
    assert origins(folder, asked) == (found, 3 - len(found))


def test_the_summary_counts_what_was_passed_over(folder: Path, tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.db") as book:
        done = book.ingest_with(
            [folder / "a.txt", folder / "b.txt"], within=reach(settings.load(), Asked(words=("uranium",)))
        )
    assert (done.documents, done.new, done.passed_over) == (1, 1, 1)


@pytest.mark.parametrize(
    "asked",
    [
        Asked(countries=("Atlantis",)),
        Asked(languages=("english",)),
        Asked(hosts=("https://news.example/a",)),
        Asked(since=date(2024, 2, 1), until=date(2024, 1, 1)),
    ],
)
def test_what_cannot_be_meant_is_said(asked: Asked) -> None:
    with pytest.raises(InputError) as told:
        selection_of(asked)
    assert "\n" not in str(told.value)


def test_the_rules_come_from_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_FETCH__CONTACT", "https://desk.example/bot")
    monkeypatch.setenv("COMITY_FETCH__SECONDS", "7")
    monkeypatch.setenv("COMITY_FETCH__PROXY", "http://proxy.example:3128")
    chosen = settings.load()
    access = access_of(chosen)
    assert access.named.endswith("(+https://desk.example/bot)")
    assert (access.seconds, access.proxy, access.allow_private) == (7, "http://proxy.example:3128", False)
    assert "3128" not in repr(chosen)
    assert access_of(chosen, allow_private=True).allow_private


def test_a_host_may_be_written_with_its_prefix() -> None:
    assert selection_of(Asked(hosts=("WWW.News.example",))).hosts == ("news.example",)
    assert isinstance(reach(settings.load()), Reach)
