"""Scans of the class issue: a pupil's card, then the books in any order; or one title down
the whole roster; or a custodian's set.

What the plan says against a book is told before anything is lent; a librarian's named reason
lends it all the same. A teacher's card opens a custodian: copies are lent to him for the class.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from i18n.searching import search_key
from library.catalogue import ItemKind
from library.checkout import OVERRIDABLE
from library.operations import (
    AlreadyYours,
    Answer,
    CardFirst,
    CheckIn,
    CheckOut,
    JustLent,
    Lent,
    OpenSession,
    Refused,
    Returned,
    SessionOpened,
    ToLibrarian,
)
from library.scanned_code import CardNumber, CopyNumber, Isbn, WrongCheckDigit, read_code
from library.textbooks import WHOLE, Book, Fits, judge
from library.typed_code import typed_code
from server.facts import FoundCopy, copy_by_code, linked_kind, reader_by_id
from server.server import Server
from server.services.checkin import check_in
from server.services.checkout import check_out, return_and_lend
from server.services.class_custody import keep_for_class
from server.services.class_issue import IssueTable, RosterRow, issue_table
from server.services.class_issue_told import (
    CHOICES,
    CUSTODIANS,
    OPEN,
    OVERRIDE,
    RETURN,
    TAKE_OVER,
    IssueScan,
    IssueTold,
)
from server.services.journal import find as find_operation
from server.services.known_titles import known_by_isbn
from server.services.sessions import open_session
from server.services.unlabelled import issue_unlabelled, return_unlabelled
from server.tables import Loan, Title


def scanned(server: Server, scan: IssueScan) -> IssueTold:
    """Do what the scan means; the same operation id does nothing twice."""
    table = issue_table(server, scan.class_id)
    if table is None:
        return IssueTold("gone")
    if scan.wish == OPEN:
        return _open(server, table, scan, scan.reader_id)
    if scan.title_id is not None:
        return _title(server, table, scan, scan.title_id)
    text = typed_code(scan.text).text
    match read_code(text):
        case CardNumber(number):
            return _card(server, table, scan, number)
        case CopyNumber(number):
            return _copy(server, table, scan, number)
        case Isbn(number):
            return _isbn(server, table, scan, number)
        case WrongCheckDigit():
            return IssueTold("wrong-digit", scan.reader_id, code=text)
    with server.library.reading() as work:
        kind = linked_kind(work, text) if text else None
    if kind == "card":
        return _card(server, table, scan, text)
    if kind == "copy":
        return _copy(server, table, scan, text)
    return _name(table, scan, text)


def _card(server: Server, table: IssueTable, scan: IssueScan, number: str) -> IssueTold:
    answer = open_session(server, OpenSession(scan.origin, number))
    if not isinstance(answer, SessionOpened):
        return IssueTold("unknown-card", scan.reader_id, code=number)
    return _open(server, table, scan, answer.reader.reader_id)


def _open(
    server: Server, table: IssueTable, scan: IssueScan, reader_id: int | None
) -> IssueTold:
    """A pupil of the class, or whoever keeps a set for it; nobody else."""
    if reader_id is None:
        return IssueTold("stale")
    if table.row_of(reader_id) is not None:
        return IssueTold("pupil", reader_id, reader_id)
    with server.library.reading() as work:
        reader = reader_by_id(work, reader_id)
    if reader is not None and reader.facts.category in CUSTODIANS:
        return IssueTold("custodian", reader_id, reader_id)
    return IssueTold("other-class", scan.reader_id, reader_id)


def _name(table: IssueTable, scan: IssueScan, text: str) -> IssueTold:
    """Words are a pupil's name: who is the only one of the class is opened."""
    words = search_key(scan.text).split()
    fitting = [
        row.reader_id for row in table.rows
        if words and all(word in search_key(row.name) for word in words)
    ]  # fmt: skip
    if len(fitting) == 1:
        return IssueTold("pupil", fitting[0], fitting[0])
    if fitting:
        return IssueTold("choose", scan.reader_id, choices=tuple(fitting[:CHOICES]))
    return IssueTold("unknown", scan.reader_id, code=text)


