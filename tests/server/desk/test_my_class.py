"""A teacher sees the own class and nothing else; who answers is named by the library."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from server.server import Server
from server.services.accounts import add_staff
from server.services.responsibilities import charges_of
from server.tables import Membership, Reader, Responsibility
from tests.builders import Person, SchoolBuilder
from tests.server.desk.visitor import PASSWORD, Visitor

LATE, SOON = date(2026, 10, 1), date(2026, 10, 30)


@pytest.fixture
def aliya(school: SchoolBuilder) -> Person:
    """A pupil of 8Ә with one late book and one that is not."""
    pupil = school.reader("Әлия", "Серік", dorm_group="1-топ")
    school.lent(school.copy("Ұшқан ұя"), pupil, LATE)
    school.lent(school.copy("Абай жолы"), pupil, SOON)
    return pupil


@pytest.fixture
def bolat(school: SchoolBuilder) -> Person:
    """A pupil of 8Б with a late book."""
    pupil = school.reader("Болат", "Есен", letter="Б", dorm_group="2-топ")
    school.lent(school.copy("Қан мен тер"), pupil, LATE)
    return pupil


def class_of(server: Server, person: Person) -> int:
    with server.library.reading():
        return int(Membership.get(Membership.reader == person.id).school_class_id)


@pytest.fixture
def teacher(server: Server, app: Any) -> int:
    return add_staff(server, "teacher", "Гүлнар Оспанова", PASSWORD, "teacher")


def answers_for(server: Server, staff: int, **place: Any) -> int:
    with server.library.writing():
        return int(
            Responsibility.create(
                staff=staff, kind="class-teacher", from_on=date(2026, 9, 1), **place
            ).id
        )


@pytest.fixture
def own(server: Server, teacher: int, aliya: Person) -> int:
    return answers_for(server, teacher, school_class=class_of(server, aliya))


def test_a_teacher_sees_the_debts_of_the_own_class(
    visitor: Visitor, own: int, bolat: Person
) -> None:
    visitor.sign_in("teacher")
    text = visitor.text("/desk/my-class")
    assert "8Ә" in text and "Серік Әлия" in text
    assert "Ұшқан ұя" in text and "Абай жолы" in text
    assert "Есен" not in text and "Қан мен тер" not in text
    late = visitor.text("/desk/my-class?late=1").split("Message to the class teacher")[0]
    assert "Ұшқан ұя" in late and "Абай жолы" not in late
    assert "/desk/readers" not in visitor.open("/desk/my-class").get_data(as_text=True)


def test_what_a_teacher_types_into_the_address_is_refused(
    visitor: Visitor, server: Server, own: int, aliya: Person, bolat: Person
) -> None:
    other = add_staff(server, "other", "Басқа мұғалім", PASSWORD, "teacher")
    foreign = answers_for(server, other, school_class=class_of(server, bolat))
    visitor.sign_in("teacher")
    assert visitor.open(f"/desk/my-class/{own}").status_code == 200
    for number in (foreign, 999, 0):
        assert visitor.open(f"/desk/my-class/{number}").status_code == 404
    mine = class_of(server, aliya)
    for path in ("/desk/classes", f"/desk/classes/{mine}", f"/desk/classes/{mine}/message",
                 "/desk/overdue", "/desk/overdue/slips", "/desk/dormitories",
                 f"/desk/sheets/cards?class={mine}", f"/desk/classes/{mine}/responsible",
                 "/desk/sheets/copies", "/desk/sheets"):  # fmt: skip
        assert visitor.open(path).status_code == 403, path
    for path in (f"/desk/classes/{mine}/re-registration", "/desk/responsibilities/end",
                 f"/desk/classes/{mine}/move"):  # fmt: skip
        assert visitor.client.post(path).status_code in (400, 403), path


def test_a_teacher_of_nothing_is_told_so(visitor: Visitor, teacher: int, aliya: Person) -> None:
    visitor.sign_in("teacher")
    text = visitor.text("/desk/my-class")
    assert "Ask the librarian" in text and "Серік" not in text


def test_a_tutor_sees_the_own_group(
    visitor: Visitor, server: Server, teacher: int, aliya: Person, bolat: Person
) -> None:
    answers_for(server, teacher, dorm_group="2-топ")
    visitor.sign_in("teacher")
    text = visitor.text("/desk/my-class")
    assert "2-топ" in text and "Есен Болат" in text and "Серік" not in text


def test_the_list_of_a_teacher_comes_as_a_file_without_others(
    visitor: Visitor, own: int, bolat: Person
) -> None:
    visitor.sign_in("teacher")
    assert visitor.open(f"/desk/my-class/{own}?as=xlsx").status_code == 200


def test_a_responsibility_that_ended_shows_nothing_more(
    visitor: Visitor, server: Server, own: int
) -> None:
    with server.library.writing():
        Responsibility.update(to_on=date(2026, 10, 1)).execute()
    visitor.sign_in("teacher")
    assert visitor.open(f"/desk/my-class/{own}").status_code == 404
    assert "Серік" not in visitor.text("/desk/my-class")


def test_the_library_names_a_teacher_and_ends_it(
    librarian: Visitor, server: Server, teacher: int, aliya: Person
) -> None:
    path = f"/desk/classes/{class_of(server, aliya)}/responsible"
    form = {"staff": teacher, "kind": "curator", "operation": str(uuid.uuid4())}
    assert librarian.send(path, **form).status_code == 303
    assert librarian.send(path, **form).status_code == 303
    (charge,) = charges_of(server, teacher)
    assert (charge.kind, charge.label) == ("curator", "8Ә")
    librarian.send(path, **{**form, "operation": str(uuid.uuid4())})
    assert "named already" in librarian.text(path)
    assert "Гүлнар Оспанова" in librarian.text(path.removesuffix("/responsible"))
    ended = {"responsibility": charge.charge_id, "operation": str(uuid.uuid4())}
    assert librarian.send("/desk/responsibilities/end", **ended).status_code == 303
    assert charges_of(server, teacher) == []


@pytest.mark.parametrize(
    "wrong", [{"staff": "999"}, {"staff": ""}, {"staff": "' OR 1=1"}, {"kind": "head"},
              {"kind": "\x00"}, {"kind": "x" * 10_000}],
)  # fmt: skip
def test_only_teachers_answer_for_a_class(
    librarian: Visitor, server: Server, teacher: int, aliya: Person, wrong: dict
) -> None:
    path = f"/desk/classes/{class_of(server, aliya)}/responsible"
    form = {"staff": teacher, "kind": "curator", "operation": str(uuid.uuid4()), **wrong}
    assert librarian.send(path, **form).status_code == 422
    assert charges_of(server, teacher) == []


def test_a_group_gets_its_tutor_and_the_list_names_him(
    librarian: Visitor, server: Server, teacher: int, aliya: Person, bolat: Person
) -> None:
    form = {"staff": teacher, "group": "1-топ", "operation": str(uuid.uuid4())}
    assert librarian.send("/desk/dormitories/tutors", **form).status_code == 303
    text = librarian.text("/desk/dormitories?tutor=Гүлнар+Оспанова")
    assert "Серік Әлия" in text and "Есен Болат" not in text
    assert "Nobody" not in librarian.text("/desk/dormitories/tutors")
    wrong = {**form, "group": "9-топ", "operation": str(uuid.uuid4())}
    assert librarian.send("/desk/dormitories/tutors", **wrong).status_code == 422


def test_boarders_stand_by_dormitory_group_room_and_name(
    librarian: Visitor, server: Server, aliya: Person, bolat: Person
) -> None:
    with server.library.writing():
        Reader.update(dormitory="№2", room="10").where(Reader.id == aliya.id).execute()
        Reader.update(dormitory="№2", room="9").where(Reader.id == bolat.id).execute()
    text = librarian.text("/desk/dormitories")
    assert text.index("Серік Әлия") < text.index("Есен Болат")
    assert "Есен Болат" not in librarian.text("/desk/dormitories?group=1-топ")
    assert "Серік Әлия" not in librarian.text("/desk/dormitories?room=9")
