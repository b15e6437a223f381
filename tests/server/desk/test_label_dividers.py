"""Dividers of letters and shelves and the codes of commands, from the desk to the printer."""

from __future__ import annotations

import pytest

from labels.content import CommandWords, DividerWords
from server.server import Server
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.label_dividers import WHAT, TooMuch, divider_words
from server.services.printers import PrinterValues, add_printer
from tests.fakes.printer import Answer, FakePrinters
from tests.server.desk.visitor import Visitor

PAGE = "/desk/labels/dividers"
pytestmark = pytest.mark.parametrize("address", ["sqlite"], indirect=True)


def fields(**more: str) -> dict[str, str]:
    return {"what": "letters", "stock": "a4-8-105x74", "printer": "browser", "start": "1", **more}


def test_letters_are_those_that_names_are_sorted_under(server: Server) -> None:
    words = divider_words(server, "letters", "kk")
    assert [each.text for each in words if isinstance(each, DividerWords)][:4] == list("АӘБВ")
    assert len(words) == 39 and DividerWords("І") in words and DividerWords("Ё") not in words


def test_own_words_take_a_small_line_after_a_bar(server: Server) -> None:
    typed = "Повестер | 7–8-сыныптар\n\nӨлеңдер\n"
    assert divider_words(server, "own", "kk", typed) == [
        DividerWords("Повестер", "7–8-сыныптар"), DividerWords("Өлеңдер"),
    ]  # fmt: skip


@pytest.mark.parametrize("typed", ["| ұсақ", "ұ" * 41, "а | " + "ұ" * 121, "а\n" * 201])
def test_own_words_that_make_no_divider_are_refused(server: Server, typed: str) -> None:
    with pytest.raises(TooMuch):
        divider_words(server, "own", "kk", typed)


def test_command_codes_speak_the_language_of_the_page(server: Server) -> None:
    words = divider_words(server, "commands", "ru")
    assert all(isinstance(each, CommandWords) and each.code[0] == "5" for each in words)
    assert len({each.caption for each in words if isinstance(each, CommandWords)}) == len(words)


@pytest.mark.parametrize("what", WHAT)
def test_every_choice_makes_a_file(librarian: Visitor, what: str) -> None:
    answer = librarian.send(PAGE, **fields(what=what, own="Ән мен күй"))
    if what == "divisions":  # the divisions of the BBK are seeded at the start
        assert answer.status_code == 422
        return
    assert answer.mimetype == "application/pdf" and answer.data.startswith(b"%PDF")


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "9"}, {"start": "x"}, {"stock": "?"}, {"what": "?"}, {"printer": "77"},
        {"what": "own", "own": ""}, {"what": "own", "own": "а" * 41},
        {"what": "commands", "stock": "a4-189-25x10"},
    ],
)  # fmt: skip
def test_a_mistake_is_told_and_nothing_is_made(librarian: Visitor, wrong: dict[str, str]) -> None:
    answer = librarian.send(PAGE, **fields(**wrong))
    assert answer.status_code == 422 and "field-wrong" in answer.get_data(as_text=True)


def test_a_label_printer_gets_them_at_once(server: Server, librarian: Visitor) -> None:
    server.printers = port = FakePrinters()
    origin = desk_origin(server, "11111111-1111-4111-8111-111111111111", None)
    values = PrinterValues("Zebra", "tspl", "tcp://127.0.0.1:9100", 203)
    printer = add_printer(server, Deed(origin, "printer-added"), values)
    sent = fields(printer=str(printer), stock="roll-58x40", what="own", own="Ән")
    assert librarian.send(PAGE, **sent).status_code == 303
    assert port.papers[0][1].startswith(b"SIZE")
    port.answers = [Answer("not-reached", "refused")]
    librarian.send(PAGE, **sent)
    assert "refuses the line" in librarian.text(PAGE)
