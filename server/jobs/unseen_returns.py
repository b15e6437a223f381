"""A kiosk return nobody has seen after some open days becomes a task of the desk."""

from __future__ import annotations

from datetime import date, timedelta

from server.server import Server
from server.statements.loans import UNSEEN_RETURNS
from server.statements.stations import OPEN_TASKS
from server.tables import DeskTask
from server.tables.fields import instant_of
from server.tables.stations import UNSEEN_RETURN


def find_unseen_returns(server: Server) -> int:
    """Make a task for each copy returned at a kiosk and unseen for as many open days as
    the policy says (two); how many tasks are new."""
    now, today = server.now(), server.today()
    with server.library.writing() as work:
        known = {row[0] for row in work.all(OPEN_TASKS, kind=UNSEEN_RETURN)}
        due = {
            copy_id
            for copy_id, closed_at in work.all(UNSEEN_RETURNS)
            if copy_id not in known
            and _open_days(server, server.day_of(instant_of(closed_at)), today)
            >= server.policy.unseen_open_days
        }
        for copy_id in sorted(due):
            DeskTask.create(kind=UNSEEN_RETURN, copy=copy_id, made_at=now)
    return len(due)


def _open_days(server: Server, returned_on: date, today: date) -> int:
    """Open days that have passed wholly since the day of the return."""
    day, count = returned_on + timedelta(days=1), 0
    while day < today and count < server.policy.unseen_open_days:
        count += server.calendar.is_open_day(day)
        day += timedelta(days=1)
    return count
