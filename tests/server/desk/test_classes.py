"""Classes at the desk: the list in Kazakh order, one class, forms, moving, re-registration."""

from __future__ import annotations

import re
import uuid
from datetime import date
from typing import Any

import pytest

from server.server import Server
from server.services.accounts import add_staff
from server.services.classes import classes_of, pupils_of
from server.services.re_registration import preview
from server.tables import Membership, Operation, Reader, SchoolClass
from tests.builders import Person, SchoolBuilder
from tests.server.desk.visitor import PASSWORD, Visitor

LATE, SOON = date(2026, 10, 1), date(2026, 10, 30)
YEAR = "2026-2027"


@pytest.fixture
def aliya(school: SchoolBuilder) -> Person:
    return school.reader("Әлия", "Серік", language="kk")


@pytest.fixture
def class_id(server: Server, aliya: Person) -> int:
    with server.library.reading():
        return int(Membership.get(Membership.reader == aliya.id).school_class_id)


def send(visitor: Visitor, path: str, **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


def marked(server: Server) -> dict[int, date | None]:
    with server.library.reading():
        return {row.id: row.re_registered_on for row in Reader.select()}


def acts(server: Server, kind: str) -> int:
    with server.library.reading():
        return int(Operation.select().where(Operation.kind == kind).count())


def test_classes_stand_in_the_order_of_their_numbers_and_kazakh_letters(
    librarian: Visitor, school: SchoolBuilder
) -> None:
    for grade, letter in ((10, "А"), (7, "Ғ"), (7, "Д"), (7, "Ә"), (7, "Б"), (7, "Г"), (7, "А"),
                          (7, "В")):  # fmt: skip
        school.reader("Айша", "Ахмет", grade=grade, letter=letter)
    page = librarian.open("/desk/classes").get_data(as_text=True)
    assert re.findall(r'<a href="/desk/classes/\d+">([^<]+)</a>', page) == [
        "7А", "7Ә", "7Б", "7В", "7Г", "7Ғ", "7Д", "10А",
    ]  # fmt: skip


def test_a_class_shows_what_its_pupils_hold(
    librarian: Visitor, school: SchoolBuilder, aliya: Person, class_id: int
) -> None:
    school.lent(school.copy("Ұшқан ұя"), aliya, LATE)
    school.lent(school.copy("Абай жолы"), aliya, SOON)
    school.reader("Болат", "Әбдіраман")
    text = librarian.text(f"/desk/classes/{class_id}")
    assert "2 Pupils 2 Books on loan 1 Overdue" in text
    assert text.index("Әбдіраман Болат") < text.index("Серік Әлия")
    assert "8Ә Kazakh 2 2 1 1 0" in librarian.text("/desk/classes").replace("  ", " ")


def test_the_lists_come_as_files(librarian: Visitor, class_id: int) -> None:
    for path in ("/desk/classes", f"/desk/classes/{class_id}", "/desk/dormitories",
                 "/desk/overdue"):  # fmt: skip
        answer = librarian.open(f"{path}?as=xlsx")
        assert answer.status_code == 200 and "spreadsheet" in answer.mimetype


def test_a_new_class_is_kept_in_one_form_and_only_once(librarian: Visitor, server: Server) -> None:
    form = {"year": YEAR, "grade": "11", "letter": "«a»", "language": "ru", "track": "ЖМБ",
            "operation": str(uuid.uuid4())}  # fmt: skip
    assert librarian.send("/desk/classes/new", **form).status_code == 303
    assert librarian.send("/desk/classes/new", **form).status_code == 303
    (made,) = classes_of(server, YEAR)
    assert (made.label, made.language, made.track) == ("11А", "ru", "ЖМБ")
    again = send(librarian, "/desk/classes/new", **{**form, "operation": str(uuid.uuid4())})
    assert again.status_code == 422 and "such a class" in again.get_data(as_text=True)
    assert acts(server, "class-added") == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"letter": ""}, {"letter": "8"}, {"letter": "Ә" * 10_000}, {"letter": "Ә\x00"},
        {"letter": "<b>"}, {"letter": "' OR 1=1"}, {"letter": "😀"}, {"letter": "\u202e"},
        {"grade": ""}, {"grade": "0"}, {"grade": "12"}, {"grade": "сегіз"}, {"grade": "9" * 99},
        {"year": "1900-1901"}, {"language": "xx"}, {"track": "ҚГБ"}, {"track": "xx"},
    ],
)  # fmt: skip
def test_nonsense_makes_no_class(librarian: Visitor, server: Server, wrong: dict) -> None:
    good = {"year": YEAR, "grade": "8", "letter": "Ә", "language": "kk", "track": ""}
    answer = send(librarian, "/desk/classes/new", **{**good, **wrong})
    assert answer.status_code == 422
    assert classes_of(server, YEAR) == []


