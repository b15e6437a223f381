"""XLSX, read with care: its size looked at before it is unpacked, values and no formulas.

A workbook is a zip: the directory says how large it becomes, and Python unpacks no more
than it says. openpyxl is imported when the first workbook comes (0.3 s).
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from library.import_columns import HEADER_LINES, ImportKind, header_line
from library.import_lines import UNCOMPUTED
from library.import_values import Cell
from server.services.importing.tables import (
    MOST_COLUMNS,
    MOST_ROWS,
    FileRefused,
    FileTable,
    Sheet,
)

MOST_UNPACKED = 100 * 1024 * 1024
MOST_PARTS = 2000
MOST_TIMES = 200
"""A sheet packs to a tenth or a fiftieth; a bomb to a thousandth."""
_SMALL = 10 * 1024 * 1024
_MERGED = re.compile(rb"<mergeCell\s")
_FORMULA = re.compile(rb"<f[\s/>]")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, ParseError, struct.error, KeyError, ValueError, TypeError,
    AttributeError, IndexError, OSError, EOFError, RuntimeError, OverflowError,
)  # fmt: skip
"""What openpyxl and zipfile raise on files that are no true workbooks."""


def check_size(data: bytes) -> None:
    """Raises FileRefused for what is no workbook and for what would fill the memory."""
    with _said_broken(), zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = packed.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise FileRefused("password")
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
            raise FileRefused("bomb", most=MOST_UNPACKED // 1024 // 1024)
        if unpacked > _SMALL and unpacked > MOST_TIMES * len(data):
            raise FileRefused("bomb", most=MOST_UNPACKED // 1024 // 1024)
        if not any(part.filename.casefold() == "xl/workbook.xml" for part in parts):
            raise FileRefused("not-a-table")


def read_workbook(data: bytes, kind: ImportKind, chosen: str) -> FileTable:
    """The chosen sheet, else the first with known headings, else the first. Raises
    FileRefused."""
    check_size(data)
    with _said_broken(), _opened(data, values=True) as book:
        names = tuple(sheet.title for sheet in book.worksheets)
        if not names:
            raise FileRefused("no-lines")
        name = chosen if chosen in names else _first_fitting(book, kind)
        lines = _lines(book[name])
        merged, computes = _looked_into(data, book[name])
    if computes:
        _mark_uncomputed(data, name, lines)
    numbers = sorted(lines)
    return FileTable(Sheet(name, [lines[n] for n in numbers], numbers, merged), names)


@contextmanager
def _said_broken() -> Iterator[None]:
    try:
        yield
    except NotImplementedError as fault:
        raise FileRefused("password") from fault
    except _BROKEN as fault:
        raise FileRefused("broken") from fault


@contextmanager
def _opened(data: bytes, values: bool) -> Iterator[Any]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
    try:
        yield book
    finally:
        book.close()


def _first_fitting(book: Any, kind: ImportKind) -> str:
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        first = [
            [_cell(value) for value in line[:MOST_COLUMNS]]
            for line in sheet.iter_rows(max_row=HEADER_LINES, values_only=True)
        ]
        if header_line(kind, first) is not None:
            return str(sheet.title)
    return str(book.worksheets[0].title)


def _lines(sheet: Any) -> dict[int, list[Cell]]:
    """Filled lines by their numbers: a far-away cell makes a million empty ones."""
    # A file may lie about its size: what is there counts.
    sheet.reset_dimensions()
    lines: dict[int, list[Cell]] = {}
    for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        line = [_cell(value) for value in values[:MOST_COLUMNS]]
        if all(cell is None for cell in line):
            continue
        lines[number] = line
        if len(lines) > MOST_ROWS:
            raise FileRefused("too-many-lines", most=MOST_ROWS)
    return lines


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date() if value.time() == time() else f"{value:%d.%m.%Y %H:%M}"
    if isinstance(value, bool):
        return "1" if value else "0"
    if value is None or isinstance(value, (str, int, float, date)):
        return value if value != "" else None
    return str(value)


def _looked_into(data: bytes, sheet: Any) -> tuple[int, bool]:
    """How many merged cells the sheet's own text names, and whether it computes: openpyxl
    passes over both when it reads line by line."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        text = packed.read(sheet._worksheet_path)
    return len(_MERGED.findall(text)), _FORMULA.search(text) is not None


def _mark_uncomputed(data: bytes, name: str, lines: dict[int, list[Cell]]) -> None:
    """A formula whose value was never stored is no empty cell: the line must say so."""
    with _opened(data, values=False) as book:
        sheet = book[name]
        sheet.reset_dimensions()
        for number, values in enumerate(sheet.iter_rows(values_only=True), start=1):
            for column, value in enumerate(values[:MOST_COLUMNS]):
                if not isinstance(value, str) or not value.startswith("="):
                    continue
                line = lines.setdefault(number, [])
                line.extend([None] * (column + 1 - len(line)))
                if line[column] is None:
                    line[column] = UNCOMPUTED
