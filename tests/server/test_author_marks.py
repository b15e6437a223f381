"""Marks remembered for authors, the school's tables, divisions of the BBK, shelf keys."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest

from library.bbk import Division, content_group
from library.operations import Origin
from server.server import Server
from server.services.author_mark_tables import (
    FOLDER,
    choose_latin_table,
    table_files,
    table_in_use,
)
from server.services.author_marks import (
    KnownMark,
    NoMark,
    Suggested,
    change_mark,
    forget_mark,
    keep_mark,
    known_marks,
    mark_to_keep,
    suggest_mark,
)
from server.services.bbk_divisions import (
    division_from,
    divisions,
    drop_division,
    put_division,
    seed_divisions,
)
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.shelf_keys import fill_shelf_keys, shelf_key_of
from server.services.title_changes import TitleValues, add_title, change_title
from server.tables import Operation, Title
from tests.builders import SchoolBuilder

HANDMADE = Path(__file__).parents[1] / "library" / "tables" / "handmade_table.csv"
SHIPPED = (
    {"code": "84", "level": "2", "ksu_group": "fiction", "diary_group": "84", "kk": "Көркем",
     "ru": "Художественная", "en": "Fiction"},
    {"code": "9", "level": "1", "ksu_group": "social", "diary_group": "9", "kk": "Әмбебап",
     "ru": "Универсальная", "en": "General"},
)  # fmt: skip

Act = Callable[[str, str], Deed]


@pytest.fixture
def act(server: Server, school: SchoolBuilder) -> Act:
    staff_id = school.staff()

    def made(kind: str, content: str = "") -> Deed:
        origin: Origin = desk_origin(server, str(uuid.uuid4()), staff_id)
        return Deed(origin, kind, content)

    return made


@pytest.fixture
def tables(server: Server, tmp_path: Path) -> Path:
    """The folder of tables with the hand-made one."""
    server.folder = tmp_path
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / "a.csv").write_bytes(HANDMADE.read_bytes())
    return tmp_path / FOLDER


def confirm(
    server: Server, author: str, mark: str, basis: str = "typed", instead: bool = False
) -> None:
    kept = mark_to_keep(suggest_mark(server, "Кітап", author), mark, basis, instead)
    assert kept is not None
    with server.library.writing() as work:
        keep_mark(work, server.now(), kept)


def known(server: Server) -> list[tuple[str, str, str]]:
    return [(each.heading, each.mark, each.basis) for each in known_marks(server)]


def values(name: str, **columns: str | None) -> TitleValues:
    empty = dict.fromkeys(
        ("language", "year", "publisher", "place", "isbn", "bbk", "author_mark", "subject",
         "grade", "pages")
    )  # fmt: skip
    return TitleValues(
        **{"name": name, "author": "", "item_kind": "fiction", "in_programme": False, **empty,
           **columns}  # type: ignore[arg-type]
    )  # fmt: skip


def test_without_a_table_nothing_is_suggested_but_what_is_remembered(server: Server) -> None:
    assert suggest_mark(server, "Абай жолы", "Әуезов М.") == NoMark(
        "no-table", "Әуезов", "Әуезов М.", "author"
    )
    confirm(server, "Әуезов М.", "Ә 82", "imprint")
    found = suggest_mark(server, "Көксерек", "М. Әуезов")
    assert found == Suggested("Ә 82", "imprint", "Әуезов", "Әуезов М.", "author", True)


def test_a_table_in_the_data_folder_gives_marks_and_says_which_are_computed(
    server: Server, tables: Path
) -> None:
    found = suggest_mark(server, "Абай жолы", "Әуезов М.")
    assert isinstance(found, Suggested) and (found.mark, found.basis) == ("Ә 93", "computed")
    found = suggest_mark(server, "Капитанская дочка", "Пушкин А. С.")
    assert isinstance(found, Suggested) and (found.mark, found.basis) == ("П 91", "table")
    assert isinstance(suggest_mark(server, "100 жыл", ""), NoMark)


def test_one_author_never_gets_two_marks_unless_somebody_wants_it(server: Server) -> None:
    confirm(server, "Мұртаза Ш.", "М 91")
    confirm(server, "Мұртаза Шерхан", "М 92", "table")
    assert known(server) == [("Мұртаза Ш.", "М 91", "typed")]
    confirm(server, "Мұртаза Ш.", "М 93", instead=True)
    confirm(server, "МҰРТАЗА Ш.", "М 94", "imprint")
    assert [mark for _, mark, _ in known(server)] == ["М 94"]
    confirm(server, "Толстой Л.", "Т 53"), confirm(server, "Толстой А.", "Т 52")
    assert len(known(server)) == 3


def test_a_title_is_no_author_and_not_remembered(server: Server, tables: Path) -> None:
    found = suggest_mark(server, "Қобыланды батыр", "")
    assert isinstance(found, Suggested) and found.under == "title"
    assert mark_to_keep(found, found.mark, found.basis) is None


def test_marks_are_corrected_and_forgotten(server: Server, act: Act) -> None:
    confirm(server, "Әуезов М.", "Ә 82")
    mark: KnownMark = known_marks(server)[0]
    assert change_mark(server, act("author-mark-changed", "1"), mark.mark_id, "Ә 93")
    assert known(server) == [("Әуезов М.", "Ә 93", "typed")]
    assert forget_mark(server, act("author-mark-forgotten", "1"), mark.mark_id)
    assert known(server) == [] and not change_mark(server, act("x", ""), mark.mark_id, "А 1")


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_wrong_files_are_told_and_do_no_harm(server: Server, tables: Path) -> None:
    (tables / "b.csv").write_bytes("Сөз;Белгі\n".encode())
    (tables / "c.csv").write_bytes("letter,number,prefix\nА,11,А\n".encode("cp1251"))
    (tables / "d.csv").write_bytes(b"letter,number,prefix\n\0,11,\0\n")
    (tables / "e.csv").mkdir()
    faults = {each.name: each.fault for each in table_files(server.folder)}
    assert faults == {
        "a.csv": "", "b.csv": "columns-missing", "c.csv": "not-utf8", "d.csv": "not-a-letter",
        "e.csv": "unreadable",
    }  # fmt: skip
    assert isinstance(suggest_mark(server, "", "Пушкин"), Suggested)
    (tables / "b.csv").write_bytes("letter;number;prefix\nА;11;А\n".encode("utf-8-sig"))
    assert {each.fault for each in table_files(server.folder) if each.name == "b.csv"} == {""}


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
def test_a_second_table_may_serve_latin_letters(server: Server, tables: Path) -> None:
    (tables / "cutter.csv").write_text("letter,number,prefix\nR,795,R\nR,884,Row\n", "utf-8")
    assert table_in_use(server).sections["r"].numbers == ("11", "87")
    assert choose_latin_table(server, "cutter.csv")
    assert table_in_use(server).sections["r"].numbers == ("795", "884")
    assert not choose_latin_table(server, "../a.csv") and choose_latin_table(server, "")


def test_shipped_divisions_come_once_and_leave_what_the_librarian_changed(
    server: Server, act: Act
) -> None:
    shipped = [division_from(row) for row in SHIPPED]
    assert [seed_divisions(server, shipped) for _ in range(2)] == [2, 0]
    own = Division("84.9", 3, "social", "9", "Ертегі", "Сказки", "Tales", True)
    assert put_division(server, act("bbk-added", "1"), own, new=True)
    assert not put_division(server, act("bbk-added", "2"), own, new=True)
    changed = Division("9", 1, "pedagogy", "9", "Әмбебап", "Универсальная", "General")
    assert put_division(server, act("bbk-changed", "3"), changed, new=False)
    assert seed_divisions(server, shipped) == 0
    found = divisions(server)
    assert [(each.code, each.own) for each in found] == [("84", False), ("84.9", True), ("9", True)]
    assert content_group("92", found) == "pedagogy"
    assert drop_division(server, act("bbk-dropped", "9"), "9")
    assert not drop_division(server, act("bbk-dropped", "84"), "84")
    assert seed_divisions(server, shipped) == 1


def test_titles_stand_in_the_order_of_the_shelves_on_both_engines(
    server: Server, act: Act
) -> None:
    shelf = [("22.1", "А 45", "Алгебра"), ("22.3я72", "Б 11", "Физика"), ("63.3(0)", None, "Тарих"),
             ("84(5Қаз)6", "Ә 93", "Абай жолы"), ("84(5Қаз)6", "Ғ 11", "Ән"),
             ("84(5Қаз)6", "Ұ 49", "Ән"), (None, None, "Аңыз")]  # fmt: skip
    mixed = shelf[:]
    random.Random(4).shuffle(mixed)
    for bbk, mark, name in mixed:
        add_title(server, act("title-added", name), values(name, bbk=bbk, author_mark=mark))
    with server.library.reading():
        rows = Title.select().order_by(Title.shelf_key, Title.id)
        found = [(row.bbk, row.author_mark, row.name) for row in rows]
    assert found == shelf


def test_a_corrected_title_moves_and_old_rows_get_their_keys(
    server: Server, act: Act, school: SchoolBuilder
) -> None:
    for n in range(3):
        school.copy(f"Ескі {n}")
    assert fill_shelf_keys(server.library) == 3 and fill_shelf_keys(server.library) == 0
    title_id = add_title(server, act("title-added", ""), values("Абай", bbk="84", volume="т.2"))
    assert change_title(server, act("title-changed", ""), title_id, values("Абай", bbk="22.1"))
    with server.library.reading():
        row = Title.get_by_id(title_id)
        kept = bytes(row.shelf_key)
    assert kept == shelf_key_of({"name": "Абай", "bbk": "22.1"})


def test_the_journal_keeps_no_names(server: Server, act: Act) -> None:
    confirm(server, "Әуезов М.", "Ә 82")
    change_mark(server, act("author-mark-changed", "1"), known_marks(server)[0].mark_id, "Ә 93")
    with server.library.reading():
        assert "Әуезов" not in str([row.detail for row in Operation.select()])
