"""The live home page: computed once a turn for all desks, streamed, given up in time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from library.operations import CallLibrarian
from server.desk.live import MOST_STREAMS, SESSION_SECONDS, Home, HomeFeed, SharedHome, Streams
from server.device_report import StationReport
from server.server import Server
from server.services.home import Desk
from server.tables import Job, KioskCall, Reader
from tests.builders import Clock, SchoolBuilder
from tests.server.asking import Station
from tests.server.desk.conftest import Devices
from tests.server.desk.visitor import LOGIN, Visitor
from web.channel import FeedClosed, Message


class Seconds:
    """A monotonic clock that stands until told."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        return self.at


class Counting(SharedHome):
    """Counts how often it was computed."""

    computed = 0

    def _compute(self) -> Home:
        self.computed += 1
        return super()._compute()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def shared(server: Server, devices: Devices, seconds: Seconds) -> Iterator[Counting]:
    yield Counting(server, devices, seconds)


def feed(shared: SharedHome, seconds: Seconds, **more: object) -> HomeFeed:
    return HomeFeed(
        shared, lambda home: str(len(home.needs.calls)), clock=seconds,
        **{"stands": lambda: True, **more},  # type: ignore[arg-type]
    )  # fmt: skip


def call(station: Station) -> None:
    station.ask(CallLibrarian(station.origin(), "touched"))


def test_a_storm_of_scans_is_computed_once_a_turn(
    shared: Counting, seconds: Seconds, station: Station
) -> None:
    streams = [feed(shared, seconds) for _ in range(3)]
    for stream in streams:
        stream.take(0)
    assert shared.computed == 1
    for _ in range(20):
        call(station)
        for stream in streams:
            assert stream.take(0) is None
    assert shared.computed == 1
    seconds.at += 1.0
    said = [stream.take(0) for stream in streams]
    assert shared.computed == 2
    assert [message and message.data for message in said] == ["20", "20", "20"]


def test_nothing_is_sent_that_the_browser_shows_already(
    shared: Counting, seconds: Seconds, station: Station
) -> None:
    stream = feed(shared, seconds, version=shared.now().version)
    seconds.at += 1
    assert stream.take(0) is None
    call(station)
    seconds.at += 1
    message = stream.take(0)
    assert isinstance(message, Message) and (message.event, message.data) == ("home", "1")


def test_what_another_process_changed_is_found_by_looking_now_and_then(
    shared: Counting, seconds: Seconds, server: Server, school: SchoolBuilder
) -> None:
    stream = feed(shared, seconds, version=shared.now().version)
    with server.library.writing():
        KioskCall.create(station=school.station_id, reason="touched", called_at=server.now())
    seconds.at += 2
    assert stream.take(0) is None
    seconds.at += 4
    message = stream.take(0)
    assert message is not None and message.data == "1"


def test_a_lost_scanner_shows_at_the_next_turn(
    shared: Counting, seconds: Seconds, devices: Devices, station: Station
) -> None:
    stream = feed(shared, seconds, version=shared.now().version)
    devices.reports = [StationReport(station.station_id, 1, 1, True)]
    seconds.at += 1
    assert stream.take(0) is not None
    assert shared.asked().counts["devices"] == 1


def test_a_stream_ends_with_its_session(shared: Counting, seconds: Seconds) -> None:
    standing = [True]
    stream = feed(shared, seconds, stands=lambda: standing[0])
    stream.take(0)
    standing[0] = False
    seconds.at += 1
    assert stream.take(0) is None, "not asked every time"
    seconds.at += SESSION_SECONDS
    assert stream.take(0) == Message("ended", "{}")
    with pytest.raises(FeedClosed):
        stream.take(0)


def test_a_stopping_program_lets_go_of_its_streams(
    shared: Counting, seconds: Seconds, server: Server
) -> None:
    stream = feed(shared, seconds)
    server.library.changes.end()
    with pytest.raises(FeedClosed):
        stream.take(0)


def test_one_stream_a_browser_and_so_many_in_all(shared: Counting, seconds: Seconds) -> None:
    streams = Streams()
    first = feed(shared, seconds, on_close=streams.closed)
    assert streams.open("one", first)
    newer = feed(shared, seconds, on_close=streams.closed)
    assert streams.open("one", newer) and len(streams) == 1
    assert first.take(0) == Message("superseded", "{}")
    first.close()
    assert len(streams) == 1, "the newer one keeps its place"
    for number in range(MOST_STREAMS - 1):
        assert streams.open(f"more {number}", feed(shared, seconds))
    assert not streams.open("too many", feed(shared, seconds))
    newer.close()
    assert streams.open("too many", feed(shared, seconds))


