"""How the library's backups stand: the last good one, the last failure, the files."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from library.backup import is_late, made_of
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.settings import kept_settings, put_setting
from server.tables.fields import instant_of, instant_text

LAST_AT = "backup.last-at"
SINCE = "backup.since"
FAILED_AT = "backup.failed-at"
FAILED_WHY = "backup.failed-why"
ELSEWHERE = "backup.elsewhere"
"""When the head said that a PostgreSQL library is backed up by its own tools."""

_KEYS = (LAST_AT, SINCE, FAILED_AT, FAILED_WHY, ELSEWHERE)


@dataclass(frozen=True, slots=True)
class BackupState:
    """`last_at` is the last good backup (UTC) or None, `days` how many whole days ago; `red`:
    the home page says that somebody has to look. `elsewhere`: the library is PostgreSQL's,
    whose own tools back it up, and `last_at` is when the head said so. `failure` is the
    stable code of the last try when it failed after the last good one."""

    last_at: datetime | None
    days: int | None
    red: bool
    elsewhere: bool = False
    failure: str | None = None

    @property
    def ok(self) -> bool:
        """Whether there is a good one that is not too old, and the last try did not fail."""
        return self.last_at is not None and not self.red and self.failure is None


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One file of the backup folder; `made` is local time (naive) of the school."""

    name: str
    made: datetime
    bytes: int


def backup_state(server: Server) -> BackupState:
    """How it stands now. One query; cheap enough for a page that renews itself."""
    kept = kept_settings(server.library, _KEYS)
    now, since = server.now(), _instant(kept.get(SINCE))
    if not server.library.is_sqlite:
        said_at = _instant(kept.get(ELSEWHERE))
        days = None if said_at is None else max((now - said_at).days, 0)
        red = said_at is None and is_late(None, since, now)
        return BackupState(said_at, days, red, elsewhere=True)
    last_at = _instant(kept.get(LAST_AT))
    days = None if last_at is None else max((now - last_at).days, 0)
    return BackupState(last_at, days, is_late(last_at, since, now), failure=kept.get(FAILED_WHY))


def is_due(server: Server) -> bool:
    """Whether today's backup is still to be made: none yet on this day of the school, and
    no try failed within the last hour."""
    if not server.library.is_sqlite or server.folder is None:
        return False
    kept = kept_settings(server.library, _KEYS)
    last_at, failed_at = _instant(kept.get(LAST_AT)), _instant(kept.get(FAILED_AT))
    if failed_at is not None and 0 <= (server.now() - failed_at).total_seconds() < 3600:
        return False
    return last_at is None or server.day_of(last_at) != server.today()


def begin_to_count(server: Server) -> None:
    """Remember since when this library is to be backed up; later calls change nothing."""
    if kept_settings(server.library, (SINCE,)):
        return
    with server.library.writing():
        put_setting(SINCE, instant_text(server.now()))


def note_success(server: Server) -> None:
    """A good backup was made now."""
    with server.library.writing():
        put_setting(LAST_AT, instant_text(server.now()))
        put_setting(FAILED_AT, None)
        put_setting(FAILED_WHY, None)


def note_failure(server: Server, code: str) -> None:
    """A try failed; older backups are as they were."""
    with server.library.writing():
        put_setting(FAILED_AT, instant_text(server.now()))
        put_setting(FAILED_WHY, code)


def say_elsewhere(server: Server, deed: Deed) -> None:
    """The head answers for the backup of a PostgreSQL library."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return
        put_setting(ELSEWHERE, instant_text(server.now()))
        write_deed(server, work, deed)


def backup_folder(server: Server) -> Path | None:
    """Where the backups lie; None when this server keeps none."""
    return None if server.folder is None else server.folder / "backups"


def backup_files(server: Server) -> list[BackupFile]:
    """The backups that are there, newest first."""
    folder, found = backup_folder(server), []
    if folder is None or not folder.is_dir():
        return []
    for path in folder.iterdir():
        made = made_of(path.name)
        if made is not None and path.is_file():
            found.append(BackupFile(path.name, made, path.stat().st_size))
    return sorted(found, key=lambda each: each.made, reverse=True)


def backup_path(server: Server, name: str) -> Path | None:
    """The file of this name, when it is one of the backups."""
    folder = backup_folder(server)
    if folder is None or made_of(name) is None or not (folder / name).is_file():
        return None
    return folder / name


def _instant(text: str | None) -> datetime | None:
    """A kept instant; a damaged one counts as none."""
    try:
        return None if text is None else instant_of(text)
    except ValueError:
        return None
