"""One document, or one refusal, of one source."""

import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pytest_socket import socket_allow_hosts

from comity.acquire import acquire
from comity.model import Document, Refusal


def one(source: str | Path, **how: object) -> Document | Refusal:
    (found,) = acquire([source], **how)  # type: ignore[arg-type]
    return found


@pytest.fixture
def document() -> Callable[..., Document]:
    def found(source: str | Path, **how: object) -> Document:
        read = one(source, **how)
        assert isinstance(read, Document), read
        return read

    return found


@pytest.fixture
def refusal() -> Callable[..., Refusal]:
    def found(source: str | Path, **how: object) -> Refusal:
        refused = one(source, **how)
        assert isinstance(refused, Refusal), refused
        assert "\n" not in refused.why
        return refused

    return found


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    """A file of a name and content below the test's folder."""

    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture(scope="session")
def archives() -> ModuleType:
    """Web archives made for tests."""
    return beside("archives")


@pytest.fixture(scope="session")
def hostile() -> ModuleType:
    """A web server that behaves as badly as it is told to."""
    return beside("hostile")


@pytest.fixture
def server(hostile: ModuleType, socket_enabled: None) -> Iterator[Any]:
    """Such a server on this machine, with the network open to nothing else."""
    socket_allow_hosts(["127.0.0.1", "::1"])
    with hostile.running() as running:
        yield running


def beside(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
