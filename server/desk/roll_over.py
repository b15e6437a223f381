"""`/desk/roll-over`: the school year rolled over: looked at, chosen, done, taken back."""

from __future__ import annotations

from collections import Counter
from hashlib import sha256
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from i18n.sorting import sort_key
from library.classes import TRACKED_FROM, Track
from library.rights import Right
from library.roll_over import ClassWay, MoveKind, Way
from server.desk.classes import act_at_desk
from server.desk.drawing import drawn, operation_id, see
from server.desk.guard import allowed, signed_in
from server.desk.roll_over_lists import add_roll_over_list_pages
from server.jobs.roll_over import ask_roll_over, backs_up
from server.jobs.work import unfinished
from server.server import Server
from server.services.importing.reading import LARGEST
from server.services.importing.tables import FileRefused
from server.services.roll_over import DRAFT, Picture, RollOverFacts, latest, picture, years_now
from server.services.roll_over_draft import begin, choose_ways, drop
from server.services.roll_over_list import drop_list, take_list
from server.services.roll_over_rows import done_rows
from server.services.roll_over_undo import undo_objection, undo_roll_over

ADDRESS = "/desk/roll-over"
EXAMPLES = ("kk", "ru")
SHOWN_FAULTS = 200


def add_roll_over_pages(pages: Blueprint, server: Server) -> None:
    """The page of a draft or of what was done, its forms, its lists."""
    _add_page(pages, server)
    _add_choices(pages, server)
    _add_list(pages, server)
    _add_doing(pages, server)
    add_roll_over_list_pages(pages, server)


def draft_or_404(server: Server) -> Picture:
    """The draft as it stands."""
    about = latest(server)
    found = picture(server, about.roll_over_id) if about is not None else None
    return found if found is not None else abort(404)


def _add_page(pages: Blueprint, server: Server) -> None:
    @pages.get("/roll-over")
    @allowed(Right.ROLL_OVER)
    def roll_over_page() -> str:
        return _page(server)

    @pages.post("/roll-over")
    @allowed(Right.ROLL_OVER)
    def roll_over_begin() -> Response:
        years = years_now(server)
        if not begin(server, act_at_desk(server, "roll-over-begun", repr(years))):
            flash("", "rollover.not-begun")
        return see(ADDRESS)

    @pages.post("/roll-over/drop")
    @allowed(Right.ROLL_OVER)
    def roll_over_drop() -> Response:
        about = _named(server)
        if drop(server, act_at_desk(server, "roll-over-dropped", str(about)), about):
            flash("", "rollover.dropped")
        return see(ADDRESS)


def _add_choices(pages: Blueprint, server: Server) -> None:
    @pages.post("/roll-over/classes")
    @allowed(Right.ROLL_OVER)
    def roll_over_classes() -> Response:
        shown = draft_or_404(server)
        ways: dict[int, Way] = {}
        for each in shown.classes:
            class_id = each.about.class_id
            word = request.form.get(f"way-{class_id}", "")
            track = request.form.get(f"track-{class_id}", "")
            if word not in set(ClassWay):
                continue
            keeps = word == ClassWay.UP and each.about.grade + 1 >= TRACKED_FROM
            way = Way(ClassWay(word), track if keeps and track in set(Track) else None)
            if way != each.way:
                ways[class_id] = way
        number = shown.about.roll_over_id
        deed = act_at_desk(server, "roll-over-classes", f"{number} {sorted(ways.items())}")
        if ways and choose_ways(server, deed, number, ways):
            flash("", "rollover.saved")
        return see(f"{ADDRESS}#classes")


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.post("/roll-over/list")
    @allowed(Right.ROLL_OVER)
    def roll_over_list() -> Response | tuple[str, int]:
        number = draft_or_404(server).about.roll_over_id
        sent = request.files.get("file")
        data = b"" if sent is None else sent.stream.read(LARGEST + 1)
        try:
            if sent is None or not sent.filename:
                raise FileRefused("none")
            deed = act_at_desk(server, "roll-over-list", f"{number} {sha256(data).hexdigest()}")
            take_list(server, deed, number, data)
        except FileRefused as fault:
            return _page(server, fault=fault), 422
        flash("", "rollover.list-taken")
        return see(f"{ADDRESS}#list")

    @pages.post("/roll-over/list/remove")
    @allowed(Right.ROLL_OVER)
    def roll_over_list_remove() -> Response:
        number = draft_or_404(server).about.roll_over_id
        drop_list(server, act_at_desk(server, "roll-over-list-dropped", str(number)), number)
        return see(f"{ADDRESS}#list")


