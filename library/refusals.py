"""Why something is refused, whom it is about, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class About(StrEnum):
    """A reason about the BOOK shows at once; about the PERSON only after a touch."""

    BOOK = "book"
    PERSON = "person"


class Next(StrEnum):
    """The next step offered; text key is `next.<value>`."""

    ASK_LIBRARIAN = "ask-librarian"
    GIVE_TO_LIBRARIAN = "give-to-librarian"
    PUT_ON_HOLD_SHELF = "put-on-hold-shelf"
    TAKE_FROM_HOLD_SHELF = "take-from-hold-shelf"
    PUT_BACK = "put-back"
    RETURN_ONE = "return-one"
    RETURN_IN_TIME = "return-in-time"
    RETURN_LATE = "return-late"
    READ_HERE = "read-here"
    PLACE_REQUEST = "place-request"
    TAKE_OWN_GRADE = "take-own-grade"
    COME_BACK_WHEN_OPEN = "come-back-when-open"
    COME_AFTER_LESSON = "come-after-lesson"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason. `code` is stable (text key `refusal.<code>`), `values` fill the
    text's places (numbers, ISO dates as `date` objects; never names)."""

    code: str
    about: About
    next_step: Next
    values: dict[str, object] = field(default_factory=dict)
