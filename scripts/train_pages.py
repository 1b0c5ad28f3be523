"""Learn which blocks and lines of a page are its article: labelled pages in, two forest.json under src/comity/read out.

train_pages.py FOLDER [--without-third] [--into FOLDER]. FOLDER holds gold.jsonl (path, group, body, summary),
html/PATH.gz, and dumps.jsonl.gz (path, group, lines, lab). Small boosted trees are fitted to what
`comity.read.html.features` and `comity.read.dump.features` measure; a block is the article's where most of its runs of
four words stand in the labelled body, a line where its label says so. `--without-third` leaves out the publishers whose
SHA-256 is divisible by three, so that weights can be measured on them; `--into` writes html.json and dump.json there.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import sys
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from comity.acquire import Overrides
from comity.acquire.page import document_of_bytes
from comity.model import Document, Span
from comity.read.dump import features as dump_features
from comity.read.dump.dump import dump_rows
from comity.read.dump.lines import Block
from comity.read.html import features as html_features
from comity.read.html.blocks import PageBlock, Walk
from comity.read.html.features import Known, measured
from comity.read.html.page import parse
from comity.read.html.signals import glued, of_resiliparse, of_trafilatura, opinion
from comity.read.metadata.metadata import read_metadata

READ = Path(__file__).resolve().parent.parent / "src" / "comity" / "read"
TREES, LEAVES, RATE = 60, 8, 0.12
CROPS = 2
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
    parser.add_argument("--into", type=Path)
    asked = parser.parse_args()
    gold = [json.loads(line) for line in (asked.folder / "gold.jsonl").read_text("utf-8").splitlines()]
    packed = gzip.decompress((asked.folder / "dumps.jsonl.gz").read_bytes())
    dumps = [json.loads(line) for line in packed.decode("utf-8").splitlines()]
    for name, names, pages, make in (
        ("html", html_features.NAMES, gold, page_cases),
        ("dump", dump_features.NAMES, dumps, dump_cases),
    ):
        told = [page for page in pages if not (asked.without_third and apart(page["group"]))]
        cases = [one for page in told for one in make(page, asked.folder)]
        text = json.dumps(stored(fitted(cases), names), separators=(",", ":")) + "\n"
        (asked.into / f"{name}.json" if asked.into else READ / name / "forest.json").write_text(text, "utf-8")
    return 0


def apart(group: str) -> bool:
    """Whether a publisher is one of the third that is only measured on."""
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % 3 == 0


def page_cases(page: dict[str, Any], folder: Path) -> list[Case]:
    """A labelled page."""
    return [case(page, folder)]


def dump_cases(page: dict[str, Any], _: Path) -> list[Case]:
    """A labelled dump, whole and cropped."""
    return [dump_case(*crop) for crop in cropped(page)]


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


def cropped(page: dict[str, Any]) -> Iterator[tuple[list[str], list[int]]]:
    """A dump whole, and as people copy it: little of what stands around the article, and not all of that."""
    lines, right = page["lines"], page["lab"]
    yield lines, right
    inside = [i for i, label in enumerate(right) if label]
    chance = random.Random(page["path"])
    for _ in range(CROPS if inside else 0):
        first = max(0, inside[0] - chance.randint(1, 15))
        last = inside[min(len(inside) - 1, chance.randint(2, 12))] if chance.random() < 0.6 else inside[-1]
        after = list(range(inside[-1] + 1, len(lines)))[: chance.randint(2, 25)]
        kept = [*range(first, last + 1), *after]
        yield [lines[i] for i in kept], [right[i] for i in kept]


def dump_case(lines: list[str], label: list[int]) -> Case:
    """A labelled dump, measured."""
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    blocks, rows = dump_rows("\n".join(lines))
    right = [bool(label[bisect_right(starts, block.span.start) - 1]) for block in blocks]
    weight = [min(60.0, 5.0 + block.words) for block in blocks]
    return Case(rows, right, [w / (sum(weight) ** 0.5 + 1) for w in weight])


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


def stored(model: HistGradientBoostingClassifier, names: Sequence[str]) -> dict[str, Any]:
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
    return {"about": ABOUT, "names": list(names), "bias": round(bias, 4), "trees": trees}


if __name__ == "__main__":
    sys.exit(main())