def _add_doing(pages: Blueprint, server: Server) -> None:
    @pages.post("/roll-over/do")
    @allowed(Right.ROLL_OVER)
    def roll_over_do() -> Response | tuple[str, int]:
        shown = draft_or_404(server)
        stop = _stops(server, shown)
        if stop is not None:
            return _page(server, stop=stop), 422
        number = shown.about.roll_over_id
        job = ask_roll_over(server, number, shown.seal, operation_id(), signed_in().staff_id)
        return see(f"/desk/jobs/{job}")

    @pages.post("/roll-over/undo")
    @allowed(Right.ROLL_OVER)
    def roll_over_undo() -> Response | tuple[str, int]:
        number = _named(server)
        deed = act_at_desk(server, "roll-over-undone", str(number))
        objection = undo_roll_over(server, deed, number)
        if objection is not None:
            return _page(server, stop=f"undo-{objection}"), 422
        flash("", "rollover.undone")
        return see(ADDRESS)


def _stops(server: Server, shown: Picture) -> str | None:
    """Why it is not done yet; the word ends the text key `rollover.stop-<word>`."""
    if shown.found.faults:
        return "faults"
    if not shown.found.moves:
        return "nothing"
    if request.form.get("seal") != shown.seal:
        return "changed"
    if shown.early is not None and not request.form.get("early"):
        return "early"
    if not backs_up(server) and not request.form.get("own-backup"):
        return "backup"
    return None


def _named(server: Server) -> int:
    """The roll-over the form is about: the newest one; another is an old page."""
    about = latest(server)
    if about is None or request.form.get("roll-over") != str(about.roll_over_id):
        abort(409)
    return about.roll_over_id


def _page(server: Server, stop: str | None = None, fault: FileRefused | None = None) -> str:
    about = latest(server)
    running = unfinished(server, "roll-over")
    more: dict[str, Any] = {"stop": stop, "fault": fault, "running": running}
    if about is not None and about.state == DRAFT:
        found = picture(server, about.roll_over_id)
        if found is not None:
            return _draft_page(server, found, **more)
    return _done_page(server, about, **more)


def _draft_page(server: Server, shown: Picture, **more: Any) -> str:
    moves = shown.found.moves
    entered = Counter(move.entered for move in moves if move.entered is not None)
    ordered = sorted(entered, key=lambda name: (name[0], sort_key(name[1])))
    new_classes = [(name, shown.found.classes[name], entered[name]) for name in ordered]
    return drawn(
        server, "desk/roll-over.html", about=shown.about, shown=shown, kinds=tuple(MoveKind),
        leaving_debtors=sum(
            move.debts > 0 and move.kind in (MoveKind.GRADUATE, MoveKind.LEAVE) for move in moves
        ),
        new_classes=new_classes, ways=tuple(ClassWay), tracks=tuple(Track), examples=EXAMPLES,
        tracked_from=TRACKED_FROM, faults=shown.found.faults[:SHOWN_FAULTS],
        megabytes=LARGEST // 1024 // 1024, backs_up=backs_up(server), **more,
    )  # fmt: skip


def _done_page(server: Server, about: RollOverFacts | None, **more: Any) -> str:
    rows = done_rows(server, about.roll_over_id) if about is not None else []
    return drawn(
        server, "desk/roll-over-done.html", about=about, years=years_now(server),
        kinds=[(kind, sum(row.kind == kind for row in rows)) for kind in MoveKind],
        leaving_debtors=sum(row.gone_with_debts for row in rows),
        objection=undo_objection(server, about.roll_over_id) if about is not None else None,
        **more,
    )  # fmt: skip
