"""Provision with textbooks (қамтылу): what classes need, what they have been given, what the
library still has for them, what is short.

Books are counted by the parts of a line of the plan (library.textbooks). Free copies are
shared among the classes that lack them in the measure of what they lack, in whole books.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from library.textbooks import WHOLE, PlanLine, Pupil, lines_of

LEAST_CONDITION = 2
"""A copy of condition 1 is unfit and provides nobody; a copy never judged counts as fit."""

Wants = dict[tuple[int, int], list[int]]
"""(line, class) → how many of each part are lacking, the first part first."""


@dataclass(frozen=True, slots=True)
class Amounts:
    """Books: `needed`, `issued` to those who need them (or to a teacher for the class),
    `free` in the library for them."""

    needed: int = 0
    issued: int = 0
    free: int = 0

    @property
    def usable(self) -> int:
        """Books that are there for them."""
        return self.issued + self.free

    @property
    def short(self) -> int:
        """Books that are nowhere."""
        return self.needed - self.usable

    @property
    def percent(self) -> int | None:
        """Whole percent of the need that is there; 100 only when nothing is short; None:
        nothing is needed."""
        return self.usable * 100 // self.needed if self.needed else None

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(
            self.needed + other.needed, self.issued + other.issued, self.free + other.free
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """A line of the plan in a class. `pupils` need it; `without` are the readers who have
    not been given all of it."""

    class_id: int
    line_id: int
    pupils: int
    amounts: Amounts
    without: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """What has been given out: titles by reader; `sets` by class what a teacher keeps for
    it, title by title."""

    by_reader: Mapping[int, Sequence[int]] = field(default_factory=dict)
    sets: Mapping[int, Mapping[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Provision:
    """Cells of all classes in the order of the plan; what is spare: free copies nobody
    lacks by title, and copies by title and class that are held by whom they do not serve."""

    cells: tuple[Cell, ...]
    spare: Mapping[int, int]
    beside: Mapping[int, Mapping[int, int]]

    @property
    def whole(self) -> Amounts:
        """The sum of all cells."""
        return summed(self.cells)


def summed(cells: Iterable[Cell]) -> Amounts:
    """The amounts of cells together."""
    return sum((cell.amounts for cell in cells), Amounts())


def provision_of(
    lines: Iterable[PlanLine], pupils: Iterable[Pupil], held: Holding, free: Mapping[int, int]
) -> Provision:
    """The provision of all classes. `free`: fit copies in the library by title. Lines by
    quantity are left out: nobody counts their copies."""
    counted = [line for line in lines if not line.by_quantity]
    count = _Count(counted)
    for pupil in pupils:
        count.add(pupil, held.by_reader.get(pupil.reader_id, ()))
    count.hand_out_sets(held.sets)
    left = dict(free)
    allotted = allot(counted, count.wants, left)
    spare = {title: copies for title, copies in left.items() if copies}
    return Provision(tuple(count.cells(allotted)), spare, count.beside)


def allot(
    lines: Sequence[PlanLine], wants: Wants, free: dict[int, int]
) -> dict[tuple[int, int], int]:
    """Share free copies among those who lack them; books by (line, class). Lessens `wants`
    and `free`. Titles that serve few lines go first, so that others are left for more."""
    allowed: dict[int, list[tuple[PlanLine, int]]] = defaultdict(list)
    for line in lines:
        for edition in line.editions:
            allowed[edition.title_id].append((line, edition.part))
    classes: dict[int, list[int]] = defaultdict(list)
    for line_id, class_id in wants:
        classes[line_id].append(class_id)
    got: dict[tuple[int, int], int] = defaultdict(int)
    for title_id in sorted(allowed, key=lambda title: (len(allowed[title]), title)):
        places = [
            (line, part, class_id) for line, part in allowed[title_id]
            for class_id in classes[line.line_id]
        ]  # fmt: skip
        lacking = [_lacking(wants[line.line_id, one], part) for line, part, one in places]
        parts = shares(free.get(title_id, 0), lacking)
        for (line, part, class_id), copies in zip(places, parts, strict=True):
            if copies:
                key = line.line_id, class_id
                got[key] += copies * _take(wants[key], part, copies)
                free[title_id] -= copies
    return got


def shares(stock: int, wants: Sequence[int]) -> list[int]:
    """`stock` whole copies shared in the measure of what is wanted, never more than that;
    what division leaves goes to the largest remainders, the first of equals."""
    total = sum(wants)
    if stock >= total:
        return list(wants)
    got = [stock * want // total for want in wants]
    order = sorted(range(len(wants)), key=lambda n: (-(stock * wants[n] % total), n))
    for n in order[: stock - sum(got)]:
        got[n] += 1
    return got


def _lacking(want: Sequence[int], part: int) -> int:
    """How many copies of this part are lacking; WHOLE: pupils who lack all parts."""
    return min(want) if part == WHOLE else want[part - 1]


def _take(want: list[int], part: int, copies: int) -> int:
    """Lessen what is lacking; how many parts one copy gives."""
    places = range(len(want)) if part == WHOLE else (part - 1,)
    for place in places:
        want[place] -= copies
    return len(places)


@dataclass(frozen=True, slots=True)
class _Set:
    """What pupils alike need. `needs` has a bit for each part, line by line; `serves` says of
    a title which lines it gives which parts of; `shared`: some title serves several lines."""

    lines: tuple[PlanLine, ...]
    needs: tuple[int, ...]
    serves: Mapping[int, Sequence[tuple[int, int]]]
    shared: bool

    @classmethod
    def of(cls, lines: tuple[PlanLine, ...]) -> _Set:
        serves: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for place, line in enumerate(lines):
            for title_id in dict.fromkeys(edition.title_id for edition in line.editions):
                bits = sum(1 << part - 1 for part in line.parts_of({title_id}))
                if bits:
                    serves[title_id].append((place, bits))
        needs = tuple((1 << line.parts) - 1 for line in lines)
        return cls(lines, needs, serves, any(len(each) > 1 for each in serves.values()))


class _Count:
    """Pupil after pupil, what each needs and has."""

    def __init__(self, lines: Sequence[PlanLine]) -> None:
        self._lines = {line.line_id: line for line in lines}
        self._near: dict[tuple[int, str], list[PlanLine]] = defaultdict(list)
        for line in lines:
            self._near[line.grade, line.language].append(line)
        self._sets: dict[tuple[object, ...], _Set] = {}
        self._alike: Counter[tuple[tuple[object, ...], int]] = Counter()
        self.wants: Wants = {}
        self.beside: dict[int, Counter[int]] = defaultdict(Counter)
        self._without: dict[tuple[int, int], list[int]] = defaultdict(list)

    def add(self, pupil: Pupil, held: Sequence[int]) -> None:
        """What the pupil has serves a line, or is beside the own set."""
        mine = self._set_of(pupil)
        left, serves = list(mine.needs), mine.serves
        # A book that serves few lines goes first, so that others are left for more.
        titles = sorted(held, key=lambda one: len(serves.get(one, ()))) if mine.shared else held
        for title_id in titles:
            for place, bits in serves.get(title_id, ()):
                if left[place] & bits:
                    left[place] &= ~bits
                    break
            else:
                self.beside[title_id][pupil.class_id] += 1
        if any(left):
            self._lack(pupil, mine, left)

    def _lack(self, pupil: Pupil, mine: _Set, left: Sequence[int]) -> None:
        for line, bits in zip(mine.lines, left, strict=True):
            if bits:
                key = line.line_id, pupil.class_id
                self._without[key].append(pupil.reader_id)
                for part in range(line.parts):
                    self.wants[key][part] += bits >> part & 1

    def hand_out_sets(self, sets: Mapping[int, Mapping[int, int]]) -> None:
        """What teachers keep for a class serves that class alone; the rest is beside."""
        for class_id, titles in sets.items():
            own = {key: want for key, want in self.wants.items() if key[1] == class_id}
            left = dict(titles)
            allot(list(self._lines.values()), own, left)
            for title_id, copies in left.items():
                if copies:
                    self.beside[title_id][class_id] += copies

    def cells(self, allotted: Mapping[tuple[int, int], int]) -> Iterable[Cell]:
        """Each line in each class that needs it."""
        order = {line_id: place for place, line_id in enumerate(self._lines)}
        pupils: Counter[tuple[int, int]] = Counter()
        for (like, class_id), count in self._alike.items():
            for line in self._sets[like].lines:
                pupils[line.line_id, class_id] += count
        for key in sorted(pupils, key=lambda each: (order[each[0]], each[1])):
            line_id, class_id = key
            needed = pupils[key] * self._lines[line_id].parts
            free = allotted.get(key, 0)
            # What is lacking still, what was found for it and the own books make the need.
            issued = needed - sum(self.wants[key]) - free
            yield Cell(
                class_id, line_id, pupils[key], Amounts(needed, issued, free),
                tuple(self._without[key]) if needed > issued else (),
            )  # fmt: skip

    def _set_of(self, pupil: Pupil) -> _Set:
        like = pupil.grade, pupil.language, pupil.track, pupil.sex, pupil.chosen
        mine = self._sets.get(like)
        if mine is None:
            near = self._near.get((pupil.grade, pupil.language), ())
            mine = self._sets[like] = _Set.of(lines_of(pupil, near))
        if (like, pupil.class_id) not in self._alike:
            for line in mine.lines:
                self.wants.setdefault((line.line_id, pupil.class_id), [0] * line.parts)
        self._alike[like, pupil.class_id] += 1
        return mine
