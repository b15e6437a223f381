"""What staff change in a plan: lines, allowed editions, lists of pupils, boys and girls."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import fn

from library.catalogue import ItemKind
from library.textbook_plan import LineValues
from library.textbooks import WHOLE, ForWhom
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.textbook_plan_images import plan_image, write_plan_deed
from server.services.textbooks import plan_of, pupils_of_class
from server.tables import (
    Reader,
    TextbookPlanEdition,
    TextbookPlanLine,
    TextbookPlanMember,
    Title,
)


@dataclass(frozen=True, slots=True)
class NoSuchLine:
    """Somebody removed the line meanwhile."""


def allow_edition(server: Server, deed: Deed, line_id: int, title_id: int, part: int) -> bool:
    """Let a textbook satisfy a line or one part of it (WHOLE: all); again with another part
    moves it. False when there is no such line, textbook or part."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        line = TextbookPlanLine.get_or_none(TextbookPlanLine.id == line_id)
        title = Title.get_or_none(Title.id == title_id)
        if line is None or title is None or title.item_kind != ItemKind.TEXTBOOK.value:
            return False
        if not WHOLE <= part <= line.parts:
            return False
        was = plan_image(line.year)
        put_edition(line_id, title_id, part)
        write_plan_deed(server, work, deed, was)
    return True


def allow_editions(
    server: Server, deed: Deed, year: str, chosen: Collection[tuple[int, int, int]]
) -> int:
    """Let textbooks satisfy lines of a year: (line, title, part) each. What is no textbook or
    no part of the line is passed over; how many were allowed."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return 0
        lines = {line.line_id: line for line in plan_of(year)}
        titles: Any = Title.select(Title.id).where(
            Title.item_kind == ItemKind.TEXTBOOK.value,
            Title.id.in_(sorted({title_id for _, title_id, _ in chosen}) or [0]),
        )
        textbooks = {row.id for row in titles}
        fine = [
            (line_id, title_id, part) for line_id, title_id, part in chosen
            if line_id in lines and title_id in textbooks
            and WHOLE <= part <= lines[line_id].parts
        ]  # fmt: skip
        was = plan_image(year)
        for line_id, title_id, part in fine:
            put_edition(line_id, title_id, part)
        write_plan_deed(server, work, deed, was)
    return len(fine)


def forbid_edition(server: Server, deed: Deed, line_id: int, title_id: int) -> bool:
    """Let a textbook satisfy a line no more; whether it did."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        line = TextbookPlanLine.get_or_none(TextbookPlanLine.id == line_id)
        was = plan_image(line.year if line is not None else "")
        if not _forget_edition(line_id, title_id):
            return False
        write_plan_deed(server, work, deed, was)
    return True


def set_members(
    server: Server, deed: Deed, line_id: int, offered: Collection[int], chosen: Collection[int]
) -> int | NoSuchLine:
    """Of the pupils `offered` by the page exactly the `chosen` stand on the line's list; how
    many stand on it now. Pupils the page did not offer keep their place."""
    with server.library.writing() as work:
        done = done_before(work, deed)
        line = TextbookPlanLine.get_or_none(TextbookPlanLine.id == line_id)
        if line is None:
            return NoSuchLine()
        before, was = _members(line_id), plan_image(line.year)
        if done:
            return len(before)
        seen = set(offered)
        now = (set(before) - seen) | (set(chosen) & seen)
        TextbookPlanMember.delete().where(
            TextbookPlanMember.line == line_id,
            TextbookPlanMember.reader.in_(sorted(set(before) - now) or [0]),
        ).execute()
        for reader_id in sorted(now - set(before)):
            TextbookPlanMember.create(line=line_id, reader=reader_id)
        write_plan_deed(server, work, deed, was)
        return len(now)


def set_sexes(server: Server, deed: Deed, class_id: int, sexes: Mapping[int, str | None]) -> int:
    """Enter who of a class is a boy (m), a girl (f) or not known (None); how many changed.
    Readers who are not of the class are passed over."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return 0
        now = {each.reader_id: each.about.sex for each in pupils_of_class(class_id)}
        changed = {
            reader_id: sex for reader_id, sex in sexes.items()
            if reader_id in now and now[reader_id] != sex
        }  # fmt: skip
        for sex in ("f", "m", None):
            readers = [reader_id for reader_id, new in changed.items() if new == sex]
            if readers:
                Reader.update(sex=sex).where(Reader.id.in_(readers)).execute()
        write_deed(
            server, work, deed,
            before={"class": class_id, "sexes": {str(key): now[key] for key in changed}},
        )  # fmt: skip
        return len(changed)


def write_line(year: str, values: LineValues) -> int:
    """Insert a line at the end of its grade; its number. Inside a writing() block."""
    last = TextbookPlanLine.select(fn.MAX(TextbookPlanLine.position)).where(
        TextbookPlanLine.year == year, TextbookPlanLine.grade == values.grade
    )
    row = TextbookPlanLine.create(
        year=year, position=(last.scalar() or 0) + 1, **line_columns(values)
    )
    return int(row.id)


def put_edition(line_id: int, title_id: int, part: int) -> None:
    """Let a title satisfy a line or a part of it. Inside a writing() block."""
    _forget_edition(line_id, title_id)
    TextbookPlanEdition.create(line=line_id, title=title_id, part=part)


def line_columns(values: LineValues) -> dict[str, Any]:
    """The columns of a line; a book for boys or girls is a subgroup's."""
    whom = ForWhom.SUBGROUP if values.variant else values.for_whom
    return {
        "grade": values.grade, "subject": values.subject, "language": values.language,
        "track": values.track, "variant": values.variant, "for_whom": whom.value,
        "parts": values.parts, "by_quantity": values.by_quantity,
    }  # fmt: skip


def _members(line_id: int) -> list[int]:
    rows: Any = TextbookPlanMember.select(TextbookPlanMember.reader).where(
        TextbookPlanMember.line == line_id
    )
    return sorted(reader for (reader,) in rows.tuples())


def _forget_edition(line_id: int, title_id: int) -> bool:
    return bool(
        TextbookPlanEdition.delete()
        .where(TextbookPlanEdition.line == line_id, TextbookPlanEdition.title == title_id)
        .execute()
    )
