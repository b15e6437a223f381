"""How far the collections of a school are: counts of classes, no names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import Case, fn

from server.server import Server
from server.services.classes import ClassFacts, classes_of, shown_year
from server.tables import Collection, CollectionLine, Loan


@dataclass(frozen=True, slots=True)
class ClassProgress:
    """One class of the year with its newest collection, if any; `kept` books stay until an
    examination and are not waited for; `condition` the mean of the judged ones, 5 … 1."""

    about: ClassFacts
    collection_id: int | None = None
    state: str | None = None
    due_at: datetime | None = None
    closed_at: datetime | None = None
    posted: bool = False
    expected: int = 0
    back: int = 0
    kept: int = 0
    condition: float | None = None

    @property
    def waited(self) -> int:
        """Books expected now."""
        return self.expected - self.kept

    @property
    def missing(self) -> int:
        """Books that are still to come."""
        return self.waited - self.back

    @property
    def percent(self) -> int:
        """Back of waited for, rounded down: 100 only when nothing is missing."""
        return 100 if not self.waited else 100 * self.back // self.waited


def progress(server: Server, year: str | None = None) -> tuple[ClassProgress, ...]:
    """All classes of a year (the shown one) in their order."""
    classes = classes_of(server, year or shown_year(server))
    today = server.today()
    with server.library.snapshot():
        counts = _counts(classes[0].year if classes else "", today)
        newest: Any = Collection.select().where(
            Collection.school_class.in_([each.class_id for each in classes])
        )
        # In the order of their opening: the last one of a class stands.
        rows = {row.school_class_id: row for row in newest.order_by(Collection.id)}
    return tuple(_of_class(each, rows.get(each.class_id), counts) for each in classes)


def _of_class(
    about: ClassFacts, row: Any, counts: dict[int, tuple[Any, ...]]
) -> ClassProgress:
    if row is None:
        return ClassProgress(about)
    _, expected, back, kept, condition = counts.get(row.id, (0, 0, 0, 0, None))
    return ClassProgress(
        about, row.id, row.state, row.due_at, row.closed_at, row.posted_at is not None,
        int(expected), int(back or 0), int(kept or 0),
        None if condition is None else round(float(condition), 1),
    )  # fmt: skip


def _counts(year: str, today: object) -> dict[int, tuple[Any, ...]]:
    back = Case(None, [(Loan.closed_as == "returned", 1)], 0)
    kept = Case(None, [(Loan.closed_at.is_null() & (CollectionLine.kept_until >= today), 1)], 0)
    rows: Any = (
        CollectionLine.select(
            CollectionLine.collection, fn.COUNT(CollectionLine.id), fn.SUM(back), fn.SUM(kept),
            fn.AVG(Loan.condition_back),
        )
        .join(Loan, on=CollectionLine.loan == Loan.id)
        .switch(CollectionLine)
        .join(Collection, on=CollectionLine.collection == Collection.id)
        .where(Collection.year == year)
        .where(Loan.closed_as.is_null() | (Loan.closed_as != "voided"))
        .group_by(CollectionLine.collection)
        .tuples()
    )  # fmt: skip
    return {row[0]: row for row in rows}
