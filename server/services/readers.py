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
from server.database import Work
from server.server import Server
from server.services.cards import CardTaken, issue, stands_for_something
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
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
    """What stands against removing a reader: open loans, open cases, copies held for him,
    returns that nobody has looked at yet."""

    loans: int
    cases: int
    held: int
    unseen: int = 0

    @property
    def nothing(self) -> bool:
        """Whether he owes nothing."""
        return not (self.loans or self.cases or self.held or self.unseen)


def enrol(
    server: Server, deed: Deed, values: ReaderValues, rules_accepted: bool, card: str | None = None
) -> int | CardTaken:
    """A new reader with a card: `card` that lies ready, or a fresh number; the row number.
    Sent again: the same reader."""
    today = server.day_of(deed.origin.happened_at)
    with server.library.writing() as work:
        if done_before(work, deed):
            return _enrolled(work, deed.origin.operation_id) or 0
        if card is not None and stands_for_something(card):
            return CardTaken(card)
        reader = Reader.create(
            **_columns(values), **_keys(values),
            registered_on=today, rules_accepted_on=today if rules_accepted else None,
        )  # fmt: skip
        issue(reader.id, today, card)
        if values.school_class is not None:
            Membership.create(reader=reader, school_class=values.school_class, from_on=today)
        index_whole(reader.id)
        write_deed(server, work, deed, before={"reader": reader.id})
        return int(reader.id)


def enrolled_before(server: Server, operation_id: str) -> int | None:
    """Whom the form with this id enrolled; None when it did not."""
    with server.library.reading() as work:
        return _enrolled(work, operation_id)


def _enrolled(work: Work, operation_id: str) -> int | None:
    recorded = find(work, operation_id)
    if recorded is None or "reader" not in recorded.detail.get("before", {}):
        return None
    return int(recorded.detail["before"]["reader"])


def change_reader(server: Server, deed: Deed, values: ReaderValues) -> bool:
    """Correct a reader; False when he is gone. A new name keeps the old one, which still
    finds the person."""
    reader_id, today = _whose(deed), server.day_of(deed.origin.happened_at)
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = living(reader_id)
        if row is None:
            return False
        before: dict[str, Any] = {}
        if any(getattr(row, name) != getattr(values, name) for name in NAMES):
            before["former_name"] = keep_name(row, today, deed.origin.staff_id)
        columns = _columns(values)
        before["fields"] = sorted(name for name in columns if getattr(row, name) != columns[name])
        Reader.update({**columns, **_keys(values)}).where(Reader.id == reader_id).execute()
        _change_class(reader_id, values.school_class, today, before)
        index_whole(reader_id)
        write_deed(server, work, deed, before=before)
        return True


def suspend(server: Server, deed: Deed, until: date | None, why: str) -> bool:
    """No lending until a day (the last blocked one; None: until lifted). False for who has
    left or is gone."""
    changed = {
        "state": ReaderState.SUSPENDED.value, "suspended_until": until,
        "suspended_why": why or None,
    }  # fmt: skip
    return _mark(server, deed, lambda _today: changed, not_left=True)


def lift(server: Server, deed: Deed) -> bool:
    """The reader lends again: no suspension, and he has not left."""
    changed = {
        "state": ReaderState.ACTIVE.value, "suspended_until": None, "suspended_why": None,
        "left_on": None, "absent_since": None,
    }  # fmt: skip
    return _mark(server, deed, lambda _today: changed)


def mark_left(server: Server, deed: Deed) -> bool:
    """The reader left the school; what he owes stays owed."""
    return _mark(
        server, deed,
        lambda today: {
            "state": ReaderState.LEFT.value, "left_on": today, "absent_since": None,
        },
        not_left=True,
    )  # fmt: skip


def not_absent(server: Server, deed: Deed) -> bool:
    """A roster came without him, but he is here."""
    return _mark(server, deed, lambda _today: {"absent_since": None})


def accept_rules(server: Server, deed: Deed) -> bool:
    """The reader accepted the rules of use today."""
    return _mark(server, deed, lambda today: {"rules_accepted_on": today})


def re_register_reader(server: Server, deed: Deed) -> bool:
    """This year's mark for one reader: grown-ups stand in no class."""
    return _mark(server, deed, lambda today: {"re_registered_on": today}, not_left=True)


def owed(reader_id: int) -> Owed:
    """What a reader owes or is kept for him. Inside a block."""
    loans = Loan.select().where(Loan.reader == reader_id)
    cases = LoanCase.select().where(LoanCase.reader == reader_id, LoanCase.closed_at.is_null())
    held = Request.select().where(Request.reader == reader_id, Request.state == "ready")
    unseen = loans.where(Loan.closed_as == "returned", Loan.seen_at.is_null())
    return Owed(
        loans.where(Loan.closed_at.is_null()).count(), cases.count(), held.count(), unseen.count()
    )


def living(reader_id: int) -> Reader | None:
    """The row of a reader who was neither removed nor merged. Inside a block."""
    found: Reader | None = Reader.get_or_none(
        Reader.id == reader_id, Reader.removed_at.is_null(), Reader.merged_into.is_null()
    )
    return found


def _mark(
    server: Server, deed: Deed, changed: Callable[[date], Mapping[str, Any]], not_left: bool = False
) -> bool:
    reader_id = _whose(deed)
    columns = changed(server.day_of(deed.origin.happened_at))
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = living(reader_id)
        if row is None or (not_left and row.state == ReaderState.LEFT.value):
            return False
        # Why somebody was suspended is about a child: it stays out of the journal.
        before = {name: _plain(getattr(row, name)) for name in columns if name != "suspended_why"}
        Reader.update(dict(columns)).where(Reader.id == reader_id).execute()
        write_deed(server, work, deed, before={"marks": before})
        return True


def _whose(deed: Deed) -> int:
    assert deed.reader_id is not None  # the page names whom it is about
    return deed.reader_id


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _columns(values: ReaderValues) -> dict[str, Any]:
    columns = asdict(values)
    del columns["school_class"]
    return columns


def _keys(values: ReaderValues) -> dict[str, Any]:
    whole = " ".join(filter(None, (values.surname, values.given_name, values.patronymic)))
    return {"sort_key": sort_key(whole), "search_key": search_key(whole)}


def keep_name(row: Reader, today: date, staff_id: int | None, of: int | None = None) -> int:
    """The name in the row becomes a former one, of the same reader or of the reader `of`;
    its number. Inside a writing() block."""
    kept = FormerName.create(
        reader=of or row.id, surname=row.surname, given_name=row.given_name,
        patronymic=row.patronymic, until_on=today, staff=staff_id,
    )  # fmt: skip
    return int(kept.id)


def index_whole(reader_id: int) -> None:
    """The reader is found by the name in the row and by all former ones. Inside a writing()
    block."""
    rows: list[Any] = [Reader.get_by_id(reader_id)]
    rows.extend(FormerName.select().where(FormerName.reader == reader_id))
    index_reader(reader_id, *(getattr(row, name) for row in rows for name in NAMES))


def _change_class(reader_id: int, wanted: int | None, today: date, before: dict[str, Any]) -> None:
    current: Any = Membership.get_or_none(
        Membership.reader == reader_id, Membership.to_on.is_null()
    )
    if (current.school_class_id if current else None) == wanted:
        return
    before["membership"] = current.id if current else None
    if current is not None:
        ended = max(today, current.from_on)
        Membership.update(to_on=ended).where(Membership.id == current.id).execute()
    if wanted is not None:
        Membership.create(reader=reader_id, school_class=wanted, from_on=today)
