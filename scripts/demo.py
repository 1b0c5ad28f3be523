"""The whole way on the articles of examples/: a fresh ledger, the Kazakhstan-France dossier, one page of HTML."""

import shutil
import sys
from pathlib import Path

from comity.cli import main

REPO = Path(__file__).resolve().parent.parent
OUT = REPO / "out" / "demo"
PAIR = ("kazakhstan", "france")


def demo() -> int:
    """Run the same commands a person would type; the first that fails ends it."""
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    ledger = str(OUT / "ledger.db")
    articles = [str(f) for f in articles_in(REPO / "examples")]
    page = OUT / "kazakhstan-france.html"
    steps = (
        ("ingest", *articles, "--ledger", ledger, "--quiet"),
        ("dossier", *PAIR, "--ledger", ledger),
        ("dossier", *PAIR, "--ledger", ledger, "--format", "html", "--output", str(page)),
    )
    for step in steps:
        print(f"\n$ comity {shown(step)}", flush=True)
        code = main(step)
        if code:
            return code
    return 0


def articles_in(folder: Path) -> list[Path]:
    """The articles; the README beside them tells of them and is none."""
    return [f for f in sorted(folder.iterdir()) if f.suffix in {".txt", ".html", ".jsonl"}]


def shown(step: tuple[str, ...]) -> str:
    """A step as a person would type it."""
    return " ".join(part.replace(f"{REPO}/", "") for part in step)


if __name__ == "__main__":
    sys.exit(demo())
