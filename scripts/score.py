"""Run the reader over labelled documents and print the scorer's table: score.py GOLD_FOLDER [--errors N] [FILE...].

The folder holds score.py (the scorer) and dev.jsonl. A third of its documents, chosen by the hash of their ids, is the
held-out part; the table is printed for all documents, for the part worked on and for the part kept aside.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from comity.acquire import acquire
from comity.model import Document
from comity.pipeline import read_document


def main() -> int:
    """Score every labelled file and return an exit code."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path)
    options.add_argument("files", nargs="*", default=["dev.jsonl"])
    options.add_argument("--errors", type=int, default=0)
    args = options.parse_args()
    if not (args.gold / "score.py").is_file():
        print(f"no labelled documents at {args.gold}: nothing to score", file=sys.stderr)
        return 3
    for name in args.files:
        labelled = args.gold / name
        rows = read(labelled)
        parts = {"all": rows, "worked on": {i: r for i, r in rows.items() if not held_out(i)}}
        parts["kept aside"] = {i: r for i, r in rows.items() if held_out(i)}
        for title, part in parts.items():
            print(f"\n{name}: {title}, {len(part)} documents")
            score(args.gold / "score.py", labelled, part, args.errors if title == "worked on" else 0)
    return 0


def held_out(document: str) -> bool:
    """Whether a document belongs to the third kept aside."""
    return hashlib.sha256(document.encode()).digest()[0] % 3 == 0


def read(labelled: Path) -> dict[str, list[dict[str, object]]]:
    """Statements by document."""
    found: dict[str, list[dict[str, object]]] = {}
    for document in acquire([labelled]):
        if isinstance(document, Document):
            found[document.id] = [s.to_json() for s in read_document(document).statements]
        else:
            print(document.why, file=sys.stderr)
    return found


def score(scorer: Path, labelled: Path, part: dict[str, list[dict[str, object]]], errors: int) -> None:
    """Write the part's labels and rows and run the scorer on them."""
    with tempfile.TemporaryDirectory() as folder:
        gold, rows = Path(folder) / "gold.jsonl", Path(folder) / "rows.jsonl"
        lines = labelled.read_text("utf-8").splitlines()
        gold.write_text("\n".join(line for line in lines if json.loads(line)["id"] in part), "utf-8")
        rows.write_text("\n".join(json.dumps({"id": i, "statements": r}) for i, r in part.items()), "utf-8")
        sys.stdout.flush()
        subprocess.run([sys.executable, str(scorer), str(gold), str(rows), "--errors", str(errors)], check=True)


if __name__ == "__main__":
    sys.exit(main())
