"""How much is taken in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`document_bytes` is the most that one document (or one line of JSON Lines) may hold."""

    document_bytes: int = 10_000_000
