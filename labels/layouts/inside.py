"""The label inside the book: shelf mark, inventory number, short title, barcode."""

from __future__ import annotations

from dataclasses import replace

from labels.content import PocketWords
from labels.errors import DoesNotFit
from labels.layouts.codes import DIGITS_LEAST_MM, GAP, code_with_digits
from labels.layouts.marks import shelf_mark
from labels.setting import Block, Style, set_line, set_words
from labels.sketch import LEAST_BARS_MM, LEFT, Box, Sketch
from labels.typeface import SEMIBOLD

MARK = Style(most=13, least=6, easy=8, weight=SEMIBOLD)
TITLE = Style(most=10, least=6)
NUMBER = Style(most=14, least=6, weight=SEMIBOLD)
_MARK_SHARES = (0.4, 0.5, 0.58)
_BETWEEN = 0.06


def draw_pocket(sketch: Sketch, words: PocketWords) -> None:
    """The mark at the left, number over title at the right, the code across the foot."""
    box = sketch.whole()
    top, number = box, NUMBER
    if words.code:
        zone = min(max(0.42 * box.h, LEAST_BARS_MM + DIGITS_LEAST_MM), 15.0)
        foot = Box(box.x, box.y + box.h - zone, box.w, zone)
        code_with_digits(sketch, words.code, words.symbology, foot)
        top = box.cut(bottom=zone + GAP)
    if words.bbk_parts or words.author_mark or words.volume:
        mark = words.bbk_parts, words.author_mark, words.volume
        block, left = _mark(mark, top)
        sketch.block(block, left, LEFT, 0.0)
        # Side by side they share size and baseline.
        number = replace(NUMBER, most=block.size)
        top = top.cut(left=left.w + _BETWEEN * box.w)
    _number_and_title(sketch, words, top, number)


def _mark(words: tuple[tuple[str, ...], str, str], box: Box) -> tuple[Block, Box]:
    """The shelf mark in as narrow a column as it stands in. Raises DoesNotFit."""
    for share in _MARK_SHARES:
        column = Box(box.x, box.y, box.w * share, box.h)
        try:
            return shelf_mark(words, column.size, MARK), column
        except DoesNotFit:
            if share == _MARK_SHARES[-1]:
                raise
    raise AssertionError("no shares")


def _number_and_title(sketch: Sketch, words: PocketWords, box: Box, style: Style) -> None:
    rest = box
    if words.inventory_no:
        line = Box(box.x, box.y, box.w, min(max(0.3 * box.h, 2.6), 6.0))
        number = set_line(f"№\u00a0{words.inventory_no}", line.size, style, "number")
        sketch.block(number, line, LEFT, 0.0)
        rest = box.cut(top=number.height)
    if words.title.strip():
        title = set_words(words.title, rest.size, TITLE, "title", short=True)
        sketch.block(title, rest, LEFT, 0.0)
