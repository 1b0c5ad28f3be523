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
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from comity.api import Article, Ledger, Statements, read, read_all
    from comity.figures import figures
    from comity.model import Figures, Refusal, Statement

__version__ = "0.1.0"
__all__ = ["Article", "Ledger", "Refusal", "Statement", "Statements", "__version__", "figures", "read", "read_all"]

# Loaded when first asked for, so that `import comity` and `comity --help` wait for nothing.
_HOME = {
    "Article": "comity.api",
    "Ledger": "comity.api",
    "Refusal": "comity.model",
    "Statement": "comity.model",
    "Statements": "comity.api",
    "read_all": "comity.api",
}


class _Read(ModuleType):
    """The package `comity.read`, which is also the function `comity.read(...)`."""

    def __call__(
        self,
        text_or_path: str | Path,
        *,
        published: date | str | None = None,
        title: str | None = None,
        publisher: str | None = None,
        url: str | None = None,
    ) -> Article:
        """See `comity.api.read`."""
        from comity import api

        return api.read(text_or_path, published=published, title=title, publisher=publisher, url=url)


class _Figures(ModuleType):
    """The package `comity.figures`, which is also the function `comity.figures(...)`."""

    def __call__(self, text: str, *, published: date | str | None = None) -> Figures:
        """See `comity.figures.figures`."""
        from comity.figures import figures

        return figures(text, published=published)


_CALLABLE = {"read": _Read, "figures": _Figures}


class _Comity(ModuleType):
    """This package. Two of its parts bear the names of its two first functions; whichever way such a part is
    imported, the import system hangs it in here, and it is made callable as it comes in.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if name in _CALLABLE and isinstance(value, ModuleType):
            value.__class__ = _CALLABLE[name]
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Comity


def __getattr__(name: str) -> Any:
    if name in _CALLABLE:
        return importlib.import_module(f"comity.{name}")
    if name in _HOME:
        return getattr(importlib.import_module(_HOME[name]), name)
    raise AttributeError(f"module 'comity' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
