"""The labelled texts that relations are learned from: articles and single sentences.

The formats are told in training/relations/README.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from comity.model import Document
from comity.resolve import country_name

REPO = Path(__file__).resolve().parent.parent
WRITTEN = REPO / "training" / "relations"
SOME_DAY = date(2024, 11, 7)  # of a sentence without an article
_LABEL = re.compile(r"(\w+)(?:/(\w+))? (\w+) ?(\S*)")


@dataclass(frozen=True, slots=True)
class Relation:
    """A labelled relation: its kind with the act or flow, its status, the states in the first and the second role."""

    name: str
    status: str
    first: tuple[str, ...]
    second: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of the "text" or the "title" and the relations that it tells."""

    within: str
    start: int
    end: int
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A document with what its stretches tell."""

    document: Document
    told: tuple[Told, ...]


def written_articles() -> Iterator[Labelled]:
    """The articles of training/relations/articles: two sentences a paragraph."""
    for path in sorted((WRITTEN / "articles").glob("*.txt")):
        for n, block in enumerate(path.read_text("utf-8").strip().split("\n\n")):
            head, *lines = block.splitlines()
            title, publisher, day, labels = head.removeprefix("# ").split(" | ")
            text, told = "", [Told("title", 0, len(title), _relations(labels))]
            for i, line in enumerate(lines):
                sentence, labels = line.split(" | ")
                text += ("" if not text else " " if i % 2 else "\n\n") + sentence
                told.append(Told("text", len(text) - len(sentence), len(text), _relations(labels)))
            yield Labelled(_document(f"{path.stem}-{n}", text, title, publisher, date.fromisoformat(day)), tuple(told))


def written_sentences() -> Iterator[Labelled]:
    """The sentences of training/relations/sentences, each with the states of its article as the title."""
    for path in sorted((WRITTEN / "sentences").glob("*.txt")):
        for n, line in enumerate(path.read_text("utf-8").splitlines()):
            pair, sentence, labels = line.split(" | ")
            title = None if pair == "-" else " and ".join(map(country_name, pair.split(",")))
            told = Told("text", 0, len(sentence), _relations(labels))
            yield Labelled(_document(f"{path.stem}-{n}", sentence, title, None, SOME_DAY), (told,))


def _document(name: str, text: str, title: str | None, publisher: str | None, day: date) -> Document:
    return Document(id=name, content=text, format="plain", origin=name, title=title, publisher=publisher, published=day)


def _relations(labels: str) -> tuple[Relation, ...]:
    """Labels as written; ValueError where one is not of the form."""
    found = []
    for label in labels.split(";") if labels.strip() != "none" else ():
        read = _LABEL.fullmatch(label.strip())
        if read is None:
            raise ValueError(f"{label!r} is no label: kind[/act] status FIRST>SECOND")
        kind, act, status, sides = read.groups()
        first, _, second = sides.partition(">")
        found.append(_relation(kind, act, status, _codes(first), _codes(second)))
    return tuple(found)


def _codes(side: str) -> tuple[str, ...]:
    return tuple(code for code in side.split("+") if code not in ("", "?"))


def _relation(kind: str, act: str | None, status: str, first: tuple[str, ...], second: tuple[str, ...]) -> Relation:
    name = f"{kind}/{act}" if act else kind
    return Relation(f"{name}=" if kind == "commitment" and not second else name, status, first, second)
