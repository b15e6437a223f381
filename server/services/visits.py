"""Who came: visitors counted by hand beside those whose cards were scanned."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import fn

from library.readers import Category
from library.visits import DiaryDay, VisitGroup, group_of, service_year
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.tables import Membership, SchoolClass, Visit
from server.tables.fields import day_of

MOST_PEOPLE = 200
"""More than a school's largest gathering in a library; a longer number is a slip."""
_RECENT = 5


@dataclass(frozen=True, slots=True)
class Counted:
    """One line that was counted by hand."""

    visit_id: int
    came_at: datetime
    group: str
    people: int
    class_label: str | None


def count_visitors(
    server: Server, deed: Deed, group: VisitGroup, people: int = 1, class_label: str | None = None
) -> None:
    """Count people without cards today; the same form again counts nothing more.

    Raises ValueError for less than one or more than MOST_PEOPLE people.
    """
    if not 1 <= people <= MOST_PEOPLE:
        raise ValueError("nobody counts so many people")
    with server.library.writing() as work:
        if done_before(work, deed):
            return
        came_at = deed.origin.happened_at
        row = Visit.create(
            day=server.day_of(came_at), category=group.value, people=people,
            class_label=class_label, came_at=came_at, staff=deed.origin.staff_id,
            station=deed.origin.station_id,
        )  # fmt: skip
        write_deed(server, work, deed, before={"visit": row.id, "people": people})


def take_back_count(server: Server, deed: Deed, visit_id: int) -> bool:
    """Remove what was counted by hand today; False when it is gone or was a card."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = Visit.get_or_none(
            Visit.id == visit_id, Visit.reader.is_null(), Visit.day == server.today()
        )
        if row is None:
            return False
        before = {"group": row.category, "people": row.people, "day": row.day.isoformat()}
        row.delete_instance()
        write_deed(server, work, deed, before=before)
        return True


def counted_today(server: Server) -> list[Counted]:
    """What was counted by hand today, the last first; only the latest."""
    with server.library.reading():
        rows = (
            Visit.select()
            .where(Visit.day == server.today(), Visit.reader.is_null())
            .order_by(Visit.id.desc())
            .limit(_RECENT)
        )
        return [
            Counted(row.id, row.came_at, row.category, row.people, row.class_label) for row in rows
        ]


def diary(server: Server, first: date, until: date) -> list[DiaryDay]:
    """Days with visits, from `first` to before `until`, in their order."""
    with server.library.snapshot():
        groups: dict[date, Counter[VisitGroup]] = defaultdict(Counter)
        cards: Counter[date] = Counter()
        for day, group, people, card in _counts(first, until):
            groups[day][group] += people
            cards[day] += people if card else 0
        new = _new_readers(first, until)
    return [DiaryDay(day, groups[day], cards[day], new[day]) for day in sorted(groups)]


def today_line(server: Server) -> DiaryDay:
    """The line of today, also while nobody came."""
    today = server.today()
    lines = diary(server, today, today + timedelta(days=1))
    return lines[0] if lines else DiaryDay(today, {})


def _counts(first: date, until: date) -> Iterable[tuple[date, VisitGroup, int, bool]]:
    """Day, group, people, whether by card. Visits older than the kept class take the class
    the pupil was in on that day."""
    inside = (Visit.day >= first) & (Visit.day < until)
    old = (
        Visit.class_label.is_null()
        & (Visit.category == Category.STUDENT.value)
        & Visit.reader.is_null(False)
    )
    by_card = Visit.reader.is_null(False)
    known: Any = (
        Visit.select(Visit.day, Visit.category, Visit.class_label, by_card, fn.SUM(Visit.people))
        .where(inside & ~old)
        .group_by(Visit.day, Visit.category, Visit.class_label, by_card)
    )
    for day, category, label, card, people in known.tuples():
        yield day_of(day), group_of(category, label), int(people), bool(card)
    labels = _labels_then(first, until)
    unlabelled: Any = Visit.select(Visit.day, Visit.reader).where(inside & old)
    for day, reader_id in unlabelled.tuples():
        label = next(
            (
                said
                for since, to, said in labels.get(reader_id, ())
                if since <= day_of(day) and (to is None or day_of(day) < to)
            ),
            None,
        )
        yield day_of(day), group_of(Category.STUDENT, label), 1, True


def _labels_then(first: date, until: date) -> dict[int, list[tuple[date, date | None, str]]]:
    rows: Any = (
        Membership.select(
            Membership.reader, Membership.from_on, Membership.to_on,
            SchoolClass.grade, SchoolClass.letter,
        )
        .join(SchoolClass)
        .where(
            Membership.from_on < until,
            Membership.to_on.is_null() | (Membership.to_on > first),
            Membership.reader.in_(
                Visit.select(Visit.reader).where(
                    Visit.day >= first, Visit.day < until, Visit.class_label.is_null(),
                    Visit.reader.is_null(False),
                )
            ),
        )
    )  # fmt: skip
    found: dict[int, list[tuple[date, date | None, str]]] = defaultdict(list)
    for reader_id, since, to, grade, letter in rows.tuples():
        found[reader_id].append((day_of(since), to and day_of(to), f"{grade}{letter}"))
    return found


def _new_readers(first: date, until: date) -> Counter[date]:
    """How many readers came for the first time in their year of service, by day."""
    found: Counter[date] = Counter()
    begin, _ = service_year(first)
    while begin < until:
        _, end = service_year(begin)
        firsts: Any = (
            Visit.select(Visit.reader, fn.MIN(Visit.day))
            .where(Visit.day >= begin, Visit.day < end, Visit.reader.is_null(False))
            .group_by(Visit.reader)
        )
        found.update(day_of(day) for _reader, day in firsts.tuples())
        begin = end
    return found
