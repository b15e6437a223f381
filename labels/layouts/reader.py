"""A reader's card: school, name, class, barcode, a photo when there is one."""

from __future__ import annotations

import io

from PIL import Image

from labels.content import ReaderWords
from labels.errors import DoesNotFit
from labels.layouts.codes import DIGITS_LEAST_MM, GAP, code_with_digits
from labels.setting import Style, set_line, set_words
from labels.sketch import LEAST_BARS_MM, LEFT, Box, Sketch
from labels.typeface import SEMIBOLD

SCHOOL = Style(most=8, least=5.5)
NAME = Style(most=15, least=7, weight=SEMIBOLD, leading=1.15)
CLASS = Style(most=13, least=7)
_PHOTO_SHARE = 0.75
"""Width of a photo to its height (3 × 4)."""


def draw_reader(sketch: Sketch, words: ReaderWords) -> None:
    """School on top, name over class at the left, the photo at the right, the code below."""
    box = sketch.whole()
    if words.school:
        high = min(max(0.16 * box.h, 2.6), 8.0)
        head = Box(box.x, box.y, box.w, high)
        school = set_words(words.school, head.size, SCHOOL, "caption", short=True)
        sketch.block(school, head, LEFT, 0.0)
        box = box.cut(top=high + GAP)
    zone = min(max(0.4 * box.h, LEAST_BARS_MM + DIGITS_LEAST_MM), 17.0)
    body = box.cut(bottom=zone + max(GAP, 0.04 * box.h))
    if words.photo:
        body = _photo(sketch, words.photo, body)
    code_with_digits(
        sketch, words.code, words.symbology, Box(box.x, box.y + box.h - zone, box.w, zone)
    )
    line = min(0.32 * body.h, 6.0)
    if words.class_label:
        place = Box(body.x, body.y + body.h - line, body.w, line)
        sketch.block(set_line(words.class_label, place.size, CLASS, "name"), place, LEFT)
        body = body.cut(bottom=line)
    sketch.block(set_words(words.name, body.size, NAME, "name"), body, LEFT, 1.0)


def _photo(sketch: Sketch, photo: bytes, body: Box) -> Box:
    """The photo at the right, whole, in its own proportions; what is left of the box."""
    try:
        with Image.open(io.BytesIO(photo)) as picture:
            across, down = picture.size
    except (OSError, ValueError, Image.DecompressionBombError) as fault:
        raise DoesNotFit("photo") from fault
    wide = min(body.h * _PHOTO_SHARE, body.h * across / down)
    high = wide * down / across
    sketch.photo(photo, Box(body.x + body.w - wide, body.y, wide, high))
    return body.cut(right=wide + 2)
