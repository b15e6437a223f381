"""From the bytes of a file to a table, whatever its name says it is."""

from __future__ import annotations

from library.import_columns import ImportKind
from server.services.importing.csv_text import damaged_lines, encoding_of, read_csv
from server.services.importing.tables import FileRefused, FileTable, HowToRead
from server.services.importing.xlsx import read_workbook

LARGEST = 20 * 1024 * 1024
"""Bytes of one upload."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"GIF8")
_MARKUP = (b"<!doctype", b"<html", b"<?xml", b"{\\rtf")
_EIGHT_BIT = ("cp1251", "kz1048", "ptcp154")
_NAMED_LINES = 30


def read_file(data: bytes, kind: ImportKind, how: HowToRead | None = None) -> FileTable:
    """The table of a file. Raises FileRefused with what to do about it."""
    how = how or HowToRead()
    if len(data) > LARGEST:
        raise FileRefused("too-large", most=LARGEST // 1024 // 1024)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00"):
        raise FileRefused("empty")
    if data.startswith(b"PK"):
        return _filled(read_workbook(data, kind, how.sheet))
    if data.startswith(_OLE):
        # Excel puts a workbook with a password into the shell of the old format.
        raise FileRefused("password" if _ENCRYPTED in data else "old-excel")
    if data.startswith(_OTHERS) or data[:100].lstrip().lower().startswith(_MARKUP):
        raise FileRefused("not-a-table")
    return _filled(_read_text(data, how))


def _read_text(data: bytes, how: HowToRead) -> FileTable:
    encoding = how.encoding or encoding_of(data)
    sheet, separator = read_csv(data, encoding, how.separator)
    if encoding in _EIGHT_BIT and (damaged := damaged_lines(sheet)):
        shown = ", ".join(map(str, damaged[:_NAMED_LINES]))
        raise FileRefused("damaged", lines=shown + (" …" if damaged[_NAMED_LINES:] else ""))
    return FileTable(sheet, ("",), encoding, separator)


def _filled(table: FileTable) -> FileTable:
    if not table.sheet.lines:
        raise FileRefused("no-lines")
    return table
