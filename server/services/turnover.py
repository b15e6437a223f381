"""Turnover of textbooks: which titles go out, how often, for how long already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from peewee import Case, fn

from library.catalogue import ItemKind
from library.turnover import Use
from server.server import Server
from server.services.provision import GONE
from server.tables import Copy, Loan, Title
from server.tables.fields import day_of, instant_of


@dataclass(frozen=True, slots=True)
class TurnoverLine:
    """A textbook; `years` of use, the one that runs counted."""

    title_id: int
    name: str
    subject: str | None
    grade: int | None
    language: str | None
    published: int | None
    use: Use
    years: int | None


def turnover(server: Server) -> list[TurnoverLine]:
    """Every textbook that has copies, by grade and subject."""
    today = server.today()
    with server.library.snapshot():
        stock, issued = _stock(), _issued(_year_began(server))
        rows: Any = (
            Title.select(Title.id, Title.name, Title.subject, Title.grade, Title.language,
                         Title.year)
            .where(Title.item_kind == ItemKind.TEXTBOOK.value)
            .order_by(Title.grade, Title.subject, Title.sort_key, Title.id).tuples()
        )  # fmt: skip
        titles = [row for row in rows if row[0] in stock]
    found = []
    for title_id, name, subject, grade, language, published in titles:
        copies, came = stock[title_id]
        issues, of_year, first = issued.get(title_id, (0, 0, None))
        days = [day for day in (came, first) if day is not None]
        use = Use(copies, issues, of_year, min(days, default=None))
        found.append(TurnoverLine(
            title_id, name, subject, grade, language, published, use, use.years(today)
        ))  # fmt: skip
    return found


def _year_began(server: Server) -> datetime:
    calendar, today = server.calendar, server.today()
    year = calendar.year_of(today) or calendar.next_year(today)
    return datetime.combine(min(year.first_on, today), time(), server.zone)


def _stock() -> dict[int, tuple[int, date | None]]:
    """Copies that are there by title, and when the first of them came."""
    rows: Any = (
        Copy.select(Copy.title, fn.COUNT(Copy.id), fn.MIN(Copy.added_on))
        .join(Title, on=Copy.title == Title.id)
        .where(Title.item_kind == ItemKind.TEXTBOOK.value, Copy.state.not_in(GONE))
        .group_by(Copy.title).tuples()
    )  # fmt: skip
    return {
        title_id: (copies, None if came is None else day_of(came))
        for title_id, copies, came in rows
    }


def _issued(since: datetime) -> dict[int, tuple[int, int, date | None]]:
    """Loans of these copies in all and since a moment, and the day of the first one."""
    of_year = fn.SUM(Case(None, [(Loan.lent_at >= since, 1)], 0))
    rows: Any = (
        Copy.select(Copy.title, fn.COUNT(Loan.id), of_year, fn.MIN(Loan.lent_at))
        .join(Title, on=Copy.title == Title.id)
        .switch(Copy).join(Loan, on=Loan.copy == Copy.id)
        .where(
            Title.item_kind == ItemKind.TEXTBOOK.value, Copy.state.not_in(GONE),
            Loan.closed_as.is_null() | (Loan.closed_as != "voided"),
        )
        .group_by(Copy.title).tuples()
    )  # fmt: skip
    return {
        title_id: (issues, int(this_year), instant_of(first).date())
        for title_id, issues, this_year, first in rows
    }

