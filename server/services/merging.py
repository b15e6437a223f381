"""A reader entered twice becomes one: everything of the double moves to the kept one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from i18n.searching import fold
from server.server import Server
from server.services.acts import Act, done_before, write_act
from server.services.searching import index_reader
from server.tables import (
    Card,
    FormerName,
    LinkedCode,
    Loan,
    LoanCase,
    Membership,
    Reader,
    Request,
    Visit,
)


@dataclass(frozen=True, slots=True)
class Person:
    """A reader as the page of doubles shows him; counts of what would move."""

    reader_id: int
    name: str
    born_on: date | None
    class_label: str | None
    cards: int
    open_loans: int
    past_loans: int
    requests: int


def doubles(server: Server, at_most: int = 100) -> list[tuple[int, int]]:
    """Pairs of readers who may be one person: equal folded names, and no differing birth
    dates. The one with the lower number first."""
    with server.library.reading():
        rows: Any = (
            Reader.select(Reader.id, Reader.search_key, Reader.born_on)
            .where(Reader.removed_at.is_null(), Reader.merged_into.is_null())
            .order_by(Reader.id)
            .tuples()
        )
        groups = defaultdict[str, list[tuple[int, date | None]]](list)
        for reader_id, key, born_on in rows:
            groups[" ".join(sorted(fold(key).split()))].append((reader_id, born_on))
    found: list[tuple[int, int]] = []
    for people in groups.values():
        for place, (first, born) in enumerate(people):
            found += [
                (first, second) for second, other in people[place + 1 :]
                if born is None or other is None or born == other
            ]  # fmt: skip
            if len(found) >= at_most:
                return found[:at_most]
    return found


def merge(server: Server, act: Act, double_id: int) -> str:
    """Everything of `double_id` becomes that of `act.reader_id`. His cards go on working; of
    two requests for one title the older stays.

    Empty when it is done; `gone` when either is gone or both are one; `both-held` when
    copies of one title stand on the hold shelf for both: one is given out first.
    """
    kept_id = act.reader_id
    assert kept_id is not None  # the page names who is kept
    with server.library.writing() as work:
        if done_before(work, act):
            return ""
        kept, double = _living(kept_id), _living(double_id)
        if kept is None or double is None or kept_id == double_id:
            return "gone"
        if _both_held(kept_id, double_id):
            return "both-held"
        before: dict[str, Any] = {"double": double_id}
        before["requests"] = _join_requests(kept_id, double_id, server.now())
        before["visits"] = _join_visits(kept_id, double_id)
        for table in (Loan, LoanCase, Card, LinkedCode):
            table.update(reader=kept_id).where(table.reader == double_id).execute()
        _end_membership(double_id, server.today())
        _keep_names(kept, double, act, server.today())
        Reader.update(merged_into=kept_id, removed_at=server.now(), state="left").where(
            Reader.id == double_id
        ).execute()
        index_reader(double_id)
        write_act(server, work, act, before=before)
        return ""


def _living(reader_id: int) -> Reader | None:
    found: Reader | None = Reader.get_or_none(
        Reader.id == reader_id, Reader.removed_at.is_null(), Reader.merged_into.is_null()
    )
    return found


def _both_held(kept_id: int, double_id: int) -> bool:
    ready = Request.select(Request.title).where(Request.state == "ready")
    kept = ready.where(Request.reader == kept_id)
    return bool(ready.where(Request.reader == double_id, Request.title.in_(kept)).exists())


def _join_requests(kept_id: int, double_id: int, now: Any) -> list[int]:
    """Live requests move; where both wait for one title the later and not ready one ends.
    The numbers of those that ended."""
    live: list[Any] = list(
        Request.select()
        .where(Request.reader.in_([kept_id, double_id]), Request.closed_at.is_null())
        .order_by((Request.state == "ready").desc(), Request.asked_at, Request.id)
    )
    seen: set[int] = set()
    ended: list[int] = []
    for row in live:
        if row.title_id in seen and row.state != "ready":
            ended.append(row.id)
        seen.add(row.title_id)
    Request.update(state="cancelled", closed_at=now).where(Request.id.in_(ended)).execute()
    Request.update(reader=kept_id).where(
        Request.reader == double_id, Request.closed_at.is_null(False)
    ).execute()
    Request.update(reader=kept_id).where(
        Request.reader == double_id, Request.closed_at.is_null()
    ).execute()
    return ended


def _join_visits(kept_id: int, double_id: int) -> int:
    """Visits move; a day on which both came was one visit. How many were one."""
    days = Visit.select(Visit.day).where(Visit.reader == kept_id)
    both = Visit.delete().where(Visit.reader == double_id, Visit.day.in_(days)).execute()
    Visit.update(reader=kept_id).where(Visit.reader == double_id).execute()
    return int(both)


def _end_membership(double_id: int, today: date) -> None:
    Membership.update(to_on=today).where(
        Membership.reader == double_id, Membership.to_on.is_null()
    ).execute()


def _keep_names(kept: Reader, double: Reader, act: Act, today: date) -> None:
    """The double's name finds the kept one from now on."""
    FormerName.update(reader=kept.id).where(FormerName.reader == double.id).execute()
    same = (kept.surname, kept.given_name) == (double.surname, double.given_name)
    if not same:
        FormerName.create(
            reader=kept.id, surname=double.surname, given_name=double.given_name,
            patronymic=double.patronymic, until_on=today, staff=act.origin.staff_id,
        )  # fmt: skip
    former = FormerName.select().where(FormerName.reader == kept.id)
    texts = [text for row in former for text in (row.surname, row.given_name)]
    index_reader(kept.id, kept.surname, kept.given_name, kept.patronymic, *texts)


def person(server: Server, reader_id: int) -> Person | None:
    """One of a pair, with what would move; None when he is gone."""
    with server.library.snapshot():
        row = _living(reader_id)
        if row is None:
            return None
        loans = Loan.select().where(Loan.reader == reader_id)
        live = Request.select().where(Request.reader == reader_id, Request.closed_at.is_null())
        membership = Membership.get_or_none(
            Membership.reader == reader_id, Membership.to_on.is_null()
        )
        label = None
        if membership is not None:
            label = f"{membership.school_class.grade}{membership.school_class.letter}"
        return Person(
            reader_id,
            " ".join(filter(None, (row.surname, row.given_name, row.patronymic))),
            row.born_on,
            label,
            Card.select().where(Card.reader == reader_id, Card.state == "active").count(),
            loans.where(Loan.closed_at.is_null()).count(),
            loans.where(Loan.closed_at.is_null(False)).count(),
            live.count(),
        )
