"""The whole demonstration school: calendar around today, people, stock, the plan of textbooks,
traffic, new books, staff, textbooks."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from random import Random

from server import tables
from server.database import Library
from server.demonstration.class_sets import issue_class_sets
from server.demonstration.colleagues import add_colleagues
from server.demonstration.debts import add_debts
from server.demonstration.deliveries import add_deliveries
from server.demonstration.people import add_people
from server.demonstration.provision import add_provision
from server.demonstration.raids import add_raids
from server.demonstration.stock import add_stock
from server.demonstration.textbooks import add_plan, add_textbook_copies
from server.demonstration.traffic import make_traffic
from server.server import Server
from server.services.accounts import add_staff
from server.services.pins import set_pin
from server.services.settings import SCHOOL_NAME, change_setting, setting

SEED = 4
MADE_ON = "demo.made-on"
"""Setting that marks a library as a demonstration and says of which day."""
LOGIN = "kitaphana"
_SCHOOL = "Демо лицей-интернат"
PIN = "2580"
_BEGUN_DAYS = 120
_LEFT_DAYS = 180


def build_school(server: Server, seed: int = SEED) -> str:
    """Fill an empty, migrated library; the desk's new password. The same seed and day give
    the same school, but for the password."""
    today, random = server.today(), Random(seed)
    begun = today - timedelta(days=_BEGUN_DAYS)
    with server.library.writing():
        year = _add_calendar(today, begun)
        tables.Station.create(name="Киоск 1", kind="self-service")
        readers = add_people(random, today, year, begun)
        copies = add_stock(random, today)
        add_plan(year, today)
    server.forget_calendar()
    traffic = make_traffic(server, random, server.now(), readers, copies)
    pinned = [r.reader_id for r in readers if r.reader_id not in traffic.lent][:3]
    for reader_id in pinned:
        set_pin(server, reader_id, PIN)
    password = secrets.token_urlsafe(12)
    head_id = add_staff(server, LOGIN, "Демо кітапханашы", password, "head")
    add_deliveries(server, Random(seed), head_id)
    add_colleagues(server, password, PIN)
    with server.library.writing():
        add_textbook_copies(server, Random(seed), year, today)
        issue_class_sets(server, Random(seed + 1), year, head_id)
        add_raids(server, Random(seed + 2), year, today, head_id)
        add_provision(server, year, today, head_id, _SCHOOL)
    change_setting(server.library, SCHOOL_NAME, _SCHOOL)
    add_debts(server, Random(seed + 3), head_id)
    # Last, so that a school whose building was cut off is built again.
    change_setting(server.library, MADE_ON, today.isoformat())
    return password


def _add_calendar(today: date, begun: date) -> str:
    """A year around today, open day and night, so that the school lends on any date. A
    holiday and a vacation lie ahead, so that due dates are seen to move."""
    name = f"{begun.year}-{begun.year + 1}"
    tables.SchoolYear.create(
        name=name,
        first_on=begun,
        last_on=today + timedelta(days=_LEFT_DAYS),
        status="unconfirmed",
    )
    tables.ClosedPeriod.create(
        kind="holiday",
        name="Демо мереке",
        first_on=today + timedelta(days=15),
        last_on=today + timedelta(days=15),
    )
    tables.ClosedPeriod.create(
        kind="vacation",
        name="Демо каникул",
        first_on=today + timedelta(days=60),
        last_on=today + timedelta(days=67),
    )
    for weekday in range(1, 8):
        tables.OpeningHours.create(weekday=weekday, opens="00:00", closes="24:00")
    return name


def made_on(library: Library) -> date | None:
    """The day a demonstration was built here; None for an empty or a real library."""
    text = setting(library, MADE_ON)
    return date.fromisoformat(text) if text else None
