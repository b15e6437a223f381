"""Copies by number, with title and open loan; their state."""

from __future__ import annotations

from typing import Any

from peewee import JOIN

from server.database import Arg, Statement
from server.tables import Copy, LinkedCode, Loan, Title


def _copies() -> Any:
    """A copy with its title and its open loan."""
    return (
        Copy.select(
            Copy.id, Copy.title, Copy.state, Copy.reading_room_only, Copy.on_display, Copy.code,
            Title.item_kind, Title.grade, Title.in_programme, Title.name, Title.author,
            Loan.id, Loan.reader, Loan.lent_at, Loan.due_on, Loan.renewals, Loan.station,
        )
        .join(Title)
        .join(Loan, JOIN.LEFT_OUTER, on=(Loan.copy == Copy.id) & Loan.closed_at.is_null())
    )  # fmt: skip


COPY_BY_CODE = Statement("copy by code", lambda: _copies().where(Copy.code == Arg("code")))
COPY_BY_ID = Statement("copy by id", lambda: _copies().where(Copy.id == Arg("copy_id")))
LINKED_CODE = Statement(
    "linked code",
    lambda: LinkedCode.select(LinkedCode.copy, LinkedCode.reader).where(
        LinkedCode.code == Arg("code")
    ),
)
SET_COPY_STATE = Statement(
    "set copy state",
    lambda: Copy.update({Copy.state: Arg("state")}).where(Copy.id == Arg("copy_id")),
)
