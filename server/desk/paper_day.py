"""`/desk/paper-day`: a sheet for a day without power, and its lines entered later with their
true times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, flash, request

from i18n.texts import texts
from library.checkout import OVERRIDABLE
from library.refusals import Reason
from library.rights import Right
from server.desk.batch_list import row_number, scan_origin, scanned_text, written_day
from server.desk.drawing import drawn, see
from server.desk.drop_box import minutes_of
from server.desk.forms import Day, DeskForm, Line, Pick, Wrong
from server.desk.guard import allowed, signed_in
from server.desk.lists import Column, Listing, in_memory, shown
from server.desk.spreadsheets import file_answer, wants_file
from server.server import Server
from server.services.batch_lines import BatchLine, lines_of
from server.services.batches import PAPER_DAY, Batch, begin_batch, open_batch, put_away
from server.services.desk_station import desk_station
from server.services.drop_box import dropped_when
from server.services.paper_day import PaperLine, enter, enter_again, strike, waits
from server.services.paper_readers import card_of_words, names_of_cards
from server.services.settings import SCHOOL_NAME, setting
from server.services.stored_answers import read_reasons
from server.services.trolley import take_line_back
from web.language import texts_of

PATH = "/desk/paper-day"
SHEET_LINES = 20
MOST_SHEETS = 20
SHEET_LANGUAGES = ("kk", "ru")
_WISHES = ("lent", "returned")


class DayForm(DeskForm):
    """Which day was written on paper."""

    day = Day("paper.day", required=True)


class LineForm(DeskForm):
    """One line of the sheet."""

    time = Line("paper.time", required=True, longest=10)
    card = Line("paper.card", longest=100)
    code = Line("paper.code", required=True, longest=100)
    wish = Pick("paper.wish", [(wish, wish) for wish in _WISHES])

    def validate_time(self, field: Any) -> None:
        """A time of day."""
        if field.data and minutes_of(field.data) is None:
            raise Wrong("paper.not-a-time")

    def validate_card(self, field: Any) -> None:
        """Who lends needs a card; a return does without."""
        if self.wish.data == "lent" and not field.data:
            raise Wrong("form.required")


def add_paper_day_pages(pages: Blueprint, server: Server) -> None:
    """The page, its form, what becomes of waiting lines, the sheet to print."""
    _add_day(pages, server)
    _add_lines(pages, server)
    _add_waiting(pages, server)

    @pages.get("/paper-day/sheet")
    @allowed(Right.LEND)
    def paper_sheet() -> str:
        language = request.args.get("language", "")
        sheets = min(max(request.args.get("sheets", 1, type=int), 1), MOST_SHEETS)
        return drawn(
            server, "desk/paper-sheet.html",
            say=texts(language if language in SHEET_LANGUAGES else SHEET_LANGUAGES[0]),
            sheets=sheets, lines=SHEET_LINES, school=setting(server.library, SCHOOL_NAME),
            languages=SHEET_LANGUAGES,
        )  # fmt: skip


def _add_day(pages: Blueprint, server: Server) -> None:
    @pages.get("/paper-day")
    @allowed(Right.LEND)
    def paper_day() -> Response | str:
        batch = _batch(server)
        lines = lines_of(server, batch)
        if batch is not None and wants_file(request):
            return file_answer(request, _listing(server, lines), texts_of(request))
        return _page(server, batch, lines, _fresh(server, lines))

    @pages.post("/paper-day/begin")
    @allowed(Right.LEND)
    def paper_day_begin() -> Response | tuple[str, int]:
        form = DayForm.of(request)
        at = dropped_when(server, form.day.data, 0) if form.sent() else None
        if at is None:
            if form.day.data is not None and not form.day.errors:
                form.day.errors = [Wrong("dropbox.in-the-future").args[0]]
            return drawn(server, "desk/paper-day.html", form=form, batch=None), 422
        begin_batch(server, signed_in().staff_id, PAPER_DAY, desk_station(server), at)
        return see(PATH)

    @pages.post("/paper-day/away")
    @allowed(Right.LEND)
    def paper_day_away() -> Response:
        """Put the day away once every line is entered or struck."""
        waiting = [line for line in lines_of(server, _batch(server)) if waits(line.outcome)]
        if waiting:
            flash(str(len(waiting)), "paper.still-waiting")
        else:
            put_away(server, signed_in().staff_id, PAPER_DAY)
        return see(PATH)


def _add_lines(pages: Blueprint, server: Server) -> None:
    @pages.post("/paper-day")
    @allowed(Right.LEND)
    def paper_line() -> Response | tuple[str, int]:
        batch = _batch(server)
        if batch is None or batch.happened_at is None:
            return see(PATH)
        form = LineForm.of(request)
        card = ""
        if form.sent() and form.card.data:
            card, fitting = card_of_words(server, form.card.data)
            if not card:
                form.card.errors = [Wrong("paper.who", n=fitting).args[0]]
        if form.errors:
            lines = lines_of(server, batch)
            return _page(server, batch, lines, form), 422
        at = batch.happened_at + timedelta(minutes=minutes_of(form.time.data) or 0)
        origin = replace(scan_origin(server), happened_at=at)
        enter(server, PaperLine(origin, card, form.code.data, form.wish.data))
        return see(PATH)


def _add_waiting(pages: Blueprint, server: Server) -> None:
    @pages.post("/paper-day/again")
    @allowed(Right.LEND)
    def paper_line_again() -> Response:
        reason, sure = scanned_text("reason"), request.form.get("sure") == "1"
        enter_again(server, scan_origin(server), row_number("line"), reason, sure)
        return see(PATH)

    @pages.post("/paper-day/strike")
    @allowed(Right.LEND)
    def paper_line_strike() -> Response:
        strike(server, signed_in().staff_id, row_number("line"))
        return see(PATH)

    @pages.post("/paper-day/undo")
    @allowed(Right.LEND)
    def paper_line_undo() -> Response:
        origin = scan_origin(server)
        done = take_line_back(server, origin, row_number("line"), PAPER_DAY, signed_in().role)
        if done.kind != "undone":
            flash("", "paper.not-undone")
        return see(PATH)


def _batch(server: Server) -> Batch | None:
    return open_batch(server, signed_in().staff_id, PAPER_DAY)


def _fresh(server: Server, lines: Sequence[BatchLine]) -> DeskForm:
    """An empty line at the time of the last one; without an open day, the day to begin."""
    if _batch(server) is None:
        return DayForm()
    form = LineForm()
    if lines and lines[0].happened_at is not None:
        form.time.data = lines[0].happened_at.astimezone(server.zone).strftime("%H:%M")
        form.wish.data = lines[0].wish
    return form


def _page(
    server: Server, batch: Batch | None, lines: Sequence[BatchLine], form: DeskForm
) -> str:  # fmt: skip
    if batch is None:
        return drawn(server, "desk/paper-day.html", form=form, batch=None)
    ordered = _in_time(lines)
    return drawn(
        server, "desk/paper-day.html", form=form, batch=batch, lines=ordered, waits=waits,
        names=names_of_cards(server, [line.card for line in ordered if line.card]),
        reasons=_reasons, overridable=_overridable, written_day=written_day,
        waiting=sum(waits(line.outcome) for line in lines),
        list=shown(request, _listing(server, ordered)), newest=lines[0] if lines else None,
        day=server.day_of(batch.happened_at) if batch.happened_at else None,
    )  # fmt: skip


def _reasons(line: BatchLine) -> tuple[Reason, ...]:
    """Why the rules refused a line."""
    return read_reasons(line.detail.get("reasons", []))


def _overridable(line: BatchLine) -> bool:
    """Whether a librarian's named reason lifts all of them."""
    return {reason.code for reason in _reasons(line)} <= OVERRIDABLE


def _in_time(lines: Sequence[BatchLine]) -> list[BatchLine]:
    """As they happened: the newest at the top, where the form is."""
    return sorted(lines, key=lambda line: (line.happened_at, line.line_id), reverse=True)


def _listing(server: Server, lines: Sequence[BatchLine]) -> Listing:
    t = texts_of(request)
    names = names_of_cards(server, [line.card for line in lines if line.card])

    def time(line: BatchLine) -> str:
        at = line.happened_at
        return "" if at is None else at.astimezone(server.zone).strftime("%d.%m.%Y %H:%M")

    columns = (
        Column("time", "paper.time", time, key=lambda row: (row.happened_at, row.line_id)),
        Column("reader", "paper.reader", lambda row: names.get(row.card, row.card or "")),
        Column("title", "pile.title", lambda row: row.title),
        Column("code", "pile.code", lambda row: row.code, kind="code"),
        Column("wish", "paper.wish", lambda row: str(t(f"paper.wish-{row.wish}"))),
        Column("outcome", "pile.outcome", lambda row: str(t(f"paper.{row.outcome}"))),
    )
    return Listing("room.paper-day", columns, in_memory(lambda: lines, columns), sort="time")
