"""Labels with an empty table to write in: the date-due slip and the book card (form F5)."""

from __future__ import annotations

from collections.abc import Sequence

from labels.content import CardWords, SlipWords
from labels.errors import DoesNotFit
from labels.layouts.codes import code_with_digits
from labels.layouts.marks import shelf_mark
from labels.setting import Style, set_line, set_words
from labels.sketch import LEFT, RIGHT, Box, Sketch
from labels.typeface import SEMIBOLD

SENTENCE = Style(most=14, least=7, weight=SEMIBOLD, leading=1.2)
HEAD = Style(most=9, least=6)
CORNER = Style(most=9, least=6)
MARK = Style(most=14, least=7, easy=9, weight=SEMIBOLD)
TERM = Style(most=8, least=6)
VALUE = Style(most=10, least=6.5, weight=SEMIBOLD)
ROW_MM, HEAD_MM = 8.0, 6.0
"""A row is high enough for handwriting and a date stamp."""
_LEAST_ROWS = 3
_PAD = 0.8
_HAIR, _LINE = 0.12, 0.3


def draw_slip(sketch: Sketch, words: SlipWords) -> None:
    """The sentence, in the corner the mark, then rows to the foot."""
    box = sketch.whole()
    if words.mark:
        corner = Box(box.x, box.y, box.w, 4.5)
        sketch.block(set_line(words.mark, corner.size, CORNER, "number"), corner, RIGHT)
        box = box.cut(top=corner.h)
    head = Box(box.x, box.y, box.w, min(0.22 * box.h, 18.0))
    sentence = set_words(words.sentence, head.size, SENTENCE, "caption")
    sketch.block(sentence, head)
    draw_table(sketch, words.columns, box.cut(top=head.h + 1))


def draw_card(sketch: Sketch, words: CardWords) -> None:
    """The shelf mark and, when there is one, the barcode on top; terms with their values;
    the table of loans to the foot."""
    box = sketch.whole()
    top = min(max(0.14 * box.h, 12.0), 20.0)
    head = Box(box.x, box.y, box.w, top)
    if words.bbk_parts or words.author_mark or words.volume:
        share = Box(head.x, head.y, head.w * 0.34, head.h)
        mark = words.bbk_parts, words.author_mark, words.volume
        sketch.block(shelf_mark(mark, share.size, MARK), share, LEFT, 0.0)
    if words.code:
        code_with_digits(sketch, words.code, "code128", head.cut(left=head.w * 0.36))
    rest = box.cut(top=top + 1.5)
    used = _terms(sketch, words.rows, rest)
    draw_table(sketch, words.columns, rest.cut(top=used + 1.5))


def draw_table(sketch: Sketch, columns: Sequence[str], box: Box) -> None:
    """Columns with their headings and empty rows. Raises DoesNotFit("table") when not even
    three rows have room."""
    count = int((box.h - HEAD_MM) / ROW_MM)
    if not columns or count < _LEAST_ROWS:
        raise DoesNotFit("table")
    wide = box.w / len(columns)
    high = (box.h - HEAD_MM) / count
    for place, heading in enumerate(columns):
        cell = Box(box.x + place * wide, box.y, wide, HEAD_MM)
        if heading:
            inner = cell.cut(_PAD, 0, _PAD, 0)
            sketch.block(set_words(heading, inner.size, HEAD, "caption"), inner)
    right, foot = box.x + box.w, box.y + box.h
    for row in range(count + 1):
        y = box.y + HEAD_MM + row * high
        sketch.rule((box.x, y), (right, y), _LINE if row in (0, count) else _HAIR)
    sketch.rule((box.x, box.y), (right, box.y), _LINE)
    for place in range(len(columns) + 1):
        x = box.x + place * wide
        outer = place in (0, len(columns))
        sketch.rule((x, box.y), (x, foot), _LINE if outer else _HAIR)


def _terms(sketch: Sketch, rows: Sequence[tuple[str, str]], box: Box) -> float:
    """Each term with its value beside it; the height used."""
    share = 0.3 * box.w
    used = 0.0
    for term, value in rows:
        line = Box(box.x, box.y + used, box.w, min(9.5, box.h / 3))
        left = set_words(term, (share, line.h), TERM, "caption")
        right = set_words(value or " ", (box.w - share - 1, line.h), VALUE, "title", short=True) \
            if value.strip() else None  # fmt: skip
        high = max(left.height, right.height if right else 0.0)
        # Both begin on the same baseline.
        low = max(left.first_baseline, right.first_baseline if right else 0.0)
        drop = low - left.first_baseline
        sketch.block(left, Box(line.x, line.y + drop, share, left.height), LEFT, 0.0)
        if right:
            drop = low - right.first_baseline
            place = Box(line.x + share + 1, line.y + drop, box.w - share - 1, right.height)
            sketch.block(right, place, LEFT, 0.0)
        used += high + low - left.first_baseline + 0.4
        if used > box.h:
            raise DoesNotFit("title")
    return used
