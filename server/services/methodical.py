"""Teachers and the method literature of their subjects: who needs it, what there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peewee import fn

from i18n.sorting import sort_key
from library.catalogue import ItemKind
from library.methodical import MethodicalLine, MethodicalStock, methodical_lines
from library.provision import LEAST_CONDITION
from library.readers import Category
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.provision import IN_LIBRARY, borrowed_copies
from server.tables import Copy, Loan, MethodicalNeed, Reader, TextbookPlanLine, Title


def methodical_table(server: Server, year: str) -> list[MethodicalLine]:
    """A line for each subject of the plan, of the stock or of the teachers, in Kazakh order."""
    with server.library.snapshot():
        needs = _needs(year)
        taught: Any = (
            TextbookPlanLine.select(TextbookPlanLine.subject)
            .where(TextbookPlanLine.year == year).distinct().tuples()
        )  # fmt: skip
        found = methodical_lines(needs, _stock(), [subject for (subject,) in taught])
    return sorted(found, key=lambda line: sort_key(line.subject))


def without_subject(server: Server) -> int:
    """Titles of method literature that say no subject: they stand in no line."""
    with server.library.reading():
        return int(
            Title.select()
            .where(Title.item_kind == ItemKind.METHODICAL.value,
                   Title.subject.is_null() | (Title.subject == ""))
            .count()
        )  # fmt: skip


def save_needs(server: Server, deed: Deed, year: str, teachers: Mapping[str, int]) -> None:
    """Say how many teachers teach each of these subjects; 0 takes a subject out, subjects not
    named stay."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return
        old = {name.casefold(): name for name in _needs(year)}
        for subject, count in teachers.items():
            # One spelling of a subject replaces the other.
            mine = MethodicalNeed.subject == old.get(subject.casefold(), subject)
            MethodicalNeed.delete().where(MethodicalNeed.year == year, mine).execute()
            if count:
                MethodicalNeed.create(year=year, subject=subject, teachers=count)
        write_deed(server, work, deed, before={"subjects": len(teachers)})


def _needs(year: str) -> dict[str, int]:
    rows: Any = (
        MethodicalNeed.select(MethodicalNeed.subject, MethodicalNeed.teachers)
        .where(MethodicalNeed.year == year).tuples()
    )  # fmt: skip
    return dict(rows)


def _stock() -> dict[str, MethodicalStock]:
    """By subject as its books spell it; spellings that differ in case are one."""
    subjects: dict[str, str] = {}
    titles: dict[str, set[int]] = {}
    rows: Any = (
        Title.select(Title.id, Title.subject)
        .where(Title.item_kind == ItemKind.METHODICAL.value, Title.subject.is_null(False))
        .tuples()
    )
    for title_id, subject in rows:
        if subject.strip():
            subjects.setdefault(subject.casefold(), subject)
            titles.setdefault(subject.casefold(), set()).add(title_id)
    every = [title_id for each in titles.values() for title_id in each]
    holders, free, borrowed = _holders(every), _free(every), borrowed_copies()
    return {
        subjects[key]: MethodicalStock(
            len(own), len(set().union(*(holders.get(each, set()) for each in own))),
            sum(free.get(each, 0) for each in own), sum(borrowed.get(each, 0) for each in own),
        )
        for key, own in titles.items()
    }  # fmt: skip


def _holders(titles: list[int]) -> dict[int, set[int]]:
    """Teachers who have a title on loan."""
    rows: Any = (
        Loan.select(Copy.title, Loan.reader)
        .join(Copy, on=Loan.copy == Copy.id)
        .join(Reader, on=Loan.reader == Reader.id)
        .where(Loan.closed_at.is_null(), Copy.title.in_(titles),
               Reader.category == Category.TEACHER.value)
        .tuples()
    )  # fmt: skip
    found: dict[int, set[int]] = {}
    for title_id, reader_id in rows:
        found.setdefault(title_id, set()).add(reader_id)
    return found


def _free(titles: list[int]) -> dict[int, int]:
    rows: Any = (
        Copy.select(Copy.title, fn.COUNT(Copy.id))
        .where(Copy.title.in_(titles), Copy.state.in_(IN_LIBRARY),
               Copy.condition.is_null() | (Copy.condition >= LEAST_CONDITION))
        .group_by(Copy.title).tuples()
    )  # fmt: skip
    return dict(rows)
