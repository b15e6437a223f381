"""The three ways in, on both engines."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta, timezone

import peewee
import pytest

from server.database import Arg, Library, Statement
from server.errors import (
    DISK_FULL,
    NaiveInstant,
    NestedWriting,
    OutsideLibrary,
    failure_code,
)
from server.tables import Setting, Station
from server.tables.fields import instant_of

SET = Statement("set", lambda: Setting.insert({Setting.key: Arg("key"), Setting.value: Arg("v")}))
GET = Statement("get", lambda: Setting.select(Setting.value).where(Setting.key == Arg("key")))


def test_what_is_written_can_be_read(library: Library) -> None:
    with library.writing() as work:
        assert work.run(SET, key="name", v="№4 лицей") == 1
    with library.reading() as work:
        assert work.one(GET, key="name") == ("№4 лицей",)
        assert work.one(GET, key="none") is None


def test_an_exception_takes_back_everything(library: Library) -> None:
    called: list[int] = []
    with pytest.raises(RuntimeError), library.writing() as work:
        work.run(SET, key="name", v="x")
        work.after_commit(lambda: called.append(1))
        raise RuntimeError
    with library.reading() as work:
        assert work.one(GET, key="name") is None
    assert not called


def test_after_commit_is_called_once_all_is_durable(library: Library) -> None:
    seen: list[tuple[str, ...] | None] = []

    def look() -> None:
        def read() -> None:
            with library.reading() as other:
                seen.append(other.one(GET, key="name"))

        thread = threading.Thread(target=read)
        thread.start()
        thread.join()

    with library.writing() as work:
        work.run(SET, key="name", v="x")
        work.after_commit(look)
    assert seen == [("x",)]


def test_a_snapshot_does_not_see_what_is_written_meanwhile(library: Library) -> None:
    with library.writing() as work:
        work.run(SET, key="first", v="x")

    def write() -> None:
        with library.writing() as other:
            other.run(SET, key="second", v="x")

    with library.snapshot() as work:
        assert work.one(GET, key="first")
        thread = threading.Thread(target=write)
        thread.start()
        thread.join()
        assert work.one(GET, key="second") is None
    with library.reading() as work:
        assert work.one(GET, key="second")


def test_writing_inside_writing_is_refused(library: Library) -> None:
    with library.writing(), pytest.raises(NestedWriting), library.writing():
        pass


def test_a_table_outside_a_block_is_refused(library: Library) -> None:
    with pytest.raises(OutsideLibrary):
        Setting.select().count()


def test_two_libraries_are_kept_apart(library: Library, sqlite_shelf) -> None:
    other = Library.open(sqlite_shelf.new())
    with library.writing():
        Setting.create(key="name", value="one")
        with other.reading():
            assert Setting.select().count() == 0
        assert Setting.select().count() == 1
    other.close()


def test_instants_come_back_aware_and_compare_as_time_does(library: Library) -> None:
    almaty = timezone(timedelta(hours=5))
    noon = datetime(2026, 11, 22, 12, 0, tzinfo=almaty)
    with library.writing():
        Station.create(name="1", pairing_until=noon)
        Station.create(name="2", pairing_until=noon + timedelta(microseconds=1))
        later = Station.select().where(Station.pairing_until > noon.astimezone(UTC))
        assert [station.name for station in later] == ["2"]
        first = Station.get(Station.name == "1").pairing_until
    assert first == noon
    assert first.utcoffset() == timedelta(0)


def test_a_naive_instant_is_refused(library: Library) -> None:
    with pytest.raises(NaiveInstant), library.writing():
        Station.create(name="1", pairing_until=datetime(2026, 11, 22))


def test_raw_instants_are_read_alike() -> None:
    assert instant_of("2026-11-22T10:24:05.123456Z") == datetime(
        2026, 11, 22, 10, 24, 5, 123456, tzinfo=UTC
    )


def test_at_most_twelve_connections_serve_many_threads(library: Library) -> None:
    barrier = threading.Barrier(30)
    done: list[int] = []

    def read() -> None:
        barrier.wait()
        for _ in range(5):
            with library.reading() as work:
                work.one(GET, key="name")
        done.append(1)

    threads = [threading.Thread(target=read) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 30
    assert len(library.database._connections) <= 12


def test_a_full_disk_is_told_from_other_faults(sqlite_shelf) -> None:
    library = Library.open(sqlite_shelf.new())
    with library.reading():
        pages = library.database.execute_sql("PRAGMA page_count").fetchone()[0]
        library.database.execute_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Exception) as caught, library.writing() as work:
        work.run(SET, key="big", v="x" * 1_000_000)
    assert failure_code(caught.value) == DISK_FULL
    with library.reading() as work:
        assert work.one(GET, key="big") is None
    library.close()


def test_a_broken_rule_of_the_database_is_not_a_full_disk(library: Library) -> None:
    with pytest.raises(peewee.IntegrityError) as caught, library.writing():
        Station.create(name="1", kind="teapot")
    assert failure_code(caught.value) is None


def test_a_crash_is_seen_at_the_next_opening(sqlite_shelf) -> None:
    address = sqlite_shelf.new()
    library = Library.open(address)
    with library.writing() as work:
        work.run(SET, key="name", v="x")
    assert Library.open(address).was_unclean
    library.close()
    assert not Library.open(address).was_unclean
