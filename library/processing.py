"""What is done to a new book between its register line and the shelf (work plan, row 4.1).

Stamped on the title page and on page 17, its inventory number written beside both stamps
(domain F1), the shelf mark on the title page, a pocket, a date-due slip, the label; and the
stuck label scanned back. A copy with nothing left is *ready* and may be lent.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """One thing done to a copy, in the order of the table (text key `processing.step-<step>`)."""

    STAMPED = "stamped"
    NUMBERED = "numbered"
    MARKED = "marked"
    POCKET = "pocket"
    SLIP = "slip"
    LABEL = "label"
    VERIFIED = "verified"


BY_HAND = tuple(step for step in Step if step is not Step.VERIFIED)
"""What people do and tick. That the label is the right one only a scan can tell."""
_NONE = "none"


@dataclass(frozen=True, slots=True)
class CopyAtWork:
    """What was done to a copy. `has_code` False: counted by quantity, it has no label, so
    none is stuck and none scanned back."""

    done: frozenset[Step]
    has_code: bool = True


def wanted(used: Collection[Step], has_code: bool = True) -> tuple[Step, ...]:
    """The steps of a copy in a school that does `used` by hand; a label is always scanned back."""
    labels = (Step.LABEL, Step.VERIFIED)
    return tuple(
        step
        for step in Step
        if (has_code or step not in labels) and (step is Step.VERIFIED or step in used)
    )


def left(copy: CopyAtWork, used: Collection[Step]) -> tuple[Step, ...]:
    """What is still to do, in order."""
    return tuple(step for step in wanted(used, copy.has_code) if step not in copy.done)


def is_ready(copy: CopyAtWork, used: Collection[Step]) -> bool:
    """Whether the copy may go to its shelf and be lent."""
    return not left(copy, used)


def taken_back(copy: CopyAtWork, used: Collection[Step]) -> frozenset[Step]:
    """What counts as undone once a copy that was made ready by mistake is in processing again:
    its label is to be scanned anew; without a label its last step."""
    if copy.has_code:
        return frozenset({Step.VERIFIED})
    return frozenset(wanted(used, has_code=False)[-1:])


def used_steps(text: str) -> frozenset[Step]:
    """The steps a school does, from its setting; all of them while nothing is set."""
    words = text.split()
    if not words:
        return frozenset(BY_HAND)
    return frozenset(step for step in BY_HAND if step.value in words)


def written_steps(used: Collection[Step]) -> str:
    """The setting of these steps; a school may do none of them."""
    return " ".join(step.value for step in BY_HAND if step in used) or _NONE
