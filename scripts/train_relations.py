"""Learn which relation two states of a sentence stand in: labelled texts in, learned/relations.npz out.

train_relations.py [--report]. The texts of training/relations (see its README) are read as documents are;
each ordered pair of states in a sentence is a row with what comity.recognise.learned.features measures of it, and a
logistic regression is fitted for each relation. From which probability on a relation is proposed is chosen by
cross-validation over whole articles. `--report` prints that choice and writes nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import numpy as np
from relation_texts import REPO, Labelled, Relation, Told, written_articles, written_sentences
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from comity.read import read_article
from comity.recognise import DEFAULT_MODEL, recognise
from comity.recognise.learned.features import Measured
from comity.recognise.learned.proposals import SYMMETRIC, is_symmetric
from comity.recognise.learned.weights import features_of
from comity.recognise.syntax import Tree
from comity.resolve import country_name, mentions

WEIGHTS = REPO / "src" / "comity" / "recognise" / "learned" / "relations.npz"
FOLDS = 4
PENALTY = 20.0  # scikit-learn's C
SEEN = 5  # rows in which a feature must hold
KEPT = 30_000  # features, by their greatest weight
WANTED = 0.5  # of what is proposed in cross-validation, right
FEWEST = 8  # proposals on which a choice may rest
STEPS = tuple(n / 20 for n in range(3, 20))
NEVER = 2.0
ABOUT = (
    "What each feature adds to the log-odds that two states of a sentence stand in a relation. Written by "
    "scripts/train_relations.py from training/relations (CC0 1.0, invented for this project); Apache-2.0 as the code."
)
LEFT_OUT = frozenset({"project", "trade"})  # told apart by names and figures, which frames and series read


@dataclass(frozen=True, slots=True)
class Row:
    """An ordered pair of states in a sentence: its features, the relations that hold, whether both are named, and the
    kinds that frames have read in the sentence.
    """

    text: str
    features: tuple[str, ...]
    holds: frozenset[str]
    named: bool
    read: frozenset[str]


@dataclass(frozen=True, slots=True)
class Model:
    """Regressions over binary features of unit length: `weights` has a row a feature and a column a relation."""

    names: tuple[str, ...]
    features: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray

    def probabilities(self, rows: Sequence[Row]) -> np.ndarray:
        """A row a row, a column a relation."""
        columns = {name: n for n, name in enumerate(self.features)}
        return np.asarray(1 / (1 + np.exp(-(_matrix(rows, columns) @ self.weights + self.bias))))


def main() -> int:
    """Train, report and write."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--report", action="store_true")
    args = options.parse_args()
    articles = tuple(rows_of(written_articles()))
    others = tuple(rows_of(written_sentences()))
    names = tuple(sorted({name for row in (*articles, *others) for name in row.holds}))
    print(f"{len(articles) + len(others)} rows, {len(names)} relations", file=sys.stderr)
    told = crossed(articles, others, names)
    least = {named: [chosen(told, articles, names, n, named) for n in range(len(names))] for named in (True, False)}
    for n, name in enumerate(names):
        print(f"{name:22} {sum(name in r.holds for r in articles):5} {least[True][n]:5} {least[False][n]:5}")
    if not args.report:
        WEIGHTS.write_bytes(written(pruned(fitted((*articles, *others), names)), least))
    return 0


def rows_of(texts: Iterable[Labelled]) -> Iterator[Row]:
    """The rows of every sentence of the texts."""
    recogniser = replace(recognise(country_name, DEFAULT_MODEL), learned=False)
    for text in texts:
        article = read_article(text.document)
        names = mentions(article)
        trees, ctx = recogniser.parsed(article, *names, every=True)
        quotes = [(s.kind, q) for s in recogniser(article, *names) for q in s.quotes]
        for tree in trees:
            over = [t for t in text.told if t.within == tree.within and _meet(t, tree)]
            holds = held([r for t in over for r in t.relations])
            read = frozenset(kind for kind, q in quotes if q.within == tree.within and q.span.overlaps(tree.span))
            measured = Measured(tree, ctx)
            for pair in measured.pairs():
                named = all(code in measured.places for code in pair)
                features = tuple(sorted(features_of(measured, *pair)))
                yield Row(text.document.id, features, frozenset(holds.get(pair, ())), named, read)


