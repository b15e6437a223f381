"""Pages that find and merge two records of one person."""

from __future__ import annotations

import re
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from server.server import Server
from server.services.accounts import add_staff
from server.services.reader_pages import reader_page
from server.services.searching import rebuild
from tests.builders import TODAY, Person, SchoolBuilder
from tests.server.desk.visitor import Visitor


def send(librarian: Visitor, path: str, **fields: Any) -> Any:
    return librarian.send(path, **{"operation": str(uuid4()), **fields})


@pytest.fixture
def pair(school: SchoolBuilder) -> tuple[Person, Person]:
    return school.reader("Әлия", "Серік"), school.reader("Алия", "Серик")


def test_a_pair_is_listed_compared_and_merged(
    librarian: Visitor, school: SchoolBuilder, server: Server, pair: tuple[Person, Person]
) -> None:
    kept, double = pair
    school.lent(school.copy("Ұшқан ұя"), double, due_on=TODAY)
    listed = librarian.open("/desk/readers/doubles").get_data(as_text=True)
    path = f"/desk/readers/{kept.id}/merge"
    assert f'href="{path}/{double.id}"' in listed
    preview = librarian.open(f"{path}/{double.id}").get_data(as_text=True)
    seen = re.search(r'name="seen" value="(\w+)"', preview)
    assert seen is not None
    form = {"double": double.id, "seen": seen[1], "operation": str(uuid4())}
    for _ in range(2):
        answer = librarian.send(path, **form)
        assert answer.headers["Location"] == f"/desk/readers/{kept.id}"
        assert "Ұшқан ұя" in librarian.text(f"/desk/readers/{kept.id}")
    moved = librarian.open(f"/desk/readers/{double.id}")
    assert moved.headers["Location"] == f"/desk/readers/{kept.id}"


def test_a_preview_that_is_no_longer_true_is_shown_anew(
    librarian: Visitor, school: SchoolBuilder, server: Server, pair: tuple[Person, Person]
) -> None:
    kept, double = pair
    path = f"/desk/readers/{kept.id}/merge"
    preview = librarian.open(f"{path}/{double.id}").get_data(as_text=True)
    seen = re.search(r'name="seen" value="(\w+)"', preview)
    assert seen is not None
    school.lent(school.copy(), double, due_on=TODAY)
    answer = send(librarian, path, double=double.id, seen=seen[1])
    assert answer.headers["Location"] == f"{path}/{double.id}"
    assert reader_page(server, double.id) is not None


def test_differing_birth_dates_are_said(librarian: Visitor, school: SchoolBuilder) -> None:
    one = school.reader(born_on=date(2012, 1, 1))
    other = school.reader(born_on=date(2011, 1, 1))
    text = librarian.text(f"/desk/readers/{one.id}/merge/{other.id}")
    assert "birth dates differ" in text


def test_the_other_record_is_looked_for_by_name_and_card(
    librarian: Visitor, server: Server, pair: tuple[Person, Person]
) -> None:
    kept, double = pair
    rebuild(server)
    path = f"/desk/readers/{kept.id}/double"
    link = f'href="/desk/readers/{kept.id}/merge/{double.id}"'
    for text in ("серик", double.card):
        assert link in send(librarian, path, text=text).get_data(as_text=True)
    assert "No other such reader" in send(librarian, path, text="Ньютон").get_data(as_text=True)
    for wrong in ("", "Ә" * 10_000, "Ә\x00"):
        assert send(librarian, path, text=wrong).status_code == 422


@pytest.mark.parametrize("double", ["", "abc", "0", "-1", "99", "9" * 30])
def test_nonsense_merges_nothing(
    librarian: Visitor, server: Server, pair: tuple[Person, Person], double: str
) -> None:
    kept = pair[0]
    answer = send(librarian, f"/desk/readers/{kept.id}/merge", double=double)
    assert answer.status_code in (303, 400)
    assert reader_page(server, pair[1].id) is not None
    assert librarian.open(f"/desk/readers/{kept.id}/merge/{kept.id}").status_code == 404


@pytest.mark.parametrize("role", ["assistant", "teacher", "director"])
def test_other_roles_merge_nobody(
    server: Server, visitor: Visitor, pair: tuple[Person, Person], role: str
) -> None:
    add_staff(server, role, role, "password-1", role)
    visitor.sign_in(role, "password-1")
    kept, double = pair
    for path in ("doubles", f"{kept.id}/double", f"{kept.id}/merge/{double.id}"):
        assert visitor.open(f"/desk/readers/{path}").status_code == 403
    assert send(visitor, f"/desk/readers/{kept.id}/merge", double=double.id).status_code == 403
