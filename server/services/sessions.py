"""A reader stands at the kiosk: by card, by PIN; his loans; his language."""

from __future__ import annotations

from datetime import date

from library.lessons import LessonFacts
from library.loans import LoanFacts
from library.operations import (
    Answer,
    LoanLine,
    Loans,
    MyLoans,
    Noted,
    OpenSession,
    OpenSessionByPin,
    PinRefused,
    SessionOpened,
    SetLanguage,
    Unknown,
)
from library.readers import Category
from library.renewal import Prolonged, decide_renewal
from server.database import Work
from server.facts import (
    FoundReader,
    copy_by_id,
    live_requests,
    open_loans,
    reader_by_card,
    reader_by_id,
)
from server.server import Server
from server.services.journal import Entry, answered_before, record
from server.services.lessons import charges_of_reader, lesson_at, refused_in_lesson, set_of
from server.services.pins import reader_of_pin
from server.services.standing import blocks_of, card_of
from server.statements.readers import ADD_VISIT, SET_LANGUAGE, VISIT_OF_DAY
from server.tables.fields import instant_text

LANGUAGES = ("kk", "ru", "en")


def open_session(server: Server, question: OpenSession) -> Answer:
    """SessionOpened, also when lending will be refused; Unknown for no card of ours."""
    lesson = lesson_at(server, question.origin.station_id)
    with server.library.reading() as work:
        reader = reader_by_card(work, question.card)
        if reader is None:
            return Unknown(question.card)
        refused = None if lesson is None else refused_in_lesson(lesson, reader)
        if refused is not None:
            return refused
        came, answer = _opened(server, work, question, reader, lesson)
    if not came:
        _count_visit(server, question, reader)
    return answer


def open_session_by_pin(server: Server, question: OpenSessionByPin) -> Answer:
    """SessionOpened or PinRefused; Refused to others while a class has its lesson."""
    reader_id = reader_of_pin(server, question)
    if isinstance(reader_id, PinRefused):
        return reader_id
    lesson = lesson_at(server, question.origin.station_id)
    with server.library.reading() as work:
        reader = reader_by_id(work, reader_id)
        if reader is None:
            return PinRefused(0)
        refused = None if lesson is None else refused_in_lesson(lesson, reader)
        if refused is not None:
            return refused
        came, answer = _opened(server, work, question, reader, lesson)
    if not came:
        _count_visit(server, question, reader)
    return answer


def _opened(
    server: Server, work: Work, question: OpenSession | OpenSessionByPin, reader: FoundReader,
    lesson: LessonFacts | None,
) -> tuple[bool, SessionOpened]:  # fmt: skip
    """Whether he came already today, and the answer. Pupils of a lesson see their set;
    only who is no pupil may answer for a class."""
    today = server.day_of(question.origin.happened_at)
    reader_id = reader.facts.reader_id
    came = work.one(VISIT_OF_DAY, reader_id=reader_id, day=today.isoformat()) is not None
    loans = open_loans(work, reader_id)
    card = card_of(server, reader, loans, today)
    pupil = reader.facts.category is Category.STUDENT
    own_set = set_of(reader_id) if pupil and lesson is not None else None
    charges = () if pupil else charges_of_reader(reader_id)
    blocks = blocks_of(server, reader, loans, today)
    return came, SessionOpened(card, blocks, own_set, charges)


def _count_visit(
    server: Server, question: OpenSession | OpenSessionByPin, reader: FoundReader
) -> None:
    """One visit a day; two stations at the same instant count it once."""
    origin, reader_id = question.origin, reader.facts.reader_id
    day = server.day_of(origin.happened_at).isoformat()
    # The PIN never enters a seal: four digits would be found by trying.
    said = OpenSession(origin, question.card)
    with server.library.writing() as work:
        if work.one(VISIT_OF_DAY, reader_id=reader_id, day=day) is not None:
            return
        if answered_before(work, said) is not None:
            return
        work.run(
            ADD_VISIT,
            reader_id=reader_id,
            day=day,
            category=reader.facts.category.value,
            station_id=origin.station_id,
            came_at=instant_text(origin.happened_at),
            class_label=reader.class_label,
        )
        entry = Entry("visit", reader_id=reader_id, session_reader_id=reader_id)
        record(work, said, entry, Noted(origin.operation_id), server.now())


def my_loans(server: Server, question: MyLoans) -> Loans:
    """The reader's open loans, soonest due first, with what may be renewed."""
    today = server.today()
    with server.library.snapshot() as work:
        reader = reader_by_id(work, question.reader_id)
        if reader is None:
            return Loans(())
        loans = open_loans(work, question.reader_id)
        return Loans(tuple(_line(server, work, reader, loan, today) for loan in loans))


def _line(
    server: Server, work: Work, reader: FoundReader, loan: LoanFacts, today: date
) -> LoanLine:
    copy = copy_by_id(work, loan.copy_id)
    assert copy is not None  # a loan always has its copy
    requests = live_requests(work, loan.title_id)
    verdict = decide_renewal(
        copy.facts, reader.facts, requests, server.policy, server.calendar, today
    )
    return LoanLine(
        loan_id=loan.loan_id,
        copy=copy.card,
        due_on=loan.due_on,
        late=loan.due_on < today,
        may_renew=isinstance(verdict, Prolonged),
    )


def set_language(server: Server, question: SetLanguage) -> Answer:
    """The reader's own choice from now on. Raises ValueError for another language."""
    if question.language not in LANGUAGES:
        raise ValueError("unknown language")
    with server.library.writing() as work:
        before = answered_before(work, question)
        if before is not None:
            return before
        work.run(SET_LANGUAGE, reader_id=question.reader_id, language=question.language)
        answer = Noted(question.origin.operation_id)
        entry = Entry(
            "language", reader_id=question.reader_id, session_reader_id=question.reader_id
        )
        record(work, question, entry, answer, server.now())
        return answer