def _meet(told: Told, tree: Tree) -> bool:
    return told.start < tree.span.end and tree.span.start < told.end


def held(relations: Iterable[Relation]) -> dict[tuple[str, str], set[str]]:
    """By the ordered pair the relations that hold; those without a direction hold both ways."""
    found: dict[tuple[str, str], set[str]] = {}
    for relation in relations:
        second = relation.first if is_symmetric(relation.name) else relation.second
        for pair in ((a, b) for a in relation.first for b in second if a != b and relation.name not in LEFT_OUT):
            found.setdefault(pair, set()).add(relation.name)
    return found


def fitted(rows: Sequence[Row], names: Sequence[str]) -> Model:
    """A regression for each relation."""
    counted = Counter(f for row in rows for f in row.features)
    features = tuple(sorted(f for f, n in counted.items() if n >= SEEN))
    matrix = _matrix(rows, {name: n for n, name in enumerate(features)})
    fits = [
        LogisticRegression(C=PENALTY, max_iter=300, solver="liblinear", random_state=0).fit(
            matrix, [name in row.holds for row in rows]
        )
        for name in names
    ]
    return Model(
        tuple(names), features, np.vstack([f.coef_[0] for f in fits]).T, np.array([f.intercept_[0] for f in fits])
    )


def _matrix(rows: Sequence[Row], columns: dict[str, int]) -> csr_matrix:
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for row in rows:
        known = [n for f in row.features if (n := columns.get(f)) is not None]
        indices += known
        data += [1 / len(row.features) ** 0.5] * len(known)
        starts.append(len(indices))
    return csr_matrix((data, indices, starts), shape=(len(rows), len(columns)))


def crossed(articles: Sequence[Row], others: Sequence[Row], names: Sequence[str]) -> np.ndarray:
    """What models say of articles that they were not fitted to."""
    told = np.zeros((len(articles), len(names)))
    for fold in range(FOLDS):
        outside = [n for n, row in enumerate(articles) if fold_of(row) == fold]
        model = fitted((*(row for row in articles if fold_of(row) != fold), *others), names)
        told[outside] = model.probabilities([articles[n] for n in outside])
    return told


def fold_of(row: Row) -> int:
    """A text's fold, by the hash of its name."""
    return int.from_bytes(hashlib.sha256(row.text.encode()).digest()[:4], "big") % FOLDS


def chosen(told: np.ndarray, rows: Sequence[Row], names: Sequence[str], n: int, named: bool) -> float:
    """The lowest probability from which on a relation that no frame has read is proposed and right often enough."""
    kind = names[n].rstrip(SYMMETRIC).partition("/")[0]
    asked = [i for i, row in enumerate(rows) if row.named == named and kind not in row.read]
    cases = [(told[i, n], names[n] in rows[i].holds) for i in asked]
    for step in STEPS:
        right = [holds for likely, holds in cases if likely >= step]
        if len(right) < FEWEST:
            return NEVER
        if sum(right) >= WANTED * len(right):
            return step
    return NEVER


def pruned(model: Model) -> Model:
    """The model with its weightiest features only."""
    greatest = np.abs(model.weights).max(axis=1)
    kept = sorted(np.argsort(-greatest, kind="stable")[:KEPT])
    return Model(model.names, tuple(model.features[n] for n in kept), model.weights[kept], model.bias)


def written(model: Model, least: dict[bool, list[float]]) -> bytes:
    """The model as an archive of arrays, the same bytes for the same weights."""
    arrays = {
        "about": np.array(ABOUT),
        "names": np.array("\n".join(model.names)),
        "features": np.array("\n".join(model.features)),
        "weights": model.weights.astype(np.float16),
        "bias": model.bias.astype(np.float32),
        "least": np.array(least[True], dtype=np.float32),
        "absent": np.array(least[False], dtype=np.float32),
    }
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            packed = io.BytesIO()
            np.save(packed, array, allow_pickle=False)
            archive.writestr(ZipInfo(f"{name}.npy"), packed.getvalue(), ZIP_DEFLATED)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
