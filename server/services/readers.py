"""People who borrow: enrolled, corrected, suspended, left. The person stays the same under
another name; every change is a row of the journal without a name in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.readers import ReaderState
from server.server import Server
from server.services.acts import Act, done_before, write_act
from server.services.cards import issue
from server.services.searching import index_reader
from server.tables import FormerName, Loan, LoanCase, Membership, Reader, Request

NAMES = ("surname", "given_name", "patronymic")


@dataclass(frozen=True, slots=True)
class ReaderValues:
    """What the form of a reader holds; empty texts are None."""

    surname: str
    given_name: str
    patronymic: str | None = None
    category: str = "student"
    language: str | None = None
    born_on: date | None = None
    phone: str | None = None
    guardian: str | None = None
    dormitory: str | None = None
    room: str | None = None
    dorm_group: str | None = None
    valid_until: date | None = None
    school_class: int | None = None


@dataclass(frozen=True, slots=True)
class Owed:
    """What stands against removing a reader: open loans, open cases, copies held for him."""

    loans: int
    cases: int
    held: int

    @property
    def nothing(self) -> bool:
        """Whether he owes nothing."""
        return not (self.loans or self.cases or self.held)


def enrol(server: Server, act: Act, values: ReaderValues, rules_accepted: bool) -> int:
    """A new reader with a card; the row number. Sent again: the same reader."""
    today = server.day_of(act.origin.happened_at)
    with server.library.writing() as work:
        if done_before(work, act):
            return _enrolled(values, today)
        reader = Reader.create(
            **_columns(values), **_keys(values),
            registered_on=today, rules_accepted_on=today if rules_accepted else None,
        )  # fmt: skip
        issue(reader.id, today)
        if values.school_class is not None:
            Membership.create(reader=reader, school_class=values.school_class, from_on=today)
        index_reader(reader.id, values.surname, values.given_name, values.patronymic)
        write_act(server, work, act, before={"reader": reader.id})
        return int(reader.id)


def _enrolled(values: ReaderValues, today: date) -> int:
    """Whom the same form enrolled a moment ago."""
    same = Reader.select(Reader.id).where(
        Reader.sort_key == _keys(values)["sort_key"], Reader.registered_on == today
    )
    return int(same.order_by(Reader.id.desc()).get().id)


def change_reader(server: Server, act: Act, values: ReaderValues) -> None:
    """Correct a reader. A new name keeps the old one, which still finds the person."""
    reader_id, today = _whose(act), server.day_of(act.origin.happened_at)
    with server.library.writing() as work:
        if done_before(work, act):
            return
        row = Reader.get_by_id(reader_id)
        before: dict[str, Any] = {}
        if any(getattr(row, name) != getattr(values, name) for name in NAMES):
            before["former_name"] = _keep_name(row, today, act.origin.staff_id)
        columns = _columns(values)
        changed = {name for name in columns if getattr(row, name) != columns[name]}
        before["fields"] = sorted(changed)
        Reader.update({**columns, **_keys(values)}).where(Reader.id == reader_id).execute()
        _change_class(reader_id, values.school_class, today, before)
        _index(reader_id, values)
        write_act(server, work, act, before=before)


def suspend(server: Server, act: Act, until: date | None, why: str) -> None:
    """No lending until a day (the last blocked one; None: until lifted)."""
    changed = {
        "state": ReaderState.SUSPENDED.value, "suspended_until": until,
        "suspended_why": why or None,
    }  # fmt: skip
    _mark(server, act, lambda _today: changed)


def lift(server: Server, act: Act) -> None:
    """The reader lends again: no suspension, and he has not left."""
    changed = {
        "state": ReaderState.ACTIVE.value, "suspended_until": None, "suspended_why": None,
        "left_on": None, "absent_since": None,
    }  # fmt: skip
    _mark(server, act, lambda _today: changed)


def mark_left(server: Server, act: Act) -> None:
    """The reader left the school; what he owes stays owed."""
    _mark(
        server, act,
        lambda today: {
            "state": ReaderState.LEFT.value, "left_on": today, "absent_since": None,
        },
    )  # fmt: skip


def not_absent(server: Server, act: Act) -> None:
    """A roster came without him, but he is here."""
    _mark(server, act, lambda _today: {"absent_since": None})


def accept_rules(server: Server, act: Act) -> None:
    """The reader accepted the rules of use today."""
    _mark(server, act, lambda today: {"rules_accepted_on": today})


def owed(reader_id: int) -> Owed:
    """What a reader owes or is kept for him. Inside a block."""
    loans = Loan.select().where(Loan.reader == reader_id, Loan.closed_at.is_null()).count()
    cases = (
        LoanCase.select().where(LoanCase.reader == reader_id, LoanCase.closed_at.is_null()).count()
    )
    held = Request.select().where(Request.reader == reader_id, Request.state == "ready").count()
    return Owed(loans, cases, held)


def _mark(server: Server, act: Act, changed: Callable[[date], Mapping[str, Any]]) -> None:
    reader_id = _whose(act)
    columns = changed(server.day_of(act.origin.happened_at))
    with server.library.writing() as work:
        if done_before(work, act):
            return
        row = Reader.get_by_id(reader_id)
        # Why somebody was suspended is about a child: it stays out of the journal.
        before = {name: _plain(getattr(row, name)) for name in columns if name != "suspended_why"}
        Reader.update(dict(columns)).where(Reader.id == reader_id).execute()
        write_act(server, work, act, before={"marks": before})


def _whose(act: Act) -> int:
    assert act.reader_id is not None  # the page names whom it is about
    return act.reader_id


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _columns(values: ReaderValues) -> dict[str, Any]:
    columns = asdict(values)
    del columns["school_class"]
    return columns


def _keys(values: ReaderValues) -> dict[str, Any]:
    whole = " ".join(filter(None, (values.surname, values.given_name, values.patronymic)))
    return {"sort_key": sort_key(whole), "search_key": search_key(whole)}


def _keep_name(row: Reader, today: date, staff_id: int | None) -> int:
    kept = FormerName.create(
        reader=row.id, surname=row.surname, given_name=row.given_name,
        patronymic=row.patronymic, until_on=today, staff=staff_id,
    )  # fmt: skip
    return int(kept.id)


def _index(reader_id: int, values: ReaderValues) -> None:
    former = FormerName.select().where(FormerName.reader == reader_id)
    texts = [text for row in former for text in (row.surname, row.given_name)]
    index_reader(reader_id, values.surname, values.given_name, values.patronymic, *texts)


def _change_class(reader_id: int, wanted: int | None, today: date, before: dict[str, Any]) -> None:
    current: Any = Membership.get_or_none(
        Membership.reader == reader_id, Membership.to_on.is_null()
    )
    if (current.school_class_id if current else None) == wanted:
        return
    before["membership"] = current.id if current else None
    if current is not None:
        Membership.update(to_on=today).where(Membership.id == current.id).execute()
    if wanted is not None:
        Membership.create(reader=reader_id, school_class=wanted, from_on=today)
