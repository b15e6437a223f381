"""What happens to a session, and what a session asks for: frozen values.

Every event carries its `Moment`, so the session itself knows no clock and makes no ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.screens import IdlePart
from library.operations import Answer, LessonCard, Question


@dataclass(frozen=True, slots=True)
class Moment:
    """When: `at` monotonic seconds, `wall` aware UTC; `id` a fresh UUID that names the
    one operation this event may cause."""

    at: float
    wall: datetime
    id: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """A code was scanned, typed or pasted at this station."""

    text: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button of the page was touched; `session` is the number its screen carried,
    `args` what the button holds (a copy code, an operation id, a digit, a language)."""

    action: str
    session: int
    moment: Moment
    args: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ticked:
    """Time went by; sent when `session.next_tick` says so."""

    moment: Moment


@dataclass(frozen=True, slots=True)
class Answered:
    """The link answered ask `number`, which was asked in session `session`."""

    number: int
    session: int
    answer: Answer
    moment: Moment


@dataclass(frozen=True, slots=True)
class ScannerLost:
    """A device of this station stopped answering."""

    device: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class ScannerFound:
    """A device of this station answers (again)."""

    device: str
    moment: Moment


@dataclass(frozen=True, slots=True)
class OpeningChanged:
    """The library opened (lending) or closed (returns only)."""

    is_open: bool
    moment: Moment


@dataclass(frozen=True, slots=True)
class IdleChanged:
    """Other books for the idle screen's shelf."""

    idle: IdlePart | None
    moment: Moment


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The station's settings were changed at the desk."""

    settings: Settings
    moment: Moment


@dataclass(frozen=True, slots=True)
class Settings:
    """What a station may be told about itself. All times are seconds. `lesson`: a class
    that serves itself here for an hour."""

    station_id: int = 1
    school: str = ""
    language: str = "kk"
    keypad_offered: bool = True
    card_digits: int = 10
    pin_digits: int = 4
    idle_after: float = 60.0
    countdown: float = 15.0
    undo_for: float = 60.0
    card_follows_within: float = 20.0
    confirm_within: float = 20.0
    farewell_for: float = 8.0
    answer_on_idle_for: float = 20.0
    lesson: LessonCard | None = None


Event = (
    Scanned
    | Tapped
    | Ticked
    | Answered
    | ScannerLost
    | ScannerFound
    | OpeningChanged
    | IdleChanged
    | SettingsChanged
)


@dataclass(frozen=True, slots=True)
class Ask:
    """The one effect: put `question` to the link; its answer returns as `Answered`
    with the same `number` and `session`. Never more than one is out."""

    number: int
    session: int
    question: Question
