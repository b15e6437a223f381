"""The pocket to cut out and fold: 10 × 8 cm, the card stands in it (domain F5)."""

from __future__ import annotations

from itertools import pairwise

from labels.content import PocketFoldWords
from labels.errors import DoesNotFit
from labels.layouts.codes import code_with_digits
from labels.setting import Style, set_line, set_words
from labels.sketch import Box, Sketch
from labels.typeface import SEMIBOLD

WIDE, HIGH = 100.0, 80.0
"""The finished pocket in mm."""
FLAP = 12.0
"""Side flaps and the foot are glued; the mouth is above."""
_SLANT = 5.0
_DASH = 2.0
_CUT, _FOLD = 0.25, 0.15

FIRST = Style(most=18, least=9, weight=SEMIBOLD)
LINE = Style(most=13, least=8)
SENTENCE = Style(most=10, least=7)
HINT = Style(most=8, least=6)


def draw_pocket_fold(sketch: Sketch, words: PocketFoldWords) -> None:
    """The outline to cut (drawn through) and to fold (dashed), the words on the front."""
    across, down = sketch.label_mm
    if across < WIDE + 2 * FLAP or down < HIGH + FLAP:
        raise DoesNotFit("pocket")
    left = (across - WIDE) / 2
    top = (down - HIGH - FLAP) / 2
    front = Box(left, top, WIDE, HIGH)
    _outline(sketch, front)
    _flap_words(sketch, words, front)
    _front(sketch, words, front.cut(6, 5, 6, 4))


def _outline(sketch: Sketch, front: Box) -> None:
    x0, y0, x1, y1 = front.x, front.y, front.x + front.w, front.y + front.h
    cut = (
        (x0, y0), (x1, y0), (x1 + FLAP, y0 + _SLANT), (x1 + FLAP, y1 - _SLANT), (x1, y1),
        (x1 - _SLANT, y1 + FLAP), (x0 + _SLANT, y1 + FLAP), (x0, y1), (x0 - FLAP, y1 - _SLANT),
        (x0 - FLAP, y0 + _SLANT), (x0, y0),
    )  # fmt: skip
    for start, end in pairwise(cut):
        sketch.rule(start, end, _CUT)
    for start, end in (((x0, y0), (x0, y1)), ((x1, y0), (x1, y1)), ((x0, y1), (x1, y1))):
        sketch.rule(start, end, _FOLD, _DASH)


def _flap_words(sketch: Sketch, words: PocketFoldWords, front: Box) -> None:
    hint = " · ".join(filter(None, (words.fold, words.glue)))
    if hint:
        flap = Box(front.x + 2 * _SLANT, front.y + front.h + 2, WIDE - 4 * _SLANT, FLAP - 4)
        sketch.block(set_words(hint, flap.size, HINT, "caption"), flap)


def _front(sketch: Sketch, words: PocketFoldWords, box: Box) -> None:
    if words.sentence:
        foot = Box(box.x, box.y + box.h - 11, box.w, 11)
        sketch.block(set_words(words.sentence, foot.size, SENTENCE, "caption"), foot)
        box = box.cut(bottom=12)
    if words.code:
        zone = Box(box.x, box.y + box.h - 17, box.w, 17)
        code_with_digits(sketch, words.code, "code128", zone)
        box = box.cut(bottom=18)
    lines = [line for line in words.lines if line.strip()]
    if not lines:
        return
    share = box.h / max(len(lines), 3)
    for place, line in enumerate(lines):
        row = Box(box.x, box.y + place * share, box.w, share - 0.6)
        if place:
            sketch.block(set_words(line, row.size, LINE, "title", short=True), row)
        else:
            sketch.block(set_line(line, row.size, FIRST, "shelf-mark"), row)
