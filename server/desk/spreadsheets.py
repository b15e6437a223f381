"""Lists as XLSX files: what stands on the page, all rows, no formulas."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask import Request, Response

from server.desk.lists import MOST_ROWS, Listing, Tenge, asked_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# XML 1.0 knows no other control signs; Excel refuses a file that holds them.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SHEET_NAME_SIGNS = re.compile(r"[\[\]:*?/\\]")


def wants_file(request: Request) -> bool:
    """Whether the list is asked for as a file."""
    return request.args.get("as") == "xlsx"


def file_answer(request: Request, listing: Listing, t: Any) -> Response:
    """The whole list, filtered and ordered as asked, as a file to keep."""
    rows = listing.source(asked_of(request, listing, whole=True)).rows[:MOST_ROWS]
    columns = [column for column in listing.columns if column.exports]
    heads = [str(t(column.title)) for column in columns]
    lines = ([column.value(row) for column in columns] for row in rows)
    name = str(t(listing.title))
    return download(workbook(name, heads, lines), request.path.strip("/").replace("/", "-"))


def workbook(name: str, heads: Sequence[str], lines: Iterable[Sequence[object]]) -> bytes:
    """One sheet: a bold head line that stays, then the lines. Text is never a formula."""
    from openpyxl import Workbook  # 0.3 s to import: only whoever wants a file pays
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook(write_only=True)
    sheet = book.create_sheet(_SHEET_NAME_SIGNS.sub(" ", name)[:31] or "1")
    sheet.freeze_panes = "A2"
    kept = [list(line) for line in lines]
    for place, head in enumerate(heads):
        widest = max([len(head), *(len(str(line[place] or "")) for line in kept[:500])])
        sheet.column_dimensions[get_column_letter(place + 1)].width = min(widest + 2, 60)
    sheet.append([_cell(sheet, head, Font(bold=True)) for head in heads])
    for line in kept:
        sheet.append([_cell(sheet, value) for value in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def download(content: bytes, name: str) -> Response:
    """A file for the browser to keep; `name` in Latin letters, without its ending."""
    answer = Response(content, mimetype=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name or "list"}.xlsx"'
    return answer


def _cell(sheet: Any, value: object, font: Any = None) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if isinstance(value, Tenge):
        cell = WriteOnlyCell(sheet, value.tiyn / 100)
        cell.number_format = "#,##0.00"
    elif isinstance(value, bool) or not isinstance(value, (int, float, date, type(None))):
        cell = WriteOnlyCell(sheet, _FORBIDDEN.sub("", str(value)))
        # Text that begins with = stays text: a file of ours never computes.
        cell.data_type = "s"
    else:
        cell = WriteOnlyCell(sheet, value)
        if isinstance(value, date):
            cell.number_format = "DD.MM.YYYY"
    if font is not None:
        cell.font = font
    return cell
