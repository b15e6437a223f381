"""Textbooks for the coming school year: pupils who move up, times the plan, less the copies
that are still fit.

A group is all pupils of a grade, language and track. Grade 10 is formed anew out of grade 9
and the first grade comes from other schools: both are taken as large as this year until the
school says better.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from library.classes import GRADES, TRACKED_FROM
from library.provision import Wants, allot
from library.textbook_plan import who_needs
from library.textbooks import VARIANT_OF, WHOLE, ForWhom, PlanLine, Pupil

GroupKey = tuple[int, str, str | None]
"""Grade, language of instruction, track."""


@dataclass(frozen=True, slots=True)
class Group:
    """Pupils of a grade, language and track next year. `supposed`: as the program counts;
    `told`: as the school says, if it does; `moves_up`: they are this year's pupils."""

    key: GroupKey
    supposed: int
    moves_up: bool
    told: int | None = None

    @property
    def pupils(self) -> int:
        """What counts."""
        return self.supposed if self.told is None else self.told


@dataclass(frozen=True, slots=True)
class Fitness:
    """Which copies will still do: at least of this condition (not judged: fit), of an
    edition not printed before `since` (None: of any age)."""

    least_condition: int = 3
    since: int | None = None

    def fits(self, condition: int | None, printed: int | None) -> bool:
        """Whether a copy will do."""
        worn = condition is not None and condition < self.least_condition
        old = self.since is not None and printed is not None and printed < self.since
        return not (worn or old)


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """A line next year, in books: `short` by part, the first part first. `unknown`: its list
    of pupils is not made, nothing tells how many will need it."""

    line: PlanLine
    pupils: int
    usable: int
    short: tuple[int, ...]
    unknown: bool = False

    @property
    def needed(self) -> int:
        """Books needed."""
        return self.pupils * self.line.parts


def next_groups(pupils: Iterable[Pupil], told: Mapping[GroupKey, int]) -> list[Group]:
    """The groups of the coming year in order; `told` may name groups nobody supposed."""
    now = Counter(_key(pupil) for pupil in pupils)
    if not now and not told:
        return []
    first = min((key[0] for key in now), default=GRADES[0])
    supposed: dict[GroupKey, tuple[int, bool]] = {}
    tracked = {key for key in now if key[0] == TRACKED_FROM}
    for (grade, language, track), count in now.items():
        formed_anew = grade + 1 == TRACKED_FROM and any(key[1] == language for key in tracked)
        if grade + 1 <= GRADES[-1] and not formed_anew:
            supposed[grade + 1, language, track] = count, True
    for key in now:
        if key[0] == first or key in tracked:
            supposed.setdefault(key, (now[key], False))
    found = [
        Group(key, *supposed.get(key, (0, False)), told.get(key)) for key in {*supposed, *told}
    ]
    return sorted(found, key=lambda each: (each.key[0], each.key[1], each.key[2] or ""))


def forecast(
    plan: Sequence[PlanLine], groups: Iterable[Group], now: Sequence[Pupil],
    plan_now: Sequence[PlanLine], fit: Mapping[int, int],
) -> list[ForecastLine]:
    """What the coming year's `plan` needs and lacks. `now` and `plan_now` are this year's
    pupils and plan: they tell how many take part in a list that is not made yet; `fit`:
    copies by title that will do."""
    needs = _Needs(now, plan_now)
    every = list(groups)
    counts = {line.line_id: needs.of(line, every) for line in plan}
    wants: Wants = {
        (line.line_id, 0): [counts[line.line_id] or 0] * line.parts for line in plan
    }
    usable = allot([line for line in plan if not line.by_quantity], wants, dict(fit))
    return [
        ForecastLine(
            line, counts[line.line_id] or 0, usable.get((line.line_id, 0), 0),
            tuple(wants[line.line_id, 0]), counts[line.line_id] is None,
        )
        for line in plan
    ]  # fmt: skip


def titles_to_order(
    line: ForecastLine, printed: Mapping[int, int | None]
) -> list[tuple[int | None, int, int]]:
    """Which title to order for a line: (title or None, part, copies). Of several allowed
    editions the newest; a whole book where all parts are short alike."""
    newest: dict[int, int] = {}
    for edition in sorted(line.line.editions, key=lambda each: printed.get(each.title_id) or 0):
        newest[edition.part] = edition.title_id
    short = line.short
    if not any(short):
        return []
    if len(short) == 1:
        return [(newest.get(WHOLE, newest.get(1)), WHOLE, short[0])]
    by_parts = any(part in newest for part in range(1, len(short) + 1))
    if WHOLE in newest and len(set(short)) == 1 and not by_parts:
        return [(newest[WHOLE], WHOLE, short[0])]
    return [
        (newest.get(part), part, copies) for part, copies in enumerate(short, start=1) if copies
    ]


class _Needs:
    """How many pupils of a group need a line."""

    def __init__(self, now: Sequence[Pupil], plan_now: Sequence[PlanLine]) -> None:
        self._groups: dict[GroupKey, list[Pupil]] = defaultdict(list)
        for pupil in now:
            self._groups[_key(pupil)].append(pupil)
        needed = who_needs(plan_now, now)
        self._like = {_like(line): needed.get(line.line_id, []) for line in plan_now}

    def of(self, line: PlanLine, groups: Iterable[Group]) -> int | None:
        """The pupils of all groups who need it; None: nothing tells."""
        found = [
            self._of_group(line, group) for group in groups
            if group.key[:2] == (line.grade, line.language)
            and line.track in (None, group.key[2]) and group.pupils
        ]  # fmt: skip
        known = [count for count in found if count is not None]
        return sum(known) if len(known) == len(found) else None

    def _of_group(self, line: PlanLine, group: Group) -> int | None:
        if line.for_whom is ForWhom.CLASS and line.variant is None:
            return group.pupils
        grade, language, track = group.key
        if line.variant is not None and group.moves_up:
            before = self._groups.get((grade - 1, language, track), [])
            sexes = [pupil.sex for pupil in before if pupil.sex is not None]
            fitting = sum(VARIANT_OF[sex] == line.variant for sex in sexes)
            if sexes:
                return _rounded_up(group.pupils * fitting, len(sexes))
        model = self._groups.get(group.key, [])
        listed = [p for p in self._like.get(_like(line), ()) if _key(p) == group.key]
        return _rounded_up(group.pupils * len(listed), len(model)) if listed else None


def _key(pupil: Pupil) -> GroupKey:
    return pupil.grade, pupil.language, pupil.track


def _like(line: PlanLine) -> tuple[object, ...]:
    return line.grade, line.subject.casefold(), line.language, line.track, line.variant


def _rounded_up(value: int, by: int) -> int:
    return -(-value // by)
