"""An object store made for tests: whole objects alone, no renaming, nothing in between; one for all processes.

`shelf:///folder/name` is kept in that folder. A file of the name "closed" in the store's folder stands for a network
that is down.
"""

import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import fsspec
import pytest
from fsspec.spec import AbstractFileSystem


class Shelf(AbstractFileSystem):  # type: ignore[misc]
    """As the drivers of object stores look to those who use them."""

    protocol = "shelf"
    cachable = False

    def put_file(self, lpath: str, rpath: str, **_: Any) -> None:
        path = self._there(rpath)
        path.parent.mkdir(parents=True, exist_ok=True)
        coming = path.with_name(f"coming-{uuid.uuid4().hex}")
        shutil.copyfile(lpath, coming)
        coming.replace(path)

    def info(self, path: str, **_: Any) -> dict[str, Any]:
        return {"name": path, "size": self._there(path).stat().st_size, "type": "file"}

    def _open(self, path: str, mode: str = "rb", **_: Any) -> BinaryIO:
        if mode != "rb":
            raise NotImplementedError("objects are put whole")
        return self._there(path).open("rb")

    def rm_file(self, path: str) -> None:
        self._there(path).unlink()

    def mv(self, *_: Any, **__: Any) -> None:
        raise NotImplementedError("objects have no other names")

    def makedirs(self, path: str, exist_ok: bool = False) -> None:
        """There are no folders."""

    def _there(self, name: str) -> Path:
        path = Path("/", name)
        if any((parent / "closed").exists() for parent in path.parents):
            raise ConnectionError("nobody\nanswers there")
        return path


@contextmanager
def shelves(folder: Path) -> Iterator[str]:
    """The address of a store in a folder, for this process and all that are started meanwhile."""
    told = folder / "driver" / "shelf_store-1.dist-info"
    told.mkdir(parents=True)
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: shelf-store\nVersion: 1\n", "utf-8")
    (told / "entry_points.txt").write_text("[fsspec.specs]\nshelf = shelf_store:Shelf\n", "utf-8")
    fsspec.register_implementation("shelf", Shelf, clobber=True)
    with pytest.MonkeyPatch.context() as patch:
        for one in (told.parent, Path(__file__).parent):
            patch.setenv("PYTHONPATH", str(one), prepend=os.pathsep)
        yield f"shelf://{folder / 'store'}"
