"""A book is scanned in a collection: at any station, in any order, by anyone.

Each scan is one transaction; the same scan sent again gives the same answer. The return
itself is the ordinary one, so the journal, `undo` and `check` hold.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from library.checking import Finding
from library.collection import RETURNS, Outcome, ScannedCopy, outcome_of
from library.operations import (
    CheckIn,
    Origin,
    Refused,
    ToLibrarian,
    Undo,
    Undone,
)
from library.scanned_code import CardNumber, CopyNumber, Isbn, WrongCheckDigit, read_code
from library.typed_code import typed_code
from server.database import Work
from server.facts import FoundCopy, copy_by_code, copy_by_id, reader_by_card
from server.server import Server
from server.services.checkin import take_copy_back
from server.services.checking import Check, look
from server.services.undo import take_operation_back
from server.statements.collections import (
    ADD_SCAN,
    LINE_OF_LOAN,
    NAME_OF_READER,
    PROGRESS_OF,
    SCAN_BY_ID,
    SCAN_OF_COPY,
    SCAN_TOLD,
    SET_CONDITION,
    SET_CONDITION_BACK,
    UNLABELLED_OF_READER,
)
from server.statements.loans import UNSEEN_LOAN_OF_COPY
from server.tables import CollectionLine, CollectionScan, LoanCase
from server.tables.fields import instant_text

UNDO_ROLE = "librarian"
"""Whoever may collect may take back a scan of the day, pupils who help too."""


@dataclass(frozen=True, slots=True)
class CollectScan:
    """One scan. `handed_by` the pupil who hands in, when told; `collecting` the class whose
    page is open, None for the whole school."""

    origin: Origin
    text: str
    handed_by: int | None = None
    collecting: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A pupil, for staff who may see names."""

    reader_id: int
    surname: str
    given_name: str
    left: bool = False


