"""Learn which blocks of a page are its article: labelled pages in, src/comity/read/html/forest.json out.

train_pages.py FOLDER [--without-third]. FOLDER holds gold.jsonl (path, group, body, summary) and html/PATH.gz. Small
boosted trees are fitted to what `comity.read.html.features` measures; a block is the article's where most of its runs
of four words stand in the labelled body. `--without-third` leaves out the publishers whose SHA-256 is divisible by
three, so that they can be measured on, and writes nothing to the package but to standard output.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from comity.acquire import Overrides
from comity.acquire.page import document_of_bytes
from comity.model import Document, Span
from comity.read.dump.lines import Block
from comity.read.html.blocks import PageBlock, Walk
from comity.read.html.features import NAMES, Known, measured
from comity.read.html.page import parse
from comity.read.html.signals import glued, of_resiliparse, of_trafilatura, opinion
from comity.read.metadata.metadata import read_metadata

WEIGHTS = Path(__file__).resolve().parent.parent / "src" / "comity" / "read" / "html" / "forest.json"
TREES, LEAVES, RATE = 60, 8, 0.12
TOKEN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
ABOUT = (
    "Boosted trees: a node is [feature, threshold, left, right], a leaf [-1, what it adds to the log-odds, 0, 0]. "
    "Written by scripts/train_pages.py from labelled pages that are not part of the project; Apache-2.0 as the code."
)


@dataclass(frozen=True, slots=True)
class Case:
    """A page: what is measured of its blocks, which of them are the article's, and how much each counts."""

    rows: list[list[float]]
    right: list[bool]
    weight: list[float]


def main() -> int:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--without-third", action="store_true")
    asked = parser.parse_args()
    gold = [json.loads(line) for line in (asked.folder / "gold.jsonl").read_text("utf-8").splitlines()]
    cases = [case(page, asked.folder) for page in gold if not (asked.without_third and apart(page["group"]))]
    text = json.dumps(stored(fitted(cases)), separators=(",", ":")) + "\n"
    if asked.without_third:
        sys.stdout.write(text)
    else:
        WEIGHTS.write_text(text, "utf-8")
    return 0


def apart(group: str) -> bool:
    """Whether a publisher is one of the third that is only measured on."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 3 == 0


def case(page: dict[str, Any], folder: Path) -> Case:
    """A labelled page, measured. Standfirsts of the labels are left out: they count neither way."""
    data = gzip.decompress((folder / "html" / (page["path"] + ".gz")).read_bytes())
    document = document_of_bytes(data, origin=page["path"], format_="html", overrides=Overrides())
    tree = parse(document.content) if isinstance(document, Document) else None
    if tree is None or not isinstance(document, Document):
        return Case([], [], [])
    meta, blocks = read_metadata(tree), Walk(tree).blocks
    told = tuple(glued(text) for text in meta.descriptions if len(text) > 30)
    theirs, others = of_trafilatura(tree), of_resiliparse(document.content)
    known = Known(
        title=glued(meta.title), descriptions=told, trafilatura=theirs, resiliparse=others, linked=opinion(meta.body)
    )
    rows = measured(blocks, known)
    words = [Block(Span(0, len(block.text)), block.text).words for block in blocks]
    weight = [min(60.0, 5.0 + n) for n in words]
    weight = [w / (sum(weight) ** 0.5 + 1) for w in weight]
    summary = [glued(text) for text in page.get("summary") or ()]
    for i, block in enumerate(blocks):
        key = glued(block.text)
        if any(key and (key == text or (len(key) > 30 and key in text)) for text in summary):
            weight[i] = 0.0
    return Case(rows, list(labels(blocks, page["body"])), weight)


def labels(blocks: list[PageBlock], body: str) -> Iterator[bool]:
    """Which blocks are the article's."""
    wanted, whole = shingles(body), glued(body)
    lines = {glued(line) for line in body.split("\n")}
    for block in blocks:
        key = glued(block.text)
        if len(TOKEN.findall(block.text)) >= 6:
            mine = shingles(block.text)
            yield sum((mine & wanted).values()) / sum(mine.values()) > 0.6
        else:
            inside = block.tag in ("p", "li", "h2", "h3", "blockquote") and len(key) >= 12 and key in whole
            yield key in lines or inside


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words."""
    words = TOKEN.findall(text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)))


def fitted(cases: list[Case]) -> HistGradientBoostingClassifier:
    """Trees over all blocks of all pages."""
    model = HistGradientBoostingClassifier(
        max_iter=TREES,
        learning_rate=RATE,
        max_leaf_nodes=LEAVES,
        min_samples_leaf=30,
        l2_regularization=3,
        early_stopping=False,
        max_bins=64,
        random_state=0,
    )
    rows = np.array([row for c in cases for row in c.rows], dtype=np.float64)
    weight = np.array([w for c in cases for w in c.weight])
    right = np.array([r for c in cases for r in c.right], dtype=int)
    return model.fit(rows[weight > 0], right[weight > 0], sample_weight=weight[weight > 0])


def stored(model: HistGradientBoostingClassifier) -> dict[str, Any]:
    """The trees as plain numbers."""
    trees = []
    for (tree,) in model._predictors:
        nodes = tree.nodes
        trees.append(
            [
                [-1, round(float(n["value"]), 4), 0, 0]
                if n["is_leaf"]
                else [int(n["feature_idx"]), round(float(n["num_threshold"]), 5), int(n["left"]), int(n["right"])]
                for n in nodes
            ]
        )
    bias = float(np.ravel(model._baseline_prediction)[0])
    return {"about": ABOUT, "names": list(NAMES), "bias": round(bias, 4), "trees": trees}


if __name__ == "__main__":
    sys.exit(main())
