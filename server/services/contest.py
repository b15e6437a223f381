"""The contest of clean textbooks: what is known of each class, and its place."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime
from typing import Any

from library.catalogue import ItemKind
from library.contest import (
    ClassScore,
    Lent,
    Parts,
    Weights,
    condition_points,
    on_time_points,
    places_of,
    raid_points,
    total_of,
)
from server.server import Server
from server.services.classes import ClassFacts, classes_of, shown_year
from server.services.deeds import Deed, done_before, write_deed
from server.services.settings import put_setting, setting
from server.tables import Copy, Loan, Membership, Raid, RaidMark, SchoolClass, Title
from server.tables.fields import day_of, instant_of

WEIGHTS = "contest.weights"
"""The setting: three whole numbers, raids condition on-time."""


def contest_table(server: Server, year: str | None = None) -> tuple[ClassScore, ...]:
    """The classes of a year (None: the one shown unasked): first those with a place, then
    all others as classes are numbered. Reads all textbook loans of the year, some 100 ms in
    a large school: not for every scan."""
    wanted = weights_of(server)
    with server.library.snapshot():
        classes = classes_of(server, year or shown_year(server))
        ids = [each.class_id for each in classes]
        marks, held = _marks(ids)
        lent = _lent(server, ids)
    today = server.today()
    parts = {
        each: Parts(
            raid_points(marks[each]), condition_points(lent[each]),
            on_time_points(lent[each], today),
        ) for each in ids
    }  # fmt: skip
    places = places_of(parts, wanted)
    scores = [
        _score(each, parts[each.class_id], wanted, places, held, lent[each.class_id])
        for each in classes
    ]
    # Sorting is stable: without a place they stay as classes are numbered.
    return tuple(sorted(scores, key=lambda score: score.place or 99))


def _score(
    about: ClassFacts, parts: Parts, weights: Weights, places: dict[int, int],
    held: dict[int, int], lent: list[Lent],
) -> ClassScore:  # fmt: skip
    return ClassScore(
        about.class_id, about.label, places.get(about.class_id), total_of(parts, weights), parts,
        held.get(about.class_id, 0), sum(each.back_on is not None for each in lent),
    )  # fmt: skip


def _marks(ids: list[int]) -> tuple[dict[int, list[int]], dict[int, int]]:
    """Marks of each class, and how many raids gave any."""
    rows: Any = (
        RaidMark.select(Raid.school_class, Raid.id, RaidMark.mark)
        .join(Raid).where(Raid.school_class.in_(ids)).tuples()
    )  # fmt: skip
    marks: dict[int, list[int]] = defaultdict(list)
    raids: dict[int, set[int]] = defaultdict(set)
    for class_id, raid_id, mark in rows:
        marks[class_id].append(mark)
        raids[class_id].add(raid_id)
    return marks, {class_id: len(found) for class_id, found in raids.items()}


def _lent(server: Server, ids: list[int]) -> dict[int, list[Lent]]:
    """The textbooks for which each class answers: a loan belongs to the class its pupil was
    in when the book came back, or should have."""
    rows: Any = (
        Loan.select(
            Membership.school_class, Membership.from_on, Membership.to_on, Loan.due_on,
            Loan.closed_at, Loan.closed_as, Loan.condition_out, Loan.condition_back, Loan.id,
        )
        .join(Membership, on=Membership.reader == Loan.reader)
        .join(SchoolClass, on=Membership.school_class == SchoolClass.id)
        .join_from(Loan, Copy)
        .join(Title)
        .where(
            SchoolClass.id.in_(ids), Title.item_kind == ItemKind.TEXTBOOK.value,
            Loan.closed_as.is_null() | (Loan.closed_as != "voided"),
        )
        .order_by(Membership.from_on)
        .tuples()
    )  # fmt: skip
    found: dict[int, list[Lent]] = defaultdict(list)
    counted: set[int] = set()
    for class_id, since, until, due, closed_at, closed_as, out, back, loan_id in rows:
        closed, due_on = _local_day(server, closed_at), day_of(due)
        day = min(closed or due_on, due_on)
        if day < day_of(since) or (until is not None and day > day_of(until)):
            continue
        # On the day of a move both classes could claim it: the one that is left does.
        if loan_id in counted:
            continue
        counted.add(loan_id)
        back_on = closed if closed_as == "returned" else None
        found[class_id].append(Lent(due_on, back_on, closed_as == "lost", out, back))
    return found


def _local_day(server: Server, moment: str | datetime | None) -> date | None:
    return None if moment is None else instant_of(moment).astimezone(server.zone).date()


def weights_of(server: Server) -> Weights:
    """The weights in force."""
    said = setting(server.library, WEIGHTS).split()
    numbers = [int(each) for each in said if each.isascii() and each.isdigit()]
    return Weights(*numbers) if len(numbers) == 3 and any(numbers) else Weights()


def change_weights(server: Server, deed: Deed, weights: Weights) -> None:
    """Put weights in force: each 0 … 100, one at least above 0."""
    old = weights_of(server)
    with server.library.writing() as work:
        if done_before(work, deed):
            return
        put_setting(WEIGHTS, f"{weights.raids} {weights.condition} {weights.on_time}")
        write_deed(server, work, deed, before={
            "raids": old.raids, "condition": old.condition, "on_time": old.on_time,
        })  # fmt: skip
