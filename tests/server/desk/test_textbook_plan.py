"""The plan of textbooks at the desk: the list, the table, a line, boys and girls."""

from __future__ import annotations

import re
import uuid
from typing import Any

import pytest

from server.server import Server
from server.services.classes import current_year
from server.services.textbook_plan import planned_lines
from server.tables import Reader, SchoolClass, Title
from tests.builders import SchoolBuilder
from tests.server.desk.visitor import Visitor


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


def row(n: int, subject: str, line: object = "", **more: object) -> dict[str, object]:
    values = {"subject": subject, "line": line, "track": "", "variant": "", "whom": "class",
              "parts": 1, **more}  # fmt: skip
    return {f"r{n}-{name}": value for name, value in values.items()}


@pytest.fixture
def year(server: Server) -> str:
    return current_year(server)


def table(librarian: Visitor, server: Server, year: str, *rows: dict[str, object]) -> Any:
    path = f"/desk/textbook-plan/year/{year}/table"
    page = librarian.open(f"{path}?grade=8&language=kk").get_data(as_text=True)
    seal = page.partition('name="seal" value="')[2].partition('"')[0]
    fields = {name: value for each in rows for name, value in each.items()}
    return send(librarian, path, grade="8", language="kk", seal=seal, **fields)


def test_a_table_is_saved_as_a_whole(librarian: Visitor, server: Server, year: str) -> None:
    assert "no plan for this school year" in librarian.text("/desk/textbook-plan")
    rows = row(0, "Алгебра"), row(1, "Көркем еңбек", variant="girls"), row(2, "")
    assert table(librarian, server, year, *rows).status_code == 303
    first, second = planned_lines(server, year)
    assert (first.about.subject, second.about.for_whom.value) == ("Алгебра", "subgroup")
    assert "Алгебра Kazakh no edition 1 0 0" in librarian.text("/desk/textbook-plan")
    rows = (row(0, "Геометрия"), row(1, "Алгебра", first.about.line_id, parts=2),
            row(2, "", second.about.line_id, remove="y"))  # fmt: skip
    assert table(librarian, server, year, *rows).status_code == 303
    assert [line.about.subject for line in planned_lines(server, year)] == ["Геометрия", "Алгебра"]
    page = librarian.open("/desk/textbook-plan").get_data(as_text=True)
    undoes = re.findall(r'name="undoes" value="([^"]+)"', page)
    assert len(undoes) == 1 and "Plan of textbooks changed" in page
    answer = send(librarian, f"/desk/textbook-plan/year/{year}/undo", undoes=undoes[0])
    assert answer.status_code == 303 and "undone" in librarian.text("/desk/textbook-plan")
    now = [line.about.subject for line in planned_lines(server, year)]
    assert now == ["Алгебра", "Көркем еңбек"]


def test_a_wrong_row_is_told_and_nothing_is_saved(
    librarian: Visitor, server: Server, year: str
) -> None:
    rows = (row(0, "Алгебра"), row(1, "алгебра"), row(2, "Химия", parts=9),
            row(3, "Дәптер", quantity="y", parts=2))  # fmt: skip
    answer = table(librarian, server, year, *rows)
    assert answer.status_code == 422
    text = answer.get_data(as_text=True)
    assert "from 1 to 4" in text and "has no parts" in text
    answer = table(librarian, server, year, *rows[:2])
    assert "has this line already" in answer.get_data(as_text=True)
    assert planned_lines(server, year) == []


def test_two_tables_at_once_do_not_write_over_each_other(
    librarian: Visitor, server: Server, year: str
) -> None:
    assert table(librarian, server, year, row(0, "Алгебра")).status_code == 303
    answer = send(librarian, f"/desk/textbook-plan/year/{year}/table", grade="8", language="kk",
                  seal="older", **row(0, "Химия"))  # fmt: skip
    assert answer.status_code == 422 and "meanwhile" in answer.get_data(as_text=True)
    assert [line.about.subject for line in planned_lines(server, year)] == ["Алгебра"]


def test_an_edition_is_suggested_found_allowed_and_taken_back(
    librarian: Visitor, server: Server, school: SchoolBuilder, year: str
) -> None:
    table(librarian, server, year, row(0, "Алгебра", parts=2))
    school.copy("Алгебра. 1-бөлім", kind="textbook", grade=8)
    school.copy("Алгебра туралы роман")
    with server.library.writing():
        Title.update(subject="алгебра", language="kk").where(Title.grade == 8).execute()
        wanted = Title.get(Title.grade == 8).id
    line_id = planned_lines(server, year)[0].about.line_id
    path = f"/desk/textbook-plan/{line_id}"
    assert "Fitting by subject" in librarian.text(path)
    assert "роман" not in librarian.text(f"{path}?find=Алгебра")
    many = f"/desk/textbook-plan/year/{year}/suggested"
    assert 'value="1" selected' in librarian.open(many).get_data(as_text=True)
    pair = f"{line_id}-{wanted}"
    send(librarian, many, edition=[pair, "7-x", "9-9"], **{f"part-{pair}": "1"})
    line = planned_lines(server, year)[0]
    assert (line.missing, [each.part for each in line.editions]) == ((2,), [1])
    assert "a part is missing" in librarian.text("/desk/textbook-plan?state=part-missing")
    assert "Алгебра , grade 8, Kazakh" in librarian.text(f"/desk/titles/{wanted}")
    send(librarian, f"{path}/allow", title=wanted, part=7)
    assert "Not done" in librarian.text(path)
    send(librarian, f"{path}/forbid", title=wanted)
    assert planned_lines(server, year)[0].editions == ()
    assert "Алгебра. 1-бөлім" in librarian.text(f"/desk/textbook-plan/year/{year}/unplanned")
    assert "in no line of the year" in librarian.text(f"/desk/titles/{wanted}")


def test_need_is_counted_from_lists_and_from_boys_and_girls(
    librarian: Visitor, server: Server, school: SchoolBuilder, year: str
) -> None:
    pupils = [school.reader(f"Әлия{n}", "Серік") for n in range(3)]
    with server.library.reading():
        class_id = SchoolClass.get().id
    rows = row(0, "Неміс тілі", whom="choice"), row(1, "Көркем еңбек", variant="girls")
    table(librarian, server, year, *rows)
    choice, _girls = planned_lines(server, year)
    send(librarian, f"/desk/textbook-plan/{choice.about.line_id}/pupils",
         reader=[pupils[0].id, 999])  # fmt: skip
    path = f"/desk/textbook-plan/class/{class_id}"
    said = {f"sex-{each.id}": "f" for each in pupils[:2]}
    send(librarian, path, **said, **{f"sex-{pupils[2].id}": "x"})
    assert [line.needed for line in planned_lines(server, year)] == [1, 2]
    assert "8Ә 2 0 1" in librarian.text(f"/desk/textbook-plan/year/{year}/pupils")
    with server.library.reading():
        assert {row.sex for row in Reader.select()} == {"f", None}


def test_an_address_of_nothing_is_no_page(librarian: Visitor) -> None:
    assert librarian.open("/desk/textbook-plan/year/1999-2000").status_code == 404
    assert librarian.open("/desk/textbook-plan/99").status_code == 404
