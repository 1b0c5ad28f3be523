"""`import comity` and what can be done with it."""

import subprocess
import sys
from pathlib import Path

import pytest

import comity
from comity.model import ConfigError, InputError, LedgerError, Refusal

TEXT = (
    "President Emmanuel Macron arrived in Astana on 1 November 2023 for talks with President Kassym-Jomart Tokayev.\n\n"
    "Trade between Kazakhstan and France reached $4.2 billion in 2022.\n"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_text_is_read_with_its_statements() -> None:
    article = comity.read(TEXT, published="2023-11-02", title="A visit", publisher="Paper", url="https://x.example/a")
    assert article.published is not None
    assert (article.published.isoformat(), article.title, article.publisher) == ("2023-11-02", "A visit", "Paper")
    trade = [s for s in article.statements if s.kind == "trade"]
    assert trade
    quote = trade[0].quotes[0]
    assert quote.span.of(article.text) == quote.exact
    assert "$4.2 billion" in article._repr_html_()


def test_the_same_text_gives_the_same_statements() -> None:
    first, again = comity.read(TEXT, published="2023-11-02"), comity.read(TEXT, published="2023-11-02")
    assert first == again
    assert [s.id for s in first.statements] == [s.id for s in again.statements]


def test_a_file_by_path_or_name(home: Path) -> None:
    (home / "a.txt").write_text(TEXT, "utf-8")
    assert comity.read(home / "a.txt").statements == comity.read("a.txt").statements
    with pytest.raises(InputError, match="does not exist"):
        comity.read("missing.txt")
    with pytest.raises(InputError, match="does not exist"):
        comity.read(Path("missing"))


def test_html_is_known_as_such() -> None:
    page = f"<!doctype html><html><body><article><h1>A visit</h1><p>{TEXT}</p></article></body></html>"
    article = comity.read(page, published="2023-11-02")
    assert "<p>" not in article.text


@pytest.mark.parametrize("text", ["", "   \n "])
def test_an_empty_text_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="nothing to read"):
        comity.read(text)


def test_a_wrong_date_is_refused() -> None:
    with pytest.raises(InputError, match="write it like 2024-11-07"):
        comity.read(TEXT, published="7 November")


def test_several_documents_need_read_all(home: Path) -> None:
    lines = '{"id": "a", "text": "France and Kazakhstan signed an agreement."}\n{"id": "b", "text": "Snow."}\n{broken\n'
    (home / "two.jsonl").write_text(lines, "utf-8")
    with pytest.raises(InputError, match="several documents"):
        comity.read(home / "two.jsonl")
    first, second, refused = comity.read_all(home / "two.jsonl")
    assert isinstance(first, comity.Article)
    assert isinstance(second, comity.Article)
    assert (first.id, second.id, len(second.statements)) == ("a", "b", 0)
    assert isinstance(refused, Refusal)
    assert refused.origin.endswith("two.jsonl:3")


def test_statements_are_a_sequence_and_a_table() -> None:
    found = comity.read(TEXT, published="2023-11-02").statements
    assert len(found[:1]) == 1
    assert isinstance(found[:1], comity.Statements)
    assert found[0] in found
    assert list(found.to_pandas()["id"]) == [s.id for s in found]
    assert found.to_polars().height == found.to_arrow().num_rows == len(found)


def test_a_missing_model_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_MODEL", "no_such_model")
    with pytest.raises(ConfigError, match="no_such_model"):
        comity.read(TEXT)


def test_a_ledger_from_ingest_to_dossier(home: Path) -> None:
    (home / "a.txt").write_text(TEXT, "utf-8")
    (home / "empty.txt").write_text("", "utf-8")
    with comity.Ledger(home / "l.db") as ledger:
        done = ledger.ingest("a.txt", "empty.txt", published="2023-11-02", publisher="Paper")
        assert (done.new, done.known, len(done.refused), done.documents) == (1, 0, 1, 2)
        assert ledger.ingest("a.txt", published="2023-11-02", publisher="Paper").known == 1
        found = ledger.statements("kazakhstan", "French")
        assert done.statements >= len(found) > 0
        dossier = ledger.dossier("Kazakh", "FRA")
        assert dossier.pair == ("KAZ", "FRA")
        assert dossier.sources[0].publisher == "Paper"
        assert "<h1>Kazakhstan – France</h1>" in dossier.to_html()
        assert "<h1>Kazakhstan – France</h1>" in dossier._repr_html_()
        assert dossier.to_markdown().startswith("# Kazakhstan – France")
        assert dossier.to_json()["documents"] == 1
        view = ledger.show(found[0].id[:10])
        assert view.statement == found[0]
        assert "<mark>" in view._repr_html_()
        assert ledger.article(found[0].document).statements == ledger.statements(document=found[0].document)
        assert list(ledger.check()) == []
        assert ledger.info().documents == 1


def test_names_that_are_not_known_are_told_with_near_ones(home: Path) -> None:
    with comity.Ledger(home / "l.db") as ledger:
        with pytest.raises(InputError, match=r"'kazakhstn'; did you mean Kazakhstan"):
            ledger.dossier("kazakhstn", "france")
        with pytest.raises(InputError, match="both FRA"):
            ledger.dossier("french", "france")
        with pytest.raises(InputError, match="a pair needs two names"):
            ledger.statements("france")
        with pytest.raises(LedgerError, match="no statement"):
            ledger.show("0123456789abcdef")


def test_the_ledger_of_the_settings_is_the_default(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMITY_LEDGER", str(home / "mine.db"))
    comity.Ledger().close()
    assert (home / "mine.db").exists()


@pytest.mark.parametrize(
    "first", ["import comity.read.sentences", "import comity.figures.grammar", "from comity import pipeline", "pass"]
)
def test_parts_that_share_a_name_with_a_function_are_both(first: str) -> None:
    """`comity.read` and `comity.figures` are packages, and functions, in whatever order they come in."""
    code = (
        f"{first}\nimport comity, comity.figures.grammar as grammar\nfrom comity.figures import figures\n"
        "assert comity.figures('up 5%') == figures('up 5%') == grammar.figures('up 5%')\n"
        "assert comity.read('Snow fell.', published='2024-01-01').title is not None\n"
        "assert comity.read.read_article"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60)
    assert (told.returncode, told.stderr) == (0, "")


def test_names_of_the_package() -> None:
    assert set(comity.__all__) <= set(dir(comity))
    assert all(getattr(comity, name) is not None for name in comity.__all__)
    with pytest.raises(AttributeError, match="nothing_of_the_kind"):
        _ = comity.nothing_of_the_kind  # type: ignore[attr-defined]


def test_importing_waits_for_nothing() -> None:
    code = "import sys, comity; print(sorted(m for m in sys.modules if m.startswith('comity')))"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "['comity']"
