"""An invoice as a file (XLSX, CSV): looked at first, then all its lines into a draft, or none.

The file waits on the disk under its hash between the two, two days at most.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from peewee import fn

from i18n.searching import search_key, words
from i18n.sorting import sort_key
from library.accession import BOOKLET_PAGES, MOST_LINES
from library.catalogue import ItemKind
from library.import_columns import ImportKind
from library.invoice_lines import InvoiceRow, InvoiceTable, invoice_table
from server.errors import LibraryError
from server.server import Server
from server.services.accession_lines import suggested_accounting
from server.services.accession_rows import draft
from server.services.deeds import Deed, done_before, write_deed
from server.services.importing.reading import read_file
from server.services.known_titles import EMPTY, known_by_isbn
from server.services.searching import index_title, title_texts
from server.services.shelf_keys import shelf_key_of
from server.services.title_changes import TitleValues
from server.tables import AccessionLine, SearchWord, Title

KEPT_SECONDS = 2 * 24 * 3600
_ENDING = ".invoice"
_SHA = re.compile(r"[0-9a-f]{64}")


class InvoiceGone(LibraryError):
    """The file was removed meanwhile, or never came."""

    code = "invoice-gone"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A line of the file and what becomes of it: `title_id` of the catalogue or None (a new
    title of `values`); `price_tiyn` of the file, else of last time, else 0."""

    row: InvoiceRow
    title_id: int | None
    name: str
    author: str
    values: TitleValues | None
    price_tiyn: int
    accounting: str


@dataclass(frozen=True, slots=True)
class InvoicePlan:
    """The file as it is understood; `lines` are empty while the table has faults."""

    sha: str
    table: InvoiceTable
    lines: tuple[PlannedLine, ...]

    @property
    def new_titles(self) -> int:
        """Titles that the catalogue does not have."""
        return sum(line.title_id is None for line in self.lines)


@dataclass(frozen=True, slots=True)
class InvoiceRefused:
    """Text key `acquisition.file-<code>`: not-draft, faults, lines (too many), empty."""

    code: str


def keep_invoice(server: Server, data: bytes) -> str:
    """Keep a file that can be read; its hash. Raises FileRefused, InvoiceGone."""
    read_file(data, ImportKind.TITLES)
    sha = hashlib.sha256(data).hexdigest()
    path = _path(server, sha)
    path.parent.mkdir(parents=True, exist_ok=True)
    _remove_old(path.parent)
    partial = path.with_name(path.name + ".part")
    partial.touch(mode=0o600)
    partial.write_bytes(data)
    partial.replace(path)
    return sha


def plan_of(server: Server, sha: str) -> InvoicePlan:
    """What the kept file would bring. Raises InvoiceGone, FileRefused."""
    path = _path(server, sha)
    if not path.is_file():
        raise InvoiceGone(sha)
    sheet = read_file(path.read_bytes(), ImportKind.TITLES).sheet
    table = invoice_table(sheet.lines, sheet.numbers)
    if table.faults:
        return InvoicePlan(sha, table, ())
    return InvoicePlan(sha, table, tuple(_planned(server, row) for row in table.rows))


