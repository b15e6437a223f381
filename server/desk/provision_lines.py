"""`/desk/provision/lines`: the provision line by line of the plan; the same for print and
as a file."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from library.provision_split import LineSum
from library.rights import Right
from library.textbooks import PlanLine
from server.desk.drawing import drawn
from server.desk.guard import allowed
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.provision import SchoolProvision
from server.services.provision_kept import KeptProvision
from web.language import texts_of


def add_provision_line_pages(pages: Blueprint, server: Server, kept: KeptProvision) -> None:
    """The table."""

    @pages.get("/provision/lines")
    @allowed(Right.PROVISION)
    def provision_lines() -> str | Response:
        t = texts_of(request)
        listing = _listing(kept.now(), t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(
            server, "desk/provision-lines.html", list=shown(request, listing), written=written
        )


def _named(line: PlanLine, t: Any) -> str:
    """Books for boys and for girls are two lines of one subject."""
    return f"{line.subject}, {t(f'plan.variant-{line.variant}')}" if line.variant else line.subject


def _language(line: PlanLine, t: Any) -> str:
    return str(t(f"provision.language-{line.language}"))


def _listing(found: SchoolProvision, t: Any) -> Listing:
    def number(name: str, value: Any) -> Column:
        return Column(name, f"provision.{name}", value, "number")

    columns = (
        number("grade", lambda each: each.line.grade),
        Column("subject", "provision.subject", lambda each: _named(each.line, t)),
        Column("language", "provision.language", lambda each: _language(each.line, t)),
        Column("track", "provision.track", lambda each: each.line.track or ""),
        number("pupils", lambda each: each.pupils),
        number("needed", lambda each: each.amounts.needed),
        number("usable", lambda each: each.amounts.usable),
        number("issued", lambda each: each.amounts.issued),
        number("in-library", lambda each: each.amounts.free),
        number("borrowed", lambda each: each.borrowed),
        number("short", lambda each: each.amounts.short),
        number("percent", lambda each: each.amounts.percent),
    )
    lines = found.lines.values()
    return Listing(
        "provision.lines", columns, in_memory(lambda: found.line_sums, columns, _fits),
        filters=(
            Filter("grade", "provision.grade",
                   [Choice(str(one), str(one)) for one in sorted({each.grade for each in lines})]),
            Filter("language", "provision.language", [
                Choice(one, str(t(f"provision.language-{one}")))
                for one in sorted({each.language for each in lines})
            ]),
            Filter("track", "provision.track", [
                Choice(one, one) for one in sorted({each.track or "" for each in lines} - {""})
            ]),
        ),
        empty="provision.no-plan",
    )  # fmt: skip


def _fits(each: LineSum, asked: Any) -> bool:
    line = each.line
    said = {"grade": str(line.grade), "language": line.language, "track": line.track or ""}
    return all(said[name] == value for name, value in asked.items())
