"""What the kiosk's one page shows: plain values, in no language and no markup.

`session` makes a `Screen`; the templates say it in kk, ru or en. Text keys follow the
values: an answer of kind `lent` says `answer.lent`, a hint `hint.<hint>` and so on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from library.operations import ChargeCard, CopyCard, Destination, LessonCard, LoanLine, SetCard
from library.refusals import Reason


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """The newest answer, a third of the screen.

    `kind` is the page's `data-answer`: lent, returned, renewed, already-yours, refused,
    unknown, card-first, undone, to-librarian, just-lent (shown as already-yours),
    requested, isbn (shown as unknown), closed (shown as refused), failed
    (shown as to-librarian). `number` grows with each answer of the station.
    `person_reasons` is how many reasons about the person are folded into one neutral
    line; they are in `reasons` only once `details` is True.
    """

    kind: str
    number: int
    copy: CopyCard | None = None
    due_on: date | None = None
    destination: Destination | None = None
    provisional: bool = False
    late_days: int = 0
    renew_to: date | None = None
    reasons: tuple[Reason, ...] = ()
    person_reasons: int = 0
    details: bool = False
    may_request: bool = False
    place: int | None = None
    undone_kind: str | None = None
    incident: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the session's list, newest first. `kind`: lent, returned, renewed."""

    operation_id: str
    kind: str
    copy: CopyCard
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ReaderPart:
    """The reader of the session: first name and initial; the shelf of what is left.
    `person_reasons`: how many notes about the person wait behind a touch on `details`;
    `own_set`: the textbooks counted down instead of the shelf."""

    short_name: str
    lent: int
    limit: int | None
    person_reasons: int = 0
    own_set: SetCard | None = None


@dataclass(frozen=True, slots=True)
class UndoPart:
    """The newest undoable operation and for how long (seconds left when sent)."""

    operation_id: str
    seconds_left: float


@dataclass(frozen=True, slots=True)
class Banner:
    """One quiet line: `kind` is scanner-lost, no-scanner, no-connection, disk-full,
    returns-only, database-damaged; `values` fill its text (`since` an instant)."""

    kind: str
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ShelfBook:
    """A book on the idle screen (new arrivals, most read): no person in it."""

    copy: CopyCard
    """`code` is empty here."""


@dataclass(frozen=True, slots=True)
class IdlePart:
    """What the idle screen shows beside the invitation; `shelf_kind`: `new` or
    `most-read`. Empty shelf: the help in three steps instead."""

    shelf_kind: str
    shelf: tuple[ShelfBook, ...]


@dataclass(frozen=True, slots=True)
class KeypadPart:
    """The keypad for a forgotten card. `step`: card or pin; `filled` digits so far of
    `length`; `wait_seconds` > 0 while slowed down; `wrong`: last try failed."""

    step: str
    filled: int
    length: int
    shown: str
    wrong: bool = False
    wait_seconds: int = 0


@dataclass(frozen=True, slots=True)
class FarewellPart:
    """The end of a session: what was lent with its dates, large, to write on the slip."""

    lines: tuple[ListLine, ...]
    lent: int
    returned: int


@dataclass(frozen=True, slots=True)
class Screen:
    """The whole current screen. `name` is the page's `data-screen`:
    idle, session, my-books, keypad, help, farewell, call-librarian, return (card-less
    return on the idle screen), out-of-service.

    `version` grows with every change of the station; `session` is the session number a
    tap must carry. `idle_seconds`: when not None the visible countdown runs.
    `sound`: lent, returned, attention, again, call, none — played once per `version`.
    `themes`: subset of {contrast, large}; `muted`. `language` kk, ru or en.
    """

    name: str
    version: int
    session: int
    language: str
    now: datetime
    school: str
    reader: ReaderPart | None = None
    answer: AnswerPart | None = None
    lines: tuple[ListLine, ...] = ()
    loans: tuple[LoanLine, ...] = ()
    undo: UndoPart | None = None
    idle: IdlePart | None = None
    keypad: KeypadPart | None = None
    farewell: FarewellPart | None = None
    banners: tuple[Banner, ...] = ()
    hint: str = "scan-card-or-book"
    busy: bool = False
    idle_seconds: int | None = None
    sound: str = "none"
    themes: frozenset[str] = frozenset()
    muted: bool = False
    keypad_offered: bool = True
    returns_only: bool = False
    notes: tuple[Reason, ...] = ()
    """Reasons about the person, after a touch on `details` without a refusal."""
    charges: tuple[ChargeCard, ...] = ()
    """Classes for which the teacher of this session may open a lesson here."""
    lesson: LessonCard | None = None
    """The class that serves itself here now."""
    returning: bool = False
    """The next copies of this session are returned (command RETURN)."""
