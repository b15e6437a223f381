"""What a station remembers: the visit of one person, and what outlives it.

Everything personal stands in `Visit`; ending a visit replaces it whole, so nothing of the
last reader can stay behind.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kiosk.screens import AnswerPart, FarewellPart, IdlePart, ListLine, Screen
from kiosk.session_events import Moment, Scanned, Settings, Tapped
from library.operations import (
    ChargeCard,
    LoanLine,
    Origin,
    Question,
    ReaderCard,
    SetCard,
)
from library.refusals import Reason

IDLE, RETURN, SESSION, FAREWELL = "idle", "return", "session", "farewell"
QUEUE_LIMIT = 64
"""Scans kept while a question is out; one more is refused aloud, never dropped silently."""


@dataclass(frozen=True, slots=True)
class KeypadEntry:
    """Digits typed for a forgotten card; with `charge_id` the PIN of a teacher who opens a
    lesson. `wait_until` is monotonic."""

    card: str = ""
    pin: str = field(default="", repr=False)
    step: str = "card"
    wrong: bool = False
    wait_until: float = 0.0
    charge_id: int | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A copy code remembered until `until` (monotonic): waiting for its card, or for the
    second scan that confirms a return."""

    code: str
    until: float


@dataclass(frozen=True, slots=True)
class Undoable:
    """An operation that may be undone until `until` (monotonic)."""

    operation_id: str
    until: float


@dataclass(frozen=True, slots=True)
class Visit:
    """One person in front of the station, known by a card or not.

    `phase` is idle, return (books came back without a card), session or farewell; `view`
    lies over it (my-books, keypad, help, call-librarian, or empty). `veiled`: the visit is
    over for the eye, only its queued scans still finish. `unsure` are questions whose
    answer was lost: asked again, they keep their operation id.
    """

    number: int
    phase: str
    language: str
    last_action_at: float
    themes: frozenset[str] = frozenset()
    muted: bool = False
    view: str = ""
    hint: str = ""
    card: str | None = None
    reader: ReaderCard | None = None
    own_set: SetCard | None = None
    charges: tuple[ChargeCard, ...] = ()
    blocks: tuple[Reason, ...] = ()
    blocks_shown: bool = False
    lines: tuple[ListLine, ...] = ()
    loans: tuple[LoanLine, ...] = ()
    answer: AnswerPart | None = None
    answer_at: float = 0.0
    undoable: tuple[Undoable, ...] = ()
    pending: Held | None = None
    confirm: Held | None = None
    returning: bool = False
    unknown_in_row: int = 0
    called: bool = False
    keypad: KeypadEntry = KeypadEntry()
    farewell: FarewellPart | None = None
    farewell_until: float = 0.0
    veiled: bool = False
    unsure: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A foreign code that the library resolved: `kind` copy or card, own `code`."""

    kind: str
    code: str
    scan: Scanned


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question the session asks by itself after an answer."""

    question: Question
    moment: Moment


@dataclass(frozen=True, slots=True)
class Leave:
    """The visit ran out of time while scans were waiting: end it after them."""

    moment: Moment


Work = Scanned | Tapped | Recognised | FollowUp | Leave


@dataclass(frozen=True, slots=True)
class Awaiting:
    """The one question that is out. `work` is what caused it."""

    number: int
    session: int
    question: Question
    since: float
    work: Work


@dataclass(frozen=True, slots=True)
class Trouble:
    """The link's last failure, shown as a quiet line until an answer comes."""

    code: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class State:
    """All a station knows. `asked` and `answers` count up and never restart."""

    settings: Settings
    now: Moment
    visit: Visit
    screen: Screen
    queue: tuple[Work, ...] = ()
    awaiting: Awaiting | None = None
    asked: int = 0
    answers: int = 0
    sound: str = "none"
    is_open: bool = True
    idle: IdlePart | None = None
    lost: tuple[tuple[str, Moment], ...] = ()
    trouble: Trouble | None = None
    probed_at: float = 0.0


def work_moment(work: Work) -> Moment:
    """When the scan or touch behind this work happened."""
    return work.scan.moment if isinstance(work, Recognised) else work.moment


def origin(state: State, moment: Moment) -> Origin:
    """Origin of the one operation this moment may cause."""
    return Origin(moment.id, state.settings.station_id, moment.wall)
