"""Printed forms: nothing leaves the sheet, heads come again, sheets are counted right."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2 import PdfDocument

from server.reports.letters import PLAIN, know_letters, width, wrapped
from server.reports.paper import (
    CENTRE,
    RIGHT,
    Approval,
    Paper,
    PaperColumn,
    PaperLine,
    PaperTable,
    Signature,
)
from server.reports.printing import drawn_pdf

ALPHABET = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
COLUMNS = (
    PaperColumn("№", 1, CENTRE), PaperColumn("Авторы және атауы", 5),
    PaperColumn("кітаптар", 1, RIGHT, "Түрлері"), PaperColumn("оқулықтар", 1, RIGHT, "Түрлері"),
)  # fmt: skip


def line(number: int, title: str = "Абай жолы", count: str = "1") -> PaperLine:
    return PaperLine(((str(number), title, count, "2"),))


def paper(lines: list[PaperLine], **more: object) -> Paper:
    given = {
        "title": "Түгендеу кітабы", "school": "№4 лицей", "language": "kk",
        "table": PaperTable((COLUMNS,), lines),
        "certificate": lambda sheets: ("Куәландыру", f"{sheets} парақ тігілді"),
        "certificate_signatures": (Signature("Мектеп директоры"),), "foot": "№4 лицей",
        **more,
    }  # fmt: skip
    return Paper(**given)  # type: ignore[arg-type]


def pages(made: Paper) -> list[str]:
    document = PdfDocument(drawn_pdf(made))
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def outside(made: Paper) -> list[str]:
    """Letters whose boxes leave their page."""
    found = []
    for page in PdfDocument(drawn_pdf(made)):
        wide, high = page.get_size()
        text = page.get_textpage()
        for place in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(place)
            if left < 0 or bottom < 0 or right > wide or top > high:
                found.append(text.get_text_range(place, 1))
    return found


@pytest.mark.parametrize("landscape", [True, False])
def test_heads_come_again_and_every_sheet_says_how_many_there_are(landscape: bool) -> None:
    found = pages(paper([line(n) for n in range(1, 121)], landscape=landscape))
    assert len(found) > 1
    for place, text in enumerate(found, start=1):
        assert f"{place} / {len(found)}" in text
        assert ("Авторы және атауы" in text) == ("Абай жолы" in text)
    assert sum(text.count("Абай жолы") for text in found) == 120
    assert f"{len(found)} парақ тігілді" in found[-1]


@pytest.mark.parametrize("count", range(28, 50))
def test_the_certificate_counts_the_sheet_it_stands_on(count: int) -> None:
    found = pages(paper([line(n) for n in range(count)]))
    assert f"{len(found)} парақ тігілді" in found[-1]


def test_every_kazakh_letter_and_sign_is_read_back() -> None:
    said = f"{ALPHABET} {ALPHABET.lower()} ₸ № « » – — … „ “"
    text = "".join(pages(paper([line(1, said)]))).replace("\n", "").replace(" ", "")
    assert said.replace(" ", "") in text


def test_a_line_higher_than_a_page_goes_on_over_the_next() -> None:
    words = " ".join(f"сөз{n}" for n in range(6000))
    found = pages(paper([line(1, words), line(2, "соңғы")]))
    text = "\n".join(found)
    assert all(f"сөз{n}" in text for n in (0, 3000, 5999)) and "соңғы" in text
    assert not outside(paper([line(1, words)]))


@pytest.mark.parametrize(
    "word", ["Ә" * 2000, "12\u00a0345\u00a0678\u00a0901\u00a0234,50", "", " ", "\0\x07", "📚🧑‍🎓",
             "\u202eажйА\u2066", "<b>&amp;</b>", "И\u0306"],
)  # fmt: skip
def test_no_text_leaves_the_sheet(word: str) -> None:
    made = paper(
        [line(1, word, word), line(2)], school=word * 3, title=word[:400] or "Ә", facts=(word,),
        approval=Approval("«Бекітемін»", "Директор", word[:300], "«__»"), before=(word,),
        after=(word,), signatures=(Signature("Комиссия мүшесі", word[:300]),), foot=word,
    )  # fmt: skip
    assert not [letter for letter in outside(made) if letter.strip("\0\x07\r\n\ufffe ")]


def test_the_same_form_gives_the_same_bytes() -> None:
    made = paper([line(n) for n in range(50)])
    assert drawn_pdf(made) == drawn_pdf(made)


def test_facing_sheets_hold_the_same_lines_at_the_same_height() -> None:
    table = PaperTable(
        (COLUMNS, (PaperColumn("№", 1), PaperColumn("Ескертпе", 9))),
        [PaperLine(((str(n), "Абай " * (n % 9), "1", ""), (str(n), f"Белгі{n}.")))
         for n in range(60)], name="Екінші парақ",
    )  # fmt: skip
    made = paper([], table=table, certificate=None, certificate_signatures=())
    found = pages(made)
    assert len(found) % 2 == 0 and "Екінші парақ" in found[1]
    for first, second in zip(found[::2], found[1::2], strict=True):
        numbers = [f"Белгі{n}." for n in range(60) if f"Белгі{n}." in second]
        assert numbers and "Авторы" in first and "Ескертпе" in second


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.integers(20, 400))
def test_wrapping_keeps_every_word_and_no_line_is_too_wide(text: str, room: int) -> None:
    know_letters()
    lines = wrapped(text, room, PLAIN, 9)
    kept = "".join("".join(lines).split())
    assert kept == "".join(text.split())
    assert all(width(each, PLAIN, 9) <= room or len(each) == 1 for each in lines)
