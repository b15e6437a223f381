"""The lines of a supplier's invoice as a table: which column is what, what each line says.

A line is taken whole or refused with a reason; whoever brings the file takes all lines or
none (domain F10). Pure: a table is a sequence of lines of cells (library.import_values).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from library.accession import MOST_COPIES, MOST_TIYN
from library.book_number import book_number
from library.import_columns import HEADER_LINES, ImportKind, field_of, heading_key
from library.import_lines import UNCOMPUTED
from library.import_values import Cell, NotThat, has_strange_sign, is_damaged, text_of, whole
from library.import_values import item_kind as kind_word
from library.import_values import language as language_word
from library.money import NoSum, tiyn_of

LONGEST_NAME = 500
_SUMS = (
    "сомасы|сома|жалпы сомасы|барлық сомасы|жалпы құны|барлық құны|сумма|сумма тенге|сумма тг"
    "|сомасы теңге|сомасы тг|стоимость|құны|итого|всего|sum|total|amount|всего сумма|общая сумма"
)
_PRICES = "бағасы|баға|бір данасының бағасы|цена|цена за единицу|цена за экземпляр|price"
_COUNTS = "саны|дана саны|қабылданған саны|количество|кол во|отпущено|босатылды|принято|qty"
_OWN = {
    heading_key(word): field
    for field, words in (("sum", _SUMS), ("price", _PRICES), ("count", _COUNTS))
    for word in words.split("|")
}
_TAKEN = (
    "name", "author", "isbn", "count", "price", "sum", "year", "publisher", "grade", "kind",
    "language", "subject", "pages", "bbk",
)  # fmt: skip
_TOTALS = ("барлығы", "жиыны", "жиынтығы", "итого", "всего", "қорытынды", "total")


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One title of the invoice. `number` is its line in the file; `price_tiyn` None: the
    file says none; `odd_isbn`: the check digit is wrong."""

    number: int
    name: str
    author: str
    isbn: str | None
    count: int
    price_tiyn: int | None
    year: int | None = None
    publisher: str | None = None
    grade: int | None = None
    item_kind: str | None = None
    language: str | None = None
    subject: str | None = None
    pages: int | None = None
    bbk: str | None = None
    odd_isbn: bool = False


@dataclass(frozen=True, slots=True)
class RowFault:
    """Why a line cannot be taken: text key `acquisition.row-<code>`; `said` is the cell."""

    number: int
    code: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceTable:
    """What a file says. `header` is the line of the headings in the file, 0: none was found;
    `columns` what was recognised; nothing is brought while there are `faults`."""

    header: int
    columns: tuple[str, ...]
    rows: tuple[InvoiceRow, ...]
    faults: tuple[RowFault, ...]

    @property
    def copies(self) -> int:
        """Copies of all lines."""
        return sum(row.count for row in self.rows)

    @property
    def sum_tiyn(self) -> int:
        """What all lines cost."""
        return sum(row.count * (row.price_tiyn or 0) for row in self.rows)


class _Refused(Exception):
    def __init__(self, code: str, said: str = "") -> None:
        super().__init__(code)
        self.code, self.said = code, said


def invoice_table(lines: Sequence[Sequence[Cell]], numbers: Sequence[int]) -> InvoiceTable:
    """The lines below the headings; totals and repeated headings are passed over."""
    header = _header(lines)
    if header is None:
        return InvoiceTable(0, (), (), ())
    mapping = _mapping(lines[header])
    rows: list[InvoiceRow] = []
    faults: list[RowFault] = []
    for number, cells in zip(numbers[header + 1 :], lines[header + 1 :], strict=True):
        said = {field: cells[place] for place, field in mapping.items() if place < len(cells)}
        if _is_passed_over(cells, said, lines[header]):
            continue
        try:
            rows.append(_row(number, said))
        except _Refused as fault:
            faults.append(RowFault(number, fault.code, fault.said[:60]))
    return InvoiceTable(numbers[header], tuple(mapping.values()), tuple(rows), tuple(faults))


def _field(heading: Cell) -> str | None:
    key = heading_key(heading)
    own = _OWN.get(key) or _OWN.get(heading_key(str(heading or "").partition("(")[0]))
    if own is None:
        own = _OWN.get(heading_key(str(heading or "").partition(",")[0]))
    found = own or field_of(ImportKind.TITLES, heading)
    return found if found in _TAKEN else None


