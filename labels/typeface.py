"""The two shipped weights of Golos Text and the one measurement of text for all outputs.

Widths are the font's own advances in thousandths of the size, without kerning: reportlab and
the raster place each letter by the same numbers.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONTS = Path(__file__).with_name("fonts")
REGULAR, SEMIBOLD = 400, 600
CAPITAL = 0.70
"""Height of capitals and digits, in sizes."""
ABOVE, BELOW = 0.26, 0.24
"""What may rise over capitals (Й, Ё) and hang below the line (Щ, Қ, commas), in sizes."""
MISSING = "?"

_NAMES = {REGULAR: "Golos-400", SEMIBOLD: "Golos-600"}
_TYPES = {
    weight: TTFont(name, str(FONTS / f"golos-text-{weight}.ttf")) for weight, name in _NAMES.items()
}
for _type in _TYPES.values():
    pdfmetrics.registerFont(_type)
_WIDTHS: dict[int, dict[int, float]] = {
    weight: dict(found.face.charWidths) for weight, found in _TYPES.items()
}
_PLAIN = frozenset(
    letter
    for letter in map(chr, _WIDTHS[REGULAR])
    if letter in " \u00a0" or unicodedata.category(letter)[0] in "LNPS"
)
"""What needs no cleaning."""


def font_name(weight: int) -> str:
    """The name under which reportlab knows the weight."""
    return _NAMES[weight]


def typeface(weight: int) -> TTFont:
    """The font itself, as reportlab embeds it."""
    return _TYPES[weight]


def font_file(weight: int) -> Path:
    """The TTF file of the weight."""
    return FONTS / f"golos-text-{weight}.ttf"


def has_letter(letter: str, weight: int = REGULAR) -> bool:
    """Whether the font can draw it."""
    return ord(letter) in _WIDTHS[weight]


@lru_cache(maxsize=8192)
def drawable(text: str) -> str:
    """The text as the font can draw it: composed, blanks and control characters as single
    spaces, a letter the font lacks as its base letter or as "?"."""
    if _PLAIN.issuperset(text) and "  " not in text:
        return text.strip(" ")
    composed = unicodedata.normalize("NFC", text)
    spaced = "".join(" " if _is_blank(letter) else letter for letter in composed)
    return "".join(map(_known, " ".join(filter(None, spaced.split(" ")))))


@lru_cache(maxsize=16384)
def width(text: str, weight: int) -> int:
    """The advance of a drawable text in thousandths of its size."""
    widths = _WIDTHS[weight]
    return round(sum(widths[ord(letter)] for letter in text))


def _is_blank(letter: str) -> bool:
    # A no-break space stays: it holds "Ә 82" together.
    return letter != "\u00a0" and (letter.isspace() or unicodedata.category(letter)[0] == "C")


def _known(letter: str) -> str:
    if has_letter(letter):
        return letter
    if unicodedata.combining(letter):
        return ""
    base = unicodedata.normalize("NFKD", letter)[0]
    return base if has_letter(base) else MISSING
