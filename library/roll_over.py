"""Roll-over of the school year: where each pupil goes (domain §6).

7→8 … 10→11 with the letter kept; the last grade leaves as graduates; grade 9 is re-formed by
a list, as the new first class is. A list names its pupils one by one and wins over what the
class says; a choice made for one pupil wins over the class too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from library.classes import GRADES, TRACKED_FROM

REFORMED_AFTER = 9
"""Basic school ends here: who goes on stands in a list."""


class ClassWay(StrEnum):
    """What becomes of a class: UP keeps its letter; LIST: its pupils are placed by a list;
    OUT: they finish school."""

    UP = "up"
    LIST = "list"
    OUT = "out"


class PupilWay(StrEnum):
    """What was chosen for one pupil; STAY: a reader without a class until placed."""

    UP = "up"
    REPEAT = "repeat"
    LEAVE = "leave"
    STAY = "stay"


class MoveKind(StrEnum):
    """What happens to a pupil; ends the text key `rollover.move-<kind>`."""

    UP = "up"
    LISTED = "listed"
    NEW = "new"
    REPEAT = "repeat"
    GRADUATE = "graduate"
    LEAVE = "leave"
    STAY = "stay"


GONE = frozenset({MoveKind.GRADUATE, MoveKind.LEAVE})
"""Kinds after which the reader has left the school."""

ClassName = tuple[int, str]
"""Grade and letter."""


@dataclass(frozen=True, slots=True)
class OldClass:
    """A class of the year that ends."""

    class_id: int
    grade: int
    letter: str
    language: str
    track: str | None = None

    @property
    def name(self) -> ClassName:
        """Grade and letter."""
        return self.grade, self.letter


@dataclass(frozen=True, slots=True)
class OldPupil:
    """A pupil of it; `debts` open loans and cases."""

    reader_id: int
    class_id: int
    debts: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """What becomes of a class, and the track of the class that it becomes."""

    way: ClassWay
    track: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A line of a list of new classes. `reader_id` the reader it names, None: a new one;
    `fault` a code when it cannot be told."""

    number: int
    grade: int
    letter: str
    language: str | None = None
    track: str | None = None
    reader_id: int | None = None
    fault: str | None = None
    same_as: str = ""
    """Equal for lines that name one child whom the library does not know."""


@dataclass(frozen=True, slots=True)
class ListFault:
    """A line that stops the roll-over; `other` the line it collides with."""

    number: int
    code: str
    field: str = ""
    other: int | None = None


@dataclass(frozen=True, slots=True)
class NewClass:
    """A class of the coming year."""

    grade: int
    letter: str
    language: str | None
    track: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """Where one pupil goes; `number` of the line of the list that says so."""

    reader_id: int | None
    kind: MoveKind
    left: int | None
    entered: ClassName | None
    debts: int = 0
    number: int | None = None


@dataclass(slots=True)
class Moves:
    """The whole roll-over: every pupil once, every class of the coming year, what stops it."""

    moves: list[Move] = field(default_factory=list)
    classes: dict[ClassName, NewClass] = field(default_factory=dict)
    faults: list[ListFault] = field(default_factory=list)

    def count(self, kind: MoveKind) -> int:
        """How many go so."""
        return sum(each.kind is kind for each in self.moves)


def usual_way(grade: int) -> ClassWay:
    """What becomes of a class when nobody chose otherwise."""
    if grade >= GRADES[-1]:
        return ClassWay.OUT
    return ClassWay.LIST if grade == REFORMED_AFTER else ClassWay.UP


def moves_of(
    classes: Iterable[OldClass], pupils: Sequence[OldPupil], ways: Mapping[int, Way],
    choices: Mapping[int, PupilWay], places: Sequence[Place],
) -> Moves:  # fmt: skip
    """Every move, in the order of the pupils, then the new ones of the lists. `ways` by
    class where they are not the usual ones, `choices` by reader."""
    known = {each.class_id: each for each in classes}
    found = Moves()
    placed = _placed(places, found)
    listed_grades = {place.grade for place in places}
    for pupil in pupils:
        about = known[pupil.class_id]
        way = ways.get(about.class_id) or Way(usual_way(about.grade))
        place = placed.get(pupil.reader_id)
        if place is not None:
            move = Move(pupil.reader_id, MoveKind.LISTED, pupil.class_id,
                        (place.grade, place.letter), pupil.debts, place.number)  # fmt: skip
        else:
            move = _move(pupil, about, way, choices.get(pupil.reader_id), listed_grades)
            _add_class(found, about, way, move)
        found.moves.append(move)
    old = {pupil.reader_id for pupil in pupils}
    for place in places:
        if place.reader_id not in old and place.fault is None:
            kind = MoveKind.NEW if place.reader_id is None else MoveKind.LISTED
            entered = place.grade, place.letter
            found.moves.append(Move(place.reader_id, kind, None, entered, 0, place.number))
    return found


def _placed(places: Sequence[Place], found: Moves) -> dict[int, Place]:
    """The lines by reader; faults of those that name one child twice."""
    placed: dict[int, Place] = {}
    fresh: dict[str, Place] = {}
    for place in places:
        if place.fault is not None:
            found.faults.append(ListFault(place.number, place.fault))
            continue
        before = (
            placed.get(place.reader_id) if place.reader_id is not None
            else fresh.get(place.same_as) if place.same_as else None
        )  # fmt: skip
        if before is not None:
            same = (before.grade, before.letter) == (place.grade, place.letter)
            code = "twice-in-list" if same else "in-two-classes"
            found.faults.append(ListFault(place.number, code, other=before.number))
            continue
        if place.reader_id is not None:
            placed[place.reader_id] = place
        fresh.setdefault(place.same_as, place)
        name = place.grade, place.letter
        made = found.classes.get(name)
        found.classes[name] = NewClass(
            *name, (made.language if made else None) or place.language,
            (made.track if made else None) or place.track,
        )  # fmt: skip
    return placed


def _move(
    pupil: OldPupil, about: OldClass, way: Way, choice: PupilWay | None, listed: set[int]
) -> Move:
    up = about.grade + 1, about.letter

    def move(kind: MoveKind, entered: ClassName | None = None) -> Move:
        return Move(pupil.reader_id, kind, pupil.class_id, entered, pupil.debts)

    if choice is PupilWay.REPEAT:
        return move(MoveKind.REPEAT, about.name)
    if choice is PupilWay.LEAVE:
        return move(MoveKind.LEAVE)
    if choice is PupilWay.STAY:
        return move(MoveKind.STAY)
    if way.way is ClassWay.OUT and choice is None:
        return move(MoveKind.GRADUATE)
    if way.way is ClassWay.LIST and choice is None:
        # Once the list of the next grade is there, who does not stand in it does not go on.
        return move(MoveKind.LEAVE if up[0] in listed else MoveKind.STAY)
    return move(MoveKind.UP, up) if up[0] in GRADES else move(MoveKind.GRADUATE)


def _add_class(found: Moves, about: OldClass, way: Way, move: Move) -> None:
    """The class a pupil enters; one of a list is described by its list."""
    if move.entered is None or move.entered in found.classes:
        return
    grade, letter = move.entered
    track = about.track or (way.track if way.way is ClassWay.UP else None)
    found.classes[move.entered] = NewClass(
        grade, letter, about.language, track if grade >= TRACKED_FROM else None
    )