def _isbn(server: Server, table: IssueTable, scan: IssueScan, number: str) -> IssueTold:
    """The title of a cover without a label; of several volumes the one the pupil lacks."""
    known = known_by_isbn(server, number)
    found = () if known is None else known.several or (known.title_id,)
    titles = [title_id for title_id in found if title_id is not None]
    if not titles:
        return IssueTold("no-title", scan.reader_id, code=number)
    row = table.row_of(scan.reader_id)
    if len(titles) > 1 and row is not None:
        titles = [each for each in titles if _lacks_title(table, row, each)] or titles
    if len(titles) > 1:
        return IssueTold("several", scan.reader_id, code=number)
    return _title(server, table, replace(scan, title_id=titles[0], text=number), titles[0])


def _lacks_title(table: IssueTable, row: RosterRow, title_id: int) -> bool:
    return any(
        each.line.parts_of({title_id}) & set(each.missing) for each in row.own.lines
    )


def _title(server: Server, table: IssueTable, scan: IssueScan, title_id: int) -> IssueTold:
    """A textbook without a label, by its title."""
    told = IssueTold("refused", scan.reader_id, scan.reader_id, scan.text, title_id=title_id)
    if scan.reader_id is None:
        return replace(told, kind="row-done" if scan.line_id is not None else "card-first")
    if scan.wish == RETURN:
        answer = return_unlabelled(server, scan.origin, scan.reader_id, title_id)
        return _told(server, table, scan, told, answer)
    against = _against(server, table, scan, title_id, None)
    if against is not None:
        return replace(told, **against)
    if table.row_of(scan.reader_id) is None:
        answer = keep_for_class(server, scan.origin, scan.reader_id, scan.class_id, "", title_id)
    else:
        override = scan.reason if scan.wish == OVERRIDE else None
        answer = issue_unlabelled(server, scan.origin, scan.reader_id, title_id, override or None)
    return _told(server, table, scan, told, answer)


def _copy(server: Server, table: IssueTable, scan: IssueScan, code: str) -> IssueTold:
    with server.library.reading() as work:
        copy = copy_by_code(work, code)
    told = IssueTold("unknown", scan.reader_id, scan.reader_id, code)
    if copy is None:
        return told
    told = replace(told, copy=copy.card)
    if scan.wish == RETURN:
        taking = CheckIn(scan.origin, code, scan.reader_id, confirmed=True, seen=True)
        return _told(server, table, scan, told, check_in(server, taking))
    if scan.reader_id is None:
        return replace(told, kind="row-done" if scan.line_id is not None else "card-first")
    against = _against(server, table, scan, copy.facts.title_id, copy)
    if against is not None:
        return replace(told, **against)
    if table.row_of(scan.reader_id) is None:
        return _to_custodian(server, table, scan, told, copy)
    override = scan.reason if scan.wish == OVERRIDE else None
    lending = CheckOut(scan.origin, scan.reader_id, code, override or None)
    takes_over = scan.wish == TAKE_OVER or _in_custody(server, copy, scan.class_id)
    answer = (return_and_lend if takes_over else check_out)(server, lending)
    return _told(server, table, scan, told, answer)


def _to_custodian(
    server: Server, table: IssueTable, scan: IssueScan, told: IssueTold, copy: FoundCopy
) -> IssueTold:
    """A copy that the custodian has comes back; another one is kept for the class."""
    loan, reader_id = copy.facts.open_loan, scan.reader_id
    assert reader_id is not None  # somebody is open
    answer: Answer
    if loan is not None and loan.reader_id == reader_id:
        taking = CheckIn(scan.origin, told.code, reader_id, confirmed=True, seen=True)
        answer = check_in(server, taking)
    else:
        answer = keep_for_class(server, scan.origin, reader_id, scan.class_id, told.code)
    return _told(server, table, scan, told, answer)


