"""A design as dots: 1-bit pictures for PNG and for the languages of label printers."""

from __future__ import annotations

import io
from functools import lru_cache
from math import ceil, floor

from PIL import Image, ImageDraw, ImageFont

from labels.design import Code, Design, Letters, Photo, Rule
from labels.dots import dots_per_mm, points_per_dot
from labels.symbols import drawn
from labels.typeface import font_file, width

BLACK, WHITE = 0, 1
_INK_FROM = 104
"""Coverage of 255 from which a dot is black: thermal heads and lasers lose hair lines."""
_FINER = 4
"""Letters are drawn larger and made smaller: FreeType's hints would move their edges away
from where the PDF has them, by two dots and more."""


def picture_of(design: Design) -> Image.Image:
    """The label as a 1-bit picture, 0 black."""
    picture = Image.new("1", (design.width, design.height), WHITE)
    pen = ImageDraw.Draw(picture)
    for item in design.items:
        if isinstance(item, Letters):
            _write(picture, item, design.dpi)
        elif isinstance(item, Code):
            picture.paste(drawn(item.symbol, item.dots, item.height), (item.x, item.y))
        elif isinstance(item, Rule):
            _rule(pen, item)
        else:
            picture.paste(_photo(item), (item.x, item.y))
    return picture


def png(picture: Image.Image, dpi: int) -> bytes:
    """The picture as a PNG file that knows its resolution."""
    file = io.BytesIO()
    real = dots_per_mm(dpi) * 25.4
    picture.save(file, "PNG", dpi=(real, real))
    return file.getvalue()


def _write(picture: Image.Image, item: Letters, dpi: int) -> None:
    em = item.size / points_per_dot(dpi)
    for place, letter in enumerate(item.text):
        found = _glyph(letter, item.weight, em)
        if found is None:
            continue
        mask, left, top = found
        # Each letter stands on the whole dot next to its place: all "а" look alike.
        x = item.x + round(width(item.text[:place], item.weight) * em / 1000)
        picture.paste(BLACK, (x + left, item.y + top), mask)


@lru_cache(maxsize=4096)
def _glyph(letter: str, weight: int, em: float) -> tuple[Image.Image, int, int] | None:
    """The letter's dots, and where their corner lies from its place on the baseline."""
    font = _font(weight, em * _FINER)
    left, top, right, bottom = font.getbbox(letter, anchor="ls")
    left, top = floor(left / _FINER) - 1, floor(top / _FINER) - 1
    size = ceil(right / _FINER) + 1 - left, ceil(bottom / _FINER) + 1 - top
    fine = Image.new("L", (size[0] * _FINER, size[1] * _FINER), 0)
    place = -left * _FINER, -top * _FINER
    ImageDraw.Draw(fine).text(place, letter, fill=255, font=font, anchor="ls")
    inked = fine.reduce(_FINER).point([0 if value < _INK_FROM else 255 for value in range(256)])
    box = inked.getbbox()
    if box is None:
        return None
    return inked.crop(box).convert("1"), left + box[0], top + box[1]


@lru_cache(maxsize=256)
def _font(weight: int, em: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font_file(weight)), em, layout_engine=ImageFont.Layout.BASIC)


def _rule(pen: ImageDraw.ImageDraw, item: Rule) -> None:
    for start, end in strokes(item):
        if start[0] == end[0] or start[1] == end[1]:
            half = item.thick // 2
            (x0, y0), (x1, y1) = start, end
            level = y0 == y1
            corner = (x0, y0 - half) if level else (x0 - half, y0)
            far = (x1, corner[1] + item.thick - 1) if level else (corner[0] + item.thick - 1, y1)
            pen.rectangle((*corner, *far), fill=BLACK)
        else:
            pen.line((*start, *end), fill=BLACK, width=item.thick)


def strokes(item: Rule) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """A rule as the strokes that are drawn: itself, or its dashes with equal gaps."""
    start, end = (item.x0, item.y0), (item.x1, item.y1)
    long = max(abs(item.x1 - item.x0), abs(item.y1 - item.y0))
    if not item.dash or long <= item.dash:
        return [(start, end)]
    count = max(1, round((long / item.dash + 1) / 2))
    part = 1 / (2 * count - 1)
    return [
        (_along(item, 2 * dash * part), _along(item, (2 * dash + 1) * part))
        for dash in range(count)
    ]


def _along(item: Rule, share: float) -> tuple[int, int]:
    return (
        round(item.x0 + (item.x1 - item.x0) * share),
        round(item.y0 + (item.y1 - item.y0) * share),
    )


def _photo(item: Photo) -> Image.Image:
    with Image.open(io.BytesIO(item.picture)) as picture:
        grey = picture.convert("L").resize((item.width, item.height), Image.Resampling.LANCZOS)
    return grey.convert("1")
