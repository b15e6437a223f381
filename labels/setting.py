"""Words set into a box: which size, which lines. Millimetres and points; pure.

Text keeps its largest size where it fits, shrinks, breaks at the given points, shrinks to its
stated minimum, and is then refused: nothing is clipped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from labels.breaking import lines_of_parts, lines_of_words, shortened
from labels.dots import MM_OF_POINT
from labels.errors import DoesNotFit
from labels.typeface import ABOVE, BELOW, CAPITAL, REGULAR, SEMIBOLD, drawable, width

STEP = 0.5


@dataclass(frozen=True, slots=True)
class Style:
    """How words may be set: sizes in points. Down to `easy` a line is rather made smaller
    than broken; below `least` nothing is drawn. `leading` from line to line, in sizes."""

    most: float
    least: float
    easy: float = 0.0
    weight: int = REGULAR
    leading: float = 1.12


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of one size. `height` in mm from the top of what may rise over the capitals of
    the first line to what may hang below the last."""

    lines: tuple[str, ...]
    size: float
    weight: int
    leading: float

    @property
    def height(self) -> float:
        return _height(len(self.lines), self.size, self.leading)

    @property
    def first_baseline(self) -> float:
        """From the block's top, in mm."""
        return (ABOVE + CAPITAL) * self.size * MM_OF_POINT

    @property
    def step(self) -> float:
        """From baseline to baseline, in mm."""
        return self.leading * self.size * MM_OF_POINT

    @property
    def width(self) -> float:
        """Of the longest line, in mm."""
        return max(wide_mm(line, self.size, self.weight) for line in self.lines)


def wide_mm(text: str, size: float, weight: int) -> float:
    """The advance of a drawable text in mm."""
    return width(text, weight) * size / 1000 * MM_OF_POINT


def set_line(text: str, box: tuple[float, float], style: Style, part: str) -> Block:
    """One line, as large as it fits. Raises DoesNotFit(part)."""
    return set_stack(((text,),), box, style, part)


def set_stack(
    stack: Sequence[Sequence[str]], box: tuple[float, float], style: Style, part: str
) -> Block:
    """Lines under one another in one size, each given in parts between which it may break
    (a shelf mark). Empty ones are left out. Raises DoesNotFit(part)."""
    given = [tuple(map(drawable, parts)) for parts in stack]
    rows = [kept for parts in given if (kept := tuple(filter(None, parts)))]
    if not rows:
        raise DoesNotFit(part)
    whole = tuple("".join(parts) for parts in rows)
    size = _largest(whole, box, style)
    if size >= max(style.easy, style.least):
        return Block(whole, size, style.weight, style.leading)
    for smaller in _sizes(style):
        broken = _broken(rows, _room(box[0], smaller), style.weight)
        if broken and _height(len(broken), smaller, style.leading) <= box[1]:
            if smaller > size:
                return Block(tuple(broken), smaller, style.weight, style.leading)
            break
    if size < style.least:
        raise DoesNotFit(part)
    return Block(whole, size, style.weight, style.leading)


def set_words(
    text: str, box: tuple[float, float], style: Style, part: str, short: bool = False
) -> Block:
    """Running words, as large as all fit. A word too wide at the least size is cut with a
    hyphen; `short`: a text still too long ends in an ellipsis. Raises DoesNotFit(part)."""
    clean = drawable(text)
    if not clean:
        raise DoesNotFit(part)
    for size in _sizes(style):
        lines = lines_of_words(clean, _room(box[0], size), style.weight)
        if lines and _height(len(lines), size, style.leading) <= box[1]:
            return Block(tuple(lines), size, style.weight, style.leading)
    room = _room(box[0], style.least)
    lines = lines_of_words(clean, room, style.weight, hyphens=True)
    most = _line_count(box[1], style)
    if not lines or most < 1 or (len(lines) > most and not short):
        raise DoesNotFit(part)
    kept = tuple(shortened(lines, most, room, style.weight))
    return Block(kept, style.least, style.weight, style.leading)


def _sizes(style: Style) -> Iterator[float]:
    size = style.most
    while size >= style.least:
        yield size
        size -= STEP
    if size + STEP > style.least:
        yield style.least


def _largest(lines: Sequence[str], box: tuple[float, float], style: Style) -> float:
    """The largest size in steps at which the lines stand unbroken; may lie below `least`."""
    widest = max(width(line, style.weight) for line in lines) * MM_OF_POINT / 1000
    size = min(style.most, box[0] / widest, box[1] / _height(len(lines), 1, style.leading))
    return max(0.0, style.most - STEP * -(-(style.most - size - 1e-9) // STEP))


def _broken(rows: Sequence[Sequence[str]], room: int, weight: int) -> list[str] | None:
    lines: list[str] = []
    for parts in rows:
        row = lines_of_parts(parts, room, weight)
        if row is None and len(parts) == 1:
            row = lines_of_words(parts[0], room, weight)
        if row is None:
            return None
        lines += row
    return lines


def _room(wide: float, size: float) -> int:
    return int(wide / (size * MM_OF_POINT) * 1000 + 1e-6)


def _height(count: int, size: float, leading: float) -> float:
    return (ABOVE + CAPITAL + BELOW + (count - 1) * leading) * size * MM_OF_POINT


def _line_count(high: float, style: Style) -> int:
    rest = high / (style.least * MM_OF_POINT) - (ABOVE + CAPITAL + BELOW)
    return int(rest / style.leading + 1e-9) + 1 if rest >= 0 else 0


TITLE = Style(most=10, least=6)
MARK = Style(most=13, least=6, easy=8, weight=SEMIBOLD)
