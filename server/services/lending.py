"""Lending at the desk: one box takes cards and copies; what a scan means there.

A card opens its reader. With a reader open a copy is lent to him, or taken back when it is
his; without one it is taken back. The book is in the librarian's hand, so a return is final.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import NAMESPACE_OID, uuid5

from library.checkout import OVERRIDABLE
from library.operations import (
    AlreadyYours,
    Answer,
    CardFirst,
    CheckIn,
    CheckOut,
    CopyCard,
    JustLent,
    Lent,
    MyLoans,
    OpenSession,
    OperationReused,
    Origin,
    Refused,
    Renew,
    Renewed,
    Returned,
    SessionOpened,
    ToLibrarian,
    Unknown,
)
from library.refusals import Reason
from library.scanned_code import (
    CardNumber,
    CommandNumber,
    CopyNumber,
    Isbn,
    PlaceNumber,
    WrongCheckDigit,
    read_code,
)
from library.typed_code import typed_code
from server.facts import copy_by_code, copy_by_id, linked_kind
from server.server import Server
from server.services.checkin import check_in
from server.services.checkout import check_out, return_and_lend
from server.services.deeds import Deed
from server.services.desk_reader import active_card
from server.services.finding import READERS, Hit, find
from server.services.journal import find as find_operation
from server.services.known_titles import known_by_isbn
from server.services.processing import finish
from server.services.renewal import renew
from server.services.sessions import my_loans, open_session
from server.services.unlabelled import (
    lent_copy_back,
    lent_copy_renewed,
    lent_unlabelled,
    return_unlabelled,
)

JUST_LENT = timedelta(minutes=10)
"""An own copy scanned so soon after it was lent is asked about, not taken back."""

RETURN, RENEW, TAKE_OVER, OVERRIDE = "return", "renew", "take-over", "override"
OPEN, RENEW_ALL, FINISH = "open", "renew-all", "finish"
"""`finish`: the book is in processing, and whoever holds it says that all is done."""
WISHES = ("", RETURN, RENEW, TAKE_OVER, OVERRIDE, OPEN, RENEW_ALL, FINISH)
CHOICES = 12
"""So many readers at most are offered for a name."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What came at the desk. `reader_id`: whose record is open; `wish` says what to do with
    the copy beside what follows by itself; `open` and `renew-all` need no text; `reason` goes
    with `override`; `copy_id` instead of a text: a loan without a code was pressed."""

    origin: Origin
    text: str
    reader_id: int | None = None
    wish: str = ""
    reason: str = ""
    copy_id: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the desk is told. `kind` ends the text key `lending.<kind>`; `reader_id` is whose
    record is open now; `may_override`: a named reason lends it all the same; `may_take_over`:
    another reader's copy can be taken back and lent on in one step; `choices` are the readers
    a name may mean; `renewed` of `loans` were prolonged."""

    kind: str
    reader_id: int | None
    code: str = ""
    copy: CopyCard | None = None
    reasons: tuple[Reason, ...] = ()
    due_on: date | None = None
    renew_to: date | None = None
    operation_id: str | None = None
    destination: str = ""
    late_days: int = 0
    may_override: bool = False
    may_take_over: bool = False
    choices: tuple[Hit, ...] = ()
    renewed: int = 0
    loans: int = 0


def scanned(server: Server, scan: Scan) -> Told:
    """Do what the scan means; nothing is done twice for the same operation id."""
    if scan.wish in (OPEN, RENEW_ALL):
        if scan.reader_id is None:
            return Told("stale", None)
        does = _open if scan.wish == OPEN else _renew_all
        return does(server, scan, scan.reader_id)
    if scan.copy_id is not None:
        return _line(server, scan, scan.copy_id)
    text = typed_code(scan.text).text
    match read_code(text):
        case CardNumber(number):
            return _card(server, scan, number)
        case CopyNumber(number):
            return _copy(server, scan, number)
        case CommandNumber() | PlaceNumber():
            return Told("not-here", scan.reader_id, text)
        case Isbn(number):
            return _cover(server, scan, number)
        case WrongCheckDigit():
            return Told("wrong-digit", scan.reader_id, text)
    return _foreign(server, scan, text)