@dataclass(frozen=True, slots=True)
class Collected:
    """What a scan meant. `scan` the number of its row (grading, undoing); `borrower` whose
    loan ended; `back` of `expected` books of that class are in; `condition` as judged now;
    `takes_back`: it can be undone."""

    outcome: Outcome
    scan: int
    code: str = ""
    copy_id: int | None = None
    title: str = ""
    borrower: Person | None = None
    handed_by: Person | None = None
    class_label: str | None = None
    condition_out: int | None = None
    back: int = 0
    expected: int = 0
    condition: int | None = None
    takes_back: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands behind a scanned text."""

    outcome: Outcome
    copy: FoundCopy | None = None
    line: tuple[Any, ...] | None = None


def collect(server: Server, scan: CollectScan) -> Collected:
    """Take in what was scanned; a card tells who hands in from now on."""
    code = typed_code(scan.text).text[:64]
    with server.library.writing() as work:
        before = work.one(SCAN_BY_ID, scan_id=scan.origin.operation_id)
        if before is not None:
            return collected(work, before[0])
        reader = reader_by_card(work, code)
        if reader is None and isinstance(read_code(code), CardNumber):
            return _noted(server, work, scan, _Found(Outcome.UNKNOWN), "")
        if reader is not None:
            named = replace(scan, handed_by=reader.facts.reader_id)
            # A card's number stays out of the list: the reader is there.
            return _noted(server, work, named, _Found(Outcome.PUPIL_NAMED), "")
        copy, fault = _copy_of(work, scan, code)
        if copy is None:
            return _noted(server, work, scan, _Found(fault), code)
        return _take(server, work, scan, copy, code)


def _copy_of(work: Work, scan: CollectScan, code: str) -> tuple[FoundCopy | None, Outcome]:
    """The copy, or what the text is instead. A cover's ISBN means the unlabelled copy of
    the pupil who hands in."""
    copy = copy_by_code(work, code)
    if copy is not None:
        return copy, Outcome.UNKNOWN
    match read_code(code):
        case Isbn(isbn):
            if scan.handed_by is None:
                return None, Outcome.WHOSE
            row = work.one(UNLABELLED_OF_READER, reader_id=scan.handed_by, isbn=isbn)
            found = None if row is None else copy_by_id(work, row[0], isbn)
            return found, Outcome.NO_COPY_OF_PUPIL
        case CopyNumber():
            return None, Outcome.OTHER_SCHOOL
        case WrongCheckDigit():
            return None, Outcome.WRONG_DIGIT
    return None, Outcome.UNKNOWN


def _take(
    server: Server, work: Work, scan: CollectScan, copy: FoundCopy, code: str
) -> Collected:
    facts, loan = copy.facts, copy.facts.open_loan
    line = None if loan is None else work.one(LINE_OF_LOAN, loan_id=loan.loan_id)
    before = work.one(SCAN_OF_COPY, copy_id=facts.copy_id, undone=False)
    outcome = outcome_of(
        ScannedCopy(
            facts.item_kind, facts.state, None if loan is None else loan.reader_id,
            None if line is None else line[2], before is not None,
            work.one(UNSEEN_LOAN_OF_COPY, copy_id=facts.copy_id) is not None,
        ),
        scan.handed_by, scan.collecting,
    )  # fmt: skip
    if outcome is Outcome.ALREADY_RETURNED and before is not None:
        line = _line_again(before[1])
    origin = replace(scan.origin, operation_id=return_id(scan.origin.operation_id))
    if outcome is Outcome.SEEN:
        line = _line_unseen(work, facts.copy_id)
        look(server, work, Check(origin, facts.copy_id, Finding.FINE))
    if outcome in RETURNS or outcome is Outcome.FOUND_AGAIN:
        question = CheckIn(origin, code or f"#{facts.copy_id}", confirmed=True, seen=True)
        answer = take_copy_back(server, work, question, copy)
        if isinstance(answer, ToLibrarian) and outcome in RETURNS:
            outcome = Outcome.NOT_ISSUED
    found = _Found(outcome, copy, line)
    return _noted(server, work, scan, found, code)


def _line_again(line_id: int | None) -> tuple[Any, ...] | None:
    row: Any = None if line_id is None else CollectionLine.get_or_none(CollectionLine.id == line_id)
    if row is None:
        return None
    collection = row.collection
    return (
        row.id, row.collection_id, collection.school_class_id, collection.class_label,
        row.condition_out,
    )  # fmt: skip


def _line_unseen(work: Work, copy_id: int) -> tuple[Any, ...] | None:
    loan = work.one(UNSEEN_LOAN_OF_COPY, copy_id=copy_id)
    return None if loan is None else work.one(LINE_OF_LOAN, loan_id=loan[0])


def return_id(scan_id: str) -> str:
    """The id of the return that a scan makes."""
    return str(uuid5(NAMESPACE_OID, f"{scan_id} return"))


def _noted(
    server: Server, work: Work, scan: CollectScan, found: _Found, code: str
) -> Collected:
    """Keep the scan, whatever it was; nothing scanned is lost."""
    did = found.outcome in (*RETURNS, Outcome.FOUND_AGAIN, Outcome.SEEN)
    line = found.line
    number = work.new(
        ADD_SCAN, scan_id=scan.origin.operation_id,
        operation_id=return_id(scan.origin.operation_id) if did else None,
        collection_id=line[1] if line else None, line_id=line[0] if line else None,
        copy_id=found.copy.facts.copy_id if found.copy else None, code=code,
        outcome=found.outcome.value, handed_by=scan.handed_by,
        station_id=scan.origin.station_id, staff_id=scan.origin.staff_id,
        scanned_at=instant_text(server.now()), undone=False,
    )  # fmt: skip
    work.note_change()
    return collected(work, number)


def collected(work: Work, number: int) -> Collected:
    """The answer of a scan as it stands now; inside a block."""
    row = work.one(SCAN_TOLD, number=number)
    assert row is not None, "its scan was just written or found"
    (outcome, code, copy_id, handed_by, collection, borrower, condition_out, label,
     condition, operation_id, undone) = row  # fmt: skip
    copy = None if copy_id is None else copy_by_id(work, copy_id, code)
    back, expected = 0, 0
    if collection is not None:
        expected, back = work.one(PROGRESS_OF, collection_id=collection) or (0, 0)
    return Collected(
        Outcome(outcome), number, code, copy_id, "" if copy is None else copy.card.title,
        person(work, borrower), person(work, handed_by), label, condition_out,
        int(back), int(expected), condition, operation_id is not None and not undone,
    )  # fmt: skip


def person(work: Work, reader_id: int | None) -> Person | None:
    """A reader by name; inside a block."""
    row = None if reader_id is None else work.one(NAME_OF_READER, reader_id=reader_id)
    return None if row is None else Person(row[0], row[1], row[2], row[3] == "left")


def undo_scan(server: Server, origin: Origin, number: int) -> Collected | Refused | None:
    """Take a scan back: the loan goes on as before, its condition and a case of damage that
    were judged with it are gone. None when there is nothing to undo."""
    with server.library.writing() as work:
        row: Any = CollectionScan.get_or_none(CollectionScan.id == number)
        if row is None or row.operation_id is None:
            return None
        if row.undone:
            return collected(work, number)
        answer = take_operation_back(
            server, work, Undo(origin, row.operation_id, None), UNDO_ROLE
        )
        if not isinstance(answer, Undone):
            return answer if isinstance(answer, Refused) else None
        CollectionScan.update(undone=True).where(CollectionScan.id == number).execute()
        _forget_judgement(work, row)
        return collected(work, number)


def _forget_judgement(work: Work, row: Any) -> None:
    if row.line_id is None:
        return
    loan_id = row.line.loan_id
    work.run(SET_CONDITION_BACK, loan_id=loan_id, condition=None)
    if row.condition is not None:
        work.run(SET_CONDITION, copy_id=row.copy_id, condition=row.line.condition_out)
    # Undoing is refused once a case was settled by an act: the copy was touched since.
    LoanCase.delete().where(
        LoanCase.loan == loan_id, LoanCase.kind == "damaged", LoanCase.closed_at.is_null(),
        LoanCase.opened_at >= row.scanned_at,
    ).execute()  # fmt: skip
