"""The list of accounts: by role, by how they stand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from library.rights import Role
from server.desk.lists import Choice, Column, Filter, Listing, in_memory
from server.server import Server
from server.services.staff import StaffLine, staff_lines

_STATES = ("open", "new", "closed")
"""Ends of the text keys `staff.is-…`; `new`: the first password is not changed yet."""


def staff_listing(server: Server, t: Any) -> Listing:
    """All accounts of the library."""
    columns = (
        Column("name", "staff.name", lambda row: row.name or row.login,
               link=lambda row: f"/desk/staff/{row.staff_id}"),
        Column("login", "staff.login", lambda row: row.login),
        Column("role", "staff.role", lambda row: t(f"staff.role-{row.role}")),
        Column("state", "staff.state", lambda row: _marked(row, t), kind="tag"),
        Column("seen", "staff.seen", lambda row: _day(server, row.seen_at), kind="date"),
        Column("made", "staff.made-on", lambda row: _day(server, row.made_at), kind="date"),
    )  # fmt: skip
    filters = (
        Filter("role", "staff.role",
               [Choice(role.value, t(f"staff.role-{role.value}")) for role in Role]),
        Filter("state", "staff.state", [Choice(each, t(f"staff.is-{each}")) for each in _STATES]),
    )  # fmt: skip
    source = in_memory(lambda: staff_lines(server), columns, _fits)
    return Listing("room.staff", columns, source, filters, sort="name")


def _state(row: StaffLine) -> str:
    return "closed" if not row.active else "new" if row.must_change else "open"


def _marked(row: StaffLine, t: Any) -> str:
    state = _state(row)
    return "" if state == "open" else str(t(f"staff.is-{state}"))


def _fits(row: StaffLine, filters: Mapping[str, str]) -> bool:
    return filters.get("role", row.role) == row.role and filters.get(
        "state", _state(row)
    ) == _state(row)


def _day(server: Server, instant: Any) -> Any:
    return None if instant is None else server.day_of(instant)
