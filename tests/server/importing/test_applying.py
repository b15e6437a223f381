"""A file comes in wholly or not at all, whatever happens in between."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Sequence
from typing import Any

import pytest

from library.import_columns import ImportKind
from server.jobs.imports import ask_import
from server.jobs.work import ask_to_cancel, do_next, job
from server.server import Server
from server.services.deeds import Deed, write_deed
from server.services.desk_station import desk_origin
from server.services.importing.applying import BroughtIn, NotClean, NotReady, bring_in
from server.services.importing.files import FileGone, file_of, keep_upload
from server.services.searching import rebuild
from server.tables import (
    Card,
    ImportMapping,
    Membership,
    Operation,
    Reader,
    SchoolClass,
    SearchWord,
)
from tests.builders import SchoolBuilder
from tests.server.importing.made_files import csv_of

HEADS = ["Аты-жөні", "Туған күні", "Сыныбы"]
LINES = [["Серік Әлия", "01.05.2012", "8А"], ["Ким Иван", "", "8Б"]]


def kept(server: Server, lines: Sequence[Sequence[Any]] = LINES) -> int:
    return keep_upload(server, ImportKind.READERS, csv_of([HEADS, *lines]), None)


def origin(server: Server, operation: str = "") -> Any:
    return desk_origin(server, operation or str(uuid.uuid4()), None)


def held(server: Server) -> list[int]:
    """How much of all that an import writes is there."""
    with server.library.reading():
        tables = (Reader, Card, Membership, SchoolClass, SearchWord, ImportMapping, Operation)
        return [table.select().count() for table in tables]


def test_a_fault_at_the_last_step_leaves_nothing(server: Server) -> None:
    file_id = kept(server)
    before = held(server)
    if not server.library.is_sqlite:
        pytest.skip("a trigger of SQLite stands for the fault")
    with server.library.writing():
        server.library.database.execute_sql(
            "CREATE TRIGGER broken BEFORE INSERT ON operation BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
    with pytest.raises(sqlite3.IntegrityError):
        bring_in(server, file_id, origin(server), False)
    assert held(server) == before
    view = file_of(server, file_id)
    assert view is not None and view.applied_at is None


def test_a_plan_is_made_anew_when_somebody_changed_the_library_meanwhile(
    server: Server, school: SchoolBuilder
) -> None:
    file_id = kept(server)
    told: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        told.append(done)
        if done == len(LINES):  # the library has been read by now
            with server.library.reading():
                known = Reader.select().exists()
            if not known:
                school.reader("Әлия", "Серік", grade=8, letter="А")
                with server.library.writing() as work:
                    write_deed(server, work, Deed(origin(server), "reader-changed"))

    counts = bring_in(server, file_id, origin(server), False, meanwhile)
    assert (counts["new"], counts["changed"]) == (1, 1)
    assert told.count(0) == 2


def test_lending_meanwhile_is_no_reason_to_begin_again(
    server: Server, school: SchoolBuilder
) -> None:
    file_id = kept(server)
    told: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        told.append(done)
        with server.library.writing() as work:
            write_deed(server, work, Deed(origin(server), "check-out"))

    bring_in(server, file_id, origin(server), False, meanwhile)
    assert told.count(0) == 1


def test_a_library_that_never_stands_still_is_stood_still_for_the_last_try(
    server: Server, school: SchoolBuilder
) -> None:
    file_id = kept(server)
    tries: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        if done == 0:
            tries.append(done)
            with server.library.writing() as work:
                write_deed(server, work, Deed(origin(server), "reader-changed"))

    assert bring_in(server, file_id, origin(server), False, meanwhile)["new"] == 2
    assert len(tries) == 3


def test_refused_lines_stop_the_file_unless_the_others_are_wanted(server: Server) -> None:
    file_id = kept(server, [*LINES, ["Бір", "", "8А"]])
    before = held(server)
    with pytest.raises(NotClean):
        bring_in(server, file_id, origin(server), False)
    assert held(server) == before
    assert bring_in(server, file_id, origin(server), True)["refused"] == 1


def test_the_same_act_gives_the_same_counts_and_another_one_is_refused(server: Server) -> None:
    file_id = kept(server)
    operation = str(uuid.uuid4())
    first = bring_in(server, file_id, origin(server, operation), False)
    after = held(server)
    assert bring_in(server, file_id, origin(server, operation), False) == first
    with pytest.raises(BroughtIn):
        bring_in(server, file_id, origin(server), False)
    assert held(server) == after


def test_files_that_are_gone_or_lack_columns_are_refused(server: Server) -> None:
    file_id = kept(server)
    assert server.files is not None
    for path in server.files.iterdir():
        path.unlink()
    with pytest.raises(FileGone):
        bring_in(server, file_id, origin(server), False)
    with pytest.raises(NotReady):
        bring_in(server, 99, origin(server), False)
    bad = keep_upload(server, ImportKind.READERS, csv_of([["Түсі"], ["көк"]]), None)
    with pytest.raises(NotReady):
        bring_in(server, bad, origin(server), False)


def test_words_left_out_by_a_stop_are_made_at_the_next_start(server: Server) -> None:
    bring_in(server, kept(server), origin(server), False)
    with server.library.writing():
        SearchWord.delete().execute()
    assert rebuild(server) == 2
    with server.library.reading():
        assert SearchWord.select().count() == 4


def test_cancelled_work_changes_nothing(server: Server, school: SchoolBuilder) -> None:
    file_id = kept(server)
    before = held(server)
    job_id = ask_import(server, file_id, str(uuid.uuid4()), school.staff(), False)
    assert job_id is not None and ask_to_cancel(server, job_id)
    assert not do_next(server)
    found = job(server, job_id)
    assert found is not None and found.state == "cancelled"
    assert held(server) == before
    assert ask_import(server, 99, str(uuid.uuid4()), 1, False) is None
