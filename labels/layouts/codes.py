"""Labels around a code: the barcode label, the command code, and the code of other labels."""

from __future__ import annotations

from labels.content import BarcodeWords, CommandWords
from labels.setting import Style, set_line, set_words
from labels.sketch import LEAST_BARS_MM, LEFT, Box, Sketch
from labels.symbols import LINEAR
from labels.typeface import SEMIBOLD

DIGITS = Style(most=9, least=5.5, weight=SEMIBOLD)
CAPTION = Style(most=8, least=6)
COMMAND = Style(most=20, least=8, weight=SEMIBOLD)
BARS_MOST_MM = 18.0
DIGITS_LEAST_MM = 2.5
GAP = 0.5
_SIDE = 1.2


def digits_height(zone: float) -> float:
    """How much of a zone of this height the readable digits get, in mm."""
    return min(max(0.22 * zone, DIGITS_LEAST_MM), 4.0)


def code_with_digits(sketch: Sketch, code: str, symbology: str, box: Box) -> None:
    """Bars over their digits; a square symbol with the digits beside it, or under it where
    the box is narrow. Raises DoesNotFit("code") and DoesNotScan."""
    if symbology == "auto":
        symbology = "code128" if _bars_fit(sketch, code, box) else "datamatrix"
    if symbology in LINEAR:
        foot = digits_height(box.h)
        bars = box.cut(bottom=foot)
        drawn = sketch.code(code, symbology, bars)
        under = Box(box.x, drawn.y + drawn.h, box.w, box.y + box.h - drawn.y - drawn.h)
        sketch.block(set_line(code, under.size, DIGITS, "code"), under)
    else:
        drawn = sketch.code(code, symbology, box, LEFT)
        rest = box.cut(left=drawn.x + drawn.w - box.x + GAP)
        sketch.block(set_words(code, rest.size, DIGITS, "code"), rest, LEFT)


def draw_barcode(sketch: Sketch, words: BarcodeWords) -> None:
    """The caption above, the code, the title below. What stands around bars shrinks first."""
    box = sketch.whole()
    linear = words.symbology in LINEAR or (
        words.symbology == "auto" and _bars_fit(sketch, words.code, box)
    )
    if linear:
        _around_bars(sketch, words, box)
    else:
        _beside_matrix(sketch, words, box)


def draw_command(sketch: Sketch, words: CommandWords) -> None:
    """What the code does in large letters, under it the bars."""
    box = sketch.whole()
    zone = min(max(0.5 * box.h, LEAST_BARS_MM + DIGITS_LEAST_MM), BARS_MOST_MM + 6)
    head = box.cut(bottom=zone + GAP)
    sketch.block(set_words(words.caption, head.size, COMMAND, "caption"), head)
    code_with_digits(sketch, words.code, "code128", Box(box.x, box.y + box.h - zone, box.w, zone))


def _around_bars(sketch: Sketch, words: BarcodeWords, box: Box) -> None:
    row = min(max(0.13 * box.h, 2.6), 4.5)
    top = row if words.caption else 0.0
    bottom = row if words.title else 0.0
    if words.caption:
        caption = set_words(words.caption, (box.w, row), CAPTION, "caption", short=True)
        sketch.block(caption, Box(box.x, box.y, box.w, row))
    if words.title:
        title = set_words(words.title, (box.w, row), CAPTION, "title", short=True)
        sketch.block(title, Box(box.x, box.y + box.h - row, box.w, row))
    middle = box.cut(top=top, bottom=bottom)
    # Taller bars than this do not scan better and look like a fence.
    spare = max(0.0, middle.h - BARS_MOST_MM - 6)
    code_with_digits(
        sketch, words.code, _linear(words.symbology), middle.cut(top=spare / 2, bottom=spare / 2)
    )


def _beside_matrix(sketch: Sketch, words: BarcodeWords, box: Box) -> None:
    symbology = "datamatrix" if words.symbology == "auto" else words.symbology
    drawn = sketch.code(words.code, symbology, box.cut(right=box.w * 0.35), LEFT)
    rest = box.cut(left=drawn.x + drawn.w - box.x + _SIDE)
    texts = [(words.caption, CAPTION, "caption"), (words.code, DIGITS, "code"),
             (words.title, CAPTION, "title")]  # fmt: skip
    texts = [text for text in texts if text[0]]
    if len(texts) > 1 and rest.h / len(texts) < 2.6:
        # Too low for all of them: the digits are what a person needs.
        texts = [text for text in texts if text[2] == "code"]
    high = rest.h / len(texts)
    for place, (text, style, part) in enumerate(texts):
        line = Box(rest.x, rest.y + place * high, rest.w, high)
        set_ = set_words(text, line.size, style, part, short=part != "code")
        sketch.block(set_, line, LEFT)


def _linear(symbology: str) -> str:
    return "code128" if symbology == "auto" else symbology


def _bars_fit(sketch: Sketch, code: str, box: Box) -> bool:
    return sketch.takes(code, "code128", box.cut(bottom=digits_height(box.h)))
