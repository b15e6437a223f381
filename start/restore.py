"""`backup [FOLDER]` and `restore FILE`: the whole library out of the program and back in.

Restoring needs the folder for itself. What is there now is set aside, never deleted.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from config.loading import Loaded
from server.commands import check
from server.database import Library
from server.errors import DamagedDatabase, LibraryError
from server.migrations import known, upgrade
from server.services.backup_making import (
    DATABASE,
    DESCRIPTION,
    FOLDERS,
    FORMAT,
    VERSION,
    make_backup,
)
from server.tables.fields import instant_text
from start.data_folder import DataFolder, open_folder, sole_use
from start.early_texts import terminal_languages
from start.library_commands import opened
from start.terminal import Terminal

LARGEST = 20 * 1024**3
"""No school's backup is larger: a made-up archive must not fill the disk."""
_MEMBER = re.compile(r"(?:files/[0-9a-f]{64}|keys/[a-z_]{1,40})")
_HEAD = b"SQLite format 3\0"
# What zipfile and the description raise for files that are something else, or encrypted.
_NO_ZIP = (
    zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError, AttributeError, RuntimeError,
)  # fmt: skip


class RestoreRefused(Exception):
    """The file is no backup of ours, or not a whole one; the message ends a text key."""


def back_up(loaded: Loaded, root: Path, terminal: Terminal, words: tuple[str, ...]) -> int:
    """A backup now, into the data folder or the folder named."""
    with opened(loaded, root, terminal) as server:
        folder = Path(words[0]).expanduser().absolute() if words else None
        try:
            made = make_backup(server, folder)
        except LibraryError as fault:
            terminal.complain(f"backup.failed-{fault.code.removeprefix('backup-')}")
            return 1
    terminal.say("command.backup-made", path=made.path)
    return 0


def restore(loaded: Loaded, terminal: Terminal, words: tuple[str, ...]) -> int:
    """Put a backup in the place of the library; 0 when the library is whole afterwards."""
    if len(words) != 1:
        terminal.complain("command.restore-how")
        return 2
    if loaded.settings.database:
        terminal.complain("command.backup-elsewhere")
        return 1
    folder = open_folder(loaded.settings.data_folder)
    with sole_use(folder):
        try:
            made_at, aside = put_back(folder, Path(words[0]).expanduser().absolute())
        except RestoreRefused as fault:
            terminal.complain(f"command.restore-{fault}")
            return 1
        except OSError as fault:
            terminal.complain("command.restore-disk", detail=fault)
            return 1
        terminal.say("command.restored", day=made_at, folder=aside or "–")
        return _proved(folder, terminal)


def put_back(folder: DataFolder, file: Path) -> tuple[str, Path | None]:
    """Unpack and prove the backup beside the library, then change places. The day it was
    made, and the folder in which the library of before lies (None: there was none).

    Raises RestoreRefused before anything was touched.
    """
    fresh = folder.path / "restoring"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(mode=0o700)
    try:
        made_at = _unpack(file, fresh)
        _judge(fresh / DATABASE)
        _end_sessions(fresh / DATABASE)
        aside = _set_aside(folder.path)
        _put_in_place(fresh, folder.path)
        return made_at, aside
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _unpack(file: Path, fresh: Path) -> str:
    """Into `fresh`: library.db, files, keys; the day it was made."""
    if not file.is_file():
        raise RestoreRefused("no-file")
    with file.open("rb") as opened_file:
        head = opened_file.read(len(_HEAD))
    if head == _HEAD:
        # A copy of the database alone, such as the one made before an upgrade.
        shutil.copyfile(file, fresh / DATABASE)
        return f"{datetime.fromtimestamp(file.stat().st_mtime):%d.%m.%Y %H:%M}"
    try:
        with zipfile.ZipFile(file) as archive:
            made_at = _made_at(archive)
            _unpack_members(archive, fresh)
    except _NO_ZIP as fault:
        raise RestoreRefused("not-ours") from fault
    return f"{made_at:%d.%m.%Y %H:%M}"  # the school's own time


