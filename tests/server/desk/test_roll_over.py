"""The roll-over of a school year at the desk."""

from __future__ import annotations

import io
import re
import uuid
from datetime import date
from typing import Any

import pytest

from server.jobs.work import do_next
from server.server import Server
from server.tables import Membership, Staff
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import Visitor

LIST = "ТАӘ;Туған күні;Сыныбы\nАхмет Нұрлан;;10А\nБолат Айша;2014-03-02;7А\n"


def send(visitor: Visitor, path: str = "", **fields: Any) -> Any:
    address = f"/desk/roll-over{path}"
    return visitor.send(address, **{"operation": str(uuid.uuid4()), **fields})


def listed(visitor: Visitor, text: str) -> Any:
    return send(visitor, "/list", file=(io.BytesIO(text.encode()), "list.csv"))


def hidden(visitor: Visitor, name: str) -> str:
    page = visitor.open("/desk/roll-over").get_data(as_text=True)
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return found[1]


@pytest.fixture
def head(librarian: Visitor, server: Server, school: SchoolBuilder) -> Visitor:
    """The head librarian of a school with 8Ә, 9А, 11А."""
    with server.library.writing():
        Staff.update(role="head").execute()
    school.reader("Әлия", grade=8)
    school.reader("Нұрлан", "Ахмет", grade=9, letter="А")
    dina = school.reader("Дина", "Қасым", grade=11, letter="А")
    school.lent(school.copy("Физика 11", "textbook"), dina, date(2027, 5, 25), date(2026, 9, 5))
    return librarian


def test_a_year_is_looked_at_listed_rolled_over_and_taken_back(
    head: Visitor, server: Server
) -> None:
    assert "2026-2027 → 2027-2028" in head.text("/desk/roll-over")
    assert send(head).status_code == 303
    page = head.text("/desk/roll-over")
    assert "1 go one grade up" in page and "1 leaving with debts" in page
    assert listed(head, LIST).status_code == 303
    assert "1 are new" in head.text("/desk/roll-over")
    assert "Болат Айша" in head.text("/desk/roll-over/pupils?kind=new")
    assert "Қасым Дина" in head.text("/desk/roll-over/pupils?debts=gone")
    seal = hidden(head, "seal")
    assert send(head, "/do", seal=seal).status_code == 422  # the year has not ended
    assert send(head, "/do", seal="old", early="1", **{"own-backup": "1"}).status_code == 422
    answer = send(head, "/do", seal=seal, early="1", **{"own-backup": "1"})
    assert answer.status_code == 303 and do_next(server)
    page = head.text("/desk/roll-over")
    assert "Take over the plan of textbooks for 2027-2028" in page
    number = hidden(head, "roll-over")
    assert send(head, "/undo", **{"roll-over": number}).status_code == 303
    with server.library.reading():
        assert Membership.select().where(Membership.to_on.is_null(False)).count() == 0
    assert "1 are new" in head.text("/desk/roll-over")


def test_faults_of_a_list_stand_by_their_lines_and_stop_it(head: Visitor) -> None:
    send(head)
    listed(head, LIST + "Ахмет Нұрлан;;10Ә\n;;7Б\n")
    page = head.text("/desk/roll-over")
    assert "4 Ахмет Нұрлан One pupil stands in two classes (the other line: 2)" in page
    assert "Faults of the list 2" in page
    answer = send(head, "/do", seal=hidden(head, "seal"), early="1", **{"own-backup": "1"})
    assert answer.status_code == 422
    assert listed(head, "атауы;саны\nАлгебра;3\n").status_code == 422
    assert send(head, "/list/remove").status_code == 303
    assert "Faults of the list" not in head.text("/desk/roll-over")


def test_classes_and_single_pupils_are_chosen(head: Visitor, server: Server) -> None:
    send(head)
    with server.library.reading():
        ids = {row.school_class.grade: (row.school_class_id, row.reader_id)
               for row in Membership.select()}  # fmt: skip
    nine, eight = ids[9], ids[8]
    fields = {f"way-{nine[0]}": "up", f"track-{nine[0]}": "ЖМБ", f"way-{eight[0]}": "nonsense"}
    assert send(head, "/classes", **fields).status_code == 303
    assert "10А" in head.text("/desk/roll-over/pupils?kind=up")
    answer = send(head, f"/class/{eight[0]}", **{f"way-{eight[1]}": "repeat"})
    assert answer.status_code == 303
    assert "Серік Әлия repeats 8Ә" in head.text("/desk/roll-over/pupils?kind=repeat")
    assert send(head, "/drop", **{"roll-over": hidden(head, "roll-over")}).status_code == 303
    assert "Open a draft" in head.text("/desk/roll-over")


def test_only_the_head_rolls_a_year_over(librarian: Visitor) -> None:
    assert librarian.open("/desk/roll-over").status_code == 403
