"""Who is a station, who signs in, and what is said when something broke."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from library.operations import (
    CheckOut,
    Failed,
    OpenSession,
    Unknown,
)
from server.app import create_app
from server.errors import DISK_FULL
from server.jobs.duties import Duty, DutyThread, duties_of
from server.jobs.integrity import quick_check
from server.server import Server, school_zone
from server.services.accounts import (
    SignedIn,
    SignInRefused,
    add_staff,
    change_password,
    dismiss,
    has_staff,
    sign_in,
    sign_out,
    staff_of,
)
from server.services.monitoring import database_check, readings
from server.services.pairing import (
    add_station,
    close_station,
    make_pairing,
    make_token,
    pair,
    station_of_secret,
    station_of_token,
    stations,
)
from server.services.proof import prove
from tests.builders import Clock, SchoolBuilder
from tests.server.asking import Station, journal


def test_a_one_time_link_makes_a_browser_a_station(server: Server, school: SchoolBuilder) -> None:
    word = make_pairing(server, school.station_id)
    paired = pair(server, word)
    assert paired is not None
    assert station_of_secret(server, paired.secret) == school.station_id
    assert pair(server, word) is None, "spent"
    assert station_of_secret(server, "guess") is None
    assert station_of_secret(server, None) is None


def test_a_link_is_good_for_half_an_hour(
    server: Server, school: SchoolBuilder, clock: Clock
) -> None:
    word = make_pairing(server, school.station_id)
    clock.pass_(minutes=31)
    assert pair(server, word) is None


def test_a_new_pairing_puts_the_old_browser_out(server: Server, school: SchoolBuilder) -> None:
    first = pair(server, make_pairing(server, school.station_id))
    second = pair(server, make_pairing(server, school.station_id))
    assert first is not None and second is not None
    assert station_of_secret(server, first.secret) is None
    assert station_of_secret(server, second.secret) == school.station_id


def test_a_closed_station_asks_no_more(server: Server, school: SchoolBuilder) -> None:
    number = add_station(server, "Hall")
    token = make_token(server, number)
    assert station_of_token(server, token) == number
    close_station(server, number)
    assert station_of_token(server, token) is None
    assert [name for _, name, _ in stations(server)] == ["1"]
    with pytest.raises(KeyError):
        make_pairing(server, number)
    with pytest.raises(KeyError):
        make_token(server, 99)


def signed_in(server: Server, login: str = "gulnar", password: str = "long enough") -> SignedIn:
    answer = sign_in(server, login, password)
    assert isinstance(answer, SignedIn), answer
    return answer


def test_staff_sign_in_and_out(server: Server, clock: Clock) -> None:
    assert not has_staff(server)
    add_staff(server, "gulnar", "Гүлнар", "long enough", "head")
    token = signed_in(server).token
    member = staff_of(server, token)
    assert member is not None
    assert (member.name, member.role) == ("Гүлнар", "head")
    sign_out(server, token)
    assert staff_of(server, token) is None
    assert staff_of(server, None) is None
    late = signed_in(server).token
    clock.pass_(hours=5)
    assert staff_of(server, late) is None, "nobody was there for hours"


def test_wrong_passwords_wait_longer_and_longer(server: Server, clock: Clock) -> None:
    add_staff(server, "gulnar", "Гүлнар", "long enough", "head")
    waits = [sign_in(server, "gulnar", "wrong") for _ in range(4)]
    assert waits == [SignInRefused(0), SignInRefused(0), SignInRefused(0), SignInRefused(5)]
    assert isinstance(sign_in(server, "gulnar", "long enough"), SignInRefused)
    clock.pass_(seconds=6)
    assert sign_in(server, "gulnar", "wrong") == SignInRefused(10)
    clock.pass_(seconds=11)
    signed_in(server)
    assert sign_in(server, "gulnar", "wrong") == SignInRefused(0)
    assert sign_in(server, "nobody", "wrong") == SignInRefused(0)


def test_a_dismissed_librarian_is_out_at_once(server: Server) -> None:
    number = add_staff(server, "gulnar", "Гүлнар", "long enough", "librarian")
    token = signed_in(server).token
    dismiss(server, number)
    assert staff_of(server, token) is None
    assert isinstance(sign_in(server, "gulnar", "long enough"), SignInRefused)


def test_a_new_password_ends_the_sessions(server: Server) -> None:
    number = add_staff(server, "gulnar", "Гүлнар", "long enough", "librarian")
    token = signed_in(server).token
    change_password(server, number, "another one")
    assert staff_of(server, token) is None
    signed_in(server, password="another one")
    with pytest.raises(ValueError, match="8 characters"):
        change_password(server, number, "short")


@pytest.fixture
def page(server: Server) -> Any:
    return create_app(server, b"key", facts={"version": "1"}).test_client()


def test_health_and_metrics_tell_no_names(
    page: Any, server: Server, school: SchoolBuilder, station: Station
) -> None:
    station.lend(school.copy(), school.reader())
    health = page.get("/health")
    assert health.json["checks"] == {"database": "ok"}
    metrics = page.get("/metrics").text
    assert "library_lent_total 1.0" in metrics
    assert "library_operations_total 1.0" in metrics
    assert "Әлия" not in metrics
    assert {reading.kind for reading in readings(server)} == {"counter"}


def test_a_full_disk_is_said_and_nothing_is_lost_after(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    if not school.library.is_sqlite:
        pytest.skip("the size of one file is SQLite's")
    aliya, abai = school.reader(), school.copy()
    run = school.library.database.execute_sql
    with school.library.reading():
        full = run("PRAGMA page_count").fetchone()[0]
        run(f"PRAGMA max_page_count = {full}")

    def scan(number: int) -> Any:
        if number % 2:
            return station.give_back(abai, aliya, seen=True)
        return station.lend(abai, aliya)

    answers: list[Any] = []
    while not answers or not isinstance(answers[-1], Failed):
        answers.append(scan(len(answers)))
    assert answers[-1].code == DISK_FULL
    assert len(answers[-1].incident) == 7
    confirmed = {answer.operation_id for answer in answers[:-1]}
    assert {row["id"] for row in journal(school.library)} == confirmed
    with school.library.reading():
        run("PRAGMA max_page_count = 1073741823")
    assert not isinstance(scan(len(answers) - 1), Failed), "the next scan works"
    assert prove(school.library) == ()


def test_a_damaged_file_stops_lending_with_a_plain_answer(
    server: Server, station: Station, school: SchoolBuilder, caplog: pytest.LogCaptureFixture
) -> None:
    path = school.library.path
    if path is None:
        pytest.skip("a file is SQLite's")
    for number in range(60):
        school.copy(f"Том {number}")
    abai, aliya = school.copy(), school.reader()
    assert quick_check(server)
    with school.library.reading():
        school.library.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    school.library.close()
    whole = bytearray(path.read_bytes())
    whole[8192:] = b"\xff" * (len(whole) - 8192)
    path.write_bytes(whole)
    with caplog.at_level(logging.ERROR):
        answer = station.lend(abai, aliya)
    assert isinstance(answer, Failed)
    assert answer.code == "database-damaged"
    assert answer.incident in caplog.text
    assert not quick_check(server)
    assert server.fault == "database-damaged"
    assert isinstance(station.ask(OpenSession(station.origin(), aliya.card)), Failed)
    assert database_check(server)() == "database-damaged"


def test_another_fault_goes_up_to_who_keeps_the_screen(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    with pytest.raises(KeyError):
        station.ask("no question")


def test_a_broken_duty_does_not_end_the_others(server: Server) -> None:
    done: list[str] = []

    def broken(server: Server) -> None:
        done.append("broken")
        raise RuntimeError

    thread = DutyThread(
        server, (Duty("broken", broken, 0.0), Duty("other", lambda _: done.append("other"), 0.0))
    )
    thread.start()
    thread.join()
    assert done == ["broken", "other"]
    assert {"search words", "unseen returns"} <= {duty.name for duty in duties_of(server)}


def test_the_pinned_time_zone_is_used() -> None:
    assert str(school_zone()) == "Asia/Qyzylorda"
    for name in ("Nowhere/City", "Asia", "../etc"):
        with pytest.raises(KeyError):
            school_zone(name)


def test_an_unknown_reader_borrows_nothing(station: Station, school: SchoolBuilder) -> None:
    book = school.copy()
    assert isinstance(station.ask(CheckOut(station.origin(), 999, book.code)), Unknown)
