"""Answers a library gives a station: frozen values, nothing in them tells a full name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from library.refusals import Reason


class Destination(StrEnum):
    """Where a returned book goes; text key `destination.<value>`."""

    TROLLEY = "trolley"
    HOLD_SHELF = "hold-shelf"
    LIBRARIAN = "librarian"


@dataclass(frozen=True, slots=True)
class CopyCard:
    """What a screen may show of a copy. `mark` is a small stable number that picks
    the typographic cover."""

    copy_id: int
    code: str
    title: str
    author: str
    item_kind: str
    mark: int


@dataclass(frozen=True, slots=True)
class SetCard:
    """The own set of textbooks: `held` of `needed` books; `still` the subjects missing."""

    held: int
    needed: int
    still: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChargeCard:
    """A class or dormitory group that the teacher in front of the station answers for."""

    charge_id: int
    label: str


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A textbook lesson at the station: whose, and until when (aware UTC)."""

    label: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ReaderCard:
    """What a screen may show of a reader: first name and initial, never more.

    `lent` of `limit` ordinary loans are out (limit None: no limit shown).
    `late` counts overdue loans, shown only after a touch.
    """

    reader_id: int
    short_name: str
    category: str
    language: str | None
    lent: int
    limit: int | None
    late: int = 0


@dataclass(frozen=True, slots=True)
class LoanLine:
    """One own loan for "my books"."""

    loan_id: int
    copy: CopyCard
    due_on: date
    late: bool
    may_renew: bool


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The card is good for a session (also when lending will be refused).
    `blocks` are reasons about the person, shown only after a touch. `own_set` while the
    pupil's class has its textbook lesson at this station; `charges` of a teacher."""

    reader: ReaderCard
    blocks: tuple[Reason, ...] = ()
    own_set: SetCard | None = None
    charges: tuple[ChargeCard, ...] = ()


@dataclass(frozen=True, slots=True)
class LessonOpened:
    """From now until then the station serves this class or group."""

    label: str
    until: datetime


@dataclass(frozen=True, slots=True)
class PinRefused:
    """Wrong card or PIN (never told which); try again after `wait_seconds`."""

    wait_seconds: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """A foreign code is linked: `kind` is `copy` or `card`."""

    kind: str
    code: str


@dataclass(frozen=True, slots=True)
class Lent:
    """Lent until `due_on`; the reader now has `lent` of `limit`. `own_set` after a textbook
    of somebody whom the plan gives a set; a repeated answer has none."""

    operation_id: str
    copy: CopyCard
    due_on: date
    lent: int
    limit: int | None
    own_set: SetCard | None = None


@dataclass(frozen=True, slots=True)
class AlreadyYours:
    """The copy is the reader's own loan: offer return, or renewal to `renew_to`
    (None: `reasons` say why not)."""

    copy: CopyCard
    due_on: date
    renew_to: date | None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """Taken back; `provisional` until a person has seen it. `own`: it was the loan
    of the session's reader, who now has `lent` of `limit`. `late_days` 0: in time."""

    operation_id: str
    copy: CopyCard
    destination: Destination
    provisional: bool
    own: bool = False
    late_days: int = 0
    lent: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Renewed:
    """The own loan now ends on `due_on`."""

    operation_id: str
    copy: CopyCard
    due_on: date


@dataclass(frozen=True, slots=True)
class Refused:
    """Not now. `reasons` are all that apply, the most telling first.
    `may_request`: the reader may wait for this title."""

    copy: CopyCard | None
    reasons: tuple[Reason, ...]
    may_request: bool = False


@dataclass(frozen=True, slots=True)
class CardFirst:
    """The copy stands on the shelf: to borrow it, a card is needed."""

    copy: CopyCard


@dataclass(frozen=True, slots=True)
class JustLent:
    """Lent at this station in the last 30 s: scan again to return."""

    copy: CopyCard


@dataclass(frozen=True, slots=True)
class ToLibrarian:
    """Hand the book to a person (found again, in repair, written off …).
    `operation_id` is set when something was recorded."""

    copy: CopyCard | None
    reasons: tuple[Reason, ...]
    operation_id: str | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """No copy or card has this code."""

    code: str


@dataclass(frozen=True, slots=True)
class Undone:
    """`undoes` no longer counts; `kind` is what it was (`check-out`, `check-in`,
    `renew`). The reader now has `lent` of `limit`."""

    operation_id: str
    undoes: str
    kind: str
    copy: CopyCard | None
    lent: int | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class RequestPlaced:
    """The reader waits for the title as number `place` in the queue."""

    operation_id: str
    copy: CopyCard
    place: int


@dataclass(frozen=True, slots=True)
class Loans:
    """Answer to MyLoans."""

    lines: tuple[LoanLine, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """Recorded (a call, a language); nothing more to say."""

    operation_id: str


@dataclass(frozen=True, slots=True)
class OperationReused:
    """This operation id was used for something else; nothing was done."""

    operation_id: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Could not: `code` is `incident`, `disk-full`, `no-connection` or `database-damaged`;
    `incident` is the number under which the log keeps the traceback."""

    code: str
    incident: str


Answer = (
    SessionOpened | PinRefused | Resolved | Lent | AlreadyYours | Returned | Renewed
    | Refused | CardFirst | JustLent | ToLibrarian | Unknown | Undone | RequestPlaced
    | Loans | Noted | OperationReused | Failed | LessonOpened
)