def test_a_class_is_corrected_and_two_tabs_are_told(
    librarian: Visitor, server: Server, class_id: int
) -> None:
    path = f"/desk/classes/{class_id}/edit"
    page = librarian.open(path).get_data(as_text=True)
    version = re.search(r'name="version"[^>]*value="([^"]+)"', page)
    assert version is not None
    form = {"year": YEAR, "grade": "9", "letter": "Б", "language": "ru", "track": "",
            "version": version[1]}  # fmt: skip
    assert send(librarian, path, **form).status_code == 303
    assert classes_of(server, YEAR)[0].label == "9Б"
    second = send(librarian, path, **{**form, "letter": "В"})
    assert second.status_code == 422 and "Б" in second.get_data(as_text=True)
    assert classes_of(server, YEAR)[0].label == "9Б"


def test_pupils_move_with_their_dates(
    librarian: Visitor, server: Server, school: SchoolBuilder, aliya: Person, class_id: int
) -> None:
    other = school.reader("Дана", "Есен", letter="Б")
    with server.library.reading():
        target = Membership.get(Membership.reader == other.id).school_class_id
    path = f"/desk/classes/{class_id}/move"
    form = {"reader": aliya.id, "target": target, "day": "10.10.2026",
            "operation": str(uuid.uuid4())}  # fmt: skip
    assert librarian.send(path, **form).status_code == 303
    assert librarian.send(path, **form).status_code == 303
    with server.library.reading():
        rows = list(
            Membership.select().where(Membership.reader == aliya.id).order_by(Membership.id)
        )
        found = [(row.school_class_id, row.from_on, row.to_on) for row in rows]
    assert found == [
        (class_id, date(2026, 9, 1), date(2026, 10, 10)), (target, date(2026, 10, 10), None),
    ]  # fmt: skip
    assert acts(server, "pupils-moved") == 1


@pytest.mark.parametrize(
    "wrong", [{"day": "01.08.2026"}, {"day": ""}, {"day": "кеше"}, {"target": "999"},
              {"reader": "999"}, {"reader": "abc"}, {"reader": ""}],
)  # fmt: skip
def test_a_wrong_move_moves_nobody(
    librarian: Visitor, server: Server, aliya: Person, class_id: int, wrong: dict
) -> None:
    form = {"reader": aliya.id, "target": "", "day": "10.10.2026"}
    answer = send(librarian, f"/desk/classes/{class_id}/move", **{**form, **wrong})
    assert answer.status_code == 422
    assert [pupil.reader_id for pupil in pupils_of(server, class_id)] == [aliya.id]


