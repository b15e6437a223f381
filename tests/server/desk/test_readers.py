"""Pages of readers: enrolling, correcting, what is refused, who may, two tabs."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from library.scanned_code import make_number
from server.server import Server
from server.services.accounts import add_staff
from server.services.pins import set_pin
from server.services.reader_list import WantedReaders, list_readers
from server.services.reader_pages import reader_page
from tests.builders import TODAY, SchoolBuilder
from tests.server.desk.visitor import Visitor

NEW = {"surname": "Ахметова", "given_name": "Айша", "category": "student", "school_class": "",
       "language": ""}  # fmt: skip


def send(librarian: Visitor, path: str, **fields: str):  # type: ignore[no-untyped-def]
    return librarian.send(path, **{"operation": str(uuid4()), **fields})


def version(librarian: Visitor, path: str) -> str:
    page = librarian.open(path).get_data(as_text=True)
    found = re.search(r'name="version"[^>]*value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_enrolling_leads_to_the_new_reader(librarian: Visitor, server: Server) -> None:
    answer = send(librarian, "/desk/readers/new", **NEW, born_on="1.5.2012")
    (line,) = list_readers(server, WantedReaders()).lines
    assert answer.headers["Location"] == f"/desk/readers/{line.reader_id}"
    assert "Ахметова Айша" in librarian.text(f"/desk/readers/{line.reader_id}")


def test_mistakes_stand_at_their_fields_and_nothing_is_saved(
    librarian: Visitor, server: Server
) -> None:
    answer = send(librarian, "/desk/readers/new", **{**NEW, "surname": "", "born_on": "31.2.2012",
                                                     "given_name": "123"})  # fmt: skip
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert page.count("field-wrong") == 3
    assert 'value="31.2.2012"' in page and 'value="123"' in page
    assert list_readers(server, WantedReaders()).lines == []


def test_the_second_tab_is_told_what_the_first_one_saved(
    librarian: Visitor, school: SchoolBuilder, server: Server
) -> None:
    aliya = school.reader(grade=None)
    path = f"/desk/readers/{aliya.id}/edit"
    opened = version(librarian, path)
    mine = {**NEW, "version": opened}
    assert send(librarian, path, **mine).status_code == 303
    second = send(librarian, path, **{**mine, "surname": "Серікова"})
    page = second.get_data(as_text=True)
    assert second.status_code == 409
    assert "Somebody else changed this record" in page and "Ахметова" in page
    assert reader_page(server, aliya.id).name == "Ахметова Айша"
    again = re.search(r'name="version"[^>]*value="([^"]*)"', page)
    assert again is not None
    third = send(librarian, path, **{**mine, "surname": "Серікова", "version": again[1]})
    assert third.status_code == 303


def test_a_reader_types_a_pin_twice_and_an_easy_one_is_refused(
    librarian: Visitor, school: SchoolBuilder
) -> None:
    path = f"/desk/readers/{school.reader().id}/pin"
    for pin, again, said in (
        ("1111", "1111", "too easy"), ("2345", "2345", "too easy"), ("25a0", "25a0", "4 to 8"),
        ("2580", "2581", "differ"), ("", "", "Fill in"),
    ):  # fmt: skip
        answer = send(librarian, path, pin=pin, again=again)
        assert answer.status_code == 422
        assert said in answer.get_data(as_text=True)
        assert pin not in answer.get_data(as_text=True) or not pin
    assert send(librarian, path, pin="2580", again="2580").status_code == 303


def test_a_pin_page_shows_nothing_of_the_desk(librarian: Visitor, school: SchoolBuilder) -> None:
    page = librarian.text(f"/desk/readers/{school.reader().id}/pin")
    assert "Серік" not in page and "Overdue" not in page


def test_the_card_box_form_holds_open_and_past_loans(
    librarian: Visitor, school: SchoolBuilder, server: Server
) -> None:
    aliya, book = school.reader(), school.copy("Абай жолы", inventory_no="Д-17")
    school.lent(book, aliya, due_on=TODAY)
    page = librarian.text(f"/desk/readers/{aliya.id}/form")
    for word in ("Абай жолы", "Д-17", aliya.card, "14.10.2026", "№4 лицей-интернат"):
        assert word in page


@pytest.mark.parametrize("word", ["steal", "..%2f", "lift%00"])
def test_an_unknown_mark_is_not_there(librarian: Visitor, school: SchoolBuilder, word: str) -> None:
    path = f"/desk/readers/{school.reader().id}/mark/{word}"
    assert send(librarian, path).status_code == 404


def test_a_reader_who_is_not_there_is_said(librarian: Visitor) -> None:
    for path in ("/desk/readers/99", "/desk/readers/99/edit", "/desk/readers/99/merge/98"):
        assert librarian.open(path).status_code == 404


@pytest.mark.parametrize("role", ["assistant", "teacher", "director"])
def test_other_roles_see_no_reader(
    server: Server, visitor: Visitor, school: SchoolBuilder, role: str
) -> None:
    aliya = school.reader()
    set_pin(server, aliya.id, "2580")
    add_staff(server, role, role, "password-1", role)
    visitor.sign_in(role, "password-1")
    for path in ("", "/new", f"/{aliya.id}", f"/{aliya.id}/form", f"/{aliya.id}/edit"):
        assert visitor.open(f"/desk/readers{path}").status_code == 403


@pytest.mark.parametrize(
    "wrong",
    [
        {"surname": ""}, {"surname": "Ә" * 10_000}, {"given_name": "Ә\x00"}, {"given_name": "📚"},
        {"category": "king"}, {"school_class": "999"}, {"school_class": "' OR 1=1"},
        {"born_on": "01.01.2030"}, {"born_on": "кеше"}, {"card": "6000000018"}, {"card": "<b>"},
        {"language": "xx"}, {"phone": "7" * 61}, {"valid_until": "31.02.2027"},
    ],
)  # fmt: skip
def test_nonsense_enrols_nobody(librarian: Visitor, server: Server, wrong: dict[str, str]) -> None:
    answer = send(librarian, "/desk/readers/new", **{**NEW, **wrong})
    assert answer.status_code == 422
    assert list_readers(server, WantedReaders()).total == 0


def test_somebody_of_the_same_name_is_shown_before_enrolling(
    librarian: Visitor, school: SchoolBuilder, server: Server
) -> None:
    here = school.reader("Айша", "Ахметова")
    asked = send(librarian, "/desk/readers/new", **NEW)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 422 and f'href="/desk/readers/{here.id}"' in page
    form = {**NEW, "another": "y", "operation": str(uuid4())}
    first = librarian.send("/desk/readers/new", **form)
    assert first.status_code == 303
    assert (
        librarian.send("/desk/readers/new", **form).headers["Location"] == first.headers["Location"]
    )
    assert list_readers(server, WantedReaders()).total == 2


def test_a_form_sent_twice_is_not_taken_for_a_namesake(librarian: Visitor, server: Server) -> None:
    form = {**NEW, "operation": str(uuid4())}
    first = librarian.send("/desk/readers/new", **form)
    assert (
        librarian.send("/desk/readers/new", **form).headers["Location"] == first.headers["Location"]
    )
    assert list_readers(server, WantedReaders()).total == 1


def test_a_new_card_may_lie_ready(librarian: Visitor, school: SchoolBuilder) -> None:
    aliya, other = school.reader(), school.reader()
    path = f"/desk/readers/{aliya.id}/card"
    for number, said in ((other.card, "in use already"), ("7000000000", "no card number")):
        answer = send(librarian, path, why="lost", card=number)
        assert answer.status_code == 422 and said in answer.get_data(as_text=True)
    assert send(librarian, path, why="burnt", card="").status_code == 422
    ready = make_number("7", 4321)
    assert send(librarian, path, why="lost", card=ready).status_code == 303
    text = librarian.text(f"/desk/readers/{aliya.id}")
    assert ready in text and f"{aliya.card} lost" in text


def test_a_suspension_ends_on_a_day_to_come(librarian: Visitor, school: SchoolBuilder) -> None:
    path = f"/desk/readers/{school.reader().id}"
    for until in ("13.10.2026", "ертең", "9" * 40):
        answer = send(librarian, f"{path}/suspend", until=until, why="Кітап жыртты")
        assert answer.status_code == 422
    assert send(librarian, f"{path}/suspend", until="", why="").status_code == 422
    sent = send(librarian, f"{path}/suspend", until="14.10.2026", why="Кітап жыртты")
    assert sent.status_code == 303 and "Кітап жыртты" in librarian.text(path)
    assert send(librarian, f"{path}/mark/lift").status_code == 303
    assert "Кітап жыртты" not in librarian.text(path)


def test_marks_are_dated_today(librarian: Visitor, school: SchoolBuilder, server: Server) -> None:
    teacher = school.reader("Болат", "Есен", category="teacher", absent_since=TODAY)
    for word in ("rules", "year", "present"):
        assert send(librarian, f"/desk/readers/{teacher.id}/mark/{word}").status_code == 303
    row = reader_page(server, teacher.id).row
    assert (row["rules_accepted_on"], row["re_registered_on"]) == (TODAY, TODAY)
    assert row["absent_since"] is None
    send(librarian, f"/desk/readers/{teacher.id}/mark/left")
    assert send(librarian, f"/desk/readers/{teacher.id}/mark/year").status_code == 303
    assert "Not changed" in librarian.text(f"/desk/readers/{teacher.id}")


def test_a_removal_does_what_its_preview_showed(
    librarian: Visitor, school: SchoolBuilder, server: Server
) -> None:
    aliya = school.reader()
    path = f"/desk/readers/{aliya.id}/remove"
    page = librarian.open(path).get_data(as_text=True)
    shown = re.search(r'name="seen" value="(\w+)"', page)
    assert shown is not None
    school.request(school.copy(), aliya)
    assert send(librarian, path, seen=shown[1]).headers["Location"] == path
    assert reader_page(server, aliya.id) is not None
    form = {"operation": str(uuid4())}
    assert librarian.send(path, **form).headers["Location"] == "/desk/readers"
    assert librarian.send(path, **form).status_code == 404
    assert librarian.open(f"/desk/readers/{aliya.id}").status_code == 404


@pytest.mark.parametrize("number", ["99", "99999999999999999999"])
@pytest.mark.parametrize(
    "path",
    ["remove", "merge", "double", "card", "mark/lift", "mark/year", "pin", "suspend", "edit"],
)
def test_nothing_can_be_done_to_nobody(librarian: Visitor, number: str, path: str) -> None:
    answer = send(librarian, f"/desk/readers/{number}/{path}", double="1", text="x", why="x")
    assert answer.status_code == 404


def test_the_list_is_filtered_ordered_and_kept_as_a_file(
    librarian: Visitor, school: SchoolBuilder
) -> None:
    late = school.reader("Әлия", "Серік", grade=7, re_registered_on=TODAY)
    school.reader("Болат", "Әбділ", grade=10, letter="А", re_registered_on=TODAY.replace(year=2025))
    school.reader("Дана", "Есен", category="teacher", state="left")
    school.lent(school.copy(), late, due_on=TODAY.replace(day=1))

    def names(query: str) -> list[str]:
        page = librarian.open(f"/desk/readers?{query}").get_data(as_text=True)
        return re.findall(r'<td class="is-text"><a href="/desk/readers/\d+">(\w+) ', page)

    assert names("") == ["Әбділ", "Есен", "Серік"]
    assert names("sort=class") == ["Серік", "Әбділ", "Есен"]
    assert names("sort=overdue&down=1") == ["Серік", "Әбділ", "Есен"]
    assert names("mark=unmarked&state=here") == ["Әбділ"]
    assert names("mark=marked") == names("holds=overdue") == ["Серік"]
    assert names("category=teacher&state=left") == ["Есен"]
    assert names("class=' OR 1=1&state=<b>") == names("")
    answer = librarian.open("/desk/readers?as=xlsx")
    assert answer.status_code == 200 and "spreadsheet" in answer.mimetype
