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
from server.services.accounts import add_staff, end_all_sessions
from server.services.acts import Act, done_before, write_act
from server.services.secrets_kept import hash_password
from server.tables import Staff, StaffSession

_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789"
"""No l, o, 0, 1: a first password is read from a slip of paper."""


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One account. `sessions`: browsers signed in now; `seen_at` when it last did something."""

    staff_id: int
    login: str
    name: str
    role: str
    active: bool
    must_change: bool
    sessions: int
    seen_at: datetime | None


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
        return [_line(row, alive) for row in Staff.select().order_by(Staff.active.desc(), Staff.id)]


def staff_line(server: Server, staff_id: int) -> StaffLine | None:
    """One account."""
    return next((line for line in staff_lines(server) if line.staff_id == staff_id), None)


def _line(row: Staff, alive: Mapping[int, tuple[int, Any]]) -> StaffLine:
    count, seen_at = alive.get(row.id, (0, None))
    return StaffLine(
        row.id, row.login, row.name, row.role, bool(row.active), bool(row.must_change), count,
        StaffSession.seen_at.python_value(seen_at),
    )  # fmt: skip


def first_password() -> str:
    """Twelve signs in three groups, to be written on a slip and changed at once."""
    drawn = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return f"{drawn[:4]}-{drawn[4:8]}-{drawn[8:]}"


def make_account(
    server: Server, act: Act, login: str, name: str, role: Role
) -> str | LoginTaken | None:
    """A new account; its first password, shown once. None when the form was sent twice: the
    password is not known any more."""
    password = first_password()
    with server.library.reading() as work:
        if done_before(work, act):
            return None
        if Staff.select().where(fn.LOWER(Staff.login) == login.lower()).exists():
            return LoginTaken()
    number = add_staff(server, login, name, password, role.value, must_change=True)
    with server.library.writing() as work:
        write_act(server, work, act, before={"staff": number, "role": role.value})
    return password


def change_account(
    server: Server, act: Act, staff_id: int, name: str, role: Role
) -> LastHead | None:
    """Another name or role; a new role ends all sessions, so that its pages are right."""
    with server.library.writing() as work:
        if done_before(work, act):
            return None
        row = Staff.get_by_id(staff_id)
        if row.role == Role.HEAD and role != Role.HEAD and _is_last_head(staff_id):
            return LastHead()
        before = {"staff": staff_id, "role": row.role}
        if row.role != role.value:
            end_all_sessions(staff_id, server.now())
        Staff.update(name=name, role=role.value).where(Staff.id == staff_id).execute()
        write_act(server, work, act, before=before)
        return None


def close_account(server: Server, act: Act, staff_id: int) -> LastHead | None:
    """Nobody signs in with it any more; it is signed out everywhere at once."""
    with server.library.writing() as work:
        if done_before(work, act):
            return None
        if _is_last_head(staff_id):
            return LastHead()
        Staff.update(active=False).where(Staff.id == staff_id).execute()
        end_all_sessions(staff_id, server.now())
        write_act(server, work, act, before={"staff": staff_id})
        return None


def reset_password(server: Server, act: Act, staff_id: int) -> str | None:
    """A new first password, shown once; the account is open again and signed out
    everywhere. None when the form was sent twice."""
    password = first_password()
    hashed = hash_password(password)
    with server.library.writing() as work:
        if done_before(work, act):
            return None
        Staff.update(
            password_hash=hashed, must_change=True, active=True, failures=0, locked_until=None
        ).where(Staff.id == staff_id).execute()
        end_all_sessions(staff_id, server.now())
        write_act(server, work, act, before={"staff": staff_id})
        return password


def sign_out_everywhere(server: Server, act: Act, staff_id: int) -> None:
    """All sessions of an account end."""
    with server.library.writing() as work:
        if done_before(work, act):
            return
        end_all_sessions(staff_id, server.now())
        write_act(server, work, act, before={"staff": staff_id})


def _is_last_head(staff_id: int) -> bool:
    heads = [
        row.id for row in Staff.select(Staff.id).where(Staff.active, Staff.role == Role.HEAD.value)
    ]
    return heads == [staff_id]