def _mapping(headings: Sequence[Cell]) -> dict[int, str]:
    found: dict[int, str] = {}
    for place, heading in enumerate(headings):
        field = _field(heading)
        if field and field not in found.values():
            found[place] = field
    # «Цена» and «Стоимость» side by side are price and sum; alone the second is a price.
    if "sum" in found.values() and "price" not in found.values() and "count" not in found.values():
        return {place: "price" if field == "sum" else field for place, field in found.items()}
    return found


def _header(lines: Sequence[Sequence[Cell]]) -> int | None:
    best, most = None, 1
    for place, line in enumerate(lines[:HEADER_LINES]):
        fields = set(_mapping(line).values())
        if fields & {"name", "isbn"} and len(fields) > most:
            best, most = place, len(fields)
    return best


def _is_passed_over(
    cells: Sequence[Cell], said: Mapping[str, Cell], headings: Sequence[Cell]
) -> bool:
    texts = [text_of(cell) for cell in cells]
    if not any(texts) or texts == [text_of(cell) for cell in headings]:
        return True
    first = next(filter(None, texts)).casefold().strip(" .:")
    of_title = text_of(said.get("author")) or text_of(said.get("isbn"))
    return not of_title and first.startswith(_TOTALS)


def _row(number: int, said: Mapping[str, Cell]) -> InvoiceRow:
    for cell in said.values():
        if cell == UNCOMPUTED:
            raise _Refused("formula")
        if has_strange_sign(cell):
            raise _Refused("strange-sign")
    name, isbn = text_of(said.get("name")), text_of(said.get("isbn"))
    found = book_number(isbn) if isbn else None
    if not name and found is None:
        raise _Refused("no-name", isbn)
    if len(name) > LONGEST_NAME:
        raise _Refused("long-name", name)
    if is_damaged(name):
        raise _Refused("damaged", name)
    count = _count(said)
    return InvoiceRow(
        number, name, text_of(said.get("author"))[:200], found.text if found else isbn[:40] or None,
        count, _price(said, count), odd_isbn=bool(isbn) and (found is None or not found.right),
        **_more(said),
    )  # fmt: skip


def _count(said: Mapping[str, Cell]) -> int:
    text = text_of(said.get("count"))
    try:
        count = whole(text.removesuffix(",00").removesuffix(".00"), 1, MOST_COPIES, "count")
    except NotThat as fault:
        raise _Refused("count", text) from fault
    if count is None:
        raise _Refused("no-count")
    return count


def _price(said: Mapping[str, Cell], count: int) -> int | None:
    price, total = _sum(said.get("price"), "price"), _sum(said.get("sum"), "sum")
    if price is None:
        if total is None:
            return None
        if total % count:
            raise _Refused("sum-not-even", text_of(said.get("sum")))
        price = total // count
    elif total is not None and total != price * count:
        raise _Refused("sum-differs", text_of(said.get("sum")))
    if price > MOST_TIYN:
        raise _Refused("price", text_of(said.get("price")))
    return price


def _sum(cell: Cell, code: str) -> int | None:
    # A number of a spreadsheet may have a tail that nobody typed: 1250.4999999.
    text = text_of(round(cell, 2) if isinstance(cell, float) else cell)
    if not text:
        return None
    tiyn = tiyn_of(text)
    if isinstance(tiyn, NoSum):
        raise _Refused(code, text)
    return tiyn


def _more(said: Mapping[str, Cell]) -> dict[str, Any]:
    """What only helps to describe a new title: what cannot be read is left out."""
    found: dict[str, Any] = {
        name: text_of(said.get(name))[:200] or None for name in ("publisher", "subject", "bbk")
    }
    for name, least, most in (("year", 1400, 2100), ("grade", 1, 11), ("pages", 1, 20_000)):
        try:
            found[name] = whole(said.get(name), least, most, name)
        except NotThat:
            found[name] = None
    for name, read, field in (
        ("item_kind", kind_word, "kind"), ("language", language_word, "language")
    ):  # fmt: skip
        try:
            found[name] = read(said.get(field))
        except NotThat:
            found[name] = None
    kind = found["item_kind"]
    return {**found, "item_kind": None if kind is None else str(kind)}