def _line(server: Server, scan: Scan, copy_id: int) -> Told:
    """A press on a loan without a label; where it is not the reader's any more, the page is
    out of date."""
    does = {RETURN: lent_copy_back, RENEW: lent_copy_renewed}.get(scan.wish)
    if does is None or scan.reader_id is None:
        return Told("stale", scan.reader_id)
    told = _told(scan, "", does(server, scan.origin, scan.reader_id, copy_id))
    return replace(told, kind="stale") if told.kind == "unknown" else told


def _cover(server: Server, scan: Scan, number: str) -> Told:
    """The number on a cover names no copy; but of a textbook without a label that the open
    reader has, it brings that one back. One lent just now is asked about first."""
    known = None if scan.reader_id is None else known_by_isbn(server, number)
    if scan.reader_id is None or known is None or known.title_id is None:
        return Told("isbn", scan.reader_id, number)
    with server.library.reading() as work:
        answered = find_operation(work, scan.origin.operation_id) is not None
        copy_id = lent_unlabelled(scan.reader_id, known.title_id)
        copy = None if copy_id is None else copy_by_id(work, copy_id)
    if copy is None and not answered:
        return Told("isbn", scan.reader_id, number)
    loan = copy.facts.open_loan if copy is not None else None
    since = None if loan is None else scan.origin.happened_at - loan.lent_at
    asks = since is not None and since <= JUST_LENT and scan.wish != RETURN
    if copy is not None and asks and not answered:
        return Told("already", scan.reader_id, number, copy.card)
    answer = return_unlabelled(server, scan.origin, scan.reader_id, known.title_id)
    return _told(scan, number, answer)


def _foreign(server: Server, scan: Scan, text: str) -> Told:
    with server.library.reading() as work:
        kind = linked_kind(work, text) if text else None
    if kind == "card":
        return _card(server, scan, text)
    if kind == "copy":
        return _copy(server, scan, text)
    return _name(server, scan, text)


def _name(server: Server, scan: Scan, text: str) -> Told:
    """Words are a reader's name: the one that fits is opened, several are offered."""
    found = find(server, scan.text, {READERS}, CHOICES)
    hits = tuple(hit for hit in found.hits if hit.kind == READERS)
    if not hits:
        return Told("unknown", scan.reader_id, text)
    if len(hits) == 1 and not found.instead:
        return _open(server, scan, hits[0].row_id)
    return Told("choose", None, choices=hits)


def _open(server: Server, scan: Scan, reader_id: int) -> Told:
    """Open a reader who has no card with him; he came all the same."""
    card = active_card(server, reader_id)
    if card is None:
        return Told("reader", reader_id)
    return _card(server, scan, card)


def _renew_all(server: Server, scan: Scan, reader_id: int) -> Told:
    """Prolong whatever may be prolonged; each is an operation of its own."""
    lines = my_loans(server, MyLoans(reader_id)).lines
    renewed = 0
    for line in lines:
        each = str(uuid5(NAMESPACE_OID, f"{scan.origin.operation_id} {line.copy.copy_id}"))
        origin = replace(scan.origin, operation_id=each)
        answer = lent_copy_renewed(server, origin, reader_id, line.copy.copy_id)
        renewed += isinstance(answer, Renewed)
    return Told("renewed-all", reader_id, renewed=renewed, loans=len(lines))


def _card(server: Server, scan: Scan, number: str) -> Told:
    """A card opens its reader and counts a visit of the day."""
    answer = open_session(server, OpenSession(scan.origin, number))
    if isinstance(answer, SessionOpened):
        return Told("reader", answer.reader.reader_id, number)
    return Told("unknown-card", None, number)


