"""A backup is whole or not there; its state is told; who stops it in the middle loses nothing."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from server.database import Library
from server.jobs.backup import DailyBackup, ask_backup
from server.jobs.work import do_next, job, unfinished
from server.migrations import upgrade
from server.server import Server
from server.services.backup import backup_files, backup_path, backup_state
from server.services.backup_making import NoRoom, NotOurs, make_backup
from tests.builders import Clock, SchoolBuilder, server_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
def kept(tmp_path: Path, clock: Clock) -> Server:
    """A populated library in a data folder, as a start makes it."""
    for name in ("files", "keys", "backups"):
        (tmp_path / name).mkdir()
    (tmp_path / "keys" / "secret_key").write_text("secret", encoding="ascii")
    (tmp_path / "files" / ("a" * 64)).write_bytes(b"uploaded")
    library = Library.open(tmp_path / "library.db")
    upgrade(library)
    server = server_of(library, clock)
    server.folder = tmp_path
    school = SchoolBuilder(library)
    for _ in range(5):
        school.reader()
        school.copy()
    yield server
    library.close()


def test_a_backup_holds_the_database_the_files_and_the_keys(kept: Server) -> None:
    made = make_backup(kept)
    assert made.path.name == "library-2026-10-14-1024.zip"
    with zipfile.ZipFile(made.path) as packed:
        names = set(packed.namelist())
        about = json.loads(packed.read("backup.json"))
        packed.extract("library.db", kept.folder / "out")
    assert names == {"backup.json", "library.db", f"files/{'a' * 64}", "keys/secret_key"}
    assert about["format"] == "library-kiosk-backup"
    with closing(sqlite3.connect(kept.folder / "out" / "library.db")) as copy:
        assert copy.execute("SELECT count(*) FROM reader").fetchone() == (5,)
    assert [each.name for each in backup_files(kept)] == [made.path.name]


@pytest.mark.skipif(os.name == "nt", reason="no such rights")
def test_only_its_owner_may_read_it(kept: Server) -> None:
    assert stat.S_IMODE(make_backup(kept).path.stat().st_mode) == 0o600


def test_nothing_half_lies_in_the_folder_afterwards(kept: Server) -> None:
    (kept.folder / "backups" / "library-2026-10-13-0800.zip.part").write_bytes(b"half")
    make_backup(kept)
    assert len(list((kept.folder / "backups").iterdir())) == 1


def test_the_state_turns_red_after_two_days_without_one(kept: Server, clock: Clock) -> None:
    assert not backup_state(kept).red  # a new library has time
    DailyBackup(lambda: 0)(kept)
    clock.pass_(days=2, hours=1)
    assert backup_state(kept).red
    make_backup(kept)
    assert backup_state(kept).ok and backup_state(kept).days == 0
    clock.pass_(days=2, hours=1)
    assert backup_state(kept).red and backup_state(kept).days == 2


def test_the_duty_asks_once_a_day_and_not_right_after_the_start(kept: Server, clock: Clock) -> None:
    seconds = [0.0]
    duty = DailyBackup(lambda: seconds[0])
    duty(kept)
    assert not unfinished(kept, "backup")
    seconds[0] = 121.0
    duty(kept)
    duty(kept)
    assert len(unfinished(kept, "backup")) == 1
    assert do_next(kept)
    duty(kept)
    assert not unfinished(kept, "backup")
    clock.pass_(days=1)
    duty(kept)
    assert len(unfinished(kept, "backup")) == 1


def test_old_ones_go_only_after_a_good_new_one(kept: Server, clock: Clock) -> None:
    for _ in range(16):
        make_backup(kept)
        clock.pass_(days=1)
    assert len(backup_files(kept)) == 14
    first = backup_files(kept)[-1].name
    (kept.folder / "files" / "huge").touch()  # holds nothing and says it is as large as the disk
    os.truncate(kept.folder / "files" / "huge", shutil.disk_usage(kept.folder).total)
    with pytest.raises(NoRoom):
        make_backup(kept)
    assert backup_files(kept)[-1].name == first
    assert backup_state(kept).failure == "backup-no-room"


def test_a_failed_one_is_told_by_its_work_and_not_tried_at_once_again(
    kept: Server, clock: Clock
) -> None:
    (kept.folder / "backups").rmdir()
    (kept.folder / "backups").write_text("a file in its place", encoding="ascii")
    asked = ask_backup(kept)
    assert do_next(kept)
    view = job(kept, asked)
    assert view is not None and view.state == "failed"
    assert backup_state(kept).failure is not None
    late = DailyBackup(lambda: 0)
    late._from = -1
    late(kept)
    assert not unfinished(kept, "backup")
    clock.pass_(hours=1, minutes=1)
    late(kept)
    assert unfinished(kept, "backup")


def test_asking_twice_makes_one(kept: Server) -> None:
    assert ask_backup(kept) == ask_backup(kept)


def test_the_work_can_be_stopped_in_its_middle(kept: Server) -> None:
    asked = ask_backup(kept)
    assert do_next(kept, lambda: True)
    view = job(kept, asked)
    assert view is not None and view.state == "interrupted"
    assert backup_files(kept) == [] and backup_state(kept).failure is None


def test_a_name_leads_to_no_other_file(kept: Server) -> None:
    made = make_backup(kept)
    assert backup_path(kept, made.path.name) == made.path
    for name in ("../library.db", "../keys/secret_key", "library-2026-10-14-1025.zip", ""):
        assert backup_path(kept, name) is None


def test_a_library_that_is_no_file_is_backed_up_by_its_own_tools(server: Server) -> None:
    with pytest.raises(NotOurs):
        make_backup(server)


CHILD = """
import sys
from pathlib import Path
from server.database import Library
from server.services.backup_making import make_backup
from tests.builders import server_of
library = Library.open(Path(sys.argv[1]) / "library.db")
server = server_of(library)
server.folder = Path(sys.argv[1])
print("ready", flush=True)
while True:
    make_backup(server)
    server.now.pass_(minutes=1)
"""


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
def test_killed_in_the_middle_it_leaves_no_half_backup(kept: Server) -> None:
    folder = kept.folder
    (folder / "files" / "large").write_bytes(os.urandom(3_000_000))
    kept.library.close()
    for ending in (".zip.db.part", ".zip.part") * 2:
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(folder)], cwd=ROOT, stdout=subprocess.PIPE
        )
        assert child.stdout is not None and child.stdout.readline() == b"ready\n"
        while not list((folder / "backups").glob(f"*{ending}")):
            assert child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        for each in backup_files(kept):
            with zipfile.ZipFile(folder / "backups" / each.name) as packed:
                assert packed.testzip() is None and "library.db" in packed.namelist()
    make_backup(kept)
    assert not list((folder / "backups").glob("*.part*"))
