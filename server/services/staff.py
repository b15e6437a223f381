"""Accounts of the desk: who works here, in which role; at least one head always remains."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from library.rights import Role
from server.server import Server
from server.services.accounts import end_all_sessions
from server.services.cards import card_number
from server.services.deeds import Deed, done_before, write_deed
from server.services.secrets_kept import hash_password
from server.tables import Card, Staff, StaffSession

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""No l, o, 0, 1: a first password is read from a slip of paper."""


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One account. `sessions`: browsers signed in now; `seen_at` when one of them last did
    something. `reader_id` and `card`: the same person as a reader, if that is known."""

    staff_id: int
    login: str
    name: str
    role: str
    active: bool
    must_change: bool
    sessions: int
    seen_at: datetime | None
    made_at: datetime | None = None
    reader_id: int | None = None
    card: str = ""


@dataclass(frozen=True, slots=True)
class AccountValues:
    """What a form says of an account; `reader_id` None: no reader, or none that is known."""

    name: str
    role: Role
    reader_id: int | None = None


@dataclass(frozen=True, slots=True)
class LoginTaken:
    """Somebody has this login already, maybe a closed account."""


@dataclass(frozen=True, slots=True)
class LastHead:
    """Without this head nobody could change rules and accounts."""


def staff_lines(server: Server) -> list[StaffLine]:
    """All accounts, open ones first."""
    with server.library.snapshot():
        alive: dict[int, tuple[int, Any]] = {}
        rows: Any = (
            StaffSession.select(
                StaffSession.staff, fn.COUNT(StaffSession.id), fn.MAX(StaffSession.seen_at)
            )
            .where(StaffSession.ended_at.is_null())
            .group_by(StaffSession.staff)
            .tuples()
        )
        for staff_id, count, seen_at in rows:
            alive[staff_id] = (count, seen_at)
        cards = _cards()
        rows = Staff.select().order_by(Staff.active.desc(), Staff.id)
        return [_line(row, alive, cards) for row in rows]


def staff_line(server: Server, staff_id: int) -> StaffLine | None:
    """One account."""
    return next((line for line in staff_lines(server) if line.staff_id == staff_id), None)


def reader_of_card(server: Server, text: str) -> int | None:
    """Whose card this is; None for a number that is no reader's, or a dead card's."""
    number = card_number(text)
    with server.library.reading():
        row: Any = Card.get_or_none(Card.number == number, Card.state == "active")
    return None if row is None else int(row.reader_id)


def _cards() -> dict[int, str]:
    """The card of each reader who has an account. Inside a block."""
    rows: Any = (
        Card.select(Card.reader, Card.number)
        .where(Card.state == "active", Card.reader.in_(Staff.select(Staff.reader)))
        .order_by(Card.id)
        .tuples()
    )
    return dict(rows)


def _line(row: Any, alive: Mapping[int, tuple[int, Any]], cards: Mapping[int, str]) -> StaffLine:
    count, seen_at = alive.get(row.id, (0, None))
    return StaffLine(
        row.id, row.login, row.name, row.role, bool(row.active), bool(row.must_change), count,
        StaffSession.seen_at.python_value(seen_at), row.made_at, row.reader_id,
        cards.get(row.reader_id, ""),
    )  # fmt: skip


def first_password() -> str:
    """Twelve signs in three groups, to be written on a slip and changed at once."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return f"{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


def make_account(
    server: Server, deed: Deed, login: str, values: AccountValues
) -> str | LoginTaken | None:
    """A new account; its first password, shown once. None when the form was sent twice: the
    password is not known any more."""
    password = first_password()
    hashed = hash_password(password)
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        if login.casefold() in {row.login.casefold() for row in Staff.select(Staff.login)}:
            return LoginTaken()
        made = Staff.create(
            login=login, name=values.name, password_hash=hashed, role=values.role.value,
            reader=values.reader_id, must_change=True, made_at=server.now(),
        )  # fmt: skip
        write_deed(server, work, deed, before={"staff": made.id, "role": values.role.value})
    return password


def change_account(
    server: Server, deed: Deed, staff_id: int, values: AccountValues
) -> LastHead | None:
    """Another name, role or reader; a new role ends all sessions, so that its pages are right."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        row: Any = Staff.get_by_id(staff_id)
        if row.role == Role.HEAD and values.role != Role.HEAD and _is_last_head(staff_id):
            return LastHead()
        before = {"staff": staff_id, "role": row.role, "reader": row.reader_id}
        if row.role != values.role.value:
            end_all_sessions(staff_id, server.now())
        Staff.update(name=values.name, role=values.role.value, reader=values.reader_id).where(
            Staff.id == staff_id
        ).execute()
        write_deed(server, work, deed, before=before)
        return None


def change_own_password(server: Server, deed: Deed, staff_id: int, password: str) -> None:
    """A password of one's own; all sessions of the account end."""
    hashed = hash_password(password)
    with server.library.writing() as work:
        if done_before(work, deed):
            return
        Staff.update(password_hash=hashed, failures=0, locked_until=None, must_change=False).where(
            Staff.id == staff_id
        ).execute()
        end_all_sessions(staff_id, server.now())
        write_deed(server, work, deed, before={"staff": staff_id})


def close_account(server: Server, deed: Deed, staff_id: int) -> LastHead | None:
    """Nobody signs in with it any more; it is signed out everywhere at once."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        if _is_last_head(staff_id):
            return LastHead()
        Staff.update(active=False).where(Staff.id == staff_id).execute()
        end_all_sessions(staff_id, server.now())
        write_deed(server, work, deed, before={"staff": staff_id})
        return None


def reset_password(server: Server, deed: Deed, staff_id: int) -> str | None:
    """A new first password, shown once; the account is open again and signed out
    everywhere. None when the form was sent twice."""
    password = first_password()
    hashed = hash_password(password)
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        Staff.update(
            password_hash=hashed, must_change=True, active=True, failures=0, locked_until=None
        ).where(Staff.id == staff_id).execute()
        end_all_sessions(staff_id, server.now())
        write_deed(server, work, deed, before={"staff": staff_id})
        return password


def sign_out_everywhere(server: Server, deed: Deed, staff_id: int) -> None:
    """All sessions of an account end."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return
        end_all_sessions(staff_id, server.now())
        write_deed(server, work, deed, before={"staff": staff_id})


def _is_last_head(staff_id: int) -> bool:
    heads = [
        row.id for row in Staff.select(Staff.id).where(Staff.active, Staff.role == Role.HEAD.value)
    ]
    return heads == [staff_id]
