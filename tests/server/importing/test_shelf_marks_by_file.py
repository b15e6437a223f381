"""A list brings shelf marks: made plain, in the order of the shelves, remembered by author."""

from __future__ import annotations

from library.import_columns import ImportKind
from server.server import Server
from server.services.author_marks import known_marks
from server.services.shelf_keys import shelf_key_of
from server.tables import Title
from tests.server.importing.conftest import Bring

HEADS = ["Атауы", "Авторы", "ББК", "Авторлық белгі"]
LINES = [
    ["Абай жолы", "Әуезов М.", "84(5Kаз)6", "Ә82"],
    ["Көксерек", "Әуезов Мұхтар", "84(5Қаз)6", "Ә 93"],
    ["Қобыланды батыр", "", "82.3(5Қаз)", "Қ 53"],
    ["Физика", "Башарұлы Р.", "22.3я72", ""],
    ["Тау", "Есім Ғ.", "", "??"],
]


def test_marks_of_a_list_are_made_plain_kept_in_order_and_remembered(
    server: Server, bring: Bring
) -> None:
    bring(ImportKind.TITLES, [HEADS, *LINES])
    with server.library.reading():
        rows = list(Title.select().order_by(Title.shelf_key))
    assert [row.name for row in rows] == [
        "Физика", "Қобыланды батыр", "Абай жолы", "Көксерек", "Тау",
    ]  # fmt: skip
    assert (rows[2].bbk, rows[2].author_mark) == ("84(5Каз)6", "Ә 82")
    known = [(each.heading, each.mark, each.basis) for each in known_marks(server)]
    assert known == [("Әуезов М.", "Ә 82", "typed")]


def test_a_second_list_moves_a_title_and_keeps_its_volume_in_order(
    server: Server, bring: Bring
) -> None:
    bring(ImportKind.TITLES, [HEADS, LINES[0]])
    with server.library.writing():
        Title.update(volume="т.2").execute()
    bring(ImportKind.TITLES, [HEADS, ["Абай жолы", "Әуезов М.", "83", "Ә 93"]])
    with server.library.reading():
        row = Title.get()
    wanted = {"name": "Абай жолы", "bbk": "83", "author_mark": "Ә 93", "volume": "т.2"}
    assert bytes(row.shelf_key) == shelf_key_of(wanted)
    assert [each.mark for each in known_marks(server)] == ["Ә 82"]
