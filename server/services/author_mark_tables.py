"""The author tables that the school has put into its data folder: `author_marks/*.csv`.

A table is never ours to ship (domain §4.3). Without one the program works: marks are typed.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from library.author_mark import MarkTable, TableRefused, table_of
from server.server import Server
from server.services.settings import change_setting, setting

FOLDER = "author_marks"
LATIN_TABLE = "shelf-marks.latin-table"
"""Setting: the file whose Latin letters are used where several tables have them."""
MOST_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class TableFile:
    """One file of the folder: its table, or why it cannot be used (`fault` with the line and
    values of library.author_mark.TableRefused)."""

    name: str
    table: MarkTable = field(default_factory=MarkTable)
    fault: str = ""
    line: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)

    @property
    def latin(self) -> str:
        """Its Latin letters."""
        return "".join(sorted(each for each in self.table.sections if each.isascii()))

    @property
    def cyrillic(self) -> str:
        """Its Cyrillic letters."""
        return "".join(sorted(each for each in self.table.sections if not each.isascii()))


def read_table(path: Path) -> MarkTable:
    """The table of a file. Raises TableRefused; besides the codes of library.author_mark it
    knows `unreadable`, `not-utf8`, `not-csv` and `too-large`."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise TableRefused("too-large", 1)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as fault:
        raise TableRefused("unreadable", 1, detail=fault.strerror or "") from fault
    except UnicodeDecodeError as fault:
        raise TableRefused("not-utf8", 1) from fault
    lines = text.splitlines()
    head = lines[0] if lines else ""
    try:
        rows = csv.reader(lines, delimiter=";" if head.count(";") > head.count(",") else ",")
        return table_of(rows)
    except csv.Error as fault:
        raise TableRefused("not-csv", 1, detail=str(fault)) from fault


def table_files(folder: Path | None) -> list[TableFile]:
    """The files of the data folder `folder` in the order of their names, read again when
    they change."""
    if folder is None:
        return []
    found = []
    for path in sorted((folder / FOLDER).glob("*.csv")):
        try:
            about = path.stat()
        except OSError:
            continue
        found.append(_file(path, about.st_mtime_ns, about.st_size))
    return found


@lru_cache(16)
def _file(path: Path, changed: int, size: int) -> TableFile:
    try:
        return TableFile(path.name, read_table(path))
    except TableRefused as fault:
        return TableFile(path.name, MarkTable(), fault.code, fault.line, fault.values)


def table_in_use(server: Server) -> MarkTable:
    """All tables as one: of files that share a letter the first one counts, but for Latin
    letters the one that was chosen."""
    files = table_files(server.folder)
    if not files:
        return MarkTable()
    return _merged(tuple(files), setting(server.library, LATIN_TABLE))


def _merged(files: tuple[TableFile, ...], latin: str) -> MarkTable:
    table = MarkTable()
    for each in files:
        if each.name == latin:
            table = each.table.only(each.latin)
    for each in files:
        table = table.with_more(each.table)
    return table


def latin_table(server: Server) -> str:
    """The chosen file for Latin letters, or nothing."""
    return setting(server.library, LATIN_TABLE)


def choose_latin_table(server: Server, name: str) -> bool:
    """Use this file for Latin letters, none with an empty name; False when there is no such
    file."""
    if name and name not in {each.name for each in table_files(server.folder) if each.latin}:
        return False
    change_setting(server.library, LATIN_TABLE, name)
    return True
