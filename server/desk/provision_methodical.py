"""`/desk/provision/methodical`: teachers and the method literature of their subjects, in the
table of the provision."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request

from library.methodical import MethodicalLine
from library.rights import Right
from server.desk.classes import act_at_desk
from server.desk.drawing import drawn, see
from server.desk.forms import clean_line, strange_sign
from server.desk.guard import allowed
from server.desk.lists import Column, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.classes import shown_year
from server.services.methodical import methodical_table, save_needs, without_subject
from web.language import texts_of

ADDRESS = "/desk/provision/methodical"
MOST_TEACHERS, LONGEST_SUBJECT = 500, 80


def add_methodical_pages(pages: Blueprint, server: Server) -> None:
    """The table and the form in it."""

    @pages.get("/provision/methodical")
    @allowed(Right.PROVISION)
    def provision_methodical() -> str | Response:
        t = texts_of(request)
        lines = methodical_table(server, shown_year(server))
        listing = _listing(lines)
        if wants_file(request):
            return file_answer(request, listing, t)
        return _page(server, lines)

    @pages.post("/provision/methodical")
    @allowed(Right.PROVISION)
    def provision_methodical_save() -> Response | tuple[str, int]:
        year = shown_year(server)
        lines = methodical_table(server, year)
        said = _said(lines)
        if said is None:
            return _page(server, lines, wrong=True), 422
        known = {line.subject: line.teachers for line in lines}
        # Only what somebody touched: two of them may fill one table.
        changed = {name: count for name, count in said.items() if known.get(name, 0) != count}
        if changed:
            deed = act_at_desk(server, "methodical-need-saved", f"{year} {sorted(changed.items())}")
            save_needs(server, deed, year, changed)
            flash(str(len(changed)), "provision.teachers-saved")
        return see(ADDRESS)


def _page(server: Server, lines: list[MethodicalLine], wrong: bool = False) -> str:
    return drawn(
        server, "desk/provision-methodical.html", lines=lines, wrong=wrong,
        list=shown(request, _listing(lines)), written=written, year=shown_year(server),
        unsaid=without_subject(server), whole=sum((x.teachers for x in lines), 0),
    )  # fmt: skip


def _said(lines: list[MethodicalLine]) -> dict[str, int] | None:
    """Teachers by subject as the form says; None when it says what cannot be."""
    said: dict[str, int] = {}
    for place, line in enumerate(lines):
        # The table may have grown since: a line is told by its name, not by its place alone.
        if request.form.get(f"subject-{place}") == line.subject:
            said[line.subject] = _number(request.form.get(f"teachers-{place}", ""))
    new = clean_line(request.form.get("new-subject"))
    if new:
        said[new] = _number(request.form.get("new-teachers", ""))
    elif clean_line(request.form.get("new-teachers")):
        return None
    strange = len(new) > LONGEST_SUBJECT or strange_sign(new)
    return None if strange or any(count < 0 for count in said.values()) else said


def _number(text: str) -> int:
    """How many; 0 for nothing, -1 for what is no such number."""
    clean = clean_line(text)
    if not clean:
        return 0
    number = int(clean) if clean.isascii() and clean.isdigit() and len(clean) < 5 else -1
    return number if number <= MOST_TEACHERS else -1


def _listing(lines: list[MethodicalLine]) -> Listing:
    def number(name: str, value: Any) -> Column:
        return Column(name, f"provision.{name}", value, "number")

    columns = (
        Column("subject", "provision.subject", lambda each: each.subject),
        number("teachers", lambda each: each.teachers),
        number("titles", lambda each: each.stock.titles),
        number("needed", lambda each: each.amounts.needed),
        number("usable", lambda each: each.amounts.usable),
        number("issued", lambda each: each.amounts.issued),
        number("in-library", lambda each: each.amounts.free),
        number("borrowed", lambda each: each.stock.borrowed),
        number("short", lambda each: each.amounts.short),
        number("percent", lambda each: each.amounts.percent),
    )
    return Listing("provision.methodical", columns, in_memory(lambda: lines, columns))