def _copy(server: Server, scan: Scan, code: str) -> Told:
    if scan.wish == FINISH:
        _finish(server, scan, code)
        if scan.reader_id is None:
            return _told(scan, code, check_in(server, CheckIn(scan.origin, code, seen=True)))
    if scan.wish == RENEW and scan.reader_id is not None:
        return _told(scan, code, renew(server, Renew(scan.origin, scan.reader_id, code)))
    if scan.reader_id is None or scan.wish == RETURN or _comes_back(server, scan, code):
        taking = CheckIn(scan.origin, code, scan.reader_id, confirmed=True, seen=True)
        return _told(scan, code, check_in(server, taking))
    reason = scan.reason if scan.wish == OVERRIDE else None
    lending = CheckOut(scan.origin, scan.reader_id, code, reason or None)
    if scan.wish == TAKE_OVER:
        return _told(scan, code, return_and_lend(server, lending))
    return _told(scan, code, check_out(server, lending))


def _finish(server: Server, scan: Scan, code: str) -> None:
    """The last steps of a book in hand, an operation of its own beside the lending."""
    with server.library.reading() as work:
        copy = copy_by_code(work, code)
    if copy is not None:
        copy_id = copy.facts.copy_id
        each = str(uuid5(NAMESPACE_OID, f"{scan.origin.operation_id} finished"))
        origin = replace(scan.origin, operation_id=each)
        finish(server, Deed(origin, "steps-finished", str(copy_id), copy_id=copy_id), copy_id)


def _comes_back(server: Server, scan: Scan, code: str) -> bool:
    """Whether the open reader brings his own copy back: it is his, and not since just now.
    A question that was answered before is asked again as it was then."""
    with server.library.reading() as work:
        before = find_operation(work, scan.origin.operation_id)
        if before is not None:
            return before.kind == "check-in"
        copy = copy_by_code(work, code)
    loan = copy.facts.open_loan if copy is not None else None
    if loan is None or loan.reader_id != scan.reader_id:
        return False
    return scan.origin.happened_at - loan.lent_at > JUST_LENT


def _told(scan: Scan, code: str, answer: Answer) -> Told:
    told = Told("unknown", scan.reader_id, code)
    match answer:
        case Lent(operation_id, copy, due_on):
            return replace(told, kind="lent", copy=copy, due_on=due_on, operation_id=operation_id)
        case Returned(operation_id, copy, destination):
            return replace(
                told, kind="returned", copy=copy, operation_id=operation_id,
                destination=destination.value, late_days=answer.late_days,
            )  # fmt: skip
        case Renewed(operation_id, copy, due_on):
            return replace(
                told, kind="renewed", copy=copy, due_on=due_on, operation_id=operation_id
            )
        case AlreadyYours(copy, due_on, renew_to, reasons):
            return replace(
                told, kind="already", copy=copy, due_on=due_on, renew_to=renew_to, reasons=reasons
            )
        case CardFirst(copy) | JustLent(copy):
            return replace(told, kind="on-shelf", copy=copy)
        case Refused(copy, reasons) | ToLibrarian(copy, reasons):
            return _refused(told, answer, copy, reasons)
        case Unknown():
            return told
        case OperationReused():
            return replace(told, kind="stale")
    raise TypeError(f"no answer for the desk: {type(answer).__name__}")


def _refused(
    told: Told, answer: Answer, copy: CopyCard | None, reasons: tuple[Reason, ...]
) -> Told:
    codes = {reason.code for reason in reasons}
    done = isinstance(answer, ToLibrarian) and answer.operation_id is not None
    other = "on-loan-to-other" in codes
    return replace(
        told, kind="found-again" if done else "refused", copy=copy, reasons=reasons,
        may_override=told.reader_id is not None and not other and codes <= OVERRIDABLE,
        may_take_over=told.reader_id is not None and codes == {"on-loan-to-other"},
    )  # fmt: skip
