"""What a watch remembers of a feed from one time to the next: a small file a feed, never half written."""

from __future__ import annotations

import contextlib
import hashlib
import json
import math
import os
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from comity.model import ConfigError

MOST_SEEN = 6_000  # entries of a feed that are remembered, three times as many as are read at once


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What is known of a feed: its validators (RFC 9110, section 8.8), which entries were dealt with, oldest first
    (as short hashes of their keys), how often others failed, how often the feed itself did, and when it is due again
    (Unix time).
    """

    url: str
    etag: str = ""
    modified: str = ""
    seen: tuple[str, ...] = ()
    failed: Mapping[str, int] = field(default_factory=dict)
    failures: int = 0
    due: float = 0.0


def mark(key: str) -> str:
    """A key as it is remembered: 16 hex digits of its SHA-256."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def load(folder: Path, url: str) -> FeedState:
    """What is remembered of a feed; nothing, where its file is not there or not to be understood."""
    try:
        told = json.loads(_place(folder, url).read_text("utf-8"))
        return _state(url, told)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return FeedState(url=url)


def save(folder: Path, state: FeedState, *, durable: bool = False) -> None:
    """Put a feed's file in place of the one before, at once or not at all; `durable` waits for the disk.

    Raises ConfigError where it cannot be written.
    """
    told = {**asdict(state), "seen": list(state.seen[-MOST_SEEN:]), "failed": dict(state.failed)}
    place = _place(folder, state.url)
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix=".", suffix=".new")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(told, file)
                if durable:
                    file.flush()
                    os.fsync(file.fileno())
            Path(name).replace(place)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ConfigError(
            f"{folder}: what was seen cannot be kept ({error.strerror}); choose another --ledger"
        ) from error


@contextlib.contextmanager
def kept_in(folder: Path) -> Iterator[Path]:
    """The folder, made where it is not there, for one watch at a time; what a killed one left half written is removed.

    Raises ConfigError where another watch is at work in it, or it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise ConfigError(f"{folder}: cannot be made ({error.strerror}); choose another --ledger") from error
    with lock:
        _lock(lock, folder)
        for left in folder.glob(".*.new"):
            left.unlink(missing_ok=True)
        yield folder


def _lock(file: Any, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:
        return  # Windows: two at once only do the work twice
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise ConfigError(f"{folder}: another watch is at work with this ledger; stop it first") from error


def _place(folder: Path, url: str) -> Path:
    return folder / f"{mark(url)}.json"


def _state(url: str, told: dict[str, Any]) -> FeedState:
    if told["url"] != url:
        raise ValueError("another feed's")
    return FeedState(
        url=url,
        etag=str(told["etag"]),
        modified=str(told["modified"]),
        seen=tuple(str(one) for one in told["seen"]),
        failed={str(key): int(count) for key, count in told["failed"].items()},
        failures=int(told["failures"]),
        due=float(told["due"]) if math.isfinite(float(told["due"])) else 0.0,
    )
