"""A record of a table or message to observations, by a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from comity.acquire.statistics.areas import Areas
from comity.acquire.statistics.figures import number, period
from comity.acquire.statistics.head import Column, Head, head_of
from comity.acquire.statistics.items import Given, Item, LeftOut, Record
from comity.acquire.statistics.mapping import Flow, Mapping, Measure, Valued
from comity.model import Interval, Observation, Refusal
from comity.model.observation import Frequency

_FLOWS: dict[str, Flow] = {
    "x": "exports",
    "export": "exports",
    "exports": "exports",
    "m": "imports",
    "import": "imports",
    "imports": "imports",
    "total": "total",
    "turnover": "total",
    "trade": "total",
    "balance": "balance",
}
_ALL_GOODS = {"", "all", "total"}
_HS = re.compile(r"\d{2}|\d{4}|\d{6}|\d{8}|\d{10}", re.ASCII)
_SHOWN = 40


class _WrongError(ValueError):
    """A row that cannot be read; the message is for a person."""


class _LeaveError(ValueError):
    """A row that is not wanted: the reason, and which one."""


class _Shared(NamedTuple):
    """What a row says of all its figures."""

    dataset: str
    reporter: str
    partner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Observations of the records of one table or message, under one mapping."""

    mapping: Mapping
    head: Head
    areas: Areas
    given: Given

    @classmethod
    def under(cls, mapping: Mapping, names: tuple[str, ...], areas: Areas, given: Given) -> Rows:
        """Raises UnfitError where the head lacks a column that is needed or names none of the data."""
        return cls(mapping=mapping, head=head_of(mapping, names, given), areas=areas, given=given)

    def of(self, record: Record) -> Iterator[Item]:
        """The figures of one record; each that cannot be read is a `Refusal`, each that is not wanted `LeftOut`."""
        try:
            self._only(record)
            shared = _Shared(
                dataset=self.given.dataset or self._cell(record, "dataset") or self.mapping.dataset,
                reporter=self._area(record, "reporter"),
                partner=self._area(record, "partner"),
            )
            if shared.reporter == shared.partner:
                raise _LeaveError("an area with itself", shared.reporter)
        except _WrongError as error:
            yield Refusal(origin=record.origin, why=str(error))
            return
        except _LeaveError as error:
            yield _left(record, error)
            return
        for column in self.head.measures:
            try:
                yield self._figure(record, shared, column)
            except _WrongError as error:
                yield Refusal(origin=record.origin, why=str(error))
            except _LeaveError as error:
                yield _left(record, error)

    def _figure(self, record: Record, shared: _Shared, column: Column) -> Observation:
        told, measure = self.mapping.file, column.measure
        written = record.cells.get(column.name, "").strip()
        if written in told.missing:
            raise _LeaveError("no figure", column.name)
        read = number(written, decimal=told.decimal, thousands=told.thousands)
        if read is None:
            raise _WrongError(f"{_quoted(written)} in {column.name!r} is not a number{self._hint(written)}")
        flow = measure.flow or self._flow(record)
        if flow != "balance" and read[0] < 0:
            raise _WrongError(f"{written} in {column.name!r}: {flow} cannot be negative")
        days, frequency = self._period(record, column.period)
        return Observation(
            provider=self.given.provider or self.mapping.provider,
            dataset=shared.dataset,
            reporter=shared.reporter,
            partner=shared.partner,
            flow=flow,
            period=days,
            frequency=frequency,
            value=read[0] * self._multiplier(record, measure),
            digits=read[1],
            currency=self._currency(record, measure),
            hs=self._hs(record, measure),
            valuation=self._valuation(record, measure, flow, written),
            source=record.origin,
            licence=self.given.licence or self.mapping.licence,
            retrieved=self.given.retrieved,
        )

    def _cell(self, record: Record, field: str) -> str:
        """The first cell of a field that is not empty, translated; its constant otherwise."""
        cells = (record.cells.get(column, "").strip() for column in self.head.fields.get(field, ()))
        written = next((cell for cell in cells if cell), "")
        if not written:
            return str(getattr(self.mapping.constants, field, ""))
        translated = self.head.values.get(field, {}).get(written.casefold())
        if translated == "":
            raise _LeaveError(field, written)
        return translated or written

    def _only(self, record: Record) -> None:
        for column, wanted in self.head.only:
            cell = record.cells.get(column, "").strip()
            if cell not in wanted:
                raise _LeaveError(column, cell or "(empty)")

    def _area(self, record: Record, field: str) -> str:
        written = self._cell(record, field)
        if not written:
            raise _WrongError(f"no {field} is given")
        code = self.areas.code(written)
        if code is None:
            raise _LeaveError("unknown area", written)
        return code

    def _flow(self, record: Record) -> Flow:
        written = self._cell(record, "flow")
        flow = _FLOWS.get(written.casefold())
        if flow is None:
            raise _WrongError(f"{_quoted(written)} is no flow; translate it under [values.flow]")
        return flow

    def _period(self, record: Record, named: str) -> tuple[Interval, Frequency]:
        written = named or self._cell(record, "period")
        frequency = self._cell(record, "frequency").upper()
        read = period(written, frequency=frequency, form="" if named else self.mapping.file.period)
        if read is None:
            raise _WrongError(f"{_quoted(written)} is no period; write it like 2023, 2023-Q2 or 2023-03")
        if frequency in ("A", "S", "Q", "M") and read[1] != frequency:
            raise _WrongError(f"{_quoted(written)} is not a period of frequency {frequency}")
        return read

    def _multiplier(self, record: Record, measure: Measure) -> Decimal:
        times = measure.multiplier or self.mapping.constants.multiplier
        if self.head.fields["multiplier"]:
            read = number(self._cell(record, "multiplier"))
            if read is None or read[0] <= 0:
                raise _WrongError(f"{_quoted(self._cell(record, 'multiplier'))} is no multiplier")
            times = read[0]
        if (power := self._cell(record, "unit_mult")) and self.head.fields["unit_mult"]:
            if not re.fullmatch(r"-?\d{1,2}", power, re.ASCII):
                raise _WrongError(f"{_quoted(power)} is no power of ten")
            times *= Decimal(10) ** int(power)
        return times

    def _currency(self, record: Record, measure: Measure) -> str:
        written = measure.currency or self._cell(record, "currency")
        if written.upper() not in _currencies():
            raise _LeaveError("unit", written or "(empty)")
        return written.upper()

    def _hs(self, record: Record, measure: Measure) -> str | None:
        written = measure.hs if measure.hs is not None else self._cell(record, "hs")
        if written.casefold() in _ALL_GOODS:
            return None
        code = written.replace(".", "").removeprefix("HS").strip()
        if not _HS.fullmatch(code):
            raise _LeaveError("commodity that is no HS code", written)
        return code

    def _valuation(self, record: Record, measure: Measure, flow: Flow, written: str) -> Valued | None:
        if measure.valuation:
            return measure.valuation
        told = self._cell(record, "valuation").upper()
        if told in ("FOB", "CIF"):
            return told  # type: ignore[return-value]
        cif, fob = self._cell(record, "cif"), self._cell(record, "fob")
        if flow == "imports" and written and written == fob and written != cif:
            return "FOB"  # some states report what they import free on board
        return self.mapping.valuation.get(flow)

    def _hint(self, written: str) -> str:
        separators = set(written) & set(",.' \u00a0\u202f")
        if separators - {self.mapping.file.decimal, self.mapping.file.thousands}:
            return "; say how numbers are written with decimal and thousands under [file]"
        return ""


def _quoted(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def _left(record: Record, error: _LeaveError) -> LeftOut:
    reason, name = error.args
    return LeftOut(origin=record.origin, reason=reason, name=str(name)[:_SHOWN])


@cache
def _currencies() -> frozenset[str]:
    from babel.numbers import list_currencies

    return frozenset(list_currencies())
