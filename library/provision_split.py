"""Parts of the provision: by language of instruction and track, line by line, and what some
classes have to spare of what others lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from library.provision import Amounts, Cell, Provision, summed
from library.textbooks import PlanLine

Kin = tuple[str, str | None]
"""Language of instruction and track (None: the class has none)."""


@dataclass(frozen=True, slots=True)
class KinClass:
    """A class as the split sees it."""

    class_id: int
    kin: Kin
    pupils: int


@dataclass(frozen=True, slots=True)
class KinSum:
    """All classes of a language and track; `classes` in the order they were given;
    `borrowed` copies of other schools among what is there."""

    kin: Kin
    classes: tuple[int, ...]
    pupils: int
    amounts: Amounts
    borrowed: int


@dataclass(frozen=True, slots=True)
class LineSum:
    """A line of the plan over all its classes."""

    line: PlanLine
    pupils: int
    amounts: Amounts
    borrowed: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Copies of a title that serve nobody in a class (0: with somebody in no class)."""

    title_id: int
    class_id: int
    copies: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """A line that some classes lack while copies of it lie beside: `lacking` books by class."""

    line: PlanLine
    lacking: tuple[tuple[int, int], ...]
    offers: tuple[Offer, ...]


def by_kin(
    found: Provision, lines: Mapping[int, PlanLine], classes: Iterable[KinClass],
    borrowed: Mapping[int, int],
) -> tuple[KinSum, ...]:
    """Sub-totals of the classes, the languages in their order, classes without a track
    first. A borrowed title is counted once in each sum that needs it."""
    cells: dict[int, list[Cell]] = defaultdict(list)
    for cell in found.cells:
        cells[cell.class_id].append(cell)
    groups: dict[Kin, list[KinClass]] = defaultdict(list)
    for each in classes:
        groups[each.kin].append(each)
    sums = []
    for kin in sorted(groups, key=lambda one: (one[0], one[1] or "")):
        own = [cell for each in groups[kin] for cell in cells[each.class_id]]
        sums.append(KinSum(
            kin, tuple(each.class_id for each in groups[kin]),
            sum(each.pupils for each in groups[kin]), summed(own),
            borrowed_for({cell.line_id for cell in own}, lines, borrowed),
        ))  # fmt: skip
    return tuple(sums)


def by_line(
    found: Provision, lines: Mapping[int, PlanLine], borrowed: Mapping[int, int]
) -> tuple[LineSum, ...]:
    """The lines that somebody needs, in the order of the plan."""
    cells: dict[int, list[Cell]] = defaultdict(list)
    for cell in found.cells:
        cells[cell.line_id].append(cell)
    return tuple(
        LineSum(line, sum(cell.pupils for cell in cells[line_id]), summed(cells[line_id]),
                borrowed_for((line_id,), lines, borrowed))
        for line_id, line in lines.items() if cells[line_id]
    )  # fmt: skip


def borrowed_for(
    line_ids: Iterable[int], lines: Mapping[int, PlanLine], borrowed: Mapping[int, int]
) -> int:
    """Copies of other schools for these lines, each copy once however many lines it serves."""
    titles = {edition.title_id for one in line_ids for edition in lines[one].editions}
    return sum(borrowed.get(title_id, 0) for title_id in titles)


def exchanges(found: Provision, lines: Mapping[int, PlanLine]) -> tuple[Exchange, ...]:
    """Lines that are short somewhere while a class holds copies beside its need."""
    lacking: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for cell in found.cells:
        if cell.amounts.short:
            lacking[cell.line_id].append((cell.class_id, cell.amounts.short))
    made = []
    for line_id, line in lines.items():
        offers = tuple(
            Offer(edition.title_id, class_id, copies)
            for edition in line.editions
            for class_id, copies in sorted(found.beside.get(edition.title_id, {}).items())
        )
        if offers and lacking[line_id]:
            made.append(Exchange(line, tuple(lacking[line_id]), offers))
    return tuple(made)
