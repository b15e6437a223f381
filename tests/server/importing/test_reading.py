"""Files are read by what they are, not by their names; dangers are refused in words."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from library.import_columns import ImportKind
from library.import_lines import UNCOMPUTED
from server.services.importing.csv_text import encoding_of
from server.services.importing.reading import LARGEST, read_file
from server.services.importing.tables import MOST_ROWS, FileRefused, FileTable, HowToRead
from tests.server.importing.made_files import (
    NAMES,
    READER_HEADS,
    SURNAMES,
    csv_of,
    pupils,
    saved,
    xlsx,
    zipped,
)

HEADS = ["№", "Аты-жөні", "Сыныбы"]
LINES = [HEADS, ["1", "Әлімжанов Қайсар Ғаниұлы", "8Ә"], ["2", "Өмірзақова Үміт", "9Ғ"]]


def read(data: bytes, kind: ImportKind = ImportKind.READERS, **how: str) -> FileTable:
    return read_file(data, kind, HowToRead(**how))


def refusal(data: bytes, **how: str) -> str:
    with pytest.raises(FileRefused) as refused:
        read(data, **how)
    return refused.value.reason


def cells(table: FileTable) -> list[list[str]]:
    return [[str(cell) for cell in line] for line in table.sheet.lines]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "kz1048", "ptcp154"],
)
def test_a_csv_is_read_in_every_encoding_and_separator(encoding: str, separator: str) -> None:
    table = read(csv_of(LINES, encoding, separator))
    assert cells(table) == LINES
    marked = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le"}
    assert table.encoding == marked.get(encoding, encoding)


@given(st.lists(st.sampled_from([*SURNAMES, *NAMES]), min_size=8, max_size=40))
def test_the_two_old_code_pages_are_told_apart_by_their_kazakh_letters(names: list[str]) -> None:
    text = "\n".join(f"{n};{name};8А" for n, name in enumerate(names))
    for encoding in ("kz1048", "ptcp154"):
        assert text.encode(encoding).decode(encoding_of(text.encode(encoding))) == text


def test_a_person_may_choose_another_encoding() -> None:
    assert cells(read(csv_of(LINES, "kz1048"), encoding="kz1048")) == LINES
    assert cells(read(csv_of(LINES, "kz1048"), encoding="ptcp154")) != LINES
    assert refusal(csv_of(LINES, "kz1048"), encoding="utf-8") == "wrong-encoding"


def test_letters_lost_in_cp1251_are_found_with_the_numbers_of_their_lines() -> None:
    lines = [["№", "ФИО", "Класс"], ["1", "Петров Иван", "8Б"], *LINES[1:]]
    with pytest.raises(FileRefused) as refused:
        read(csv_of(lines, "cp1251"))
    assert (refused.value.reason, refused.value.values) == ("damaged", {"lines": "3, 4"})


def test_a_russian_list_in_cp1251_is_no_damage() -> None:
    lines = [["№", "ФИО", "Класс"], ["1", "Петров Иван", "8Б"], ["2", "Кто виноват?", "8Б"]]
    table = read(csv_of(lines, "cp1251"))
    assert cells(table) == lines
    assert table.encoding == "cp1251"


def test_a_workbook_gives_values_dates_and_numbers() -> None:
    lines = [HEADS, [1, "Әлия Серік", datetime(2012, 5, 1)], [2.0, None, True]]
    table = read(xlsx(lines))
    assert table.sheet.lines[1] == [1, "Әлия Серік", date(2012, 5, 1)]
    assert table.sheet.lines[2][0] == 2 and table.sheet.lines[2][2] == "1"


def test_three_hundred_pupils_come_through_whole() -> None:
    table = read(xlsx([READER_HEADS, *pupils()]))
    assert len(table.sheet.lines) == 301
    assert table.sheet.lines[5][1] == pupils()[4][1]


def test_of_a_hundred_sheets_the_first_with_known_headings_is_proposed() -> None:
    sheets = [[["жай мәтін"], ["тағы"]] for _ in range(100)]
    sheets[41] = LINES
    data = xlsx(*sheets)
    table = read(data)
    assert table.sheet.name == "Парақ42" and len(table.names) == 100
    assert read(data, sheet="Парақ7").sheet.lines[0] == ["жай мәтін"]


def test_a_formula_counts_by_its_stored_value_only() -> None:
    table = read(with_formula(None))
    assert table.sheet.lines[1][2] == UNCOMPUTED
    stored = read(with_formula(b"8"))
    assert stored.sheet.lines[1][2] == 8


def with_formula(value: bytes | None) -> bytes:
    """A workbook with =4+4, with or without the value that Excel would store."""
    plain = xlsx([HEADS, [1, "Әлия Серік", "=4+4"]])
    if value is None:
        return plain
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(plain)) as packed, zipfile.ZipFile(out, "w") as made:
        for part in packed.namelist():
            text = packed.read(part)
            made.writestr(part, text.replace(b"<v/>", b"<v>" + value + b"</v>")
                          .replace(b"<v />", b"<v>" + value + b"</v>"))  # fmt: skip
    return out.getvalue()


def test_merged_cells_are_counted_and_hold_the_value_of_the_first() -> None:
    book = load_workbook(io.BytesIO(xlsx(LINES)))
    book.active.merge_cells("B2:B3")
    table = read(saved(book))
    assert table.sheet.merged == 1
    assert table.sheet.lines[1][1] == LINES[1][1] and table.sheet.lines[2][1] is None


def test_a_wrong_ending_does_not_matter() -> None:
    assert read(xlsx(LINES)).encoding == ""
    assert read(csv_of(LINES)).encoding == "utf-8"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "empty"),
        (b"\x00" * 500, "empty"),
        (b";;;\n;;;\n", "no-lines"),
        (b"%PDF-1.7 ...", "not-a-table"),
        (b"<!DOCTYPE html><table>", "not-a-table"),
        (b"{\\rtf1 ...", "not-a-table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Workbook", "old-excel"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"PK\x03\x04 broken", "broken"),
        (zipped({"word/document.xml": b"<w/>"}), "not-a-table"),
        (zipped({"xl/workbook.xml": b"<not-xml"}), "broken"),
        (zipped({"xl/workbook.xml": b"<workbook/>"}), "broken"),
        (zipped({f"xl/{n}.xml": b"" for n in range(2001)}), "bomb"),
        (zipped({"xl/workbook.xml": b"", "xl/bomb.xml": bytes(101 * 1024 * 1024)}), "bomb"),
        (zipped({"xl/workbook.xml": b"", "xl/bomb.xml": bytes(11 * 1024 * 1024)}), "bomb"),
        (b"x" * (LARGEST + 1), "too-large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_read_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    assert refusal(data) == reason


def test_a_zip_that_lies_about_its_size_unpacks_no_more_than_it_says() -> None:
    data = bytearray(xlsx([*LINES, ["3", "x" * 50_000, "8А"]]))
    # The uncompressed size in each entry of the directory, and before each part.
    for mark, place in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = data.find(mark)
        while start >= 0:
            data[start + place : start + place + 4] = struct.pack("<I", 10)
            start = data.find(mark, start + 4)
    assert refusal(bytes(data)) == "broken"


def test_too_many_lines_are_refused() -> None:
    assert refusal(b"name\n" + b"a\n" * MOST_ROWS) == "too-many-lines"
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for n in range(MOST_ROWS + 1):
        sheet.append([n])
    assert refusal(saved(book)) == "too-many-lines"


def test_a_sheet_with_a_far_away_cell_is_read_quickly() -> None:
    book = Workbook()
    for line in LINES:
        book.active.append(line)
    book.active.cell(1_000_000, 1, "алыс")
    table = read(saved(book))
    assert (table.sheet.numbers[-1], table.sheet.lines[-1][0]) == (1_000_000, "алыс")


def test_a_table_with_only_its_headings_has_no_lines_to_take() -> None:
    assert len(read(csv_of([HEADS])).sheet.lines) == 1


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe"):
        try:
            read(start + data)
        except FileRefused as refused:
            assert refused.reason
