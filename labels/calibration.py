"""A page of crosses with a scale in mm: what the printer sets off is read from it."""

from __future__ import annotations

from labels.design import Design
from labels.errors import DoesNotFit
from labels.setting import Style, set_line
from labels.sketch import Box, Sketch
from labels.stock import Stock

_ARM = 5.0
"""Ticks every millimetre on each arm, a longer one at 5."""
_SCALE = 3.0
_HAIR = 0.1
_NUMBER = Style(most=8, least=4)


def crosses(stock: Stock, dpi: int) -> Design:
    """The whole page of a stock: on the corner cells a cross in the middle of the cell with
    ticks of one millimetre, its cell's number, the cell's outline, and a scale on each edge."""
    sketch = Sketch(stock.page_mm, dpi)
    for cell in _corner_cells(stock):
        x, y = stock.cell_mm(cell)
        box = Box(x, y, *stock.label_mm)
        _outline(sketch, box)
        _cross(sketch, x + box.w / 2, y + box.h / 2, min(_ARM, box.w / 2 - 1, box.h / 2 - 1))
        _scales(sketch, box, Box(0, 0, *stock.page_mm))
        _number(sketch, str(cell), box)
    return sketch.design()


def _corner_cells(stock: Stock) -> list[int]:
    last = stock.cells
    return sorted({1, stock.columns, last - stock.columns + 1, last})


def _outline(sketch: Sketch, box: Box) -> None:
    right, foot = box.x + box.w - 0.1, box.y + box.h - 0.1
    left, top = box.x + 0.05, box.y + 0.05
    for start, end in (
        ((left, top), (right, top)), ((left, foot), (right, foot)),
        ((left, top), (left, foot)), ((right, top), (right, foot)),
    ):  # fmt: skip
        sketch.rule(start, end, _HAIR, 1.0)


def _cross(sketch: Sketch, x: float, y: float, arm: float) -> None:
    sketch.rule((x - arm, y), (x + arm, y), _HAIR)
    sketch.rule((x, y - arm), (x, y + arm), _HAIR)
    for tick in range(1, int(arm) + 1):
        long = 1.2 if tick == 5 else 0.6
        for side in (-tick, tick):
            sketch.rule((x + side, y - long), (x + side, y + long), _HAIR)
            sketch.rule((x - long, y + side), (x + long, y + side), _HAIR)


def _scales(sketch: Sketch, box: Box, page: Box) -> None:
    """Ticks of a millimetre on both sides of each edge: the one that lies on the cut tells
    the offset without a ruler."""
    middle = box.x + box.w / 2, box.y + box.h / 2
    reach = min(_SCALE, box.w / 8, box.h / 8)
    for tick in range(-int(reach), int(reach) + 1):
        long = 1.5 if tick == 0 else 0.8
        for x in (box.x + tick, box.x + box.w + tick):
            if 0 <= x <= page.w:
                sketch.rule((x, middle[1] - long), (x, middle[1] + long), _HAIR)
        for y in (box.y + tick, box.y + box.h + tick):
            if 0 <= y <= page.h:
                sketch.rule((middle[0] - long, y), (middle[0] + long, y), _HAIR)


def _number(sketch: Sketch, number: str, box: Box) -> None:
    try:
        corner = Box(box.x + 0.8, box.y + 0.8, 8, 4)
        sketch.block(set_line(number, corner.size, _NUMBER, "number"), corner, 0.0)
    except DoesNotFit:  # pragma: no cover - a cell of 5 mm holds its number
        return
