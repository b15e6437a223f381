"""Uploaded files: kept under their hash until they are used or two days old, how each is to
be read, and what its columns are.

The file names children and perhaps their national numbers: it does not stay.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from library.import_columns import (
    ImportKind,
    header_line,
    heading_key,
    is_taken,
    misses,
    proposal,
    twice,
)
from library.import_lines import Line
from library.import_values import text_of
from server.errors import LibraryError
from server.server import Server
from server.services.importing.reading import read_file
from server.services.importing.tables import FileTable, HowToRead
from server.tables import ImportFile, ImportMapping

KEPT_DAYS = 2

Mapping = tuple[str | None, ...]


class FileGone(LibraryError):
    """The uploaded file was removed meanwhile."""

    code = "import-file-gone"


@dataclass(frozen=True, slots=True)
class FileView:
    """One uploaded file. `outcome` is None until it was brought in."""

    file_id: int
    kind: ImportKind
    sha256: str
    size: int
    uploaded_at: datetime
    how: HowToRead
    mapping: Mapping | None
    roster: bool
    job_id: int | None
    applied_at: datetime | None
    outcome: dict[str, Any] | None
    removed: bool


@dataclass(frozen=True, slots=True)
class Look:
    """A file as it is understood. `header` is the place of the headings; `lines` those
    below, numbered as in the file, cells by field; `missing` and `doubled` fields make it
    impossible to bring in."""

    table: FileTable
    header: int
    headings: tuple[str, ...]
    mapping: Mapping
    lines: Sequence[tuple[int, Line]]
    missing: tuple[str, ...]
    doubled: tuple[str, ...]

    @property
    def fits(self) -> bool:
        """Whether it can be brought in at all."""
        return not (self.missing or self.doubled) and bool(self.lines)


def keep_upload(server: Server, kind: ImportKind, data: bytes, staff_id: int | None) -> int:
    """Keep a file that can be read; its number. Raises FileRefused."""
    read_file(data, kind)
    sha = hashlib.sha256(data).hexdigest()
    path = _path(server, sha)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    partial.touch(mode=0o600)
    partial.write_bytes(data)
    partial.replace(path)
    with server.library.writing():
        row = ImportFile.create(
            kind=kind.value, sha256=sha, size=len(data), staff=staff_id, uploaded_at=server.now()
        )
        return int(row.id)


def file_of(server: Server, file_id: int) -> FileView | None:
    """An uploaded file, or None."""
    with server.library.reading():
        row = ImportFile.get_or_none(ImportFile.id == file_id)
    return None if row is None else _view(row)


def last_files(server: Server, count: int = 10) -> list[FileView]:
    """The latest files that were brought in or can be, newest first."""
    with server.library.reading():
        rows = (
            ImportFile.select()
            .where(ImportFile.applied_at.is_null(False) | ImportFile.removed_at.is_null())
            .order_by(ImportFile.id.desc())
            .limit(count)
        )
        return [_view(row) for row in rows]


def choose(
    server: Server, file_id: int, how: HowToRead, mapping: Mapping | None, roster: bool
) -> None:
    """Keep what a person chose in the preview."""
    with server.library.writing():
        ImportFile.update(
            encoding=how.encoding, separator=how.separator, sheet=how.sheet,
            mapping=None if mapping is None else json.dumps(mapping), roster=roster,
        ).where(ImportFile.id == file_id, ImportFile.applied_at.is_null()).execute()  # fmt: skip


def give_job(server: Server, file_id: int, job_id: int) -> None:
    """Keep which long work brings the file in."""
    with server.library.writing():
        ImportFile.update(job=job_id).where(ImportFile.id == file_id).execute()


def opened(server: Server, view: FileView) -> Look:
    """The file read and understood. Raises FileGone; FileRefused when it cannot be read as
    a person chose."""
    path = _path(server, view.sha256)
    if view.removed or not path.is_file():
        raise FileGone(str(view.file_id))
    return look_at(server, _read(path, view.kind, view.how), view.kind, view.mapping)


def look_at(server: Server, table: FileTable, kind: ImportKind, chosen: Mapping | None) -> Look:
    """A table with its headings and columns: chosen ones, else remembered, else proposed."""
    found = header_line(kind, table.sheet.lines)
    header = found or 0
    headings = tuple(text_of(cell) for cell in table.sheet.lines[header])
    mapping = chosen
    if mapping is None or len(mapping) != len(headings):
        mapping = _remembered(server, kind, headings) or proposal(kind, headings)
    lines = _lines(table, header, headings, mapping, kind)
    return Look(table, header, headings, mapping, lines, misses(kind, mapping), twice(mapping))


def remember(kind: ImportKind, look: Look) -> None:
    """Keep the columns for the next file with these headings; inside a writing() block."""
    seal, mapping = _seal(kind, look.headings), json.dumps(look.mapping)
    changed = ImportMapping.update(mapping=mapping).where(ImportMapping.seal == seal).execute()
    if not changed:
        ImportMapping.create(seal=seal, kind=kind.value, mapping=mapping)


def remove_old(server: Server) -> int:
    """Remove files older than two days from the disk; how many. A daily duty."""
    before = server.now() - timedelta(days=KEPT_DAYS)
    with server.library.writing():
        old = ImportFile.removed_at.is_null(), ImportFile.uploaded_at < before
        rows = list(ImportFile.select().where(*old))
        ImportFile.update(removed_at=server.now()).where(*old).execute()
        kept = {row.sha256 for row in ImportFile.select().where(ImportFile.removed_at.is_null())}
    for sha in {row.sha256 for row in rows} - kept:
        _path(server, sha).unlink(missing_ok=True)
    return len(rows)


@lru_cache(maxsize=1)
def _read(path: Path, kind: ImportKind, how: HowToRead) -> FileTable:
    # Its name is its hash: the same path is the same file.
    return read_file(path.read_bytes(), kind, how)


def _path(server: Server, sha: str) -> Path:
    if server.files is None:
        raise FileGone("this server keeps no files")
    return server.files / sha


def _lines(
    table: FileTable, header: int, headings: Sequence[str], mapping: Mapping, kind: ImportKind
) -> list[tuple[int, Line]]:
    columns = [
        (place, field) for place, field in enumerate(mapping) if field and is_taken(kind, field)
    ]
    found: list[tuple[int, Line]] = []
    below = zip(table.sheet.numbers, table.sheet.lines, strict=True)
    for number, cells in islice(below, header + 1, None):
        line = {field: cells[place] for place, field in columns if place < len(cells)}
        if not any(text_of(cell) for cell in line.values()):
            continue
        # Long lists repeat their headings on each printed page.
        if [text_of(cell) for cell in cells] == list(headings):
            continue
        found.append((number, line))
    return found


def _seal(kind: ImportKind, headings: Sequence[str]) -> str:
    said = "\x1f".join([kind.value, *map(heading_key, headings)])
    return hashlib.sha256(said.encode()).hexdigest()


def _remembered(server: Server, kind: ImportKind, headings: Sequence[str]) -> Mapping | None:
    with server.library.reading():
        row = ImportMapping.get_or_none(ImportMapping.seal == _seal(kind, headings))
    return None if row is None else tuple(json.loads(row.mapping))


def _view(row: Any) -> FileView:
    return FileView(
        row.id, ImportKind(row.kind), row.sha256, row.size, row.uploaded_at,
        HowToRead(row.encoding, row.separator, row.sheet),
        None if row.mapping is None else tuple(json.loads(row.mapping)), row.roster, row.job_id,
        row.applied_at, None if row.outcome is None else json.loads(row.outcome),
        row.removed_at is not None,
    )  # fmt: skip
