"""The shipped fonts hold every letter the three languages need, each from its own file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Page

from tests.conftest import missing

STATIC = Path(__file__).parents[2] / "web" / "static"
KAZAKH = "АаӘәБбВвГгҒғДдЕеЁёЖжЗзИиЙйКкҚқЛлМмНнҢңОоӨөПпРрСсТтУуҰұҮүФфХхҺһЦцЧчШшЩщЪъЫыІіЬьЭэЮюЯя"
SIGNS = "₸№«»–—…’0123456789.,:;!?%/()+-"
LATIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
FILES = {
    "cyrillic-ext": "ӘәҒғҚқҢңӨөҮүҺһ",
    "cyrillic": "ҰұІі№" + "".join(c for c in KAZAKH if "А" <= c <= "я" or c in "Ёё"),
    "latin-ext": "₸",
    "latin": LATIN + SIGNS.replace("₸", "").replace("№", ""),
}

FROM_GOLOS = """(letters) => {
  const width = (letter, font) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `400 100px ${font}`;
    return pen.measureText(letter).width;
  };
  // A letter the font lacks is drawn by what stands behind it, so its width would change.
  return [...letters].filter((letter) =>
    width(letter, '"Golos Text", monospace') !== width(letter, '"Golos Text", serif'));
}"""


@pytest.mark.parametrize("name", FILES)
def test_each_file_holds_its_letters(name: str) -> None:
    try:
        import brotli  # noqa: F401
    except ImportError:
        missing("brotli", "woff2 cannot be read without the package brotli")
    font = TTFont(STATIC / "fonts" / f"golos-text-{name}.woff2")
    assert not [letter for letter in FILES[name] if ord(letter) not in font.getBestCmap()]
    assert "fvar" in font, "a variable font carries all weights"


@pytest.mark.parametrize("name", FILES)
def test_the_style_sheet_sends_each_letter_to_its_file(name: str) -> None:
    rules = (STATIC / "fonts.css").read_text(encoding="utf-8").split("@font-face")
    rule = next(rule for rule in rules if f"golos-text-{name}.woff2" in rule)
    spans = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", rule)
    codes = {code for low, high in spans for code in range(int(low, 16), int(high or low, 16) + 1)}
    assert not [letter for letter in FILES[name] if ord(letter) not in codes]


def test_the_page_draws_every_letter_with_golos(kiosk: Page) -> None:
    letters = KAZAKH + LATIN + SIGNS
    kiosk.evaluate("(letters) => document.fonts.load('400 100px \"Golos Text\"', letters)", letters)
    assert kiosk.evaluate(FROM_GOLOS, letters) == []


def test_the_licences_lie_beside_what_they_cover() -> None:
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "MIT License" in (STATIC / "icons" / "LICENSE-tabler.txt").read_text(encoding="utf-8")
