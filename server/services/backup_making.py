"""One backup: the whole library in one zip file, checked before it has its name.

    backup.json      what it is, when it was made, which files with how many bytes
    library.db       a whole copy, made by SQLite while lending goes on
    files/…  keys/…  what was uploaded; the secrets of this library

It is written aside and renamed at the end: what has the name of a backup is one.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from library.backup import name_of, spent
from server.errors import INCIDENT, LibraryError, failure_code
from server.server import Server
from server.services.backup import backup_folder, begin_to_count, note_failure, note_success

FORMAT = "library-kiosk-backup"
VERSION = 1
DESCRIPTION = "backup.json"
DATABASE = "library.db"
FOLDERS = ("files", "keys")
PART = ".part"
CHUNK = 1 << 20
# SQLite asks after so many of its own steps whether to go on: some ten times a second.
_STEPS = 200_000

Progress = Callable[[int, int], None]


def _quiet(done: int, total: int) -> None:
    """Nobody waits."""


class NoRoom(LibraryError):
    """The backup would take more than half of the free disk."""

    code = "backup-no-room"


class NotWhole(LibraryError):
    """What was written is not whole when it is read again; it is thrown away."""

    code = "backup-not-whole"


class NotOurs(LibraryError):
    """A PostgreSQL library is backed up by its own tools."""

    code = "backup-elsewhere"


class CouldNot(LibraryError):
    """SQLite could not read or write: a full disk, a damaged library, something unforeseen."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was made: where, how many bytes, how many old ones went for it."""

    path: Path
    bytes: int
    gone: int


def make_backup(
    server: Server, to: Path | None = None, progress: Progress = _quiet,
    stopping: Callable[[], bool] = bool,
) -> Made:  # fmt: skip
    """Make one in the backup folder, or in the folder `to`; old ones go only afterwards.

    `progress` gets bytes and may raise to stop; when `stopping` says so it is asked at once.
    Raises NoRoom, NotWhole, NotOurs, CouldNot; then nothing new is there, and the
    failure is noted.
    """
    begin_to_count(server)
    try:
        made = _make(server, to, progress, stopping)
    except LibraryError as fault:
        note_failure(server, fault.code)
        raise
    except (OSError, sqlite3.Error) as fault:
        code = failure_code(fault) or INCIDENT
        note_failure(server, code)
        raise CouldNot(code) from fault
    note_success(server)
    return made


def _make(
    server: Server, to: Path | None, progress: Progress, stopping: Callable[[], bool]
) -> Made:
    data, own = server.folder, backup_folder(server)
    if server.library.path is None or data is None or own is None:
        raise NotOurs("this library is no file")
    folder = to or own
    folder.mkdir(parents=True, exist_ok=True)
    own.mkdir(exist_ok=True)
    _sweep(own, folder)
    moment = server.now().astimezone(server.zone)
    target = folder / name_of(moment)
    copy, packed = own / f"{target.name}.db{PART}", folder / f"{target.name}{PART}"
    try:
        size = _room_for(server.library.path, data, own, folder)
        try:
            _copy(server.library.path, copy, stopping)
        except sqlite3.OperationalError:
            if stopping():
                progress(0, 3 * size)  # raises what ends the work
            raise
        progress(size, 3 * size)
        _prove(copy)
        sources = {DATABASE: copy, **_kept_files(data)}
        _pack(packed, sources, moment.isoformat(), lambda done: progress(size + done, 3 * size))
        _read_again(packed)
        packed.replace(target)
    finally:
        copy.unlink(missing_ok=True)
        packed.unlink(missing_ok=True)
    gone = [] if to else spent([each.name for each in own.iterdir()], moment.date())
    for name in gone:
        (own / name).unlink(missing_ok=True)
    return Made(target, target.stat().st_size, len(gone))


def _sweep(*folders: Path) -> None:
    """Throw away what a stop in the middle left."""
    for folder in folders:
        for path in folder.glob(f"library-*.zip*{PART}*"):
            path.unlink(missing_ok=True)


def _room_for(database: Path, data: Path, *folders: Path) -> int:
    """The bytes of all sources. Raises NoRoom when they, twice, do not fit into half of what
    is free: the copy and the packed file lie beside each other for a while."""
    waiting = database.with_name(database.name + "-wal")
    sizes = [path.stat().st_size for path in (database, waiting) if path.is_file()]
    sizes += [path.stat().st_size for path in _kept_files(data).values()]
    for folder in folders:
        if 2 * sum(sizes) > shutil.disk_usage(folder).free // 2:
            raise NoRoom(str(sum(sizes)))
    return sum(sizes)


def _kept_files(data: Path) -> dict[str, Path]:
    """Uploaded files and keys by their names in the backup; what is being written is not."""
    return {
        f"{name}/{path.name}": path
        for name in FOLDERS
        for path in sorted((data / name).glob("*"))
        if path.is_file() and not path.is_symlink() and path.suffix != PART
    }


def _copy(database: Path, target: Path, stopping: Callable[[], bool]) -> None:
    """A whole copy, made in one reading, on a connection of its own that can be stopped."""
    _private(target).close()  # SQLite fills an empty file and keeps who may read it
    with closing(sqlite3.connect(database, timeout=10)) as connection:
        connection.set_progress_handler(lambda: int(stopping()), _STEPS)
        connection.execute("VACUUM INTO ?", (str(target),))


def _prove(copy: Path) -> None:
    """Raises NotWhole."""
    with closing(sqlite3.connect(copy)) as connection:
        whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        broken = connection.execute("PRAGMA foreign_key_check").fetchone()
    if not whole or broken is not None:
        raise NotWhole("the copy of the database")


def _pack(
    target: Path, sources: dict[str, Path], made_at: str, told: Callable[[int], None]
) -> None:
    """All sources into one zip file, durable when this returns. `told` gets bytes read."""
    sizes = {name: path.stat().st_size for name, path in sources.items()}
    about = {"format": FORMAT, "version": VERSION, "made_at": made_at, "files": sizes}
    done = 0
    with _private(target) as stream:
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
            packed.writestr(DESCRIPTION, json.dumps(about, indent=1))
            for name, path in sources.items():
                with path.open("rb") as read, packed.open(name, "w", force_zip64=True) as write:
                    for piece in _pieces(read):
                        write.write(piece)
                        done += len(piece)
                        told(done)
        stream.flush()
        os.fsync(stream.fileno())


def _read_again(packed: Path) -> None:
    """Every byte once more. Raises NotWhole."""
    with zipfile.ZipFile(packed) as found:
        if found.testzip() is not None:
            raise NotWhole("the packed file")


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    while piece := stream.read(CHUNK):
        yield piece


def _private(path: Path) -> IO[bytes]:
    """A new file that only its owner may read: children's names and keys lie in it."""
    path.unlink(missing_ok=True)
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
