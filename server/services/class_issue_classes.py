"""What the pages of the class issue show beside a class: all classes, editions, custodians."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from peewee import fn

from library.catalogue import CopyState
from library.textbooks import own_set
from server.facts import reader_by_id
from server.server import Server
from server.services.class_issue import Custodian
from server.services.class_issue_told import CUSTODIANS
from server.services.classes import ClassFacts, classes_of
from server.services.textbooks import held_textbooks, plan_of, pupils_of_year
from server.tables import Copy, Reader, Title


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """How far a class is: so many pupils, books needed and held, pupils with a whole set."""

    about: ClassFacts
    pupils: int
    needed: int
    held: int
    whole: int


@dataclass(frozen=True, slots=True)
class EditionShown:
    """A title by which a line is satisfied: its name, `publisher, year`, number on the cover,
    and how many free copies of it have a label and have none."""

    title_id: int
    name: str
    about: str
    isbn: str | None
    labelled: int
    unlabelled: int


def class_progress(server: Server, year: str) -> list[ClassProgress]:
    """The classes of a year in their order."""
    with server.library.snapshot():
        by_grade = defaultdict(list)
        for line in plan_of(year):
            by_grade[line.grade].append(line)
        pupils = [each.about for each in pupils_of_year(year)]
        held = held_textbooks([pupil.reader_id for pupil in pupils])
        classes = classes_of(server, year)
    counted: dict[int, Counter[str]] = defaultdict(Counter)
    for pupil in pupils:
        own = own_set(pupil, by_grade[pupil.grade], held[pupil.reader_id])
        count = counted[pupil.class_id]
        count["pupils"] += 1
        count["needed"] += own.needed
        count["held"] += own.held
        count["whole"] += bool(own.needed) and not own.still
    return [
        ClassProgress(about, count["pupils"], count["needed"], count["held"], count["whole"])
        for about in classes if not about.closed
        for count in (counted[about.class_id],)
    ]  # fmt: skip


def editions_shown(server: Server, title_ids: Collection[int]) -> dict[int, EditionShown]:
    """Titles by their numbers."""
    numbers = list(title_ids)
    with server.library.snapshot():
        free: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        rows: Any = (
            Copy.select(Copy.title, Copy.code.is_null(), fn.COUNT(Copy.id))
            .where(Copy.title.in_(numbers), Copy.state == CopyState.ON_SHELF.value)
            .group_by(Copy.title, Copy.code.is_null()).tuples()
        )  # fmt: skip
        for title_id, bare, count in rows:
            free[title_id][bool(bare)] = count
        titles: list[Any] = list(Title.select().where(Title.id.in_(numbers)))
    return {
        row.id: EditionShown(
            row.id, row.name, ", ".join(str(each) for each in (row.publisher, row.year) if each),
            row.isbn, *free[row.id],
        )
        for row in titles
    }  # fmt: skip


def new_custodian(server: Server, reader_id: int) -> Custodian | None:
    """A teacher or tutor who keeps nothing for the class yet; None for anybody else."""
    with server.library.reading() as work:
        reader = reader_by_id(work, reader_id)
        row = Reader.get_or_none(Reader.id == reader_id)
    if reader is None or row is None or reader.facts.category not in CUSTODIANS:
        return None
    return Custodian(reader_id, f"{row.surname} {row.given_name}", ())
