"""The documentation holds together: links lead somewhere, the contents are complete, examples are real output."""

import difflib
import importlib.util
import re
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from comity.model import KINDS, STATUSES

REPO = Path(__file__).resolve().parent.parent
DOCS = REPO / "docs"
PAGES = sorted([*REPO.glob("*.md"), *DOCS.rglob("*.md"), *(REPO / "examples").glob("*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
GENERATED = re.compile(r"docs/reference/(?:kinds/[a-z]+|command)\.md$")


def named(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, REPO / "scripts" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pages(nav: list[object]) -> Iterator[str]:
    for entry in nav:
        if isinstance(entry, str):
            yield entry
        elif isinstance(entry, dict):
            for target in entry.values():
                yield from pages(target if isinstance(target, list) else [target])


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_links_lead_somewhere(page: Path) -> None:
    targets = [
        (page.parent / target).resolve() for target in LINK.findall(page.read_text("utf-8")) if ":" not in target
    ]
    missing = [named(t) for t in targets if not t.exists() and not GENERATED.search(t.as_posix())]
    assert not missing


def test_the_contents_name_every_page() -> None:
    nav = set(pages(tomllib.loads((REPO / "zensical.toml").read_text("utf-8"))["project"]["nav"]))
    kinds = {f"reference/kinds/{name}.md" for name in (*KINDS, "index")}
    written = {p.relative_to(DOCS).as_posix() for p in DOCS.rglob("*.md")}
    assert nav == written | kinds | {"reference/command.md"}


def test_the_statement_format_explains_every_status_and_bound() -> None:
    page = (DOCS / "reference" / "statements.md").read_text("utf-8")
    for word in (*STATUSES, "exact", "about", "over", "under", "up_to", "range"):
        assert f"`{word}`" in page


def test_the_reference_is_made_from_the_kinds() -> None:
    made = script("reference").kind_pages()
    assert {f"kinds/{name}.md" for name in KINDS} <= set(made)
    for name in KINDS:
        assert f"`{name}`" in made["kinds/index.md"]
        assert made[f"kinds/{name}.md"].count("\n> ") >= 5, "examples and counter-examples are shown"


def test_the_reference_knows_every_command() -> None:
    page = script("reference").command_page()
    for command in ("read", "ingest", "dossier", "show", "ledger info", "ledger check"):
        assert f"## `comity {command}`" in page


@pytest.mark.slow
@pytest.mark.parametrize("name", ["README.md", "docs/tutorial.md"])
def test_pages_show_what_the_commands_print(name: str) -> None:
    """A line here and there may move as reading gets better; a page that shows something else is out of date."""
    console = script("console")
    page = (REPO / name).read_text("utf-8")
    shown, printed = (console.shown(console.steady(text)) for text in (page, console.pasted(page)))
    alike = difflib.SequenceMatcher(None, shown, printed, autojunk=False).ratio()
    assert alike > 0.8, f"{alike:.0%} of the lines are still printed; run: python scripts/console.py"
    assert not [line for line in printed if "Traceback" in line or line.startswith("comity:")]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["README.md", "docs/how-to/use-from-python.md"])
def test_python_on_pages_runs(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Python blocks of a page run in order, each with the names of those before."""
    shutil.copytree(REPO / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```$", (REPO / name).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert blocks
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, name, "exec"), names)
    assert names["article"].statements  # type: ignore[attr-defined]
