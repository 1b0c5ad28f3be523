"""Learn how far a statement can be trusted: labelled documents in, src/comity/recognise/confidence.json out.

train.py [--check] [FILE...]. Every labelled document of tests/golden is read, each statement compared with the labels,
and a logistic regression fitted to what the engine knows of each reading. Penalty and calibration are chosen, and
everything that is reported is measured, by cross-validation over whole documents. Further labelled FILEs are only
reported on. `--check` writes nothing and exits with 1 where the weights would change.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching import right
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from comity.acquire import acquire
from comity.model import Document
from comity.read import read_article
from comity.recognise import DEFAULT_MODEL, recognise
from comity.resolve import country_name, mentions

REPO = Path(__file__).resolve().parent.parent
LABELLED = tuple(sorted((REPO / "tests" / "golden").glob("labelled_*.jsonl")))
WEIGHTS = REPO / "src" / "comity" / "recognise" / "confidence.json"
FOLDS = 10
PENALTIES = (0.03, 0.1, 0.3, 1.0)  # scikit-learn's C; the smaller, the closer to "all alike"
SEEN_IN = 4  # documents in which a feature must occur to be given a weight
BINS = 10
ABOUT = (
    "Weights of a logistic regression: what each feature adds to the log-odds that a statement is right, calibrated. "
    "Written by scripts/train.py from the labelled documents of tests/golden (CC0 1.0, written for this project); "
    "Apache-2.0 as the code."
)


@dataclass(frozen=True, slots=True)
class Case:
    """A statement that was read: what is known of its reading, and whether the labels bear it out."""

    document: str
    features: dict[str, float]
    right: bool


@dataclass(frozen=True, slots=True)
class Model:
    """A regression's weights; `slope` and `shift` calibrate its score."""

    weights: dict[str, float]
    bias: float
    slope: float = 1.0
    shift: float = 0.0

    def score(self, case: Case) -> float:
        """Log-odds, before calibration."""
        return self.bias + math.fsum(self.weights.get(k, 0.0) * v for k, v in case.features.items())

    def probability(self, case: Case) -> float:
        """Calibrated."""
        return sigmoid(self.slope * self.score(case) + self.shift)


def main() -> int:
    """Train, report and write; the exit code is 1 where `--check` finds other weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--check", action="store_true")
    options.add_argument("unseen", nargs="*", type=Path)
    args = options.parse_args()
    cases = [c for path in LABELLED for c in read(path)]
    penalty = min(PENALTIES, key=lambda c: loss(crossed(cases, lambda part: fitted(part, c)), cases))
    print(f"{len(cases)} statements of {len({c.document for c in cases})} documents; C = {penalty}")
    report("labelled documents, cross-validated", cases, crossed(cases, lambda part: calibrated(part, penalty)))
    report("the same, not calibrated", cases, crossed(cases, lambda part: fitted(part, penalty)))
    model = calibrated(cases, penalty)
    for path in args.unseen:
        unseen = read(path)
        report(path.name, unseen, [model.probability(c) for c in unseen])
    text = written(model)
    if args.check:
        return int(not WEIGHTS.is_file() or text != WEIGHTS.read_text("utf-8"))
    WEIGHTS.write_text(text, "utf-8")
    return 0


def read(path: Path) -> list[Case]:
    """Every statement that the reader finds in a file's labelled documents."""
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    labels = {row["id"]: row["statements"] for row in lines}
    recogniser = recognise(country_name, DEFAULT_MODEL)
    cases: list[Case] = []
    for document in acquire([path]):
        if isinstance(document, Document):
            article = read_article(document)
            told = recogniser.explained(article, *mentions(article))
            good = right(labels[document.id], [s.to_json() for s, _ in told])
            cases += [Case(document.id, features, n in good) for n, (_, features) in enumerate(told)]
    return cases


