"""How sure a reading is: features that can be told, weights that are readable, an order that is worth something."""

import importlib.util
import json
import math
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.acquire import acquire
from comity.kinds import load
from comity.model import Document, Statement
from comity.pipeline import read_document
from comity.read import read_article
from comity.recognise import DEFAULT_MODEL, recognise
from comity.recognise.confidence import Weights, rated, weights
from comity.resolve import country_name, mentions

REPO = Path(__file__).resolve().parent.parent.parent
FEATURES = st.dictionaries(st.sampled_from(["a", "b", "c"]), st.floats(0, 1))
NUMBERS = st.floats(-50, 50)
Told = tuple[tuple[Statement, dict[str, float]], ...]


def written(text: str) -> Document:
    return Document(id="d", content=text, format="plain", origin="test", published=date(2024, 11, 7))


@pytest.fixture(scope="module")
def told() -> Callable[[str], Told]:
    recogniser = recognise(country_name, DEFAULT_MODEL)

    def read(text: str) -> Told:
        article = read_article(written(text))
        return recogniser.explained(article, *mentions(article))

    return read


@pytest.fixture(scope="module")
def matching() -> ModuleType:
    spec = importlib.util.spec_from_file_location("matching", REPO / "scripts" / "matching.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_weights_are_readable_and_name_kinds_that_exist() -> None:
    raw = json.loads(files("comity.recognise").joinpath("confidence.json").read_text("utf-8"))
    assert "scripts/train.py" in raw["about"]
    assert list(raw["weights"]) == sorted(raw["weights"])
    assert all(math.isfinite(w) and w for w in raw["weights"].values())
    named = {n.removeprefix("kind=") for n in raw["weights"] if n.startswith("kind=")}
    assert named <= set(load())
    assert len(named) > 6


@given(NUMBERS, st.dictionaries(st.sampled_from(["a", "b"]), NUMBERS), FEATURES)
def test_a_probability_is_never_certain(bias: float, known: dict[str, float], features: dict[str, float]) -> None:
    said = Weights(bias=bias, weights=known).probability(features)
    assert 0.01 <= said <= 0.99
    assert said == round(said, 2)


@given(NUMBERS, st.floats(0, 50), FEATURES)
def test_what_speaks_for_a_reading_never_lowers_it(bias: float, weight: float, features: dict[str, float]) -> None:
    known = Weights(bias=bias, weights={"a": weight})
    assert known.probability({**features, "a": 1.0}) >= known.probability({**features, "a": 0.0})


@given(NUMBERS, FEATURES)
def test_a_feature_without_a_weight_counts_nothing(bias: float, features: dict[str, float]) -> None:
    known = Weights(bias=bias, weights={"a": 1.0})
    assert known.probability({**features, "frame=new/one": 1.0}) == known.probability(features)


def test_every_statement_is_rated_and_its_id_is_that_of_its_content() -> None:
    read = read_document(
        written("France and Kenya signed a treaty in Nairobi. Kenya exported tea worth $3 million to France.")
    )
    assert {s.kind for s in read.statements} == {"agreement", "trade"}
    for statement in read.statements:
        assert statement.confidence is not None
        assert statement.id == replace(statement, confidence=None).id


def test_features_are_numbers_from_nought_to_one(told: Callable[[str], Told]) -> None:
    for page in sorted((REPO / "examples").glob("*.txt")):
        for statement, features in told(page.read_text("utf-8")):
            assert features[f"kind={statement.kind}"] == 1.0
            assert all(0 < value <= 1 for value in features.values())
            assert any(name.startswith(f"frame={statement.kind}/") for name in features)


def test_features_tell_what_makes_a_reading_doubtful(told: Callable[[str], Told]) -> None:
    ((_, plain),) = told("France and Kenya signed a treaty.")
    assert "states named that take no part" not in plain
    assert "actors not named in the sentence" not in plain
    wrote = told("France and Kenya signed a treaty, Norwegian newspapers wrote.")
    third = next(f for s, f in wrote if s.kind == "agreement")
    assert third["states named that take no part"] > 0
    deep = [
        f for s, f in told("Reporters said they knew that France and Kenya signed a treaty.") if s.kind == "agreement"
    ]
    assert deep[0]["trigger depth"] > plain.get("trigger depth", 0)


def test_a_statement_without_a_sentence_is_rated_too() -> None:
    (statement,) = read_document(written("France and Kenya signed a treaty.")).statements
    (alone,) = rated([replace(statement, origins=())], [])
    assert alone.confidence is not None


def test_reading_needs_no_training_library() -> None:
    weights()
    assert "sklearn" not in sys.modules


def label(kind: str, *actors: tuple[str, str], **slots: object) -> dict[str, object]:
    return {"kind": kind, "actors": [{"name": c, "country": c, "role": r} for r, c in actors], **slots}


def test_a_row_is_right_where_it_agrees_on_what_identifies_it(matching: ModuleType) -> None:
    visit = label("visit", ("visitor", "KEN"), ("host", "FRA"))
    back = label("visit", ("visitor", "FRA"), ("host", "KEN"))
    assert matching.right([visit], [visit, visit]) == {0}
    assert matching.right([visit], [back]) == frozenset()
    sold = label("trade", ("reporter", "KEN"), ("partner", "FRA"), flow="exports", value={"amount": 3_000_000})
    near = {**sold, "value": {"amount": 3_010_000}}
    far = {**sold, "value": {"amount": 4_000_000}}
    assert matching.right([sold], [far, near]) == {1}
    works = label("project", ("host", "KEN"), name="Athi water plant")
    assert matching.right([works], [{**works, "name": "the Athi plant"}]) == {0}
    assert matching.right([works], [{**works, "name": "the harbour"}]) == frozenset()
    asked = label("position", ("source", "KEN"), ("target", "FRA"), act="request")
    assert matching.right([asked], [{**asked, "act": "support"}, asked]) == {1}


def test_of_the_labelled_documents_the_surer_half_is_right_more_often(matching: ModuleType) -> None:
    told: list[tuple[float, bool]] = []
    path = REPO / "tests" / "golden" / "labelled_news.jsonl"
    labels = {row["id"]: row["statements"] for row in map(json.loads, path.read_text("utf-8").splitlines())}
    for document in acquire([path]):
        assert isinstance(document, Document)
        statements = read_document(document).statements
        good = matching.right(labels[document.id], [s.to_json() for s in statements])
        told += [(s.confidence or 0, n in good) for n, s in enumerate(statements)]
    told.sort(key=lambda pair: -pair[0])
    half = len(told) // 2
    surer, other = (sum(r for _, r in part) / len(part) for part in (told[:half], told[half:]))
    assert surer > other + 0.05
    said, true = sum(p for p, _ in told) / len(told), sum(r for _, r in told) / len(told)
    assert abs(said - true) < 0.12, "the weights are older than the reader: run make train"
