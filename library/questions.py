"""Questions a station asks a library: frozen values, each change with its origin."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when it happened: `operation_id` is a UUID made at the scan,
    `happened_at` the true time of it, `staff_id` None at a kiosk."""

    operation_id: str
    station_id: int
    happened_at: datetime
    staff_id: int | None = None


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


@dataclass(frozen=True, slots=True)
class OpenLesson:
    """The teacher in front of the station opens a textbook lesson for an own class or group
    (`charge_id` of the session's ChargeCard), proved by the PIN."""

    origin: Origin
    card: str
    pin: str
    charge_id: int


@dataclass(frozen=True, slots=True)
class CloseLesson:
    """The lesson at this station is over."""

    origin: Origin
    reader_id: int


Question = (
    OpenSession | OpenSessionByPin | Resolve | CheckOut | CheckIn | Renew | Undo
    | PlaceRequest | MyLoans | CallLibrarian | SetLanguage | OpenLesson | CloseLesson
)
