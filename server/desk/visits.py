"""`/desk/visits`: who came, counted with one key; books read here; the month's diary."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, flash, request

from library.rights import Right
from library.visits import DiaryDay, VisitGroup, grade_of, group_of_grade, service_year
from server.desk.drawing import drawn, number, operation_id, see
from server.desk.forms import DeskForm, Line, Whole, Wrong
from server.desk.guard import allowed, signed_in
from server.desk.lists import (
    Asked,
    Choice,
    Column,
    Filter,
    Found,
    Listing,
    in_memory,
    shown,
    written,
)
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.room_use import take_back_use, use, used_today
from server.services.visits import (
    MOST_PEOPLE,
    count_visitors,
    counted_today,
    diary,
    take_back_count,
    today_line,
)
from web.language import texts_of

_ADDRESS = "/desk/visits"
_MONTHS = 12
_LONGEST_CODE = 64


class ClassForm(DeskForm):
    """A whole class came: `8Ә` and how many pupils."""

    school_class = Line("visit.class", required=True, longest=10)
    people = Whole("visit.pupils", least=1, most=MOST_PEOPLE, required=True)

    def validate_school_class(self, field: Any) -> None:
        """The class must begin with its grade, or the diary has no column for it."""
        if grade_of(field.data) is None:
            raise Wrong("visit.no-such-class")


def add_visit_pages(pages: Blueprint, server: Server) -> None:
    """The page, its keys, the reading room, the month."""
    _add_counting(pages, server)
    _add_reading_room(pages, server)

    @pages.get("/visits/month")
    @allowed(Right.VISITS)
    def visits_month() -> Response | str:
        t = texts_of(request)
        listing = _month_listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        found = shown(request, listing)
        first, until = _days(found.asked.filters, server.today())
        shown_days, year = diary(server, first, until), _year_until(server, until)
        title = "visit.in-month" if found.asked.filters.get("month") else "visit.in-year"
        return drawn(
            server, "desk/visits-month.html", list=found, written=written, groups=list(VisitGroup),
            sums=[(title, _sum(shown_days)), ("visit.since-september", _sum(year))],
        )  # fmt: skip


def _add_counting(pages: Blueprint, server: Server) -> None:
    @pages.get("/visits")
    @allowed(Right.VISITS)
    def visits() -> str:
        return _page(server)

    @pages.post("/visits/count")
    @allowed(Right.VISITS)
    def visits_count() -> Response | tuple[str, int]:
        """One visitor of a group: a button or its key."""
        try:
            group = VisitGroup(request.form.get("group", ""))
        except ValueError:
            return _page(server), 422
        count_visitors(server, _act(server, "visitors-counted", group.value), group)
        return see(_ADDRESS)

    @pages.post("/visits/class")
    @allowed(Right.VISITS)
    def visits_class() -> Response | tuple[str, int]:
        form = ClassForm.of(request)
        if not form.sent():
            return _page(server, form), 422
        label, people = form.school_class.data.upper(), form.people.data or 1
        deed = _act(server, "visitors-counted", f"{label} {people}")
        count_visitors(server, deed, group_of_grade(grade_of(label)), people, label)
        flash(f"{label}: {people}", "visit.class-counted")
        return see(_ADDRESS)

    @pages.post("/visits/take-back")
    @allowed(Right.VISITS)
    def visits_take_back() -> Response:
        visit_id = number("visit")
        deed = _act(server, "visitors-taken-back", str(visit_id))
        done = take_back_count(server, deed, visit_id)
        flash("", "visit.taken-back" if done else "visit.gone")
        return see(_ADDRESS)


def _add_reading_room(pages: Blueprint, server: Server) -> None:
    @pages.post("/visits/use")
    @allowed(Right.VISITS)
    def visits_use() -> Response | str | tuple[str, int]:
        """A scanned book is used here; a second scan soon after asks before it counts."""
        code = request.form.get("code", "").strip()
        if not code or len(code) > _LONGEST_CODE or not code.isprintable():
            flash("", "visit.use-unknown")
            return _page(server), 422
        again = request.form.get("again") == "yes"
        deed = _act(server, "room-use", f"{code} {again}")
        answer = use(server, deed, code, again=again)
        if answer.kind == "again":
            return _page(server, again=(answer.title, code))
        flash(answer.title, f"visit.use-{answer.kind}")
        return see(_ADDRESS + "#room")

    @pages.post("/visits/use/take-back")
    @allowed(Right.VISITS)
    def visits_use_take_back() -> Response:
        use_id = number("use")
        done = take_back_use(server, _act(server, "room-use-taken-back", str(use_id)), use_id)
        flash("", "visit.taken-back" if done else "visit.gone")
        return see(_ADDRESS + "#room")


def _page(
    server: Server, form: ClassForm | None = None, again: tuple[str, str] | None = None
) -> str:
    uses, used = used_today(server)
    return drawn(
        server, "desk/visits.html", groups=list(VisitGroup), line=today_line(server),
        form=form or ClassForm(), counted=counted_today(server), uses=uses, used=used,
        again=again,
    )  # fmt: skip


def _act(server: Server, kind: str, content: str) -> Deed:
    origin = desk_origin(server, operation_id(), signed_in().staff_id)
    return Deed(origin, kind, content)


def _month_listing(server: Server, t: Any) -> Listing:
    today = server.today()
    columns = (
        Column("day", "visit.day", lambda line: line.day, kind="date"),
        Column("visits", "visit.visits", lambda line: line.visits, kind="number"),
        *(_group_column(group) for group in VisitGroup),
        Column("cards", "visit.by-card", lambda line: line.cards, kind="number"),
        Column("new", "visit.new", lambda line: line.new, kind="number"),
    )

    def source(asked: Asked) -> Found:
        return in_memory(lambda: diary(server, *_days(asked.filters, today)), columns)(asked)

    months = [Choice(f"{m:%Y-%m}", f"{t.month(m)} {m.year}") for m in _months(today)]
    return Listing(
        "visit.diary", columns, source, [Filter("month", "visit.month", months)], "day",
        empty="visit.nobody",
    )  # fmt: skip


def _group_column(group: VisitGroup) -> Column:
    return Column(
        group.value, f"visit.group-{group.value}",
        lambda line: line.by_group.get(group, 0), kind="number",
    )  # fmt: skip


def _months(today: date) -> list[date]:
    """First days of the last twelve months, this one first."""
    found = [today.replace(day=1)]
    while len(found) < _MONTHS:
        found.append((found[-1] - timedelta(days=1)).replace(day=1))
    return found


def _days(filters: Any, today: date) -> tuple[date, date]:
    """The chosen month, else the last twelve: first day and the day after the last."""
    chosen = filters.get("month")
    if chosen is None:
        return _months(today)[-1], _next(today.replace(day=1))
    month = date.fromisoformat(f"{chosen}-01")
    return month, _next(month)


def _year_until(server: Server, until: date) -> list[DiaryDay]:
    """The year of service that holds the last day shown, up to that day."""
    return diary(server, service_year(until - timedelta(days=1))[0], until)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def _sum(lines: Sequence[DiaryDay]) -> DiaryDay:
    by_group = {group: sum(line.by_group.get(group, 0) for line in lines) for group in VisitGroup}
    return DiaryDay(
        lines[0].day if lines else date.min, by_group,
        sum(line.cards for line in lines), sum(line.new for line in lines),
    )  # fmt: skip
