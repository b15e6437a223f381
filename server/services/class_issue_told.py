"""What comes in at the class issue, and what the desk is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from library.operations import CopyCard, Origin
from library.readers import Category
from library.refusals import Reason
from library.textbooks import WHOLE, Unfit

OPEN, OVERRIDE, TAKE_OVER, RETURN = "open", "override", "take-over", "return"
WISHES = ("", OPEN, OVERRIDE, TAKE_OVER, RETURN)
CUSTODIANS = (Category.TEACHER, Category.TUTOR)
CHOICES = 12


@dataclass(frozen=True, slots=True)
class IssueScan:
    """What came. `reader_id` who is open, `line_id` and `part` the row of row mode;
    `title_id` instead of a text where a line was pressed; `reason` goes with `override`."""

    origin: Origin
    class_id: int
    text: str = ""
    reader_id: int | None = None
    line_id: int | None = None
    part: int = WHOLE
    wish: str = ""
    reason: str = ""
    title_id: int | None = None


@dataclass(frozen=True, slots=True)
class IssueTold:
    """What the desk is told: `kind` ends the text key `issue.<kind>`. `reader_id` is open
    now, `of` whom the answer is about; `unfit` what the plan says against it; `condition` of
    the copy when lent; `complete`: the pupil's set is whole with this book; `undone` is an
    operation that was taken back; `choices` pupils that a name may mean; `count` of a bulk."""

    kind: str
    reader_id: int | None = None
    of: int | None = None
    code: str = ""
    copy: CopyCard | None = None
    title_id: int | None = None
    reasons: tuple[Reason, ...] = ()
    unfit: Unfit | None = None
    operation_id: str | None = None
    condition: int | None = None
    complete: bool = False
    may_override: bool = False
    may_take_over: bool = False
    choices: tuple[int, ...] = ()
    count: int = 0
