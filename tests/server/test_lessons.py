"""A class serves itself at a kiosk for a lesson, opened by its teacher's card and PIN."""

from __future__ import annotations

import pytest

from library.operations import (
    CloseLesson,
    LessonOpened,
    Noted,
    OpenLesson,
    OpenSession,
    PinRefused,
    Refused,
    SessionOpened,
    SetCard,
)
from server import tables
from server.server import Server
from server.services.lessons import end_lesson, lesson_card, lessons_now
from server.services.pins import set_pin
from tests.builders import TODAY, Clock, Person, SchoolBuilder
from tests.server.acting import Librarian
from tests.server.asking import Station
from tests.server.issuing import YEAR


@pytest.fixture
def teacher(server: Server, school: SchoolBuilder) -> Person:
    """Answers for 8Ә, where one pupil needs two books."""
    teacher = school.reader("Сәуле", "Омарова", category="teacher", grade=None)
    set_pin(server, teacher.id, "2468")
    book = school.copy("Алгебра", "textbook", grade=8)
    school.reader("Асан")
    with server.library.writing():
        staff = tables.Staff.create(
            login="saule", name="Сәуле", password_hash="x", role="teacher", reader=teacher.id
        )
        tables.Responsibility.create(
            staff=staff.id, school_class=tables.SchoolClass.get().id, kind="class-teacher",
            from_on=TODAY,
        )  # fmt: skip
        for subject in ("Алгебра", "Физика"):
            line = tables.TextbookPlanLine.create(
                year=YEAR, grade=8, subject=subject, language="kk", for_whom="class"
            )
            if subject == "Алгебра":
                tables.TextbookPlanEdition.create(line=line, title=book.title_id)
    return teacher


def opened(station: Station, person: Person) -> SessionOpened:
    answer = station.ask(OpenSession(station.origin(), person.card))
    assert isinstance(answer, SessionOpened)
    return answer


def begin(station: Station, teacher: Person, pin: str = "2468") -> object:
    (charge,) = opened(station, teacher).charges
    return station.ask(OpenLesson(station.origin(), teacher.card, pin, charge.charge_id))


def test_a_lesson_serves_its_class_and_shows_each_pupil_the_own_set(
    server: Server, station: Station, school: SchoolBuilder, teacher: Person
) -> None:
    asan = school.reader("Асан")
    stranger = school.reader("Берік", grade=9)
    assert opened(station, asan).own_set is None
    assert isinstance(begin(station, teacher, "0000"), PinRefused)
    answer = begin(station, teacher)
    assert isinstance(answer, LessonOpened) and answer.label == "8Ә"
    assert lesson_card(server, station.station_id) is not None
    assert opened(station, asan).own_set == SetCard(0, 2, ("Алгебра", "Физика"))
    refused = station.ask(OpenSession(station.origin(), stranger.card))
    assert isinstance(refused, Refused)
    assert [reason.code for reason in refused.reasons] == ["lesson-of-others"]
    ended = station.ask(CloseLesson(station.origin(), teacher.id))
    assert isinstance(ended, Noted)
    assert opened(station, stranger).own_set is None


def test_a_lesson_is_over_after_its_time_or_by_the_desk(
    server: Server, station: Station, school: SchoolBuilder, teacher: Person, clock: Clock
) -> None:
    stranger = school.reader("Берік", grade=9)
    begin(station, teacher)
    ((lesson, _),) = lessons_now(server)
    end_lesson(server, Librarian(server).deed("lesson-ended"), lesson.lesson_id)
    opened(station, stranger)
    begin(station, teacher)
    clock.pass_(minutes=46)
    opened(station, stranger)
    assert lessons_now(server) == []


def test_nobody_opens_a_lesson_for_anothers_class(
    server: Server, station: Station, school: SchoolBuilder, teacher: Person
) -> None:
    other = school.reader("Дана", category="teacher", grade=None)
    set_pin(server, other.id, "1357")
    assert opened(station, other).charges == ()
    question = OpenLesson(station.origin(), other.card, "1357", 1)
    answer = station.ask(question)
    assert isinstance(answer, Refused) and answer.reasons[0].code == "lesson-not-yours"
    closing = station.ask(CloseLesson(station.origin(), other.id))
    assert isinstance(closing, Refused)


def test_the_teacher_of_another_class_ends_no_lesson_but_the_own(
    server: Server, station: Station, school: SchoolBuilder, teacher: Person
) -> None:
    other, pupil = school.reader("Дана", category="teacher", grade=None), school.reader(grade=9)
    with server.library.writing():
        staff = tables.Staff.create(
            login="dana", name="Дана", password_hash="x", role="teacher", reader=other.id
        )
        nine = tables.SchoolClass.get(tables.SchoolClass.grade == 9)
        tables.Responsibility.create(
            staff=staff.id, school_class=nine.id, kind="class-teacher", from_on=TODAY
        )
    begin(station, teacher)
    refused = station.ask(CloseLesson(station.origin(), other.id))
    assert isinstance(refused, Refused) and refused.reasons[0].code == "lesson-not-yours"
    assert isinstance(station.ask(OpenSession(station.origin(), pupil.card)), Refused)
    assert isinstance(station.ask(CloseLesson(station.origin(), teacher.id)), Noted)
    opened(station, pupil)
