"""Copies at the desk: the list, one copy's history, what may be done with it."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from flask import Flask

from library.catalogue import CopyState
from library.copy_states import Action
from library.operations import Undo, Undone
from server.server import Server
from server.services.accounts import add_staff
from server.services.copies import CopiesWanted, list_copies
from server.services.copy_actions import actions_of
from server.services.proof import prove
from server.services.undo import undo
from server.tables import Copy, Operation, Place, Request
from tests.builders import NOW, Book, SchoolBuilder
from tests.server.asking import Station
from tests.server.desk.visitor import PASSWORD, Visitor

DUE = date(2026, 10, 20)


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


def state(server: Server, book: Book) -> str:
    with server.library.reading():
        return str(Copy.get_by_id(book.id).state)


def kinds(server: Server) -> list[str]:
    with server.library.reading():
        return [row.kind for row in Operation.select().order_by(Operation.seq)]


@pytest.mark.parametrize("sort", ["code", "title"])
@pytest.mark.parametrize("down", [False, True])
def test_copies_are_the_same_list_whether_few_or_many_fit(
    server: Server, school: SchoolBuilder, sort: str, down: bool
) -> None:
    with school.library.writing():
        hall = Place.create(name="Оқу залы", kind="reading-room")
    books = [
        school.copy(f"{'ГДАБВ'[n % 5]}", state=("on-shelf", "lost", "in-repair")[n % 3],
                    home_place=hall.id if n % 4 == 0 else None)
        for n in range(24)
    ]  # fmt: skip
    school.lent(books[0], school.reader(), DUE)
    for wanted in (
        CopiesWanted(sort=sort, down=down),
        CopiesWanted("lost", sort=sort, down=down, count=3, first=2),
        CopiesWanted("on-loan", sort=sort, down=down),
        CopiesWanted("on-shelf", hall.id, "fiction", sort, down),
        CopiesWanted("lost", hall.id, "textbook", sort, down),
    ):
        few, total = list_copies(server, wanted)
        many, capped = list_copies(server, wanted, counted=0)
        assert [line.copy_id for line in few] == [line.copy_id for line in many], wanted
        assert capped == min(total, 1)


def test_the_history_of_a_copy_names_its_borrowers_only_to_librarians(
    app: Flask, server: Server, librarian: Visitor, school: SchoolBuilder, station: Station
) -> None:
    book, reader = school.copy("Абай"), school.reader("Дана", "Омарова")
    station.lend(book, reader)
    station.give_back(book)
    path = f"/desk/copies/{book.id}"
    add_staff(server, "director", "Директор", PASSWORD, "director")
    visitor = Visitor(app)
    visitor.sign_in(login="director")
    assert librarian.text(path).count("Омарова Дана") == 2
    assert "Омарова" not in visitor.text(path)


def test_a_copy_is_missing_found_checked_and_mended(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    book = school.copy("Абай")
    path = f"/desk/copies/{book.id}"
    for action, after in (
        ("lose", "missing"), ("find", "to-check"), ("check", "on-shelf"), ("repair", "in-repair"),
        ("check", "on-shelf"),
    ):  # fmt: skip
        assert send(librarian, f"{path}/do", action=action).headers["Location"] == path
        assert state(server, book) == after
    assert kinds(server) == ["lose", "find", "check", "copy-to-repair", "check"]
    assert prove(server.library) == ()


def test_a_kept_copy_that_goes_to_repair_lets_its_reader_wait_again(
    librarian: Visitor, server: Server, school: SchoolBuilder, station: Station
) -> None:
    book = school.copy("Абай")
    school.lent(book, school.reader(), DUE)
    school.request(book, school.reader("Иван", "Ким"))
    station.give_back(book)
    send(librarian, f"/desk/copies/{book.id}/do", action="repair")
    assert state(server, book) == "in-repair"
    assert prove(server.library) == ()


def test_a_stale_page_is_told_and_changes_nothing(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    book = school.copy("Абай", state="written-off")
    for action in ("find", "lose", "repair", "check"):
        assert send(librarian, f"/desk/copies/{book.id}/do", action=action).status_code == 303
    assert (state(server, book), kinds(server)) == ("written-off", [])
    for action in ("lend", "", "' OR 1=1", "write-off"):
        assert send(librarian, f"/desk/copies/{book.id}/do", action=action).status_code == 400
    assert send(librarian, "/desk/copies/999/do", action="lose").status_code == 404


def test_marks_and_places_are_changed_and_display_needs_the_shelf(
    librarian: Visitor, server: Server, school: SchoolBuilder
) -> None:
    with school.library.writing():
        shelf = Place.create(name="2-сөре").id
        show = Place.create(name="Көрме", kind="display").id
    book, away = school.copy("Абай"), school.copy("Ақбілек", state="in-repair")
    fields = {"home_place": str(shelf), "on_display": "y", "display_place": str(show)}
    send(librarian, f"/desk/copies/{book.id}/places", **fields)
    send(librarian, f"/desk/copies/{away.id}/places", **fields)
    with server.library.reading():
        row, other = Copy.get_by_id(book.id), Copy.get_by_id(away.id)
    assert (row.home_place_id, row.display_place_id, row.on_display) == (shelf, show, True)
    assert not other.on_display
    wrong = send(librarian, f"/desk/copies/{book.id}/places", home_place="999", display_place="")
    assert wrong.status_code == 422


def test_each_button_is_a_cell_that_says_yes() -> None:
    assert actions_of(CopyState.ON_LOAN) == (Action.LOSE,)
    assert actions_of(CopyState.MISSING) == (Action.FIND,)
    assert actions_of(CopyState.IN_REPAIR) == (Action.LOSE, Action.CHECK)
    assert actions_of(CopyState.WRITTEN_OFF) == actions_of(CopyState.AT_PARTNER) == ()
    assert Action.CHECK in actions_of(CopyState.ON_HOLD_SHELF, provisional=True)


def test_repair_and_marks_are_taken_back(
    librarian: Visitor, server: Server, school: SchoolBuilder, station: Station
) -> None:
    book = school.copy("Абай", state="on-hold-shelf")
    wish = school.request(book, school.reader())
    with school.library.writing():
        Request.update(state="ready", copy=book.id, ready_at=NOW).where(
            Request.id == wish
        ).execute()
    path = f"/desk/copies/{book.id}"
    for address, fields in (
        (f"{path}/do", {"action": "repair"}),
        (f"{path}/places", {"home_place": "", "display_place": "", "reading_room_only": "y"}),
    ):
        done = str(uuid.uuid4())
        librarian.send(address, operation=done, **fields)
        assert isinstance(undo(server, Undo(station.origin(), done), "head"), Undone), address
    with server.library.reading():
        row = Copy.get_by_id(book.id)
        assert (row.state, row.reading_room_only) == ("on-hold-shelf", False)
        assert Request.get_by_id(wish).copy_id == book.id
    assert prove(server.library) == ()
