"""Teach the network which relation two states of a sentence stand in: labelled texts in, learned/relations.onnx out.

train_relations.py [--report]. The texts of training/relations (see its README) are read as documents are; each sentence
is given to the network as the reader gives it, with the relations of every ordered pair of its states. Half an hour on
two cores; figures repeat to within a hundredth, not to the byte. `--report` keeps a quarter of the articles aside,
prints the average precision over their pairs, and writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from relation_network import INPUTS, RelationNetwork, export, pretrained
from relation_texts import REPO, Labelled, Relation, Told, written_articles, written_sentences
from sklearn.metrics import average_precision_score

from comity.read import read_article
from comity.recognise import DEFAULT_MODEL, recognise
from comity.recognise.before import preceding, told_before
from comity.recognise.learned.candidates import NOBODY, Candidates, Pair
from comity.recognise.learned.encoding import Encoded, encoded
from comity.recognise.learned.network import inputs
from comity.recognise.learned.pieces import Pieces
from comity.recognise.learned.weighing import STATUS, TOTAL, is_symmetric
from comity.recognise.syntax import Tree
from comity.resolve import country_name, mentions

LEARNED = REPO / "src" / "comity" / "recognise" / "learned"
EPOCHS, BATCH, RATE, RATE_ON_TOP, WARM = 3, 32, 8e-5, 1e-3, 0.1
FOLDS, SEED, SHUFFLED = 4, 0, 20
ABOUT = (
    "How likely two states of a sentence stand in a relation. MiniLM-L6-H384 (all-MiniLM-L6-v2, Apache-2.0), fitted by "
    "scripts/train_relations.py to training/relations (CC0 1.0, invented for this project); Apache-2.0 as the code."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence as the network takes it, and the relations that hold between its states."""

    text: str
    sentence: Encoded
    holds: dict[Pair, set[str]]


def main() -> int:
    """Train, report or write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--report", action="store_true")
    args = options.parse_args()
    torch.manual_seed(SEED)
    torch.set_flush_denormal(True)
    random.seed(SEED)
    _, vocabulary = pretrained(1)
    known = Pieces({piece: n for n, piece in enumerate(vocabulary)})
    rows = [*rows_of(written_articles(), known), *rows_of(written_sentences(), known)]
    names = tuple(sorted({name for row in rows for held in row.holds.values() for name in held}))
    print(f"{len(rows)} sentences, {len(names)} relations", file=sys.stderr)
    if args.report:
        aside = [row for row in rows if fold_of(row) == 0]
        network = fitted([row for row in rows if fold_of(row) != 0], names)
        print(f"average precision over pairs of articles kept aside: {precision(network, aside, names):.3f}")
        return 0
    network = fitted(rows, names)
    export(network, names, ABOUT, tensors(rows[:3]), LEARNED / "relations.onnx")
    LEARNED.joinpath("pieces.txt").write_text("\n".join(vocabulary) + "\n", "utf-8")
    return 0


def rows_of(texts: Iterable[Labelled], known: Pieces) -> Iterator[Row]:
    """The sentences of the texts in which two states may take part."""
    recogniser = recognise(country_name, DEFAULT_MODEL)
    for text in texts:
        article = read_article(text.document)
        trees, ctx = recogniser.parsed(article, *mentions(article), every=True)
        source = {"text": article.text, "title": article.title}
        laid = sorted(trees, key=lambda t: t.within == "text")
        for n, tree in enumerate(laid):
            candidates = Candidates(tree, replace(ctx, before=told_before(laid, n, ctx.mentions)))
            if candidates.pairs:
                over = [t for t in text.told if t.within == tree.within and _meet(t, tree)]
                sentence = encoded(candidates, source[tree.within], preceding(laid, n, source), known)
                yield Row(text.document.id, sentence, held([r for t in over for r in t.relations]))


def _meet(told: Told, tree: Tree) -> bool:
    return told.start < tree.span.end and tree.span.start < told.end


def held(relations: Iterable[Relation]) -> dict[Pair, set[str]]:
    """By the ordered pair the relations that hold, and the statuses other than done that they hold in; relations
    without a direction hold both ways, those of one state alone with nobody.
    """
    found: dict[Pair, set[str]] = {}
    for relation in relations:
        first, second = relation.first, relation.second or (NOBODY,)
        if is_symmetric(relation.name):
            second = first
        elif relation.name == TOTAL and relation.second:
            first = second = first + second
        for pair in ((a, b) for a in first for b in second if a != b):
            told = {relation.name, *([STATUS + relation.status] if relation.status != "done" else ())}
            found.setdefault(pair, set()).update(told)
    return found


def fitted(rows: Sequence[Row], names: Sequence[str]) -> RelationNetwork:
    """The network after some rounds over the rows (AdamW; the rate rises, then falls to nothing)."""
    network, _ = pretrained(len(names))
    top = [p for name, p in network.named_parameters() if name.startswith("head.")]
    below = [p for name, p in network.named_parameters() if not name.startswith("head.")]
    optimiser = torch.optim.AdamW([{"params": below, "lr": RATE}, {"params": top, "lr": RATE_ON_TOP}])
    steps = EPOCHS * math.ceil(len(rows) / BATCH)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda n: min((n + 1) / (WARM * steps), max(0.02, (steps - n) / ((1 - WARM) * steps)))
    )
    loss, done = torch.nn.BCEWithLogitsLoss(), 0
    network.train()
    for _ in range(EPOCHS):
        for batch in batches(rows):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                odds = network(*tensors(batch))
            error = loss(odds.float(), torch.from_numpy(labels(batch, names)))
            optimiser.zero_grad()
            error.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            rate.step()
            done += 1
            if done % 100 == 0:
                print(f"{done} of {steps} steps, loss {error.item():.4f}", file=sys.stderr)
    network.eval()
    return network


def batches(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows in an order of chance, those of a batch of like length."""
    mixed, found = random.sample(rows, len(rows)), []
    for n in range(0, len(mixed), BATCH * SHUFFLED):
        some = sorted(mixed[n : n + BATCH * SHUFFLED], key=lambda row: len(row.sentence.pieces))
        found += [some[k : k + BATCH] for k in range(0, len(some), BATCH)]
    return random.sample(found, len(found))


def tensors(rows: Sequence[Row]) -> list[torch.Tensor]:
    """What the network takes, in the order of its inputs."""
    arrays = inputs([row.sentence for row in rows])
    return [torch.from_numpy(arrays[name]) for name in INPUTS]


def labels(rows: Sequence[Row], names: Sequence[str]) -> np.ndarray:
    """1 where a relation holds; a row a pair, a column a relation."""
    told = [row.holds.get(pair, set()) for row in rows for pair in row.sentence.pairs]
    return np.array([[name in one for name in names] for one in told], dtype=np.float32)


def precision(network: RelationNetwork, rows: Sequence[Row], names: Sequence[str]) -> float:
    """Average precision over all pairs and relations."""
    with torch.no_grad():
        said = [torch.sigmoid(network(*tensors(rows[n : n + BATCH]))).numpy() for n in range(0, len(rows), BATCH)]
    return float(average_precision_score(labels(rows, names).ravel(), np.concatenate(said).ravel()))


def fold_of(row: Row) -> int:
    """A text's fold, by the hash of its name."""
    return int.from_bytes(hashlib.sha256(row.text.encode()).digest()[:4], "big") % FOLDS


if __name__ == "__main__":
    sys.exit(main())
