"""Files of official statistics to observations: the format told by content, each row by a mapping."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from pathlib import Path

from comity.acquire.sniff import binary_kind
from comity.acquire.sources import reason
from comity.acquire.statistics.areas import Areas
from comity.acquire.statistics.items import Given, Item, LeftOut, Lookup, Record, TableBounds, UnfitError
from comity.acquire.statistics.lines import Table, encoding_of, opened
from comity.acquire.statistics.mapping import Mapping, of_dataflow, shipped
from comity.acquire.statistics.messages import head_of_records, json_records, sdmx_records
from comity.acquire.statistics.rows import Rows
from comity.model import Refusal

_BOUNDS = TableBounds()
_COMTRADE = {"reportercode", "flowcode", "primaryvalue"}
_DATAFLOWS = 100  # of one file
_DELETED = "D"
_NAMES_DATAFLOW = ("DATAFLOW", "STRUCTURE_ID")
_HEAD = 65_536


def read_statistics(
    paths: Iterable[Path],
    lookup: Lookup,
    given: Given,
    *,
    mapping: Mapping | None = None,
    bounds: TableBounds = _BOUNDS,
) -> Iterator[Item]:
    """Observations of files, in order: CSV with a mapping; without one SDMX-CSV (1.0, 2.0), SDMX-ML and UN Comtrade's
    CSV and JSON.

    A file or row that cannot be read is a `Refusal` ("table.csv:12"), one that is not wanted `LeftOut`; the rest is
    read. Files are streamed (SDMX-ML is held whole). `lookup` knows the names and ISO codes of areas. Raises
    ConfigError where a library is not installed.
    """
    areas = Areas(lookup)
    for path in paths:
        refused = 0
        for item in _of_file(path, areas, given, mapping, bounds):
            yield item
            refused += isinstance(item, Refusal)
            if refused >= bounds.refusals:
                why = f"{refused:,} rows could not be read and the rest was left; does the mapping fit?"
                yield Refusal(origin=str(path), why=why)
                break


def _of_file(path: Path, areas: Areas, given: Given, mapping: Mapping | None, bounds: TableBounds) -> Iterator[Item]:
    try:
        start = _start(path, bounds)
        if start in (b"{", b"["):
            yield from _of_json(path, areas, given)
        elif start == b"<":
            readers = SdmxRows(areas, given, mapping)
            for dataflow, record in sdmx_records(path, str(path), bounds):
                yield from readers.of(dataflow, record)
        else:
            yield from _of_table(path, areas, given, mapping, bounds)
    except UnfitError as error:
        yield Refusal(origin=str(path), why=str(error))
    except (OSError, ValueError) as error:
        yield Refusal(origin=str(path), why=reason(error))


def _start(path: Path, bounds: TableBounds) -> bytes:
    """The first byte that says something; raises UnfitError where the file is none that can be read."""
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if path.stat().st_size > bounds.file_bytes:
        raise UnfitError(f"is larger than {bounds.file_bytes / 1e9:g} GB; split it")
    if not head.strip():
        raise UnfitError("is empty; there is nothing to read")
    if kind := binary_kind(head):
        raise UnfitError(f"is {kind}; unpack it or export it as CSV")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]


def _of_json(path: Path, areas: Areas, given: Given) -> Iterator[Item]:
    rows: Rows | None = None
    with path.open("rb") as stream:
        for record in json_records(stream, str(path)):
            rows = rows or Rows.under(shipped()["comtrade"], head_of_records(record), areas, given)
            yield from rows.of(record)


def _of_table(path: Path, areas: Areas, given: Given, mapping: Mapping | None, bounds: TableBounds) -> Iterator[Item]:
    layout = mapping.file if mapping else shipped()["sdmx"].file
    codec = encoding_of(path, layout.encoding)
    with opened(path, codec) as text:
        table = Table(text, origin=str(path), delimiter=layout.delimiter, skip=layout.skip, bounds=bounds)
        rows = table.rows()
        head = next(rows, None)
        if head is None or isinstance(head, Refusal):
            raise UnfitError("has no head that names its columns" if head is None else head.why)
        names = tuple(cell.strip() for cell in head[1])
        kind = _recognised(names, mapping)
        readers = SdmxRows(areas, given, mapping)
        under = Rows.under(mapping or shipped()["comtrade"], names, areas, given) if kind != "sdmx" else None
        for row in rows:
            record = row if isinstance(row, Refusal) else _record(row, names, kind)
            if isinstance(record, Refusal):
                yield record
            elif under is not None:
                yield from under.of(record)
            else:
                yield from readers.of_row(record)


def _recognised(names: tuple[str, ...], mapping: Mapping | None) -> str:
    """ "mapped", "sdmx" or "comtrade"; raises UnfitError where nobody has said what the columns are."""
    if mapping is not None:
        return "mapped"
    first = names[0].split(":")[0].split("[")[0].upper()
    if first == "DATAFLOW" or (first == "STRUCTURE" and len(names) > 1 and names[1].upper() == "STRUCTURE_ID"):
        return "sdmx"
    if {name.casefold() for name in names} >= _COMTRADE:
        return "comtrade"
    shown = ", ".join(names)[:80]
    raise UnfitError(f"is a table of no format that is known ({shown}); say what its columns are with --mapping")


def _record(row: tuple[str, list[str]], names: tuple[str, ...], kind: str) -> Record | Refusal:
    """The cells of a row by column. Empty cells more than the head has are passed over."""
    origin, cells = row
    if kind == "comtrade" and names[0].casefold() == "typecode" and cells[0] in ("A", "M"):
        cells = ["C", *cells]  # exports of the site name a first column that their rows do not have
    while len(cells) > len(names) and not cells[-1].strip():
        cells.pop()
    if len(cells) != len(names):
        return Refusal(origin=origin, why=f"has {len(cells)} cells where the head has {len(names)}")
    if kind != "sdmx":
        return Record(origin, dict(zip(names, cells, strict=True)))
    labelled = {name.split(":")[0].strip(): _unlabelled(name, c) for name, c in zip(names, cells, strict=True)}
    return Record(origin, labelled)


def _unlabelled(name: str, cell: str) -> str:
    """The code of a cell "A: Annual" in a column "FREQ: Frequency"."""
    return cell.split(": ")[0] if ":" in name else cell


class SdmxRows:
    """Observations of SDMX records; the mapping is the given one, or the shipped one of each dataflow."""

    def __init__(self, areas: Areas, given: Given, mapping: Mapping | None) -> None:
        self._areas, self._given, self._mapping = areas, given, mapping
        self._rows: dict[str, Rows] = {}

    def of_row(self, record: Record) -> Iterator[Item]:
        """As `of`, for a row of SDMX-CSV, which names its dataflow and whether it is there or deleted."""
        if record.cells.get("ACTION", "").upper() == _DELETED:
            yield LeftOut(origin=record.origin, reason="ACTION", name="D (deleted)")
            return
        named = next((record.cells[c] for c in _NAMES_DATAFLOW if record.cells.get(c)), "")
        yield from self.of(named, record)

    def of(self, dataflow: str, record: Record) -> Iterator[Item]:
        """The observations of one record. Raises UnfitError where the columns are not enough."""
        if dataflow not in self._rows:
            if len(self._rows) >= _DATAFLOWS:
                raise UnfitError(f"holds more than {_DATAFLOWS} dataflows; split it")
            mapping = self._mapping or of_dataflow(dataflow)
            given = _named(self._given, mapping, dataflow)
            self._rows[dataflow] = Rows.under(mapping, head_of_records(record), self._areas, given)
        yield from self._rows[dataflow].of(record)


def _named(given: Given, mapping: Mapping, dataflow: str) -> Given:
    """Provider and dataset as the dataflow names them ("AGENCY:ID(1.0)"), where nobody else does."""
    agency, _, name = dataflow.split("(")[0].split("=")[-1].rpartition(":")
    return dataclasses.replace(
        given,
        provider=given.provider or mapping.provider or agency,
        dataset=given.dataset or mapping.dataset or name,
    )
