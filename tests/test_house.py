"""The layout keeps its word: small files, small functions, kinds with examples, data with sources, imports one way."""

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
PACKAGE = REPO / "src" / "comity"
KINDS = PACKAGE / "kinds"
MODULES = sorted(PACKAGE.rglob("*.py"))
CODE = [*MODULES, *sorted((REPO / "scripts").rglob("*.py")), *sorted((REPO / "tests").rglob("*.py"))]
PARTS = ("kind.toml", "examples.toml", "README.md")
KIND_FOLDERS = sorted({f.parent for name in PARTS for f in KINDS.glob(f"*/{name}")})
DATA = sorted(f for f in PACKAGE.rglob("*") if f.suffix in {".csv", ".tsv"} or "gazetteer" in f.parent.parts)
DATA = [f for f in DATA if f.is_file() and f.suffix not in {".py", ".pyc"}]
ADMISSION = re.compile(r"\b(?:TOD[O]|FIXM[E])\b")
LINES = 300
BODY = 40


def named(path: Path) -> str:
    return path.relative_to(REPO).as_posix()


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text("utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_the_package_is_here() -> None:
    assert MODULES, "no module found: the other tests of this file would pass over nothing"


@pytest.mark.parametrize("path", CODE, ids=named)
def test_files_stay_short(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) < LINES, "one noun a file: split it"


@pytest.mark.parametrize("path", CODE, ids=named)
def test_functions_stay_short(path: Path) -> None:
    long = {f"{node.name}:{node.lineno}": length(node) for node in functions(path) if length(node) >= BODY}
    assert not long, f"functions of {BODY} lines or more: {long}"


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_modules_say_what_they_are_for(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree) or not tree.body, "a module without a docstring"


@pytest.mark.parametrize("folder", sorted({p.parent for p in MODULES}), ids=named)
def test_packages_have_a_docstring(folder: Path) -> None:
    init = folder / "__init__.py"
    assert init.is_file(), "a folder of modules that is no package"
    if "versions" not in folder.parts:
        assert ast.get_docstring(ast.parse(init.read_text("utf-8"))), "a package without a docstring"


@pytest.mark.parametrize("path", CODE, ids=named)
def test_no_module_is_a_drawer_for_everything(path: Path) -> None:
    assert path.stem not in {"utils", "util", "helpers", "common", "misc"}


def readable() -> list[Path]:
    roots = ("src", "scripts", "tests", "benchmarks", "docs", "examples")
    kinds = {".py", ".md", ".toml", ".csv", ".txt", ".html", ".sh", ".jinja", ".j2"}
    return [f for root in roots for f in (REPO / root).rglob("*") if f.suffix in kinds and f.is_file()]


def test_nothing_is_left_for_later() -> None:
    left = [named(f) for f in readable() if ADMISSION.search(f.read_text("utf-8", "replace"))]
    assert not left, "finish it, or file it as an issue"


def mutable_globals(path: Path) -> list[str]:
    """Names that a module binds to an empty list, dict or set: state waiting to be changed."""
    found = []
    for node in ast.parse(path.read_text("utf-8")).body:
        value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
        if isinstance(value, ast.List | ast.Set) and not value.elts:
            found.append(f"line {node.lineno}")
        if isinstance(value, ast.Dict) and not value.keys:
            found.append(f"line {node.lineno}")
    return found


@pytest.mark.parametrize("path", MODULES, ids=named)
def test_modules_hold_no_state(path: Path) -> None:
    assert not mutable_globals(path)
    assert not [n.lineno for n in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(n, ast.Global)]


def test_all_kinds_of_the_public_format_are_folders() -> None:
    from comity.model import KINDS as NAMES

    assert set(NAMES) <= {folder.name for folder in KIND_FOLDERS}


@pytest.mark.parametrize("folder", KIND_FOLDERS, ids=named)
def test_a_kind_is_whole(folder: Path) -> None:
    missing = [name for name in PARTS if not (folder / name).is_file()]
    assert not missing
    kind = tomllib.loads((folder / "kind.toml").read_text("utf-8"))
    assert kind["name"] == folder.name
    examples = tomllib.loads((folder / "examples.toml").read_text("utf-8"))
    assert len(examples.get("example", ())) >= 3, "a kind is described by at least three examples"
    assert len(examples.get("counter_example", ())) >= 2, "and by two sentences that only look like it"


@pytest.mark.parametrize("path", DATA, ids=named)
def test_data_names_its_source_licence_and_date(path: Path) -> None:
    header = "\n".join(line for line in path.read_text("utf-8").splitlines()[:12] if line.startswith("#"))
    assert re.search(r"(?i)\bsource", header), "who says so?"
    assert re.search(r"(?i)\blicen[cs]e", header), "may it be passed on?"
    assert re.search(r"\b20\d\d-\d\d-\d\d\b", header), "as of when?"


def test_imports_go_one_way() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    told = subprocess.run([lint, "--no-cache"], cwd=REPO, capture_output=True, text=True, check=False, timeout=120)
    assert told.returncode == 0, told.stdout + told.stderr
    assert "0 broken" in told.stdout


def test_start_is_light() -> None:
    """`comity --help` and `import comity` must not wait for spaCy, pandas or SQLAlchemy."""
    heavy = ("spacy", "trafilatura", "sqlalchemy", "pandas", "lxml", "pydantic")
    code = f"import sys, comity, comity.cli; print([m for m in {heavy!r} if m in sys.modules])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert told.stdout.strip() == "[]"


def test_every_test_file_has_a_name_of_its_own() -> None:
    names = [f.name for f in (REPO / "tests").rglob("test_*.py")]
    assert len(names) == len(set(names))


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((REPO / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"## [{version}]" in (REPO / "CHANGELOG.md").read_text("utf-8")
    assert f"version: {version}" in (REPO / "CITATION.cff").read_text("utf-8")
