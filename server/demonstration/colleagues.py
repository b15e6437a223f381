"""Accounts of the demonstration beside the head's: one of each role, to try what it sees."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from library.classes import Duty
from library.readers import Category
from library.rights import Role
from server import tables
from server.server import Server
from server.services.accounts import add_staff
from server.services.pins import set_pin

TEACHER_CLASS = 1
"""The number of the class whose teacher signs in."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """One account."""

    login: str
    name: str
    role: Role


COLLEAGUES = (
    Colleague("kitaphana2", "Демо қызметкер", Role.LIBRARIAN),
    Colleague("komekshi", "Демо көмекші", Role.ASSISTANT),
    Colleague("mugalim", "Демо сынып жетекшісі", Role.TEACHER),
    Colleague("direktor", "Демо директор", Role.DIRECTOR),
)


def password_of(login: str, head_password: str) -> str:
    """The account's password: follows from the head's, so that only that one is kept."""
    drawn = hmac.new(head_password.encode(), login.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(drawn[:12]).decode("ascii")


def add_colleagues(server: Server, head_password: str, pin: str) -> None:
    """Make the accounts; the teacher answers for one class and one dormitory group, is a
    reader too and has a PIN: with card and PIN he opens lessons at the kiosk."""
    for each in COLLEAGUES:
        password = password_of(each.login, head_password)
        number = add_staff(server, each.login, each.name, password, each.role.value)
        if each.role == Role.TEACHER:
            _give_charges(server, number)
            _make_reader(server, number, pin)


def _make_reader(server: Server, staff_id: int, pin: str) -> None:
    with server.library.writing():
        teacher = (
            tables.Reader.select(tables.Reader.id)
            .where(tables.Reader.category == Category.TEACHER.value)
            .order_by(tables.Reader.id)
            .scalar()
        )
        tables.Staff.update(reader=teacher).where(tables.Staff.id == staff_id).execute()
    if teacher is not None:
        set_pin(server, teacher, pin)


def _give_charges(server: Server, staff_id: int) -> None:
    with server.library.writing():
        group = (
            tables.Reader.select(tables.Reader.dorm_group)
            .where(tables.Reader.dorm_group.is_null(False))
            .order_by(tables.Reader.id)
            .scalar()
        )
        from_on = server.today()
        tables.Responsibility.create(
            staff=staff_id, kind=Duty.CLASS_TEACHER.value, school_class=TEACHER_CLASS,
            from_on=from_on,
        )  # fmt: skip
        if group is not None:
            tables.Responsibility.create(
                staff=staff_id, kind=Duty.TUTOR.value, dorm_group=group, from_on=from_on
            )


def staff_page(head_password: str) -> list[dict[str, str]]:
    """For demo.json: login, password and role of each."""
    return [
        {"login": each.login, "password": password_of(each.login, head_password),
         "role": each.role.value}
        for each in COLLEAGUES
    ]  # fmt: skip