def _made_at(archive: zipfile.ZipFile) -> datetime:
    """From its description, which says that it is ours."""
    about = json.loads(archive.read(DESCRIPTION))
    if about.get("format") != FORMAT or int(about["version"]) > VERSION:
        raise RestoreRefused("newer" if about.get("format") == FORMAT else "not-ours")
    return datetime.fromisoformat(about["made_at"])


def _unpack_members(archive: zipfile.ZipFile, fresh: Path) -> None:
    """The database, uploaded files and keys; any other name is passed over."""
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > LARGEST:
        raise RestoreRefused("too-large")
    if size > shutil.disk_usage(fresh).free:
        raise RestoreRefused("no-room")
    for entry in entries:
        if entry.filename != DATABASE and not _MEMBER.fullmatch(entry.filename):
            continue
        target = fresh / entry.filename
        target.parent.mkdir(mode=0o700, exist_ok=True)
        try:
            with archive.open(entry) as source, target.open("wb") as written:
                shutil.copyfileobj(source, written, 1024 * 1024)
        except (*_NO_ZIP, zlib.error) as fault:
            raise RestoreRefused("damaged") from fault
        target.chmod(0o600)


def is_whole(database: Path) -> bool:
    """Whether SQLite finds no fault in a database file that nobody uses."""
    try:
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
            return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    except sqlite3.DatabaseError:
        return False


def _judge(database: Path) -> None:
    if not database.is_file() or not is_whole(database):
        raise RestoreRefused("damaged")
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute("SELECT name FROM schema_migration").fetchall()
            connection.execute("SELECT 1 FROM staff_session LIMIT 1")
        except sqlite3.DatabaseError as fault:
            raise RestoreRefused("not-ours") from fault
    if not {name for (name,) in rows} <= known():
        raise RestoreRefused("newer")


def _end_sessions(database: Path) -> None:
    """Who has signed out since the backup stays signed out; durable when this returns."""
    now = instant_text(datetime.now(UTC))
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("UPDATE staff_session SET ended_at = ? WHERE ended_at IS NULL", (now,))
    with database.open("rb+") as stream:
        os.fsync(stream.fileno())


def _set_aside(folder: Path) -> Path | None:
    """Keep the library of now under another name as well: nothing is deleted."""
    database = folder / DATABASE
    if not database.exists():
        return None
    aside = folder / "backups" / f"before-restore-{datetime.now():%Y-%m-%d-%H%M%S}"
    aside.mkdir(parents=True, mode=0o700)
    for path in (database, *_waiting(folder)):
        try:
            os.link(path, aside / path.name)
        except OSError:  # a disk that knows no links
            shutil.copy2(path, aside / path.name)
    if (folder / "keys").is_dir():
        shutil.copytree(folder / "keys", aside / "keys")
    _settle(database)
    return aside


def _settle(database: Path) -> None:
    """Put into the file what waits beside it, so that it is whole without that."""
    try:
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError:
        pass  # damaged: that may be why somebody restores, and it was set aside as it is


def _put_in_place(fresh: Path, folder: Path) -> None:
    """The database last and in one step: whoever pulls the plug before has the old one."""
    for kind in FOLDERS:
        for path in (fresh / kind).glob("*"):
            path.replace(folder / kind / path.name)
    for path in _waiting(folder):
        path.unlink()
    (fresh / DATABASE).replace(folder / DATABASE)


def _waiting(folder: Path) -> list[Path]:
    """What SQLite keeps beside a database that was not closed."""
    beside = [folder / f"{DATABASE}-{ending}" for ending in ("wal", "shm")]
    return [path for path in beside if path.exists()]


def _proved(folder: DataFolder, terminal: Terminal) -> int:
    library = Library.open(folder.database)
    try:
        upgrade(library, folder.path / "backups")
        faults, lines = check(library, terminal_languages(terminal.language)[0])
    except DamagedDatabase:
        terminal.complain("command.restore-unsound")
        return 1
    finally:
        library.close()
    print("\n".join(lines))
    return 1 if faults else 0
