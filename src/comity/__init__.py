"""Comity reads diplomatic and economic news into a sourced ledger of relations between states.

>>> import comity
>>> article = comity.read("wire.txt", published="2024-11-05")
>>> article.statements.to_pandas()
>>> with comity.Ledger("ledger.db") as ledger:
...     ledger.ingest("examples/")
...     ledger.dossier("Kazakhstan", "France")
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from comity.api import Article, Ledger, Statements, read, read_all
    from comity.model import Refusal, Statement

__version__ = "0.1.0"
__all__ = ["Article", "Ledger", "Refusal", "Statement", "Statements", "__version__", "figures", "read", "read_all"]

# Loaded when first asked for, so that `import comity` and `comity --help` wait for nothing.
_HOME = {
    "Article": "comity.api",
    "Ledger": "comity.api",
    "Refusal": "comity.model",
    "Statement": "comity.model",
    "Statements": "comity.api",
    "read": "comity.api",
    "read_all": "comity.api",
}


def __getattr__(name: str) -> Any:
    if name == "figures":
        return importlib.import_module("comity.figures")
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module 'comity' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
