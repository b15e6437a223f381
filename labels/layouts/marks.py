"""Labels that are text alone: the spine and the dividers of shelves and letters."""

from __future__ import annotations

from labels.content import DividerWords, SpineWords
from labels.errors import DoesNotFit
from labels.setting import Block, Style, set_line, set_stack
from labels.sketch import Box, Sketch
from labels.typeface import SEMIBOLD

SPINE = Style(most=22, least=7, easy=12, weight=SEMIBOLD)
"""Large enough to be read standing before the shelf; 12 points rather than one line."""
DIVIDER = Style(most=240, least=14, weight=SEMIBOLD)
DIVIDER_SMALL = Style(most=24, least=7)


def shelf_mark(
    words: tuple[tuple[str, ...], str, str], size: tuple[float, float], style: Style
) -> Block:
    """BBK index over author mark over volume in one size. Raises DoesNotFit("shelf-mark")."""
    bbk_parts, author_mark, volume = words
    return set_stack((bbk_parts, (author_mark,), (volume,)), size, style, "shelf-mark")


def draw_spine(sketch: Sketch, words: SpineWords) -> None:
    """The shelf mark in the middle."""
    box = sketch.whole()
    mark = words.bbk_parts, words.author_mark, words.volume
    sketch.block(shelf_mark(mark, box.size, SPINE), box)


def draw_divider(sketch: Sketch, words: DividerWords) -> None:
    """One large text, the small one under it across the foot."""
    box = sketch.whole()
    if not words.text.strip():
        raise DoesNotFit("caption")
    foot = 0.0
    if words.small:
        foot = box.h * 0.22
        small = set_line(words.small, (box.w, foot), DIVIDER_SMALL, "caption")
        sketch.block(small, Box(box.x, box.y + box.h - foot, box.w, foot))
    rest = box.cut(bottom=foot)
    sketch.block(set_line(words.text, rest.size, DIVIDER, "caption"), rest)