def _against(
    server: Server, table: IssueTable, scan: IssueScan, title_id: int, copy: FoundCopy | None
) -> dict[str, Any] | None:
    """What speaks against this title before the rules of lending are asked; None: nothing.
    A scan sent again is answered as it was the first time."""
    with server.library.reading() as work:
        title: Any = Title.get_or_none(Title.id == title_id)
        before = find_operation(work, scan.origin.operation_id)
    if before is not None or title is None:
        return None
    if title.item_kind != ItemKind.TEXTBOOK.value:
        return {"kind": "no-textbook"}
    if scan.line_id is not None and title_id not in _titles_of_row(table, scan):
        return {"kind": "not-row"}
    row = table.row_of(scan.reader_id)
    with_other = copy is not None and copy.facts.open_loan is not None
    kept_here = copy is not None and _in_custody(server, copy, scan.class_id)
    if row is None or (with_other and not kept_here) or scan.wish == OVERRIDE:
        return None
    book = Book(title_id, title.subject, title.grade, title.language)
    held = [each.title_id for each in row.books]
    verdict = judge(row.pupil.about, table.plan, book, held)
    if verdict is None or isinstance(verdict, Fits):
        return None
    return {"kind": "unfit", "unfit": verdict, "may_override": True}


def _titles_of_row(table: IssueTable, scan: IssueScan) -> set[int]:
    column = table.column_of(scan.line_id or 0)
    if column is None:
        return set()
    return {
        each.title_id for each in column.line.editions
        if not scan.part or each.part in (WHOLE, scan.part)
    }  # fmt: skip


def _in_custody(server: Server, copy: FoundCopy, class_id: int) -> bool:
    """Whether a custodian of this class has the copy: a pupil takes it over at once."""
    loan = copy.facts.open_loan
    if loan is None:
        return False
    with server.library.reading():
        kept: Any = Loan.get_or_none(Loan.id == loan.loan_id)
    return kept is not None and kept.for_class_id == class_id


def _told(
    server: Server, table: IssueTable, scan: IssueScan, told: IssueTold, answer: Answer
) -> IssueTold:
    match answer:
        case Lent(operation_id, copy):
            return _lent(server, scan, replace(told, copy=copy, operation_id=operation_id))
        case Returned(operation_id, copy):
            return replace(told, kind="returned", copy=copy, operation_id=operation_id)
        case AlreadyYours(copy):
            return replace(told, kind="already", copy=copy)
        case CardFirst(copy) | JustLent(copy):
            return replace(told, kind="on-shelf", copy=copy)
        case Refused(copy, reasons) | ToLibrarian(copy, reasons):
            found = isinstance(answer, ToLibrarian) and answer.operation_id is not None
            codes = {reason.code for reason in reasons}
            return replace(
                told, kind="found-again" if found else "refused", copy=copy or told.copy,
                reasons=reasons, may_override=not found and codes <= OVERRIDABLE,
                may_take_over=codes == {"on-loan-to-other"},
            )  # fmt: skip
    return replace(told, kind="unknown")


def _lent(server: Server, scan: IssueScan, told: IssueTold) -> IssueTold:
    """Who is next, and whether a set is whole now."""
    table = issue_table(server, scan.class_id)
    row = table.row_of(told.of) if table is not None else None
    if table is None or row is None:
        return replace(told, kind="kept")
    copy_id = told.copy.copy_id if told.copy is not None else None
    condition = next((book.condition for book in row.books if book.copy_id == copy_id), None)
    complete = bool(row.own.needed) and not row.own.still
    told = replace(told, kind="lent", condition=condition, complete=complete)
    if scan.line_id is None:
        return told
    return replace(told, reader_id=table.next_of(scan.line_id, scan.part, told.of))
