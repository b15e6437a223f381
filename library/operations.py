"""Questions a station asks a library and the answers it gets: frozen values.

A question that changes something carries an `Origin`: the operation id makes it
idempotent (same id, same content: the stored answer; same id, other content:
`OperationReused`). Instants are aware UTC. Nothing here holds a reader's full name.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from library.refusals import Reason


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when it happened: `operation_id` is a UUID made at the scan,
    `happened_at` the true time of it, `staff_id` None at a kiosk."""

    operation_id: str
    station_id: int
    happened_at: datetime
    staff_id: int | None = None


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
class ReaderCard:
    """What a screen may show of a reader: first name and initial, never more.

    `lent` of `limit` ordinary loans are out (limit None: no limit shown).
    `late` counts overdue loans, shown only after a touch. `set_total`/`set_missing`
    stay None until textbook plans exist.
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


# ---------------------------------------------------------------- questions


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A card was scanned (own number or a linked foreign one). Counts one visit a day."""

    origin: Origin
    card: str


@dataclass(frozen=True, slots=True)
class OpenSessionByPin:
    """Forgotten card: `card` typed on the keypad with the reader's PIN."""

    origin: Origin
    card: str
    pin: str


@dataclass(frozen=True, slots=True)
class Resolve:
    """What is this foreign code: a copy, a card, or nothing? Changes nothing."""

    code: str


@dataclass(frozen=True, slots=True)
class CheckOut:
    """Lend a copy to a reader. `override` is a librarian's reason, desk only."""

    origin: Origin
    reader_id: int
    copy_code: str
    override: str | None = None


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Take a copy back. `reader_id` is the session's reader when one is open.
    `confirmed`: scanned a second time after `JustLent`. `seen`: a person or a pad
    has the book in hand (False at a kiosk: the return is provisional)."""

    origin: Origin
    copy_code: str
    reader_id: int | None = None
    confirmed: bool = False
    seen: bool = False


@dataclass(frozen=True, slots=True)
class Renew:
    """Prolong the reader's own loan of this copy."""

    origin: Origin
    reader_id: int
    copy_code: str


@dataclass(frozen=True, slots=True)
class Undo:
    """Undo an operation of this station by its id; `reader_id` as in the session."""

    origin: Origin
    undoes: str
    reader_id: int | None = None


@dataclass(frozen=True, slots=True)
class PlaceRequest:
    """The reader wants to wait for the title of this copy."""

    origin: Origin
    reader_id: int
    copy_code: str


@dataclass(frozen=True, slots=True)
class MyLoans:
    """The reader's open loans, soonest due first. Changes nothing."""

    reader_id: int


@dataclass(frozen=True, slots=True)
class CallLibrarian:
    """Somebody at the kiosk needs a person; `reason` is a stable word
    (`touched`, `unknown-codes`, `handed-in`, `incident`)."""

    origin: Origin
    reason: str
    copy_code: str | None = None


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """The reader chose a language in this session; it stays the reader's own."""

    origin: Origin
    reader_id: int
    language: str


Question = (
    OpenSession | OpenSessionByPin | Resolve | CheckOut | CheckIn | Renew | Undo
    | PlaceRequest | MyLoans | CallLibrarian | SetLanguage
)


# ------------------------------------------------------------------ answers


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """The card is good for a session (also when lending will be refused).
    `blocks` are reasons about the person, shown only after a touch."""

    reader: ReaderCard
    blocks: tuple[Reason, ...] = ()


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
    """Lent until `due_on`; the reader now has `lent` of `limit`."""

    operation_id: str
    copy: CopyCard
    due_on: date
    lent: int
    limit: int | None


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
    | Loans | Noted | OperationReused | Failed
)
