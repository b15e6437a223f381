"""`/desk/calendar`: school years, closed days, opening hours; what a change moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.calendar_changes import Move
from library.rights import Right
from library.school_year import ClosedPeriod, SchoolYear
from server.desk.calendar_forms import (
    KINDS,
    WEEKDAYS,
    ClosedForm,
    PeriodForm,
    WeekForm,
    WeekRow,
    YearForm,
    hours_text,
)
from server.desk.drawing import drawn, operation_id, see
from server.desk.guard import allowed, signed_in
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.calendars import (
    CalendarFault,
    Change,
    Row,
    change_calendar,
    closed_periods,
    preview,
    years,
)
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from web.language import texts_of

_ADDRESS = "/desk/calendar"
_SHOWN = 8
"""Lines of moved loans that a preview shows one by one."""
_QURBAN = "айт"
"""Part of the name of the holiday that follows the moon."""
Answer = Response | str | tuple[str, int]


def add_calendar_pages(pages: Blueprint, server: Server) -> None:
    """The overview, its forms, and the preview that each of them leads to."""
    _add_overview(pages, server)
    _add_years(pages, server)
    _add_closed(pages, server)

    @pages.route("/calendar/hours", methods=["GET", "POST"])
    @allowed(Right.RULES)
    def calendar_hours() -> Answer:
        now = WeekRow(server.calendar.hours)
        form = WeekForm.of(request, opened=now)
        if form.sent() and form.fits(now=now):
            offered = _offered(server, Change("hours", None, form.value()), form)
            if offered is not None:
                return offered
        page = drawn(server, "desk/calendar-hours.html", form=form, weekdays=WEEKDAYS)
        return (page, 422) if request.method == "POST" else page


def _add_overview(pages: Blueprint, server: Server) -> None:
    @pages.get("/calendar")
    @allowed(Right.RULES)
    def calendar() -> Response | str:
        t = texts_of(request)
        listing = _closed_listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        found = server.calendar
        return drawn(
            server, "desk/calendar.html", list=shown(request, listing), written=written,
            years=years(server), weekdays=WEEKDAYS, calendar=found,
            hours_text=hours_text, year=found.year_of(server.today()),
            qurban_missing=_qurban_missing(server),
        )  # fmt: skip


def _add_years(pages: Blueprint, server: Server) -> None:
    @pages.route("/calendar/years/new", methods=["GET", "POST"], defaults={"year_id": None})
    @pages.route("/calendar/years/<int:year_id>", methods=["GET", "POST"])
    @allowed(Right.RULES)
    def calendar_year(year_id: int | None) -> Answer:
        row = _row(years(server), year_id)
        now = None if row is None else row.value
        form = YearForm.of(request, opened=now)
        if form.sent() and (row is None or form.fits(now=now)):
            value = form.value(now.name if now else None)
            offered = _offered(server, Change("year", year_id, value), form)
            if offered is not None:
                return offered
        page = drawn(server, "desk/calendar-year.html", form=form, row=row)
        return (page, 422) if request.method == "POST" else page

    @pages.post("/calendar/years/<int:year_id>/delete")
    @allowed(Right.RULES)
    def calendar_year_delete(year_id: int) -> Answer:
        return _removed(server, "year", year_id)


def _add_closed(pages: Blueprint, server: Server) -> None:
    @pages.route("/calendar/closed/new", methods=["GET", "POST"], defaults={"closed_id": None})
    @pages.route("/calendar/closed/<int:closed_id>", methods=["GET", "POST"])
    @allowed(Right.RULES)
    def calendar_closed(closed_id: int | None) -> Answer:
        t = texts_of(request)
        row = _row(closed_periods(server), closed_id)
        now = None if row is None else row.value
        form = ClosedForm.of(request, opened=now)
        if row is None and request.method == "GET" and request.args.get("holiday") == "qurban":
            form.name.data, form.kind.data = str(t("calendar.qurban")), "other"
        if form.sent() and (row is None or form.fits(now=now)):
            offered = _offered(server, Change("closed", closed_id, form.value()), form)
            if offered is not None:
                return offered
        page = drawn(server, "desk/calendar-closed.html", form=form.in_words(t), row=row)
        return (page, 422) if request.method == "POST" else page

    @pages.post("/calendar/closed/<int:closed_id>/delete")
    @allowed(Right.RULES)
    def calendar_closed_delete(closed_id: int) -> Answer:
        return _removed(server, "closed", closed_id)


def _row(rows: list[Row], row_id: int | None) -> Row | None:
    """The row to edit; None for a new one. A row that is gone is no page any more."""
    if row_id is None:
        return None
    return next((row for row in rows if row.row_id == row_id), None) or abort(404)


def _offered(server: Server, change: Change, form: Any) -> Answer | None:
    """The preview, or the change done; None when the form has a mistake after all."""
    try:
        if request.form.get("step") == "save":
            return _done(server, change)
        found = preview(server, change)
    except CalendarFault as fault:
        if isinstance(form, PeriodForm):
            form.tell(f"calendar.fault-{fault.code}", name=fault.about)
        return None
    return _done(server, change) if not found else _shown(server, found)


def _removed(server: Server, what: str, row_id: int) -> Answer:
    """Look at what goes with it, then remove it; what is gone already is said."""
    change = Change(what, row_id, None)
    try:
        if request.form.get("step") == "save":
            return _done(server, change)
        return _shown(server, preview(server, change), removes=True)
    except CalendarFault as fault:
        flash(fault.about, f"calendar.fault-{fault.code}")
        return see(_ADDRESS)


def _done(server: Server, change: Change) -> Response:
    origin = desk_origin(server, operation_id(), signed_in().staff_id)
    move = request.form.get("move") == "yes"
    deed = Deed(origin, "calendar-changed", f"{change.content} {move}")
    moved = change_calendar(server, deed, change, move)
    flash(str(moved) if moved else "", "calendar.saved-moved" if moved else "calendar.saved")
    return see(_ADDRESS)


def _shown(server: Server, found: tuple[Move, ...], removes: bool = False) -> str:
    """What moves, with the form's fields kept for the button that saves."""
    by_days: dict[tuple[Any, Any], int] = {}
    for move in found:
        days = (move.group.due_on, move.to)
        by_days[days] = by_days.get(days, 0) + move.group.count
    kept = [(name, value) for name, value in request.form.items(multi=True)
            if name not in ("csrf_token", "operation", "step", "move")]  # fmt: skip
    return drawn(
        server, "desk/calendar-preview.html", kept=kept, removes=removes, path=request.path,
        loans=sum(by_days.values()), days=list(by_days.items())[:_SHOWN],
        more=max(len(by_days) - _SHOWN, 0),
    )  # fmt: skip


