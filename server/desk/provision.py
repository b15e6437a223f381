"""`/desk/provision`: how far each class is provided with textbooks, by subject; it renews
itself. One line of a class with who lacks it; all lines of the plan as a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, abort, request

from i18n.sorting import sort_key
from library.provision import Amounts, Cell, summed
from library.provision_split import KinSum
from library.rights import Right
from server.desk.drawing import drawn
from server.desk.guard import allowed, asks_by_itself, i_may
from server.desk.textbook_plan_words import whom_said
from server.server import Server
from server.services.classes import ClassFacts
from server.services.provision import SchoolProvision, cell_view
from server.services.provision_kept import KeptProvision
from server.services.provision_spare import spare_lines

STEPS = (100, 90, 75, 50)
"""From so many percent on a cell is one step darker; below the last one it is alarming."""
RENEW_SECONDS = 5
"""How often an open map asks whether anything happened."""


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A subject in a class or in several: `percent` of the need is there, `of` says it in
    books (`28 / 30`); `line_id` of the line that lacks most; `step` 0 all is there … 4 less
    than half."""

    percent: int
    step: int
    of: str
    line_id: int


@dataclass(frozen=True, slots=True)
class HeatGroup:
    """The classes of one language and track with their sub-totals by subject."""

    kin: KinSum
    classes: tuple[ClassFacts, ...]
    subjects: dict[str, HeatCell]


def add_provision_pages(pages: Blueprint, server: Server, kept: KeptProvision) -> None:
    """The map, its changing part, one cell."""

    @pages.get("/provision")
    @allowed(Right.PROVISION)
    def provision() -> str:
        return drawn(
            server, "desk/provision.html", renew_seconds=RENEW_SECONDS, **_values(server, kept)
        )

    @pages.get("/provision/now")
    @allowed(Right.PROVISION)
    @asks_by_itself
    def provision_now() -> Response:
        """The part that changes by itself; 204 when nothing happened since."""
        if request.args.get("version") == str(kept.seq()):
            return Response(status=204)
        return Response(drawn(server, "desk/provision-now.html", **_values(server, kept)))

    @pages.get("/provision/<int:class_id>/<int:line_id>")
    @allowed(Right.PROVISION)
    def provision_cell(class_id: int, line_id: int) -> str:
        small = class_id < 10**9 and line_id < 10**9
        view = cell_view(server, class_id, line_id) if small else None
        if view is None:
            abort(404)
        return drawn(
            server, "desk/provision-cell.html", view=view, names=i_may(Right.READERS),
            whom_said=whom_said,
        )


def _values(server: Server, kept: KeptProvision) -> dict[str, object]:
    found = kept.now()
    subjects = sorted({line.subject for line in found.lines.values()}, key=sort_key)
    return {
        "found": found, "whole": found.whole, "subjects": subjects,
        "cells": heat_cells(found), "rows": _class_sums(found), "groups": heat_groups(found),
        "spare": spare_lines(server, found),
    }  # fmt: skip


def heat_cells(found: SchoolProvision) -> dict[tuple[int, str], HeatCell]:
    """By class and subject: several lines of a subject are one cell."""
    lines: dict[tuple[int, str], list[Cell]] = defaultdict(list)
    for cell in found.provision.cells:
        lines[cell.class_id, found.lines[cell.line_id].subject].append(cell)
    return {where: _heat(cells) for where, cells in lines.items()}


def heat_groups(found: SchoolProvision) -> list[HeatGroup]:
    """Rows of the map by language and track."""
    classes = {each.class_id: each for each in found.classes}
    kins = found.kins
    kin_of = {each: number for number, kin in enumerate(kins) for each in kin.classes}
    cells: dict[tuple[int, str], list[Cell]] = defaultdict(list)
    for cell in found.provision.cells:
        cells[kin_of[cell.class_id], found.lines[cell.line_id].subject].append(cell)
    return [
        HeatGroup(
            kin, tuple(classes[each] for each in kin.classes),
            {subject: _heat(own) for (place, subject), own in cells.items() if place == number},
        )
        for number, kin in enumerate(kins)
    ]  # fmt: skip


def _heat(cells: Sequence[Cell]) -> HeatCell:
    amounts = cells[0].amounts if len(cells) == 1 else summed(cells)
    percent = amounts.percent or 0
    step = next((step for step, least in enumerate(STEPS) if percent >= least), len(STEPS))
    worst = max(cells, key=lambda cell: cell.amounts.short)
    return HeatCell(percent, step, f"{amounts.usable} / {amounts.needed}", worst.line_id)


def _class_sums(found: SchoolProvision) -> dict[int, Amounts]:
    sums: dict[int, Amounts] = defaultdict(Amounts)
    for cell in found.provision.cells:
        sums[cell.class_id] = sums[cell.class_id] + cell.amounts
    return sums
