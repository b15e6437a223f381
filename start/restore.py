"""`backup [FOLDER]` and `restore FILE`: the whole library out of the program and back in.

Restoring needs the folder for itself. What is there now is set aside, never deleted.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import zipfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from config.loading import Loaded
from server.commands import check
from server.database import Library
from server.errors import DamagedDatabase, LibraryError
from server.migrations import known, upgrade
from server.services.backup_making import DATABASE, DESCRIPTION, FORMAT, VERSION, make_backup
from start.data_folder import DataFolder, open_folder, sole_use
from start.early_texts import terminal_languages
from start.library_commands import opened
from start.terminal import Terminal

LARGEST = 20 * 1024**3
"""No school's backup is larger: a made-up archive must not fill the disk."""
_MEMBER = re.compile(r"(?:files/[0-9a-f]{64}|keys/[a-z_]{1,40})")
_HEAD = b"SQLite format 3\0"


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
        aside = _set_aside(folder.path)
        for path in sorted(fresh.iterdir()):
            target = folder.path / path.name
            if path.is_dir():
                target.mkdir(mode=0o700, exist_ok=True)
                for each in path.iterdir():
                    each.replace(target / each.name)
            else:
                path.replace(target)
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
            return _unpack_archive(archive, fresh)
    except (zipfile.BadZipFile, KeyError, TypeError, ValueError, EOFError) as fault:
        raise RestoreRefused("not-ours") from fault


def _unpack_archive(archive: zipfile.ZipFile, fresh: Path) -> str:
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > LARGEST:
        raise RestoreRefused("too-large")
    about = json.loads(archive.read(DESCRIPTION))
    if about.get("format") != FORMAT or int(about["version"]) > VERSION:
        raise RestoreRefused("newer" if about.get("format") == FORMAT else "not-ours")
    made_at = datetime.fromisoformat(about["made_at"])
    for entry in entries:
        if entry.filename != DATABASE and not _MEMBER.fullmatch(entry.filename):
            continue
        target = fresh / entry.filename
        target.parent.mkdir(mode=0o700, exist_ok=True)
        with archive.open(entry) as source, target.open("wb") as written:
            shutil.copyfileobj(source, written, 1024 * 1024)
        target.chmod(0o600)
    return f"{made_at.astimezone():%d.%m.%Y %H:%M}"


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
        except sqlite3.DatabaseError as fault:
            raise RestoreRefused("not-ours") from fault
    if not {name for (name,) in rows} <= known():
        raise RestoreRefused("newer")


def _set_aside(folder: Path) -> Path | None:
    """Move the library of now out of the way: nothing is deleted."""
    present = [folder / name for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm")]
    if not any(path.exists() for path in present):
        return None
    aside = folder / "backups" / f"before-restore-{datetime.now():%Y-%m-%d-%H%M%S}"
    aside.mkdir(parents=True, mode=0o700)
    for path in present:
        if path.exists():
            path.replace(aside / path.name)
    if (folder / "keys").is_dir():
        shutil.copytree(folder / "keys", aside / "keys")
    return aside


def _proved(folder: DataFolder, terminal: Terminal) -> int:
    library = Library.open(folder.database)
    try:
        upgrade(library, folder.path / "backups")
        faults, lines = check(library, terminal_languages(terminal.language)[0])
    except DamagedDatabase:
        terminal.complain("command.restore-damaged")
        return 1
    finally:
        library.close()
    print("\n".join(lines))
    return 1 if faults else 0
