"""The library put back from a backup with everything in it, and what is no backup."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from config.command_line import read_command_line
from config.loading import Loaded, load
from server.database import Library
from server.migrations import upgrade
from server.server import Server
from server.services.accounts import SignedIn, add_staff, sign_in, sign_out, staff_of
from server.services.backup_making import make_backup
from server.services.proof import prove
from server.services.settings import setting
from start.data_folder import open_folder, sole_use
from start.restore import RestoreRefused, put_back, restore
from start.terminal import Terminal
from tests.builders import Clock, SchoolBuilder, server_of
from tests.server.asking import Station

ROOT = Path(__file__).parents[2]
TERMINAL = Terminal("en")


class Place:
    """A data folder with a small library that lends."""

    def __init__(self, path: Path) -> None:
        self.folder = open_folder(path)
        self.clock = Clock()
        self.server = self.opened()
        self.school = SchoolBuilder(self.server.library)
        self.reader = self.school.reader()
        self.station = Station(self.server, self.school.station_id)

    def opened(self) -> Server:
        library = Library.open(self.folder.database)
        upgrade(library)
        server = server_of(library, self.clock)
        server.files, server.folder = self.folder.path / "files", self.folder.path
        return server

    def lend(self, name: str) -> None:
        self.station.lend(self.school.copy(name), self.reader)

    def loaded(self) -> Loaded:
        line = ["restore", "x", "--data", str(self.folder.path)]
        return load(read_command_line(line), ROOT)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(tmp_path / "data")
    made.lend("Бірінші")
    return made


def loans(path: Path) -> int:
    connection = sqlite3.connect(path)
    count = connection.execute("SELECT count(*) FROM loan").fetchone()[0]
    connection.close()
    return int(count)


def test_what_was_lent_after_the_backup_is_set_aside_and_the_rest_is_back(place: Place) -> None:
    (place.folder.path / "files" / ("a" * 64)).write_text("мұқаба")
    key = place.folder.key("secret_key")
    backup = make_backup(place.server).path
    place.lend("Екінші")
    place.server.library.close()
    (place.folder.path / "keys" / "secret_key").write_text("other")
    (place.folder.path / "files" / ("a" * 64)).unlink()
    assert restore(place.loaded(), TERMINAL, (str(backup),)) == 0
    assert loans(place.folder.database) == 1
    assert place.folder.key("secret_key") == key
    assert (place.folder.path / "files" / ("a" * 64)).read_text() == "мұқаба"
    aside = next((place.folder.path / "backups").glob("before-restore-*"))
    assert loans(aside / "library.db") == 2
    server = place.opened()
    assert prove(server.library) == ()
    server.library.close()


class Files:
    """Files that are no backups, or not good ones."""

    @staticmethod
    def make(kind: str, good: Path, folder: Path) -> Path:
        path = folder / f"{kind}.zip"
        if kind == "missing":
            return path
        if kind == "text":
            path.write_text("бұл көшірме емес")
        elif kind == "cut":
            path.write_bytes(good.read_bytes()[:-2000])
        elif kind == "other-zip":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("hello.txt", "hi")
        else:
            Files.changed(kind, good, path, folder)
        return path

    @staticmethod
    def changed(kind: str, good: Path, path: Path, folder: Path) -> None:
        with zipfile.ZipFile(good) as archive:
            archive.extractall(folder / "in")
        database = folder / "in" / "library.db"
        if kind == "damaged":
            whole = database.read_bytes()
            database.write_bytes(whole[:8192] + b"\xff" * 20000 + whole[28192:])
        elif kind == "newer":
            connection = sqlite3.connect(database)
            connection.execute(
                "INSERT INTO schema_migration SELECT max(id) + 1, '9999_future',"
                " max(applied_at) FROM schema_migration"
            ) if _has(connection, "id") else connection.execute(
                "UPDATE schema_migration SET name = '9999_future' WHERE name LIKE '0001%'"
            )
            connection.commit()
            connection.close()
        with zipfile.ZipFile(path, "w") as archive:
            archive.write(folder / "in" / "backup.json", "backup.json")
            if kind != "without":
                archive.write(database, "library.db")


def _has(connection: sqlite3.Connection, column: str) -> bool:
    rows = connection.execute("PRAGMA table_info(schema_migration)").fetchall()
    return {"id", "applied_at"} <= {row[1] for row in rows} and column == "id"


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        ("missing", "no-file"), ("text", "not-ours"), ("cut", "not-ours"),
        ("other-zip", "not-ours"), ("damaged", "damaged"), ("newer", "newer"),
        ("without", "damaged"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_good_backup_changes_nothing(
    place: Place, tmp_path: Path, kind: str, code: str
) -> None:
    file = Files.make(kind, make_backup(place.server).path, tmp_path)
    place.server.library.close()
    before = place.folder.database.read_bytes()
    with pytest.raises(RestoreRefused, match=code):
        put_back(place.folder, file)
    assert place.folder.database.read_bytes() == before
    assert not (place.folder.path / "restoring").exists()


def test_an_archive_writes_nowhere_else(place: Place, tmp_path: Path) -> None:
    good, bad = make_backup(place.server).path, tmp_path / "bad.zip"
    shutil.copyfile(good, bad)
    with zipfile.ZipFile(bad, "a") as archive:
        archive.writestr("../outside", "x")
        archive.writestr("keys/../../outside", "x")
        archive.writestr("/tmp/outside", "x")
    place.server.library.close()
    put_back(place.folder, bad)
    assert not list(tmp_path.rglob("outside"))


def test_who_signed_out_since_the_backup_stays_signed_out(place: Place) -> None:
    add_staff(place.server, "aigul", "Айгүл", "kitap-soresi", "head")
    signed = sign_in(place.server, "aigul", "kitap-soresi")
    assert isinstance(signed, SignedIn)
    backup = make_backup(place.server)
    sign_out(place.server, signed.token)
    place.server.library.close()
    put_back(place.folder, backup.path)
    server = place.opened()
    assert staff_of(server, signed.token) is None
    assert isinstance(sign_in(server, "aigul", "kitap-soresi"), SignedIn)
    server.library.close()


def test_a_damaged_library_is_replaced_and_kept_as_it_is(place: Place) -> None:
    backup = make_backup(place.server)
    place.server.library.close()
    place.folder.database.write_bytes(b"nothing that SQLite knows" * 1000)
    (place.folder.path / "library.db-wal").write_bytes(b"half")
    assert restore(place.loaded(), TERMINAL, (str(backup.path),)) == 0
    aside = next((place.folder.path / "backups").glob("before-restore-*"))
    assert (aside / "library.db").read_bytes().startswith(b"nothing")
    assert (aside / "library.db-wal").read_bytes() == b"half"
    assert loans(place.folder.database) == 1


def test_what_a_crash_left_beside_the_library_is_set_aside_with_it(place: Place) -> None:
    backup = make_backup(place.server)
    program = (
        "import os, sys; from pathlib import Path\n"
        "from tests.start.test_restore import *\n"
        "from server.services.settings import change_setting\n"
        "there = Place.__new__(Place); there.folder = open_folder(Path(sys.argv[1]))\n"
        "there.clock = Clock(); server = there.opened()\n"
        "change_setting(server.library, 'school.name', 'x')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    place.server.library.close()
    subprocess.run([sys.executable, "-c", program, str(place.folder.path)], cwd=ROOT, check=False)
    assert (place.folder.path / "library.db-wal").stat().st_size > 0
    put_back(place.folder, backup.path)
    aside = next((place.folder.path / "backups").glob("before-restore-*"))
    kept = Library.open(aside / "library.db")
    assert setting(kept, "school.name") == "x"
    kept.close()


def test_a_bare_copy_of_the_database_can_be_put_back_too(place: Place, tmp_path: Path) -> None:
    place.server.library.close()
    copy = tmp_path / "copy.db"
    shutil.copyfile(place.folder.database, copy)
    assert restore(place.loaded(), TERMINAL, (str(copy),)) == 0
    assert loans(place.folder.database) == 1


def test_restoring_waits_for_the_program_to_stop(place: Place) -> None:
    from start.data_folder import FolderInUse

    with sole_use(place.folder), pytest.raises(FolderInUse):
        restore(place.loaded(), TERMINAL, ("x.zip",))
    assert restore(place.loaded(), TERMINAL, ()) == 2
