"""Open loans as debts: counted by reader, listed by class, dormitory group or kind.

Every query starts from open loans or from the readers asked for, never from copies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, SQL, Case, fn

from i18n.sorting import sort_key
from library.classes import class_label
from server.server import Server
from server.tables import Copy, Loan, LoanCase, Membership, Reader, SchoolClass, Title


@dataclass(frozen=True, slots=True)
class Counts:
    """What one reader holds: open loans, those past their date, open cases."""

    loans: int = 0
    overdue: int = 0
    cases: int = 0


NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class Debt:
    """One open loan with who has it. `reader` is the whole name, for staff only; `language`
    the reader's own, else the class's, if any; `days_late` 0 or less: not late yet."""

    loan_id: int
    reader_id: int
    reader: str
    language: str | None
    class_id: int | None
    class_label: str | None
    dorm_group: str | None
    title_id: int
    title: str
    copy_id: int
    code: str | None
    item_kind: str
    due_on: date
    days_late: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which debts: all parts are met at once; `overdue`: only those past their date."""

    class_ids: Sequence[int] = ()
    dorm_groups: Sequence[str] = ()
    item_kind: str = ""
    overdue: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the debts and how many there are in all."""

    debts: list[Debt]
    total: int


def counts_by_reader(today: date, readers: Any = None) -> dict[int, Counts]:
    """What readers hold, those with nothing left out; inside a block. `readers`: a query of
    reader numbers, None for all."""
    late = fn.SUM(Case(None, [(Loan.due_on < today, 1)], 0))
    loans: Any = Loan.select(Loan.reader, fn.COUNT(Loan.id), late).where(
        Loan.closed_at.is_null(), Loan.reader.is_null(False)
    )
    cases: Any = LoanCase.select(LoanCase.reader, fn.COUNT(LoanCase.id)).where(
        LoanCase.closed_at.is_null(), LoanCase.reader.is_null(False)
    )
    if readers is not None:
        loans = loans.where(Loan.reader.in_(readers))
        cases = cases.where(LoanCase.reader.in_(readers))
    found = {
        reader: Counts(count, int(overdue or 0))
        for reader, count, overdue in loans.group_by(Loan.reader).tuples()
    }
    for reader, count in cases.group_by(LoanCase.reader).tuples():
        held = found.get(reader, NOTHING)
        found[reader] = Counts(held.loans, held.overdue, count)
    return found


def debts(
    server: Server, wanted: Wanted, sort: str = "", down: bool = False,
    first: int = 0, count: int | None = None,
) -> Page:  # fmt: skip
    """Debts in the order of `sort` (class, reader, title, code, due); by class, reader and
    date when it is another word."""
    today = server.today()
    with server.library.snapshot():
        conditions = _conditions(wanted, today)
        total = _joined(Loan.select(fn.COUNT(Loan.id))).where(*conditions).scalar()
        rows = _joined(_columns()).where(*conditions).order_by(*_order(sort, down))
        if count is not None:
            rows = rows.limit(count).offset(first)
        return Page([_debt(row, today) for row in rows.tuples()], int(total or 0))


def debts_of_readers(server: Server, readers: Iterable[int]) -> list[Debt]:
    """All open loans of a few readers, by class, name and date."""
    chosen = list(readers)
    today = server.today()
    with server.library.snapshot():
        rows = _joined(_columns()).where(Loan.closed_at.is_null(), Loan.reader.in_(chosen))
        return [_debt(row, today) for row in rows.order_by(*_order("", False)).tuples()]


def _columns() -> Any:
    return Loan.select(
        Loan.id, Loan.due_on, Reader.id, Reader.surname, Reader.given_name, Reader.language,
        Reader.dorm_group, SchoolClass.id, SchoolClass.grade, SchoolClass.letter,
        SchoolClass.language, Title.id, Title.name, Title.item_kind, Copy.id, Copy.code,
    )  # fmt: skip


def _joined(query: Any) -> Any:
    return (
        query.join(Reader)
        .join(
            Membership, JOIN.LEFT_OUTER,
            on=(Membership.reader == Reader.id) & Membership.to_on.is_null(),
        )
        .join(SchoolClass, JOIN.LEFT_OUTER, on=Membership.school_class == SchoolClass.id)
        .join_from(Loan, Copy)
        .join(Title)
    )  # fmt: skip


def _conditions(wanted: Wanted, today: date) -> list[Any]:
    found: list[Any] = [Loan.closed_at.is_null()]
    if wanted.overdue:
        found.append(Loan.due_on < today)
    if wanted.class_ids:
        found.append(Membership.school_class.in_(list(wanted.class_ids)))
    if wanted.dorm_groups:
        found.append(Reader.dorm_group.in_(list(wanted.dorm_groups)))
    if wanted.item_kind:
        found.append(Title.item_kind == wanted.item_kind)
    return found


def _order(sort: str, down: bool) -> list[Any]:
    """Those without a class stand last, in either direction."""
    rows: Any = SchoolClass.select(SchoolClass.letter).distinct().tuples()
    letters = sorted((letter for (letter,) in rows), key=sort_key)
    places = [(letter, place) for place, letter in enumerate(letters)]
    letter = Case(SchoolClass.letter, places, len(places)) if places else SQL("0")
    by_class = [SchoolClass.grade, letter]
    orders: dict[str, list[Any]] = {
        "class": by_class, "reader": [Reader.sort_key], "title": [Title.sort_key],
        "code": [Copy.code], "due": [Loan.due_on], "late": [Loan.due_on],
    }  # fmt: skip
    chosen = orders.get(sort, by_class)
    # The fewer the later: lateness runs against the date.
    turned = down != (sort == "late")
    first = [part.desc() if turned else part.asc() for part in chosen]
    # Two of one name stay apart.
    rest = [Reader.sort_key, Reader.id, Loan.due_on, Loan.id]
    ends = [SchoolClass.grade.is_null()] if chosen is by_class else []
    return [*ends, *first, *rest]


def _debt(row: tuple[Any, ...], today: date) -> Debt:
    (loan_id, due_on, reader_id, surname, given_name, language, group, class_id, grade,
     letter, taught_in, title_id, title, kind, copy_id, code) = row  # fmt: skip
    return Debt(
        loan_id, reader_id, f"{surname} {given_name}", language or taught_in, class_id,
        None if class_id is None else class_label(grade, letter), group,
        title_id, title, copy_id, code, kind, due_on, (today - due_on).days,
    )  # fmt: skip
