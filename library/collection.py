"""Year-end collection: what a scanned book means, and whose debt is left (domain §3.2).

The expected list of a class is frozen when its collection is opened: pupil × copy. A scan
credits the pupil who borrowed that very copy. Who handed it in may be told; from that follow
the swaps: when Aigul hands in Berik's copy and nobody brings hers, the one who owes a book is
not she but whoever stands at the end of that chain. So every missing copy is one pupil's debt.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from library.catalogue import CopyState, ItemKind


class CollectionState(StrEnum):
    """A collection is open, rests for some days, or is closed with its papers."""

    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Outcome(StrEnum):
    """What a scan meant; ends the text key `collection.<outcome>`. The first group credits
    a pupil; nothing of the second is an error."""

    CREDITED = "credited"
    SWAPPED = "swapped"
    OTHER_CLASS = "other-class"
    BESIDE = "beside"
    FOUND_AGAIN = "found-again"
    SEEN = "seen"
    LIBRARY_BOOK = "library-book"

    ALREADY_RETURNED = "already-returned"
    NOT_ISSUED = "not-issued"
    WRITTEN_OFF = "written-off"
    OTHER_SCHOOL = "other-school"
    PUPIL_NAMED = "pupil-named"
    WHOSE = "whose"
    NO_COPY_OF_PUPIL = "no-copy-of-pupil"
    UNKNOWN = "unknown"
    WRONG_DIGIT = "wrong-digit"


RETURNS = frozenset({
    Outcome.CREDITED, Outcome.SWAPPED, Outcome.OTHER_CLASS, Outcome.BESIDE,
    Outcome.LIBRARY_BOOK,
})  # fmt: skip
"""The outcomes that end a loan."""


@dataclass(frozen=True, slots=True)
class ScannedCopy:
    """A copy as a collection sees it. `borrower` of its open loan; `line_class` the class
    whose open collection expects it (None: no collection does); `unseen`: it came back through
    a kiosk and nobody has looked at it yet."""

    item_kind: ItemKind
    state: CopyState
    borrower: int | None = None
    line_class: int | None = None
    scanned_before: bool = False
    unseen: bool = False


def outcome_of(
    copy: ScannedCopy, handed_by: int | None, collecting: int | None
) -> Outcome:
    """What the scan of a known copy means. `handed_by` the pupil who hands it in, `collecting`
    the class whose page is open; None: not known, all classes."""
    if copy.state in (CopyState.LOST, CopyState.MISSING):
        return Outcome.FOUND_AGAIN
    if copy.borrower is None:
        return _not_lent(copy)
    if copy.item_kind is not ItemKind.TEXTBOOK and copy.line_class is None:
        return Outcome.LIBRARY_BOOK
    if copy.line_class is None:
        return Outcome.BESIDE
    if handed_by is not None and handed_by != copy.borrower:
        return Outcome.SWAPPED
    if collecting is not None and copy.line_class != collecting:
        return Outcome.OTHER_CLASS
    return Outcome.CREDITED


def _not_lent(copy: ScannedCopy) -> Outcome:
    if copy.unseen:
        return Outcome.SEEN
    if copy.scanned_before:
        return Outcome.ALREADY_RETURNED
    return Outcome.WRITTEN_OFF if copy.state is CopyState.WRITTEN_OFF else Outcome.NOT_ISSUED


@dataclass(frozen=True, slots=True)
class Expected:
    """One line of a frozen list. `back`: the copy came back, however; `alike` what may stand
    for it in a swap: the line of the plan, or the title itself."""

    line_id: int
    reader_id: int
    copy_id: int
    alike: int
    back: bool = False
    kept: bool = False


@dataclass(frozen=True, slots=True)
class Handed:
    """A credited line whose book another pupil handed in."""

    line_id: int
    by: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Readers in order: each handed in the next one's book. `line_id` the copy that is
    missing at its end and `debtor` who answers for it; both None when the chain is a ring
    or all of it came back: nobody owes."""

    alike: int
    readers: tuple[int, ...]
    line_id: int | None = None
    debtor: int | None = None


@dataclass(frozen=True, slots=True)
class Debt:
    """A copy that did not come back: lent to `borrower`, owed by `debtor`."""

    line_id: int
    borrower: int
    debtor: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One pupil's sums by the list: issued = credited + owed + kept."""

    issued: int = 0
    credited: int = 0
    owed: int = 0
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """What follows from a list and what was handed in."""

    debts: tuple[Debt, ...]
    chains: tuple[Chain, ...]


def standings(lines: Iterable[Expected]) -> dict[int, Standing]:
    """The sums of every pupil on the list."""
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for line in lines:
        each = sums[line.reader_id]
        each[0] += 1
        each[1 if line.back else 3 if line.kept else 2] += 1
    return {reader: Standing(*each) for reader, each in sums.items()}


def settle(lines: Sequence[Expected], handed: Sequence[Handed]) -> Settled:
    """Whose debt each missing copy is, and the swaps behind it.

    Every book handed in for another stands in one chain at most, so each missing copy has
    exactly one debtor and nobody pays twice for one book.
    """
    by_id = {line.line_id: line for line in lines}
    gave: dict[tuple[int, int], list[Expected]] = defaultdict(list)
    for each in handed:
        line = by_id.get(each.line_id)
        if line is not None and line.back and each.by != line.reader_id:
            gave[line.alike, each.by].append(line)
    _drop_carriers(lines, gave)
    debts, chains = [], []
    for line in lines:
        if line.back or line.kept:
            continue
        path = _path(line, gave)
        debts.append(Debt(line.line_id, line.reader_id, path[-1]))
        if len(path) > 1:
            chains.append(Chain(line.alike, path, line.line_id, path[-1]))
    return Settled(tuple(debts), (*chains, *_rings(gave)))


def _drop_carriers(
    lines: Sequence[Expected], gave: dict[tuple[int, int], list[Expected]]
) -> None:
    """Who brings a pile for the class has swapped nothing: more books of a kind than were
    lent to him tell no chain, and his own debt stays his."""
    issued = Counter((line.alike, line.reader_id) for line in lines)
    for key in [key for key, given in gave.items() if len(given) > issued[key]]:
        del gave[key]


def _path(line: Expected, gave: Mapping[tuple[int, int], list[Expected]]) -> tuple[int, ...]:
    """From the borrower of a missing copy along what each handed in instead of an own one."""
    path = [line.reader_id]
    while given := gave.get((line.alike, path[-1])):
        path.append(given.pop(0).reader_id)
    return tuple(path)


def _rings(gave: Mapping[tuple[int, int], list[Expected]]) -> list[Chain]:
    """What is left when every missing copy has its chain: all of these books are back."""
    found = []
    # A chain is told from its beginning: first those whose own copy nobody else brought.
    taken = {(alike, each.reader_id) for (alike, _), given in gave.items() for each in given}
    starts = sorted(gave, key=lambda key: key in taken)
    for alike, first in starts:
        while gave[alike, first]:
            path = [first]
            while given := gave.get((alike, path[-1])):
                path.append(given.pop(0).reader_id)
                if path[-1] == first:
                    break
            found.append(Chain(alike, tuple(path)))
    return found
