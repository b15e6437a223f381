"""The label inside the book: shelf mark, inventory number, short title, barcode."""

from __future__ import annotations

from labels.content import PocketWords
from labels.layouts.codes import GAP, code_with_digits
from labels.layouts.marks import shelf_mark
from labels.setting import Style, set_line, set_words
from labels.sketch import LEAST_BARS_MM, LEFT, Box, Sketch
from labels.typeface import SEMIBOLD

MARK = Style(most=14, least=6, easy=8, weight=SEMIBOLD)
TITLE = Style(most=10, least=6)
NUMBER = Style(most=11, least=6, weight=SEMIBOLD)
_MARK_SHARE = 0.4
_BETWEEN = 0.04


def draw_pocket(sketch: Sketch, words: PocketWords) -> None:
    """The mark at the left, title over number at the right, the code across the foot."""
    box = sketch.whole()
    top = box
    if words.code:
        zone = min(max(0.42 * box.h, LEAST_BARS_MM + 2.4), 15.0)
        foot = Box(box.x, box.y + box.h - zone, box.w, zone)
        code_with_digits(sketch, words.code, words.symbology, foot)
        top = box.cut(bottom=zone + GAP)
    if words.bbk_parts or words.author_mark or words.volume:
        mark = words.bbk_parts, words.author_mark, words.volume
        left = Box(top.x, top.y, top.w * _MARK_SHARE, top.h)
        sketch.block(shelf_mark(mark, left.size, MARK), left, LEFT, 0.0)
        top = top.cut(left=left.w + _BETWEEN * box.w)
    _title_and_number(sketch, words, top)


def _title_and_number(sketch: Sketch, words: PocketWords, box: Box) -> None:
    rest = box
    if words.inventory_no:
        high = min(max(0.3 * box.h, 2.6), 5.0)
        line = Box(box.x, box.y + box.h - high, box.w, high)
        number = set_line(f"№\u00a0{words.inventory_no}", line.size, NUMBER, "number")
        sketch.block(number, line, LEFT, 1.0)
        rest = box.cut(bottom=high)
    if words.title.strip():
        title = set_words(words.title, rest.size, TITLE, "title", short=True)
        sketch.block(title, rest, LEFT, 0.0)
