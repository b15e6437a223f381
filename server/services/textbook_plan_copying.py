"""The plan of another year taken over: looked at first, then copied in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from library.textbook_plan import values_of
from server.server import Server
from server.services.deeds import Deed, done_before
from server.services.textbook_plan_changes import put_edition, write_line
from server.services.textbook_plan_images import plan_image, write_plan_deed
from server.services.textbooks import plan_of
from server.tables import TextbookPlanLine


@dataclass(frozen=True, slots=True)
class CopyPreview:
    """What copying would do: `lines` new ones with `editions`; `there` stand in the plan
    already and stay as they are; `lists` of pupils have to be made anew."""

    lines: int
    editions: int
    there: int
    lists: int
    grades: tuple[tuple[int, int], ...]
    """New lines by grade."""


def years_with_plan(server: Server, but: str) -> list[str]:
    """Other years that have a plan; the newest first."""
    with server.library.reading():
        rows: Any = TextbookPlanLine.select(TextbookPlanLine.year).distinct().tuples()
        return sorted({year for (year,) in rows} - {but}, reverse=True)


def copy_preview(server: Server, from_year: str, to_year: str) -> CopyPreview:
    """What copying would do."""
    with server.library.snapshot():
        there = {values_of(line).same_as for line in plan_of(to_year)}
        lines = plan_of(from_year)
    new = [line for line in lines if values_of(line).same_as not in there]
    grades = sorted({line.grade for line in new})
    return CopyPreview(
        len(new), sum(len(line.editions) for line in new), len(lines) - len(new),
        sum(line.for_whom != "class" and line.variant is None for line in new),
        tuple((grade, sum(line.grade == grade for line in new)) for grade in grades),
    )  # fmt: skip


def copy_plan(server: Server, deed: Deed, from_year: str, to_year: str) -> int:
    """Copy the lines that `to_year` has not, with their editions, without lists of pupils:
    pupils have moved on. How many lines."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return 0
        was = plan_image(to_year)
        copied = copy_lines(from_year, to_year)
        write_plan_deed(server, work, deed, was)
        return copied


def copy_lines(from_year: str, to_year: str) -> int:
    """The same inside an open writing() block and without a deed of its own."""
    there = {values_of(line).same_as for line in plan_of(to_year)}
    copied = 0
    for line in plan_of(from_year):
        values = values_of(line)
        if values.same_as in there:
            continue
        line_id = write_line(to_year, values)
        for edition in line.editions:
            put_edition(line_id, edition.title_id, edition.part)
        copied += 1
    return copied
