"""A library of a few copies and readers that speaks the whole link port in memory.

It keeps the promises the kiosk relies on: idempotent by operation id, one open loan per
copy, late answers possible (`hold`), failures on demand (`fail_with`, `lose_replies`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from library.operations import (
    AlreadyYours,
    Answer,
    CallLibrarian,
    CardFirst,
    ChargeCard,
    CheckIn,
    CheckOut,
    CloseLesson,
    CopyCard,
    Destination,
    JustLent,
    Lent,
    LessonOpened,
    LoanLine,
    Loans,
    MyLoans,
    Noted,
    OpenLesson,
    OpenSession,
    OpenSessionByPin,
    PinRefused,
    PlaceRequest,
    Question,
    ReaderCard,
    Refused,
    Renew,
    Renewed,
    RequestPlaced,
    Resolve,
    Resolved,
    Returned,
    SessionOpened,
    SetLanguage,
    Undo,
    Undone,
    Unknown,
)
from library.refusals import About, Next, Reason
from library.scanned_code import make_number

DUE = date(2026, 10, 22)
LIMIT = 5
LESSON_ENDS = datetime(2026, 10, 8, 6, 9, tzinfo=UTC)


def card_number(serial: int) -> str:
    return make_number("7", serial)


def copy_number(serial: int) -> str:
    return make_number("6", serial)


def command(serial: int) -> str:
    return make_number("5", serial)


FINISH, UNDO, LANGUAGE, RETURN = (command(serial) for serial in (1, 2, 3, 4))
LATE = Reason("late-loans", About.PERSON, Next.RETURN_LATE, {"n": 2})
ELSEWHERE = Reason("on-loan-to-other", About.BOOK, Next.GIVE_TO_LIBRARIAN)


def copy_card(code: str) -> CopyCard:
    return CopyCard(int(code), code, f"Title {code[-4:]}", "Author", "fiction", 3)


@dataclass
class SmallLibrary:
    """Copies 1–9 and readers 1–4; reader 3 prefers Russian, reader 4 is late.
    Foreign code FOREIGN1 is copy 1, FOREIGN2 the card of reader 2."""

    loans: dict[str, int] = field(default_factory=dict)
    asked: list[Question] = field(default_factory=list)
    done: dict[str, tuple[Question, Answer]] = field(default_factory=dict)
    just_lent: set[str] = field(default_factory=set)
    fail_with: list[Answer | Exception] = field(default_factory=list)
    lose_replies: int = 0

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        if self.fail_with:
            failure = self.fail_with.pop(0)
            if isinstance(failure, Exception):
                raise failure
            return failure
        answer = self._once(question)
        if self.lose_replies:
            self.lose_replies -= 1
            raise ConnectionError("reply lost")
        return answer

    def lent_to(self, reader: int) -> list[str]:
        return [code for code, holder in self.loans.items() if holder == reader]

    def _once(self, question: Question) -> Answer:
        if isinstance(question, Resolve | MyLoans):
            return self._answer(question, "")
        operation_id = question.origin.operation_id
        if operation_id in self.done:
            before, answer = self.done[operation_id]
            assert before == question, "operation id used for something else"
            return answer
        answer = self._answer(question, operation_id)
        self.done[operation_id] = (question, answer)
        return answer

    def _answer(self, question: Question, operation_id: str) -> Answer:
        match question:
            case OpenSession(card=card):
                return self._opened(card)
            case OpenSessionByPin(card=card, pin=pin):
                return self._opened(card) if pin == "1234" else PinRefused(5)
            case Resolve(code):
                known = {
                    "FOREIGN1": ("copy", copy_number(1)),
                    "FOREIGN2": ("card", card_number(2)),
                }.get(code)
                return Resolved(*known) if known else Unknown(code)
            case CheckOut(reader_id=reader, copy_code=code):
                return self._lent(operation_id, reader, code)
            case CheckIn():
                return self._returned(operation_id, question)
            case Renew(copy_code=code):
                return Renewed(operation_id, copy_card(code), date(2026, 11, 5))
            case Undo(undoes=undoes):
                return self._undone(operation_id, undoes)
            case PlaceRequest(copy_code=code):
                return RequestPlaced(operation_id, copy_card(code), 1)
            case MyLoans(reader):
                return Loans(
                    tuple(
                        LoanLine(n, copy_card(code), DUE, False, True)
                        for n, code in enumerate(self.lent_to(reader))
                    )
                )
            case OpenLesson(pin=pin):
                return LessonOpened("8Ә", LESSON_ENDS) if pin == "1234" else PinRefused(5)
            case CallLibrarian() | SetLanguage() | CloseLesson():
                return Noted(operation_id)

    def _opened(self, card: str) -> Answer:
        for reader in (1, 2, 3, 4):
            if card == card_number(reader):
                language = "ru" if reader == 3 else None
                lent = len(self.lent_to(reader))
                shown = ReaderCard(reader, f"Reader {reader}.", "student", language, lent, LIMIT)
                charges = (ChargeCard(1, "8Ә"),) if reader == 2 else ()
                return SessionOpened(shown, (LATE,) if reader == 4 else (), None, charges)
        return Unknown(card)

    def _lent(self, operation_id: str, reader: int, code: str) -> Answer:
        if code not in {copy_number(serial) for serial in range(1, 10)}:
            return Unknown(code)
        holder = self.loans.get(code)
        if holder == reader:
            return AlreadyYours(copy_card(code), DUE, date(2026, 11, 5))
        if holder is not None or reader == 4:
            reasons = (ELSEWHERE,) if holder is not None else ()
            return Refused(copy_card(code), (*reasons, *((LATE,) if reader == 4 else ())), True)
        self.loans[code] = reader
        return Lent(operation_id, copy_card(code), DUE, len(self.lent_to(reader)), LIMIT)

    def _returned(self, operation_id: str, question: CheckIn) -> Answer:
        code = question.copy_code
        if code not in {copy_number(serial) for serial in range(1, 10)}:
            return Unknown(code)
        if code not in self.loans:
            return CardFirst(copy_card(code))
        if code in self.just_lent and not question.confirmed:
            return JustLent(copy_card(code))
        holder = self.loans.pop(code)
        own = holder == question.reader_id
        return Returned(
            operation_id,
            copy_card(code),
            Destination.TROLLEY,
            True,
            own,
            lent=len(self.lent_to(holder)) if own else None,
            limit=LIMIT if own else None,
        )

    def _undone(self, operation_id: str, undoes: str) -> Answer:
        question, answer = self.done[undoes]
        match answer:
            case Lent(copy=copy):
                self.loans.pop(copy.code, None)
                kind = "check-out"
            case Returned(copy=copy):
                assert isinstance(question, CheckIn)
                self.loans[copy.code] = question.reader_id or 1
                kind = "check-in"
            case Renewed(copy=copy):
                kind = "renew"
            case _:
                raise AssertionError("this operation cannot be undone")
        reader = getattr(question, "reader_id", None)
        lent = len(self.lent_to(reader)) if reader else None
        return Undone(operation_id, undoes, kind, copy, lent, LIMIT if reader else None)