def test_re_registering_does_what_its_preview_showed(
    librarian: Visitor, server: Server, school: SchoolBuilder, aliya: Person, class_id: int
) -> None:
    owing, chosen = school.reader("Болат", "Есен"), school.reader("Дана", "Оспан")
    for person in (owing, chosen):
        school.lent(school.copy(), person, LATE)
    school.lent(school.copy("Алгебра", "textbook", grade=8), aliya, date(2027, 5, 25))
    shown = preview(server, class_id)
    assert [each.reader_id for each in shown.clear] == [aliya.id]
    path = f"/desk/classes/{class_id}/re-registration"
    page = librarian.open(path).get_data(as_text=True)
    clear = re.findall(r'name="clear" value="(\d+)"', page)
    assert "Абай жолы" in page and clear == [str(aliya.id)]
    form = {"clear": clear, "reader": chosen.id, "rules": "1", "operation": str(uuid.uuid4())}
    assert librarian.send(path, **form).status_code == 303
    librarian.send(path, **form)
    today = server.today()
    assert marked(server) == {aliya.id: today, owing.id: None, chosen.id: today}
    assert acts(server, "class-re-registered") == 1
    with server.library.reading():
        assert Reader.get_by_id(aliya.id).rules_accepted_on == today
        assert Reader.get_by_id(owing.id).rules_accepted_on is None
        names = Operation.get(Operation.kind == "class-re-registered").detail
    assert "Серік" not in names
    assert [each.reader_id for each, _ in preview(server, class_id).owing] == [owing.id]


def test_who_got_a_debt_meanwhile_is_not_marked(
    librarian: Visitor, server: Server, school: SchoolBuilder, aliya: Person, class_id: int
) -> None:
    school.lent(school.copy(), aliya, LATE)
    send(librarian, f"/desk/classes/{class_id}/re-registration", clear=aliya.id)
    assert marked(server) == {aliya.id: None}
    assert "not marked" in librarian.text(f"/desk/classes/{class_id}")


def test_pupils_of_other_classes_are_not_marked(
    librarian: Visitor, server: Server, school: SchoolBuilder, aliya: Person, class_id: int
) -> None:
    other = school.reader("Дана", "Есен", letter="Б")
    send(librarian, f"/desk/classes/{class_id}/re-registration", clear=[other.id, "x"],
         reader=[other.id, "9" * 40])  # fmt: skip
    assert marked(server) == {aliya.id: None, other.id: None}


def test_an_old_page_and_a_strange_address_are_answered_in_words(
    librarian: Visitor, class_id: int
) -> None:
    for path in ("/desk/classes/999", "/desk/classes/year/1900-1901", "/desk/classes/999/message",
                 "/desk/classes/999/re-registration"):  # fmt: skip
        assert librarian.open(path).status_code == 404
    used = str(uuid.uuid4())
    path = f"/desk/classes/{class_id}/edit"
    good = {"year": YEAR, "grade": "9", "letter": "Б", "language": "kk", "track": ""}
    assert librarian.send(path, **good, operation=used).status_code == 303
    assert librarian.send(path, **{**good, "letter": "В"}, operation=used).status_code == 409


def test_the_director_sees_numbers_and_debts_but_no_reader_pages(
    visitor: Visitor, server: Server, school: SchoolBuilder, aliya: Person, class_id: int
) -> None:
    school.lent(school.copy("Ұшқан ұя"), aliya, LATE)
    add_staff(server, "director", "Директор", PASSWORD, "director")
    visitor.sign_in("director")
    for path in ("/desk/classes", f"/desk/classes/{class_id}", "/desk/overdue"):
        answer = visitor.open(path)
        assert answer.status_code == 200
        assert "/desk/readers" not in answer.get_data(as_text=True)
    assert "Ұшқан ұя" in visitor.text("/desk/overdue")
    for path in (f"/desk/classes/{class_id}/re-registration", "/desk/classes/new",
                 f"/desk/classes/{class_id}/move", "/desk/dormitories", "/desk/sheets/cards",
                 f"/desk/classes/{class_id}/responsible", "/desk/my-class"):  # fmt: skip
        assert visitor.open(path).status_code == 403


def test_a_class_of_an_earlier_year_is_still_found(
    librarian: Visitor, server: Server, class_id: int
) -> None:
    with server.library.writing():
        SchoolClass.create(year="2025-2026", grade=7, letter="Ә", language="kk")
    assert "2025-2026" in librarian.text("/desk/classes")
    assert "7Ә" in librarian.text("/desk/classes/year/2025-2026")
