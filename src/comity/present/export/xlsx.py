"""A dossier as a workbook (Office Open XML): a sheet a subject, one type a column, and no cell that is a formula.

Text from outside is written as text, whatever it begins with, and marked so (`quotePrefix`) that editing the cell does
not make it a formula either; addresses are text as well.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from comity.analyse.dossier import Dossier
from comity.present import dossier_words as words
from comity.present.clean import xml_text
from comity.present.export import sheets
from comity.present.export.columns import Column
from comity.present.names import CountryName

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_LONGEST = 32_767  # characters that a cell holds
_ROWS = 1_048_575  # beside the head
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}

Value = str | int | float | Decimal | bool | date | None


def dossier(value: Dossier, name: CountryName) -> bytes:
    """The workbook. The same dossier gives the same bytes."""
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(stream, _OPTIONS) as book:
        book.set_properties({"title": xml_text(words.title(value, name)), "created": _created(value)})
        formats = _formats(book)
        for title, columns, rows in sheets.sheets(value, name):
            _sheet(book.add_worksheet(title), columns, rows, formats)
    return stream.getvalue()


def _created(value: Dossier) -> datetime:
    return datetime(value.today.year, value.today.month, value.today.day)


def _formats(book: Workbook) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "quoted": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
        "whole": book.add_format({"num_format": "#,##0", "valign": "top"}),
        "number": book.add_format({"num_format": "#,##0.###", "valign": "top"}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
    }


def _sheet(
    sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]], formats: dict[str, Format]
) -> None:
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.head, formats["head"])
    sheet.freeze_panes(1, 0)
    last = 0
    for last, row in enumerate(_bounded(rows), 1):
        for at, cell in enumerate(row):
            _write(sheet, last, at, cell, formats)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _bounded(rows: Iterable[Sequence[Value]]) -> Iterator[Sequence[Value]]:
    for at, row in enumerate(rows):
        if at >= _ROWS:
            return
        yield row


def _write(sheet: Worksheet, row: int, at: int, cell: Value, formats: dict[str, Format]) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(row, at, cell, formats["text"])
        case int():
            sheet.write_number(row, at, cell, formats["whole"])
        case float() | Decimal():
            number = float(cell)
            whole = number.is_integer()
            sheet.write_number(row, at, number, formats["whole" if whole else "number"])
        case date():
            _write_date(sheet, row, at, cell, formats)
        case _:
            text = xml_text(cell)[:_LONGEST]
            sheet.write_string(row, at, text, formats["quoted" if text.startswith(_FORMULA) else "text"])


def _write_date(sheet: Worksheet, row: int, at: int, day: date, formats: dict[str, Format]) -> None:
    """A date as a date; before 1900 workbooks know none, so there it is text."""
    if day.year < 1900:
        sheet.write_string(row, at, day.isoformat(), formats["text"])
    else:
        sheet.write_datetime(row, at, datetime(day.year, day.month, day.day), formats["date"])
