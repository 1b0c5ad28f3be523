"""What reads, as a run is written down under it, so that another reader reads anew."""

from __future__ import annotations

import functools
import hashlib
import importlib.metadata
from pathlib import Path
from typing import TYPE_CHECKING

import comity
from comity.scale.shard import FRAMES

if TYPE_CHECKING:
    from comity.settings import Settings

_NETWORK = Path(comity.__file__).parent / "recognise" / "learned" / "relations.onnx"  # read without loading the engine


def versions(chosen: Settings) -> tuple[str, str]:
    """The versions of the code, and of the models: of the language model with its name first, then of the network
    ("relations-" and the first digits of its SHA-256) or "frames" where none reads.
    """
    return f"comity {comity.__version__}", f"{_model(chosen.model)} {_network() if chosen.encoder else FRAMES}"


def _model(name: str) -> str:
    try:
        return f"{name} {importlib.metadata.version(name)}"
    except importlib.metadata.PackageNotFoundError:
        return name


@functools.cache
def _network() -> str:
    return f"relations-{hashlib.sha256(_NETWORK.read_bytes()).hexdigest()[:8]}"