def _closed_listing(server: Server, t: Any) -> Listing:
    columns = (
        Column("name", "calendar.name", lambda row: row.value.name,
               link=lambda row: f"{_ADDRESS}/closed/{row.row_id}"),
        Column("kind", "calendar.kind", _kind_word(t), kind="tag"),
        Column("first", "calendar.first", lambda row: row.value.first_on, kind="date"),
        Column("last", "calendar.last", lambda row: row.value.last_on, kind="date"),
    )  # fmt: skip
    since = server.calendar.year_of(server.today()) or server.calendar.next_year(server.today())

    def fits(row: Row, filters: Any) -> bool:
        value = row.value
        assert isinstance(value, ClosedPeriod)
        wanted = filters.get("kind") in (None, value.kind)
        return wanted and (filters.get("when") == "past") == (value.last_on < since.first_on)

    return Listing(
        "calendar.closed", columns, in_memory(lambda: closed_periods(server), columns, fits),
        [Filter("kind", "calendar.kind", [Choice(k, t(f"calendar.kind-{k}")) for k in KINDS]),
         Filter("when", "calendar.when", [Choice("past", t("calendar.past"))])],
        "first", empty="calendar.nothing-closed",
    )  # fmt: skip


def _kind_word(t: Any) -> Callable[[Row], str]:
    def word(row: Row) -> str:
        value = row.value
        return str(t(f"calendar.kind-{value.kind}")) if isinstance(value, ClosedPeriod) else ""

    return word


def _qurban_missing(server: Server) -> SchoolYear | None:
    """The school year whose day of the moving holiday nobody has entered."""
    calendar = server.calendar
    year = calendar.year_of(server.today()) or calendar.next_year(server.today())
    known = any(
        _QURBAN in each.name.casefold() and year.first_on <= each.first_on <= year.last_on
        for each in calendar.closed
    )
    return None if known else year