def test_the_stream_speaks_the_language_and_the_rights_of_who_asked(
    librarian: Visitor, station: Station
) -> None:
    answer = librarian.client.get("/desk/stream", buffered=False)
    assert answer.mimetype == "text/event-stream"
    lines = answer.iter_encoded()
    assert next(lines).startswith(b"retry:")
    said = next(lines).decode()
    answer.close()
    assert said.startswith("id: ") and "event: home" in said
    assert "Books returned" not in said and "Nothing to check" in said


def test_overdue_books_by_class_and_who_left(
    server: Server, school: SchoolBuilder, station: Station
) -> None:
    eight, ten = school.reader(), school.reader("Иван", "Ким", grade=10, letter="А")
    teacher = school.reader("Дана", "Омарова", category="teacher", absent_since=date(2026, 9, 5))
    for reader, count in ((eight, 1), (ten, 2), (teacher, 1)):
        for _ in range(count):
            school.lent(school.copy(), reader, date(2026, 10, 13))
    school.lent(school.copy(), eight, date(2026, 10, 14))
    needs = Desk(server).needs()
    assert [(line.label, line.books, line.readers) for line in needs.late] == [
        ("10А", 2, 1), ("", 1, 1), ("8Ә", 1, 1),
    ]  # fmt: skip
    assert (needs.books_late, needs.left) == (4, 1)
    with server.library.writing():
        Reader.update(state="left").where(Reader.id == teacher.id).execute()
    assert Desk(server).needs().left == 0


def test_today_counts_what_was_done_today_and_not_undone(
    server: Server, school: SchoolBuilder, station: Station, clock: Clock
) -> None:
    desk, aliya = Desk(server), school.reader(registered_on=date(2026, 10, 14))
    old = school.copy()
    school.lent(old, aliya, date(2026, 10, 20))
    clock.pass_(days=-1)
    station.lend(school.copy("Ескі"), aliya)
    clock.pass_(days=1)
    station.card(aliya)
    first = station.lend(school.copy("Бір"), aliya)
    station.lend(school.copy("Екі"), aliya)
    station.give_back(old)
    counts = desk.needs().counts
    assert (counts.visits, counts.lent, counts.returned, counts.new_readers) == (1, 2, 1, 1)
    station.undo(first, aliya)
    assert desk.needs().counts.lent == 1
    assert desk.needs().counts == Desk(server).needs().counts, "also by one who begins now"
    clock.pass_(days=1)
    counts = desk.needs().counts
    assert (counts.visits, counts.lent, counts.returned, counts.new_readers) == (0, 0, 0, 0)


def test_unfinished_work_shows_how_far_it_is(server: Server, school: SchoolBuilder) -> None:
    with server.library.writing():
        Job.create(kind="import", arguments="{}", state="running", done=1, total=4,
                   asked_at=server.now())  # fmt: skip
    assert [job.percent for job in Desk(server).needs().jobs] == [25]


def test_the_red_line_comes_with_an_old_backup(
    librarian: Visitor, server: Server, clock: Clock
) -> None:
    from server.services.backup import LAST_AT, SINCE
    from server.services.settings import put_setting
    from server.tables.fields import instant_text

    with server.library.writing():
        long_ago = server.now() - timedelta(days=30)
        put_setting(SINCE, instant_text(long_ago))
        put_setting(LAST_AT, instant_text(server.now() - timedelta(days=5)))
    page = librarian.text("/desk")
    if server.library.is_sqlite:
        assert "The backup is too old. The last one: 9 October 2026" in page
    else:
        assert "There is no backup yet" in page


def test_the_director_sees_numbers_and_no_names(
    app: object, server: Server, school: SchoolBuilder, station: Station
) -> None:
    from server.services.accounts import add_staff
    from tests.server.desk.visitor import PASSWORD

    aliya = school.reader("Әлия", "Тестова")
    book = school.copy("Ұшқан ұя")
    school.lent(book, aliya, date(2026, 10, 20))
    station.give_back(book)
    school.request(book, school.reader("Иван", "Сыновы"))
    call(station)
    add_staff(server, "director", "Директор", PASSWORD, "director")
    visitor = Visitor(app)  # type: ignore[arg-type]
    visitor.sign_in("director")
    page = visitor.open("/desk").get_data(as_text=True)
    assert "Тестова" not in page and "Сыновы" not in page and "Ұшқан ұя" not in page
    assert 'action="/desk/checks"' not in page and 'action="/desk/calls"' not in page
    assert LOGIN not in page
    assert "&#34;home&#34;: 0" in page, "nor calls, which others answer"
