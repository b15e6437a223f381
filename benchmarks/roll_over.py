"""The roll-over of a school of 1,500 pupils: the preview, doing it, taking it back; the table
of the contest over its 21,000 loans.

The floor of doing is plain executemany of the memberships and moves that it wrote, in one
transaction. Of the contest it is the read of the loans in plain sqlite3.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks.big_library import BigLibrary
from benchmarks.collection_school import add_school
from benchmarks.plain_sqlite import connect
from benchmarks.plan import Plan
from benchmarks.report import Aim, Report, milliseconds
from benchmarks.server_under_test import open_server
from library.roll_over import MoveKind
from server.server import Server
from server.services.accounts import add_staff
from server.services.contest import contest_table
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.roll_over import Picture, latest, picture
from server.services.roll_over_doing import Done, roll_over
from server.services.roll_over_draft import begin
from server.services.roll_over_list import take_list
from server.services.roll_over_undo import undo_roll_over

AIM_SECONDS = 5.0
NEW_PUPILS = 300
Value = TypeVar("Value")


def measure(report: Report, libraries: Sequence[BigLibrary], plan: Plan) -> None:
    """Preview, doing, undoing and the contest on each library."""
    section = report.section(
        "Roll-over of a school year: 1,500 pupils", "what", "floor", "ours", "× floor"
    )
    for library in libraries:
        add_school(library)
        with open_server(library) as server:
            desk = _Desk(server)
            contest, _ = _timed(partial(contest_table, server))
            seconds, pupils = desk.rolled_over()
            floor = _floor(library.path)
            seconds["undo"] = desk.undone()
        copies = library.size.copies
        for what, took in seconds.items():
            bare = floor if what == "do" else None
            section.add(
                f"{copies:,} copies: {what}, {pupils:,} pupils",
                milliseconds(bare) if bare else "", milliseconds(took),
                f"{took / bare:.1f}" if bare else "",
            )  # fmt: skip
        section.add(f"{copies:,} copies: table of the contest", "", milliseconds(contest), "")
        report.aims.append(
            Aim(f"roll-over of {pupils:,} pupils, {copies:,} copies", seconds["do"],
                AIM_SECONDS, "s")
        )  # fmt: skip
        report.figures[f"roll-over {copies}"] = {"floor": [floor], "contest": [contest], **{
            what: [took] for what, took in seconds.items()
        }}  # fmt: skip
    section.notes.append("do: one transaction; the backup before it grows with the library")


class _Desk:
    def __init__(self, server: Server) -> None:
        self._server = server
        self._staff_id = add_staff(server, "bench", "", "kitap-soresi", "head")

    def rolled_over(self) -> tuple[dict[str, float], int]:
        """Seconds of the list, the preview and the deed; how many pupils moved."""
        server = self._server
        assert begin(server, self._deed("roll-over-begun"))
        about = latest(server)
        assert about is not None
        self._number = about.roll_over_id
        data = _list(self._look()).encode()
        listed, _ = _timed(
            lambda: take_list(server, self._deed("roll-over-list"), self._number, data)
        )
        preview, shown = _timed(self._look)
        assert not shown.found.faults, shown.found.faults[:3]
        deed = self._deed("rolled-over")
        do, done = _timed(lambda: roll_over(server, deed, self._number, shown.seal))
        assert isinstance(done, Done), done
        return {"list": listed, "preview": preview, "do": do}, done.pupils

    def undone(self) -> float:
        """Seconds of taking it back."""
        deed = self._deed("roll-over-undone")
        took, objection = _timed(lambda: undo_roll_over(self._server, deed, self._number))
        assert objection is None, objection
        return took

    def _look(self) -> Picture:
        found = picture(self._server, self._number)
        assert found is not None
        return found

    def _deed(self, kind: str) -> Deed:
        return Deed(desk_origin(self._server, str(uuid.uuid4()), self._staff_id), kind)


def _list(shown: Picture) -> str:
    """Grade nine placed by name, and new pupils of grade seven. Who has a namesake stays out:
    a real list would say birth dates."""
    names = [person.name for person in shown.people.values()]
    lines = ["ТАӘ;Туған күні;Сыныбы;Бағыты"]
    for move in shown.found.moves:
        name = shown.name_of(move)
        if move.kind is MoveKind.STAY and names.count(name) == 1:
            lines.append(f"{name};;10{'АӘ'[len(lines) % 2]};ЖМБ")
    lines += [
        f"Жаңа{n} Келген;2014-01-{n % 28 + 1:02d};7{'АӘБ'[n % 3]};" for n in range(NEW_PUPILS)
    ]
    return "\n".join(lines)


def _timed(call: Callable[[], Value]) -> tuple[float, Value]:
    began = time.perf_counter()
    found = call()
    return time.perf_counter() - began, found


def _floor(path: Path) -> float:
    """Put the written memberships and moves in again, bare, and take that back."""
    with closing(connect(path)) as plain:
        rows = {
            table: plain.execute(f"SELECT * FROM {table} {where}").fetchall()
            for table, where in (
                ("membership", "WHERE id IN (SELECT entered_membership_id FROM roll_over_move)"),
                ("roll_over_move", ""),
            )
        }
        plain.execute("BEGIN IMMEDIATE")
        for table, found in rows.items():
            plain.executemany(f"DELETE FROM {table} WHERE id = ?", [(row[0],) for row in found])
        began = time.perf_counter()
        for table, found in rows.items():
            gaps = ", ".join("?" for _ in found[0])
            plain.executemany(f"INSERT INTO {table} VALUES ({gaps})", found)
        plain.execute("COMMIT")
        return time.perf_counter() - began
