"""`/desk/roll-over/pupils`, `…/class/<id>`: every pupil's move, and single pupils chosen."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.rights import Right
from library.roll_over import MoveKind, PupilWay
from server.desk.classes import act_at_desk, reader_address
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import download, file_answer, wants_file, workbook
from server.server import Server
from server.services.roll_over import DRAFT, Picture, latest, picture
from server.services.roll_over_draft import choose_pupils
from server.services.roll_over_rows import MoveRow, done_rows, draft_rows
from web.language import texts_of

ADDRESS = "/desk/roll-over"
_EXAMPLE: dict[str, tuple[tuple[object, ...], ...]] = {
    "kk": (
        ("№", "Аты-жөні", "Жынысы", "Туған күні", "Сыныбы", "Оқыту тілі", "Бағыты"),
        (1, "Үлгібаева Әлия Қайратқызы", "қыз", date(2011, 5, 1), "10А", "қазақ", "ЖМБ"),
        (2, "Мысалов Ерлан", "ұл", date(2014, 11, 23), "7Ә", "қазақ", ""),
    ),
    "ru": (
        ("№", "ФИО", "Пол", "Дата рождения", "Класс", "Язык обучения", "Направление"),
        (1, "Примеров Иван Петрович", "м", date(2011, 5, 1), "10А", "русский", "ЕМН"),
        (2, "Образцова Мария", "ж", date(2014, 11, 23), "7Б", "русский", ""),
    ),
}  # fmt: skip


def add_roll_over_list_pages(pages: Blueprint, server: Server) -> None:
    """The list of all moves, a class, an example of a list."""
    _add_moves(pages, server)
    _add_class(pages, server)

    @pages.get("/roll-over/example-<language>.xlsx")
    @allowed(Right.ROLL_OVER)
    def roll_over_example(language: str) -> Response:
        if language not in _EXAMPLE:
            abort(404)
        heads, *lines = _EXAMPLE[language]
        content = workbook("7, 10", [str(head) for head in heads], lines)
        return download(content, f"new-classes-{language}")


def _add_moves(pages: Blueprint, server: Server) -> None:
    @pages.get("/roll-over/pupils")
    @allowed(Right.ROLL_OVER)
    def roll_over_pupils() -> Response | str:
        about = latest(server)
        if about is None:
            return see(ADDRESS)
        found = picture(server, about.roll_over_id)
        rows = draft_rows(found) if found else done_rows(server, about.roll_over_id)
        t = texts_of(request)
        columns = _columns(t, f"{ADDRESS}/class" if found else "/desk/classes")
        listing = Listing(
            "rollover.moves", columns, in_memory(lambda: rows, columns, _fits),
            filters=_filters(rows, t), sort="left", empty="rollover.no-moves",
        )  # fmt: skip
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(
            server, "desk/roll-over-pupils.html", about=about, list=shown(request, listing),
            written=written, draft=about.state == DRAFT,
        )  # fmt: skip


def _columns(t: Any, classes: str) -> tuple[Column, ...]:
    return (
        Column("left", "rollover.left", lambda row: row.left or "–",
               link=lambda row: f"{classes}/{row.left_id}" if row.left_id else None,
               key=lambda row: row.order),
        Column("name", "rollover.pupil", lambda row: row.name,
               link=lambda row: reader_address(row) if row.reader_id else None),
        Column("kind", "rollover.move", lambda row: str(t(f"rollover.move-{row.kind}")),
               kind="tag"),
        Column("entered", "rollover.entered", lambda row: row.entered),
        Column("debts", "rollover.debts", lambda row: row.debts or None, kind="number"),
    )  # fmt: skip


def _filters(rows: list[MoveRow], t: Any) -> tuple[Filter, ...]:
    kinds = {row.kind for row in rows}
    classes = {row.left: row.order for row in rows if row.left}
    return (
        Filter("kind", "rollover.move", [
            Choice(kind.value, str(t(f"rollover.move-{kind.value}")))
            for kind in MoveKind if kind.value in kinds
        ]),
        Filter("class", "rollover.left", [
            Choice(label, label) for label in sorted(classes, key=lambda each: classes[each])
        ]),
        Filter("debts", "rollover.debts", [
            Choice("yes", str(t("rollover.with-debts"))),
            Choice("gone", str(t("rollover.gone-with-debts"))),
        ]),
    )  # fmt: skip


def _fits(row: MoveRow, filters: Any) -> bool:
    debts = filters.get("debts")
    return (
        filters.get("kind") in (None, "", row.kind)
        and filters.get("class") in (None, "", row.left)
        and (not debts or (row.gone_with_debts if debts == "gone" else row.debts > 0))
    )


def _add_class(pages: Blueprint, server: Server) -> None:
    @pages.route("/roll-over/class/<int:class_id>", methods=["GET", "POST"])
    @allowed(Right.ROLL_OVER)
    def roll_over_class(class_id: int) -> Response | str:
        about = latest(server)
        found = picture(server, about.roll_over_id) if about is not None else None
        plan = next(
            (each for each in found.classes if each.about.class_id == class_id), None
        ) if found else None  # fmt: skip
        if found is None or plan is None:
            abort(404)
        rows = [row for row in draft_rows(found) if row.left_id == class_id]
        if request.method == "POST":
            _choose(server, found, rows)
            return see(f"{ADDRESS}#classes")
        return drawn(
            server, "desk/roll-over-class.html", shown=found, plan=plan, rows=rows,
            ways=tuple(PupilWay),
        )  # fmt: skip


def _choose(server: Server, found: Picture, rows: list[MoveRow]) -> None:
    """Only what differs from what is chosen; a word that is none changes nothing."""
    known: dict[str, PupilWay | None] = {"": None, **{way.value: way for way in PupilWay}}
    chosen: dict[int, PupilWay | None] = {}
    for row in rows:
        word = request.form.get(f"way-{row.reader_id}")
        if row.reader_id is None or word not in known:
            continue
        if known[word] != found.choices.get(row.reader_id):
            chosen[row.reader_id] = known[word]
    number = found.about.roll_over_id
    deed = act_at_desk(server, "roll-over-pupils", f"{number} {sorted(map(repr, chosen.items()))}")
    if chosen and choose_pupils(server, deed, number, chosen):
        flash("", "rollover.saved")
