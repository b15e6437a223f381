"""Lessons at kiosks: opened by card and PIN of who answers for the class, closed by him, by
the desk or by their time."""

from __future__ import annotations

from typing import Any

from peewee import JOIN

from library.lessons import Comer, LessonFacts, end_of, is_on, lesson_refusal
from library.operations import (
    Answer,
    ChargeCard,
    CloseLesson,
    LessonCard,
    LessonOpened,
    Noted,
    OpenLesson,
    OpenSessionByPin,
    PinRefused,
    Refused,
    SetCard,
)
from library.readers import Category
from library.refusals import About, Next, Reason
from library.textbooks import own_set
from server.database import Work
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.going_lessons import label_of, load_lessons
from server.services.journal import Entry, answered_before, record
from server.services.pins import reader_of_pin
from server.services.textbooks import held_textbooks, plan_of, pupil_of
from server.tables import Lesson, Membership, Reader, Responsibility, SchoolClass, Staff, Station

NOT_YOURS = Reason("lesson-not-yours", About.BOOK, Next.ASK_LIBRARIAN)


def lesson_at(server: Server, station_id: int) -> LessonFacts | None:
    """The lesson that goes on at a station now."""
    lesson = server.lessons.get(station_id)
    return lesson if is_on(lesson, server.now()) else None


def lesson_card(server: Server, station_id: int) -> LessonCard | None:
    """The same as the station is told."""
    lesson = lesson_at(server, station_id)
    return None if lesson is None else LessonCard(lesson.label, lesson.until)


def lessons_now(server: Server) -> list[tuple[LessonFacts, str]]:
    """All that go on, with the names of their stations."""
    now = server.now()
    going = [each for each in load_lessons(server.library).values() if is_on(each, now)]
    with server.library.reading():
        names = {row.id: row.name for row in Station.select(Station.id, Station.name)}
    return [(each, names.get(each.station_id, "")) for each in going]


def refused_in_lesson(lesson: LessonFacts, reader: Any) -> Refused | None:
    """What a reader of another class is told; inside a block of the library."""
    facts = reader.facts
    row: Any = Membership.get_or_none(
        Membership.reader == facts.reader_id, Membership.to_on.is_null()
    )
    group = Reader.get_by_id(facts.reader_id).dorm_group
    comer = Comer(
        facts.category is Category.STUDENT, None if row is None else row.school_class_id, group
    )
    reason = lesson_refusal(lesson, comer)
    return None if reason is None else Refused(None, (reason,))


def set_of(reader_id: int) -> SetCard | None:
    """The own set of a pupil as it is now; inside a block of the library."""
    pupil = pupil_of(reader_id)
    if pupil is None:
        return None
    year = SchoolClass.get_by_id(pupil.class_id).year
    own = own_set(pupil, plan_of(year, pupil.grade), held_textbooks([reader_id])[reader_id])
    return SetCard(own.held, own.needed, own.still) if own.needed else None


def charges_of_reader(reader_id: int) -> tuple[ChargeCard, ...]:
    """What a teacher answers for; inside a block of the library."""
    return tuple(ChargeCard(row.id, label_of(row)) for row in _charges(Staff.reader == reader_id))


def open_lesson(server: Server, question: OpenLesson) -> Answer:
    """LessonOpened; PinRefused; Refused when the teacher does not answer for that class."""
    tried = OpenSessionByPin(question.origin, question.card, question.pin)
    reader_id = reader_of_pin(server, tried)
    if isinstance(reader_id, PinRefused):
        return reader_id
    # The PIN never enters a seal: four digits would be found by trying.
    said = OpenLesson(question.origin, question.card, "", question.charge_id)
    with server.library.writing() as work:
        mine = Staff.reader == reader_id, Responsibility.id == question.charge_id
        charge = next(iter(_charges(*mine)), None)
        if charge is None:
            return Refused(None, (NOT_YOURS,))
        before = answered_before(work, said)
        if before is not None and not isinstance(before, Noted):
            return before
        if before is None:
            _write(server, work, said, reader_id, charge)
    server.forget_lessons()
    found = lesson_at(server, question.origin.station_id)
    return Refused(None, (NOT_YOURS,)) if found is None else LessonOpened(found.label, found.until)


def close_lesson(server: Server, question: CloseLesson) -> Answer:
    """The teacher in front of the station ends the lesson of an own class or group: Noted,
    also when it is over already; Refused for another's."""
    station_id = question.origin.station_id
    with server.library.writing() as work:
        before = answered_before(work, question)
        if before is not None:
            return before
        if not _answers_for(question.reader_id, station_id):
            return Refused(None, (NOT_YOURS,))
        ended = _end(server, Lesson.station == station_id)
        answer = Noted(question.origin.operation_id)
        entry = Entry("lesson-closed", reader_id=question.reader_id, before={"lessons": ended})
        record(work, question, entry, answer, server.now())
    server.forget_lessons()
    return answer


def _answers_for(reader_id: int, station_id: int) -> bool:
    """Whether the open lessons of the station, if any, are all of this teacher's charges."""
    own = {(row.school_class_id, row.dorm_group) for row in _charges(Staff.reader == reader_id)}
    rows: Any = Lesson.select().where(Lesson.station == station_id, Lesson.closed_at.is_null())
    return bool(own) and all((row.school_class_id, row.dorm_group) in own for row in rows)


def end_lesson(server: Server, deed: Deed, lesson_id: int) -> None:
    """The desk ends a lesson; nothing happens when it is over."""
    with server.library.writing() as work:
        if not done_before(work, deed):
            ended = _end(server, Lesson.id == lesson_id)
            write_deed(server, work, deed, before={"lessons": ended})
    server.forget_lessons()


def _write(server: Server, work: Work, said: OpenLesson, reader_id: int, charge: Any) -> None:
    station_id, now = said.origin.station_id, server.now()
    ended = _end(server, Lesson.station == station_id)
    made = Lesson.create(
        station=station_id, school_class=charge.school_class_id, dorm_group=charge.dorm_group,
        opened_at=now, until=end_of(now), reader=reader_id,
    )  # fmt: skip
    entry = Entry("lesson-opened", reader_id=reader_id, before={"lesson": made.id, "ended": ended})
    record(work, said, entry, Noted(said.origin.operation_id), now)


def _end(server: Server, which: Any) -> list[int]:
    rows: Any = Lesson.select(Lesson.id).where(which, Lesson.closed_at.is_null())
    ended = [row.id for row in rows]
    Lesson.update(closed_at=server.now()).where(Lesson.id.in_(ended)).execute()
    return ended


def _charges(*which: Any) -> list[Any]:
    rows: Any = (
        Responsibility.select(Responsibility, SchoolClass)
        .join(Staff)
        .switch(Responsibility)
        .join(SchoolClass, JOIN.LEFT_OUTER)
        .where(*which, Responsibility.to_on.is_null(), Staff.active)
        .order_by(Responsibility.id)
    )
    return list(rows)
