"""The cataloguing form: every field, the author mark suggested and its conflicts, hints."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

import pytest

from server.server import Server
from server.services.author_mark_tables import FOLDER
from server.services.author_marks import known_marks
from server.services.bbk_divisions import division_from, divisions, seed_divisions
from server.tables import Title
from tests.server.desk.visitor import Visitor

HANDMADE = Path(__file__).parents[2] / "library" / "tables" / "handmade_table.csv"
TITLE = {
    "name": "Көшпенділер", "author": "Есенберлин І.", "item_kind": "fiction", "language": "kk",
    "bbk": "84(5Kаз)6", "subtitle": "тарихи роман", "responsibility": "ред. Қ. Ахметов",
    "edition": "2-бас.", "series": "Қазақ романы", "volume": "т.1", "pages": "600",
}  # fmt: skip
OTHER = {**TITLE, "name": "Алтын Орда", "author_mark": "Е 99"}

pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def table(server: Server, tmp_path: Path) -> Path:
    server.folder = tmp_path
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "a.csv").write_bytes(HANDMADE.read_bytes())
    return tmp_path / FOLDER / "a.csv"


def send(visitor: Visitor, path: str = "/desk/titles/new", **fields: Any) -> Any:
    return visitor.send(path, **{"operation": str(uuid.uuid4()), **fields})


def titles(server: Server) -> list[Any]:
    with server.library.reading():
        return list(Title.select().order_by(Title.id))


def marks(server: Server) -> list[tuple[str, str, str]]:
    return [(each.heading, each.mark, each.basis) for each in known_marks(server)]


def test_every_field_is_kept_and_shown_again(librarian: Visitor, server: Server) -> None:
    answer = send(librarian, **TITLE, author_mark="Е82")
    assert answer.status_code == 303
    (row,) = titles(server)
    kept = [row.subtitle, row.responsibility, row.edition, row.series, row.volume, row.author_mark]
    assert kept == ["тарихи роман", "ред. Қ. Ахметов", "2-бас.", "Қазақ романы", "т.1", "Е 82"]
    page = librarian.open(f"/desk/titles/{row.id}/edit").get_data(as_text=True)
    for value in (*kept, "84(5Каз)6"):
        assert f'value="{value}"' in page
    assert row.shelf_key


def test_the_button_gives_the_page_back_with_the_mark_and_saves_nothing(
    librarian: Visitor, server: Server
) -> None:
    answer = send(librarian, **TITLE, do="suggest")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200 and 'name="author_mark"' in page and 'value="Е 82"' in page
    assert "from the table" in page and "тарихи роман" in page
    assert titles(server) == []
    empty = send(librarian, name="", author="", do="suggest", item_kind="", language="")
    assert empty.status_code == 200 and "field-wrong" not in empty.get_data(as_text=True)


def test_a_computed_mark_is_called_so(librarian: Visitor, server: Server) -> None:
    title = {**TITLE, "author": "Әуезов М."}
    page = send(librarian, **title, do="suggest").get_data(as_text=True)
    assert 'value="Ә 93"' in page and "computed" in page
    saved = send(librarian, **title, author_mark="Ә 93")
    assert "The author mark is computed" in librarian.text(saved.headers["Location"])
    assert marks(server) == [("Әуезов М.", "Ә 93", "computed")]


def test_another_mark_for_the_same_author_asks_first(librarian: Visitor, server: Server) -> None:
    send(librarian, **TITLE, author_mark="Е 82")
    asked = send(librarian, **OTHER)
    page = asked.get_data(as_text=True)
    assert asked.status_code == 422 and "Есенберлин І.: this author has a mark already" in page
    assert len(titles(server)) == 1
    assert send(librarian, **OTHER, choice="nonsense").status_code == 422


@pytest.mark.parametrize(
    ("choice", "of_title", "remembered"),
    [("known", "Е 82", ("Е 82", "table")), ("only-this", "Е 99", ("Е 82", "table")),
     ("from-now", "Е 99", ("Е 99", "typed"))],
)  # fmt: skip
def test_each_answer_does_what_it_says(
    librarian: Visitor, server: Server, choice: str, of_title: str, remembered: tuple[str, str]
) -> None:
    send(librarian, **TITLE, author_mark="Е 82")
    assert send(librarian, **OTHER, choice=choice).status_code == 303
    assert titles(server)[1].author_mark == of_title
    assert marks(server) == [("Есенберлин І.", *remembered)]


def test_the_printed_imprint_wins_without_a_question(librarian: Visitor, server: Server) -> None:
    send(librarian, **TITLE, author_mark="Е 82")
    answer = send(librarian, **OTHER, from_imprint="y")
    assert answer.status_code == 303
    assert "Е 82" in librarian.text(answer.headers["Location"])
    assert marks(server) == [("Есенберлин І.", "Е 99", "imprint")]
    page = send(librarian, **TITLE, do="suggest").get_data(as_text=True)
    assert 'value="Е 99"' in page


def test_a_book_about_a_writer_stands_under_the_word_of_the_librarian(librarian: Visitor) -> None:
    page = send(librarian, **TITLE, entry_word="Пушкин", do="suggest").get_data(as_text=True)
    assert 'value="П 91"' in page


def test_hints_come_as_a_part_of_the_page(librarian: Visitor, server: Server) -> None:
    seed_divisions(server, [division_from(
        {"code": "84", "level": "2", "ksu_group": "fiction", "diary_group": "84", "kk": "Көркем",
         "ru": "Художественная", "en": "Fiction"})])  # fmt: skip
    hints = send(librarian, "/desk/titles/hints", **TITLE, isbn="9786010709677")
    said = hints.get_data(as_text=True)
    assert hints.status_code == 200 and "<html" not in said
    assert 'data-mark="Е 82"' in said and "84</strong> Fiction" in said and "ISBN" in said
    assert "Көшпенділер : тарихи роман" in said
    other = send(librarian, "/desk/titles/hints", **{**TITLE, "bbk": "22.1"})
    assert "no division of the BBK list" in other.get_data(as_text=True)


def test_without_a_table_the_form_works(librarian: Visitor, server: Server, table: Path) -> None:
    table.unlink()
    page = send(librarian, **TITLE, do="suggest").get_data(as_text=True)
    assert "No table has a mark for “Есенберлин”" in page
    assert send(librarian, **TITLE, author_mark="Е 82").status_code == 303
    assert marks(server) == [("Есенберлин І.", "Е 82", "typed")]


@pytest.mark.parametrize("rubbish", ["\0", "x" * 10_000, "‮ð\udcff", "😀" * 200, "' OR 1=1 --"])
def test_rubbish_breaks_neither_form_nor_hints(librarian: Visitor, rubbish: str) -> None:
    sound = rubbish.encode("utf-8", "replace").decode()
    fields = dict.fromkeys((*TITLE, "author_mark", "entry_word", "isbn", "year"), sound)
    for path in ("/desk/titles/new", "/desk/titles/hints"):
        for more in ({}, {"do": "suggest"}):
            assert send(librarian, path, **fields, **more).status_code in (200, 422)
    assert librarian.send("/desk/author-marks", word=sound).status_code == 200


def test_a_title_of_300_letters_fits(librarian: Visitor, server: Server) -> None:
    long = ("Қазақстан Республикасының " * 12)[:300].strip()
    answer = send(librarian, **{**TITLE, "name": long}, author_mark="Е 82")
    assert answer.status_code == 303 and titles(server)[0].name == long


def test_divisions_are_added_changed_and_dropped(librarian: Visitor, server: Server) -> None:
    division = {"code": "84.9", "kk": "Ертегілер", "content": "fiction", "diary": "84"}
    assert send(librarian, "/desk/bbk/new", **division).status_code == 303
    assert send(librarian, "/desk/bbk/new", **division).status_code == 422
    assert [(each.code, each.ru, each.own) for each in divisions(server)] == [
        ("84.9", "Ертегілер", True)
    ]
    assert "84.9 Ертегілер Fiction" in librarian.text("/desk/bbk")
    path = "/desk/bbk/edit/84.9"
    send(librarian, path, **{**division, "ru": "Сказки"})
    assert divisions(server)[0].ru == "Сказки"
    assert send(librarian, path, **{**division, "kk": ""}).status_code == 422
    assert send(librarian, path, **division, do="drop").status_code == 303
    assert divisions(server) == ()
    assert librarian.open(path).status_code == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [("code", ""), ("code", "??"), ("code", "x" * 99), ("kk", ""), ("content", "moon")],
)
def test_a_wrong_division_is_told_at_its_field(
    librarian: Visitor, server: Server, field: str, value: str
) -> None:
    division = {"code": "84.9", "kk": "Ертегілер", "content": "fiction", "diary": "84"}
    answer = send(librarian, "/desk/bbk/new", **{**division, field: value})
    assert answer.status_code == 422 and "field-wrong" in answer.get_data(as_text=True)
    assert divisions(server) == ()


def test_the_page_of_marks_shows_tables_looks_up_and_corrects(
    librarian: Visitor, server: Server, table: Path
) -> None:
    (table.parent / "b.csv").write_text("letter,number,prefix\nА,11,Б\n", "utf-8")
    send(librarian, **TITLE, author_mark="Е 82")
    page = librarian.text("/desk/author-marks")
    assert "Есенберлин І. Е 82 from the table" in page and "66 lines" in page
    assert "line 2: “Б” does not begin with А" in page
    found = librarian.send("/desk/author-marks", word="Мүсірепов").get_data(as_text=True)
    assert "М 91" in found and "computed" in found
    mark_id = known_marks(server)[0].mark_id
    send(librarian, f"/desk/author-marks/{mark_id}", mark="Е83")
    assert marks(server) == [("Есенберлин І.", "Е 83", "typed")]
    assert send(librarian, f"/desk/author-marks/{mark_id}", mark="").status_code == 422
    send(librarian, f"/desk/author-marks/{mark_id}", do="forget")
    assert marks(server) == []
    assert librarian.open(f"/desk/author-marks/{mark_id}").status_code == 404
