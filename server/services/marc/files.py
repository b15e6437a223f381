"""Uploaded files of records: kept under their hash until they are used or two days old, and
what a person chose for each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from library.import_columns import ImportKind
from library.marc_fields import Dialect
from server.server import Server
from server.services.importing.files import KEPT_DAYS, FileGone, look_at
from server.services.importing.outcome import Tell, tell_nobody
from server.services.importing.reading import read_file
from server.services.marc.letters import ENCODINGS
from server.services.marc.planning import CATALOGUE, KNOWN
from server.services.marc.reading import (
    LIST,
    HowToReadMarc,
    MarcLook,
    MarcRefused,
    form_of,
    listed,
    read_marc,
)
from server.tables import MarcFile

DIALECTS = tuple(dialect.value for dialect in Dialect)
TARGETS = (CATALOGUE, KNOWN)
_TRIED = 50
"""So many records of a file are read when it is uploaded."""


@dataclass(frozen=True, slots=True)
class MarcFileView:
    """One uploaded file. `checked`: what would become of it, None until worked out;
    `outcome`: what became of it, None until it was brought in."""

    file_id: int
    sha256: str
    size: int
    form: str
    uploaded_at: datetime
    how: HowToReadMarc
    target: str
    job_id: int | None
    checked: dict[str, Any] | None
    applied_at: datetime | None
    outcome: dict[str, Any] | None
    removed: bool


def keep_marc(server: Server, content: bytes, staff_id: int | None) -> int:
    """Keep a file that can be read; its number. Raises FileRefused, MarcRefused."""
    form = form_of(content)
    _read(server, content, form, HowToReadMarc(), tell_nobody, _TRIED)
    sha = hashlib.sha256(content).hexdigest()
    path = _path(server, sha)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(path.name + ".part")
    partial.touch(mode=0o600)
    partial.write_bytes(content)
    partial.replace(path)
    target = KNOWN if form == LIST else CATALOGUE
    with server.library.writing():
        row = MarcFile.create(
            sha256=sha, size=len(content), form=form, staff=staff_id, uploaded_at=server.now(),
            target=target,
        )  # fmt: skip
        return int(row.id)


def marc_file_of(server: Server, file_id: int) -> MarcFileView | None:
    """An uploaded file, or None."""
    with server.library.reading():
        row = MarcFile.get_or_none(MarcFile.id == file_id)
    return None if row is None else _view(row)


def last_marc_files(server: Server, count: int = 10) -> list[MarcFileView]:
    """The latest files that were brought in or can be, newest first."""
    with server.library.reading():
        rows = (
            MarcFile.select()
            .where(MarcFile.applied_at.is_null(False) | MarcFile.removed_at.is_null())
            .order_by(MarcFile.id.desc())
            .limit(count)
        )
        return [_view(row) for row in rows]


def choose_marc(server: Server, file_id: int, how: HowToReadMarc, target: str) -> None:
    """Keep what a person chose; what was worked out for another choice is void. Raises
    ValueError for what nobody offered."""
    if how.encoding not in ("", *ENCODINGS) or how.dialect not in ("", *DIALECTS):
        raise ValueError("no such choice")
    if target not in TARGETS:
        raise ValueError("no such target")
    with server.library.writing():
        MarcFile.update(
            encoding=how.encoding, dialect=how.dialect, target=target, checked=None
        ).where(MarcFile.id == file_id, MarcFile.applied_at.is_null()).execute()


def give_marc_job(server: Server, file_id: int, job_id: int) -> None:
    """Keep which long work is at the file."""
    with server.library.writing():
        MarcFile.update(job=job_id).where(MarcFile.id == file_id).execute()


def keep_checked(server: Server, file_id: int, checked: Mapping[str, Any]) -> None:
    """Keep what would become of the file."""
    with server.library.writing():
        MarcFile.update(checked=json.dumps(checked)).where(MarcFile.id == file_id).execute()


def content_of(server: Server, view: MarcFileView) -> bytes:
    """The bytes of a file. Raises FileGone."""
    path = _path(server, view.sha256)
    if view.removed or not path.is_file():
        raise FileGone(str(view.file_id))
    return path.read_bytes()


def opened_marc(
    server: Server, view: MarcFileView, tell: Tell = tell_nobody, most: int | None = None
) -> MarcLook:
    """The file read and understood; its first `most` records alone, if given. Raises
    FileGone, FileRefused."""
    return _read(server, content_of(server, view), view.form, view.how, tell, most)


def remove_old_marc(server: Server) -> int:
    """Remove files older than two days from the disk; how many. A daily duty."""
    before = server.now() - timedelta(days=KEPT_DAYS)
    with server.library.writing():
        old = MarcFile.removed_at.is_null(), MarcFile.uploaded_at < before
        rows = list(MarcFile.select().where(*old))
        MarcFile.update(removed_at=server.now()).where(*old).execute()
        kept = {row.sha256 for row in MarcFile.select().where(MarcFile.removed_at.is_null())}
    for sha in {row.sha256 for row in rows} - kept:
        _path(server, sha).unlink(missing_ok=True)
    return len(rows)


def _read(
    server: Server, content: bytes, form: str, how: HowToReadMarc, tell: Tell, most: int | None
) -> MarcLook:
    if form != LIST:
        return read_marc(content, how, tell, most)
    look = look_at(server, read_file(content, ImportKind.TITLES), ImportKind.TITLES, None)
    if not look.fits:
        raise MarcRefused("no-columns")
    return listed(look.lines[:most], server.today())


def _path(server: Server, sha: str) -> Path:
    if server.files is None:
        raise FileGone("this server keeps no files")
    return server.files / f"{sha}.marc"


def _view(row: Any) -> MarcFileView:
    return MarcFileView(
        row.id, row.sha256, row.size, row.form, row.uploaded_at,
        HowToReadMarc(row.encoding, row.dialect), row.target, row.job_id,
        json.loads(row.checked) if row.checked else None, row.applied_at,
        json.loads(row.outcome) if row.outcome else None, row.removed_at is not None,
    )  # fmt: skip