def bring_invoice(
    server: Server, deed: Deed, batch_id: int, plan: InvoicePlan
) -> int | InvoiceRefused:
    """All lines of the plan into the draft, with the titles they need, or nothing; how many
    lines."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return len(plan.lines)
        refused = _refused(batch_id, plan)
        if refused is not None:
            return InvoiceRefused(refused)
        titles = _write_lines(server, batch_id, plan.lines)
        before = {"batch": batch_id, "lines": len(plan.lines), "titles": titles}
        write_deed(server, work, deed, before=before)
        return len(plan.lines)


def _write_lines(server: Server, batch_id: int, lines: Sequence[PlannedLine]) -> int:
    """How many titles were new."""
    last: Any = AccessionLine.select(fn.MAX(AccessionLine.position)).where(
        AccessionLine.batch == batch_id
    )
    first = (last.scalar() or 0) + 1
    added: dict[TitleValues, int] = {}
    for place, line in enumerate(lines):
        title_id = line.title_id
        if title_id is None:
            assert line.values is not None, "a new title has its values"
            title_id = added.get(line.values) or _add_title(server, line.values)
            added[line.values] = title_id
        AccessionLine.create(
            batch=batch_id, position=first + place, title=title_id, invoiced=line.row.count,
            came=line.row.count, price_tiyn=line.price_tiyn, accounting=line.accounting,
        )  # fmt: skip
    return len(added)


def _refused(batch_id: int, plan: InvoicePlan) -> str | None:
    if draft(batch_id) is None:
        return "not-draft"
    if plan.table.faults:
        return "faults"
    if not plan.lines:
        return "empty"
    there: Any = AccessionLine.select().where(AccessionLine.batch == batch_id).count()
    return "lines" if there + len(plan.lines) > MOST_LINES else None


def _planned(server: Server, row: InvoiceRow) -> PlannedLine:
    known = known_by_isbn(server, row.isbn) if row.isbn else None
    title_id = known.title_id if known else None
    if title_id is None and not (known and known.source):
        title_id = _by_name(server, row)
    if title_id is not None:
        with server.library.reading():
            title: Any = Title.get_by_id(title_id)
        price = row.price_tiyn if row.price_tiyn is not None else known.price_tiyn if known else 0
        how = suggested_accounting(server, title_id)
        return PlannedLine(row, title_id, title.name, title.author, None, price or 0, how)
    values = _values(row, known.values if known else EMPTY)
    few = values.pages is not None and values.pages < BOOKLET_PAGES
    how = "temporary" if few and values.item_kind != ItemKind.TEXTBOOK.value else "inventory"
    return PlannedLine(row, None, values.name, values.author, values, row.price_tiyn or 0, how)


def _values(row: InvoiceRow, known: TitleValues) -> TitleValues:
    """What the file says over what a record says."""
    said: dict[str, Any] = {
        name: value for name in
        ("name", "author", "isbn", "year", "publisher", "grade", "item_kind", "language",
         "subject", "pages", "bbk")
        if (value := getattr(row, name))
    }  # fmt: skip
    if "grade" in said and "item_kind" not in said and known == EMPTY:
        said["item_kind"] = ItemKind.TEXTBOOK.value
    return replace(known, **said)


def _by_name(server: Server, row: InvoiceRow) -> int | None:
    """The one title with these very words and author (and year, where both say one)."""
    typed = tuple(dict.fromkeys(words(row.name)))
    if not typed:
        return None
    longest = max(typed, key=len)
    with server.library.reading():
        hits = SearchWord.select(SearchWord.row_id).where(
            SearchWord.kind == "title", SearchWord.word == longest[:60]
        )
        rows: Sequence[Any] = list(Title.select().where(Title.id.in_(hits)).limit(500))
    alike = [each.id for each in rows if _is_same(each, row)]
    return alike[0] if len(alike) == 1 else None


def _is_same(title: Any, row: InvoiceRow) -> bool:
    same_year = not (title.year and row.year) or title.year == row.year
    same_number = not (title.isbn and row.isbn)
    names = words(title.name) == words(row.name)
    return same_year and same_number and names and words(title.author) == words(row.author)


def _add_title(server: Server, values: TitleValues) -> int:
    row = Title.create(
        added_on=server.today(), **asdict(values), sort_key=sort_key(values.name),
        search_key=search_key(f"{values.name} {values.author}"),
        shelf_key=shelf_key_of(asdict(values)),
    )  # fmt: skip
    index_title(row.id, *title_texts(row))
    return int(row.id)


def _path(server: Server, sha: str) -> Path:
    if server.files is None or _SHA.fullmatch(sha) is None:
        raise InvoiceGone(sha[:64])
    return server.files / f"{sha}{_ENDING}"


def _remove_old(folder: Path) -> None:
    before = time.time() - KEPT_SECONDS
    for path in folder.glob(f"*{_ENDING}"):
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)