def fitted(cases: Sequence[Case], penalty: float) -> Model:
    """A logistic regression over the features that are frequent enough."""
    documents: dict[str, set[str]] = {}
    for case in cases:
        for name in case.features:
            documents.setdefault(name, set()).add(case.document)
    kept = {name for name, held in documents.items() if len(held) >= SEEN_IN}
    vectors = DictVectorizer(sparse=False, sort=True)
    rows = vectors.fit_transform([{k: v for k, v in c.features.items() if k in kept} for c in cases])
    fit = LogisticRegression(C=penalty, max_iter=5_000, tol=1e-8).fit(rows, [c.right for c in cases])
    names = vectors.get_feature_names_out()
    return Model(dict(zip(names, map(float, fit.coef_[0]), strict=True)), float(fit.intercept_[0]))


def calibrated(cases: Sequence[Case], penalty: float) -> Model:
    """The regression with Platt's slope and shift, learned on scores of documents that it was not fitted to."""
    scores = crossed(cases, lambda part: fitted(part, penalty), Model.score)
    fit = LogisticRegression(C=1e6, tol=1e-8).fit([[s] for s in scores], [c.right for c in cases])
    model = fitted(cases, penalty)
    return Model(model.weights, model.bias, float(fit.coef_[0][0]), float(fit.intercept_[0]))


def crossed(
    cases: Sequence[Case],
    learn: Callable[[Sequence[Case]], Model],
    say: Callable[[Model, Case], float] = lambda model, case: model.probability(case),
) -> list[float]:
    """What models say of cases of documents that they were not trained on."""
    told: list[float] = [0.0] * len(cases)
    for fold in range(FOLDS):
        outside = [n for n, case in enumerate(cases) if fold_of(case) == fold]
        if outside:
            model = learn([case for case in cases if fold_of(case) != fold])
            for n in outside:
                told[n] = say(model, cases[n])
    return told


def fold_of(case: Case) -> int:
    """A document's fold, by the hash of its id, so that a further document moves no other."""
    return int.from_bytes(hashlib.sha256(case.document.encode()).digest()[:4], "big") % FOLDS


def loss(told: Sequence[float], cases: Sequence[Case]) -> float:
    """Mean negative log-likelihood in nats."""
    return -math.fsum(math.log(p if c.right else 1 - p) for p, c in zip(told, cases, strict=True)) / len(cases)


def report(title: str, cases: Sequence[Case], told: Sequence[float]) -> None:
    """Print a reliability table, its expected calibration error, and what ordering by confidence gives."""
    pairs = sorted(zip(told, (c.right for c in cases), strict=True), key=lambda t: -t[0])
    half = len(pairs) // 2
    print(f"\n{title}: {len(pairs)} statements, {share(pairs):.3f} right, log loss {loss(told, cases):.3f}")
    print(f"surer half {share(pairs[:half]):.3f} right, other half {share(pairs[half:]):.3f}, AUC {auc(pairs):.3f}")
    error = 0.0
    for n in range(BINS):
        held = [(p, r) for p, r in pairs if min(int(p * BINS), BINS - 1) == n]
        if held:
            said = math.fsum(p for p, _ in held) / len(held)
            error += abs(said - share(held)) * len(held) / len(pairs)
            print(f"| {n / BINS:.1f}–{(n + 1) / BINS:.1f} | {len(held)} | {said:.2f} | {share(held):.2f} |")
    print(f"expected calibration error {error:.3f}")


def share(pairs: Sequence[tuple[float, bool]]) -> float:
    """The part that is right."""
    return sum(r for _, r in pairs) / len(pairs) if pairs else 0.0


def auc(pairs: Sequence[tuple[float, bool]]) -> float:
    """How often one that is right is rated above one that is wrong (ties count half)."""
    good, bad = [p for p, r in pairs if r], [p for p, r in pairs if not r]
    won = sum((g > b) + (g == b) / 2 for g in good for b in bad)
    return won / (len(good) * len(bad)) if good and bad else 0.5


def sigmoid(x: float) -> float:
    """The logistic function."""
    return 1 / (1 + math.exp(-x))


def written(model: Model) -> str:
    """The weights as JSON, calibration multiplied in, in thousandths: more than the data can tell apart."""
    named = sorted(model.weights.items(), key=lambda item: item[0])
    weights = {name: round(model.slope * w, 3) for name, w in named}
    kept = {name: w for name, w in weights.items() if w}
    bias = round(model.slope * model.bias + model.shift, 3)
    return json.dumps({"about": ABOUT, "bias": bias, "weights": kept}, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.exit(main())
