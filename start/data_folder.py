"""The folder of everything that is kept, and who may use it.

`library.db`, `files/`, `backups/`, `logs/`, `keys/` (readable by the owner only), `station/`,
`author_marks/` (the school's own author tables).
One running program at a time holds the folder; commands such as `check` may join it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from start.file_lock import locked

DATABASE = "library.db"
FOLDERS = ("files", "backups", "logs", "keys", "station", "author_marks")


class FolderInUse(Exception):
    """Another program runs on this data folder."""


class FolderRefused(Exception):
    """The data folder cannot be made or written; the message is the system's."""


@dataclass(frozen=True, slots=True)
class DataFolder:
    """Paths inside the data folder, which exists."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.path / DATABASE

    def key(self, name: str) -> str:
        """A secret kept under this name, made at its first use; at least 256 random bits."""
        path = self.path / "keys" / name
        if not path.is_file():
            _write_private(path, secrets.token_urlsafe(32))
        return path.read_text(encoding="ascii").strip()

    def write_private(self, name: str, text: str) -> Path:
        """Write a file that only its owner may read; its path."""
        path = self.path / name
        _write_private(path, text)
        return path


def open_folder(path: Path) -> DataFolder:
    """Make the folder where it is missing. Raises FolderRefused."""
    try:
        # Names of children lie in here.
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in FOLDERS:
            (path / name).mkdir(exist_ok=True)
        (path / "keys").chmod(0o700)
    except OSError as fault:
        raise FolderRefused(str(fault)) from fault
    return DataFolder(path)


@contextmanager
def sole_use(folder: DataFolder) -> Iterator[None]:
    """Hold the folder while the program runs. Raises FolderInUse."""

    def taken() -> None:
        raise FolderInUse(str(folder.path))

    with locked(folder.path / "running.lock", taken):
        yield


def _write_private(path: Path, text: str) -> None:
    partial = path.with_name(path.name + ".part")
    partial.touch(mode=0o600)
    partial.chmod(0o600)
    partial.write_text(text, encoding="utf-8")
    partial.replace(path)
