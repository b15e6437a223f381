"""The shipped font has every letter that a Kazakh label needs, and one measurement."""

from __future__ import annotations

import pytest
from PIL import ImageFont

from labels.typeface import REGULAR, SEMIBOLD, drawable, font_file, has_letter, width

KAZAKH = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"
SIGNS = "₸№«»—–…·,.;:!?()[]/+-=%&*'\"0123456789\u00a0"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize("weight", (REGULAR, SEMIBOLD))
def test_every_letter_is_in_the_font_and_draws_ink(weight: int) -> None:
    font = ImageFont.truetype(str(font_file(weight)), 40)

    for letter in KAZAKH + KAZAKH.lower() + LATIN + LATIN.lower() + SIGNS:
        assert has_letter(letter, weight), letter
        assert width(letter, weight) > 0
        assert letter.isspace() or font.getmask(letter).getbbox(), letter


@pytest.mark.parametrize("weight", (REGULAR, SEMIBOLD))
def test_a_kazakh_letter_does_not_look_like_its_russian_cousin(weight: int) -> None:
    font = ImageFont.truetype(str(font_file(weight)), 40)

    for kazakh, russian in ("ӘА", "ҒГ", "ҚК", "ҢН", "ӨО", "ҰУ", "ҮУ", "ҺХ", "ІИ", "ұү"):
        assert bytes(font.getmask(kazakh)) != bytes(font.getmask(russian))


def test_widths_are_the_fonts_own() -> None:
    font = ImageFont.truetype(str(font_file(REGULAR)), 1000, layout_engine=ImageFont.Layout.BASIC)

    for text in ("Қ", "№", "Қанағаттандырылмағандықтарыңыздан", "84(5Қаз)6-44"):
        assert width(text, REGULAR) == pytest.approx(font.getlength(text), abs=len(text))


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("Қыз  \n Жібек\t", "Қыз Жібек"),
        ("\x00бала\x07", "бала"),
        ("й", "й"),
        ("本 кітап", "? кітап"),
        ("ﬁлм", "fлм"),
        ("Ә\u00a082", "Ә\u00a082"),
        ("📚", "?"),
        ("  ", ""),
    ],
)
def test_text_the_font_lacks_is_still_drawn(given: str, seen: str) -> None:
    assert drawable(given) == seen
