"""Read each sentence of the PLOVER gold standard records and print the scorer's table: score_plover.py GOLD_FOLDER.

The folder holds score_plover.py (the scorer) and plover_gsr.json. Half of the sentences, chosen by the hash of their
ids, is kept aside; the table is printed for all, for the half worked on and for the half kept aside. `--errors` lists
what was coded otherwise than in the records, by type, for the half worked on only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from comity.model import Document
from comity.pipeline import read_document
from comity.present import plover

Rows = dict[str, list[dict[str, Any]]]
FOLDED = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}


def main() -> int:
    """Score all records and both halves; the exit code is 3 where they are not there."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", type=Path)
    options.add_argument("--errors", action="store_true")
    options.add_argument("--json", action="store_true", help="the figures by part, instead of tables")
    args = options.parse_args()
    scorer, gold = args.gold / "score_plover.py", args.gold / "plover_gsr.json"
    if not (scorer.is_file() and gold.is_file()):
        print(f"no PLOVER records at {args.gold}: nothing to score", file=sys.stderr)
        return 3
    records = [r for r in json.loads(gold.read_text("utf-8")) if r["event"] != "DOCUMENT"]
    name_twice(records)
    rows = {r["id"]: coded(r["id"], r["text"].strip()) for r in records}
    told = {}
    for title, part in (("all", None), ("worked on", False), ("kept aside", True)):
        chosen = [r for r in records if part is None or held_out(r["id"]) is part]
        if args.json:
            told[title] = json.loads(score(scorer, chosen, rows, "--json"))
        else:
            print(f"\n{title}, {len(chosen)} sentences\n{score(scorer, chosen, rows, '--per-type')}", end="")
    if args.json:
        print(json.dumps(told))
    if args.errors:
        errors([r for r in records if not held_out(r["id"])], rows)
    return 0


def name_twice(records: list[dict[str, Any]]) -> None:
    """Tell records of one id apart as the scorer does."""
    seen: Counter[str] = Counter()
    for record in records:
        seen[record["id"]] += 1
        record["id"] += "#2" if seen[record["id"]] > 1 else ""


def held_out(record: str) -> bool:
    """Whether a record belongs to the half kept aside."""
    return hashlib.sha256(record.encode()).digest()[0] % 2 == 0


def coded(name: str, text: str) -> list[dict[str, Any]]:
    """The events of one sentence, in the order of their quotes."""
    read = read_document(Document(id=name, content=text, format="plain", origin=name), one_sided=True)
    events = [e for e in plover.events_of(read) if isinstance(e, plover.Event)]
    events.sort(key=lambda e: min((q.span.start for q in e.statement.quotes), default=0))
    return [plover.to_json(e) for e in events]


def score(scorer: Path, records: list[dict[str, Any]], rows: Rows, form: str) -> str:
    """What the scorer prints of some of the records."""
    with tempfile.TemporaryDirectory() as folder:
        gold, lines = Path(folder) / "gold.json", Path(folder) / "rows.jsonl"
        raw = [r | {"id": r["id"].removesuffix("#2")} for r in records]
        gold.write_text(json.dumps(raw), "utf-8")
        kept = {r["id"] for r in records}
        twice = {i for i in kept if i.endswith("#2") and i.removesuffix("#2") not in kept}
        told = [
            e | {"id": i.removesuffix("#2") if i in twice else i}
            for i, found in rows.items()
            if i in kept
            for e in found
        ]
        lines.write_text("\n".join(map(json.dumps, told)), "utf-8")
        run = [sys.executable, str(scorer), str(lines), "--gold", str(gold), form]
        return subprocess.run(run, check=True, capture_output=True, text=True).stdout


def errors(records: list[dict[str, Any]], rows: Rows) -> None:
    """List the sentences that are silent, of another type or between others."""
    for record in sorted(records, key=lambda r: (r["event"], r["id"])):
        wanted = FOLDED.get(record["event"], record["event"])
        sides = [codes(record.get(side)) for side in ("source", "target")]
        found = [(e["event"], codes(e["source"]), codes(e["target"])) for e in rows[record["id"]]]
        top = found[0] if found else None
        if top and top[0] == wanted and set(top[1] + top[2]) == set(sides[0] + sides[1]):
            continue
        what = "silent" if top is None else "type" if top[0] != wanted else "actors"
        print(f"{what:<7}{wanted} {sides[0]} > {sides[1]} | {found} | {record['text'].strip()}")


def codes(actors: Any) -> list[str]:
    """The codes of one side; some records have an empty text or nothing there."""
    return [a.get("code") or "" for a in actors] if isinstance(actors, list) else []


if __name__ == "__main__":
    sys.exit(main())
