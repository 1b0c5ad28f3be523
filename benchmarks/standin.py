"""A reader that stands in for Comity's own: a statement of every page at little cost, or what the page tells it."""

from __future__ import annotations

import ctypes
import re
import time

from comity.model import Actor, Article, Document, Quote, Reading, Span, Statement

ACT = re.compile(r"<p>act: ([a-z]+) ?([0-9.]*)</p>")


def read(document: Document) -> Reading:
    """Do what the page says, and find a meeting in it."""
    content = str(document.content)
    if told := ACT.search(content):
        _act(told[1], float(told[2] or 0))
    text = content[:2_000]
    actors = tuple(Actor(name=code, country=code, role="participant") for code in ("NOR", "PER"))
    said = Statement(
        document=document.id,
        kind="meeting",
        status="done",
        actors=actors,
        quotes=(Quote(exact=text[:5], span=Span(0, 5)),),
    )
    article = Article(id=document.id, text=text, url=document.url)
    return Reading(article=article, statements=(said,), origin=document.origin)


def _act(word: str, number: float) -> None:
    match word:
        case "raise":
            raise ValueError("a page that cannot be read")
        case "segfault":
            ctypes.string_at(0)
        case "loop":
            while True:
                pass
        case "eat":
            held = []
            while True:
                held.append(bytearray(1 << 24))
        case "burn":
            until = time.process_time() + number
            while time.process_time() < until:
                sum(range(1_000))
