"""Tables over many sheets: heads repeated, columns numbered, facing sheets side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from server.reports.letters import PLAIN, STRONG, width, wrapped
from server.reports.paper import CENTRE, LEFT, RIGHT, PaperColumn, PaperLine, PaperTable
from server.reports.sheets import LEADING, Frame, Rule, Sheet, Words

PAD_X, PAD_Y = 2.6, 1.8
HEAD_SIZE, LEAST_HEAD_SIZE = 7.2, 5.2
_NUMBER_HEIGHT = 10.0
_NUMBER_SIZE = 6.5

Cell = list[str]


@dataclass(frozen=True, slots=True)
class _Wrapped:
    """A line of the table in lines of text, sheet by sheet."""

    cells: list[list[Cell]]
    strong: bool

    @property
    def lines(self) -> int:
        return max((len(cell) for sheet in self.cells for cell in sheet), default=1) or 1

    def split(self, count: int) -> tuple[_Wrapped, _Wrapped]:
        """The first so many lines of text, and the rest."""
        return (
            _Wrapped([[cell[:count] for cell in sheet] for sheet in self.cells], self.strong),
            _Wrapped([[cell[count:] for cell in sheet] for sheet in self.cells], self.strong),
        )


class TableDrawing:
    """Lays a table into a frame."""

    def __init__(self, frame: Frame, table: PaperTable, size: float) -> None:
        self.frame, self.table, self.size = frame, table, size
        self.edges = [_edges(frame, columns) for columns in table.sheets]
        self.head_height = max(
            _head_height(columns, edges)
            for columns, edges in zip(table.sheets, self.edges, strict=True)
        ) + (_NUMBER_HEIGHT if table.numbered else 0)
        self.here: list[Sheet] = []
        self.top = frame.y

    def draw(self) -> None:
        """All lines; `frame.y` is left below the last one."""
        self._begin(self.frame.sheet)
        for line in self.table.lines:
            self._put(_wrap(line, self.table.sheets, self.edges, self.size))
        # What follows the table stands below it, on the last of facing sheets.
        self._follow()

    def _row_height(self, row: _Wrapped) -> float:
        return row.lines * self.size * LEADING + 2 * PAD_Y

    def _put(self, row: _Wrapped) -> None:
        height = self._row_height(row)
        if height > self.frame.free:
            whole = self.frame.top - self.frame.bottom - self.head_height
            if height > whole:
                fits = int((self.frame.free - 2 * PAD_Y) / (self.size * LEADING))
                if fits > 0:
                    first, row = row.split(fits)
                    self._draw_row(first, self._row_height(first))
                self._new_page()
                self._put(row)
                return
            self._new_page()
        self._draw_row(row, height)

    def _new_page(self) -> None:
        self._follow()
        self.frame.new_sheet()
        self._begin(self.frame.sheet)

    def _follow(self) -> None:
        """The part of the table on these sheets ends; facing sheets come after the sheet
        they face."""
        for sheet, edges in zip(self.here, self.edges, strict=True):
            sheet.rules += [Rule(x, self.top, x, self.frame.y) for x in edges]
        self.frame.sheets += self.here[1:]

    def _begin(self, sheet: Sheet) -> None:
        needed = self.head_height + 3 * self.size * LEADING
        if self.frame.free < needed and self.frame.y < self.frame.top:
            self.frame.new_sheet()
            sheet = self.frame.sheet
        self.here = [sheet, *(Sheet() for _ in self.edges[1:])]
        top, number = self.frame.y, 1
        if top < self.frame.top:
            self._name_facing_sheets(top)
        for place, columns in enumerate(self.table.sheets):
            self._draw_head(self.here[place], columns, self.edges[place], top, number)
            number += len(columns)
        self.frame.y -= self.head_height
        self.top = self.frame.y

    def _name_facing_sheets(self, top: float) -> None:
        """What stands above the table is said on the first sheet; the others name it."""
        middle = (self.frame.left + self.frame.right) / 2
        for sheet in self.here[1:]:
            sheet.words.append(Words(middle, top + 8, self.table.name, STRONG, 10, CENTRE))

    def _draw_head(
        self, sheet: Sheet, columns: Sequence[PaperColumn], edges: list[float], top: float,
        number: int,
    ) -> None:  # fmt: skip
        foot = top - self.head_height
        low = foot + (_NUMBER_HEIGHT if self.table.numbered else 0)
        over = _over_height(columns, edges)
        for first, last, text in _groups(columns):
            split = top - over if text else top
            if text:
                _centred(sheet, text, edges[first], edges[last], top, split)
                sheet.rules.append(Rule(edges[first], split, edges[last], split))
            for place in range(first, last):
                head = columns[place].head
                _centred(sheet, head, edges[place], edges[place + 1], split, low)
                if place > first:
                    sheet.rules.append(Rule(edges[place], split, edges[place], foot))
            sheet.rules.append(Rule(edges[first], top, edges[first], foot))
        sheet.rules.append(Rule(edges[-1], top, edges[-1], foot))
        for y in {top, low, foot}:
            sheet.rules.append(Rule(edges[0], y, edges[-1], y, 0.8 if y == top else 0.5))
        if self.table.numbered:
            for place in range(len(columns)):
                middle = (edges[place] + edges[place + 1]) / 2
                text = str(number + place)
                sheet.words.append(Words(middle, foot + 2.8, text, PLAIN, _NUMBER_SIZE, CENTRE))

    def _draw_row(self, row: _Wrapped, height: float) -> None:
        top, foot = self.frame.y, self.frame.y - height
        font = STRONG if row.strong else PLAIN
        for place, (columns, edges) in enumerate(zip(self.table.sheets, self.edges, strict=True)):
            sheet = self.here[place]
            for cell, column, (left, right) in zip(
                row.cells[place], columns, _pairs(edges), strict=True
            ):
                x = {LEFT: left + PAD_X, RIGHT: right - PAD_X, CENTRE: (left + right) / 2}
                for depth, text in enumerate(cell, start=1):
                    y = top - PAD_Y - depth * self.size * LEADING + self.size * 0.3
                    size = self.size
                    if column.align == RIGHT:
                        size = _fitting(text, right - left - 2 * PAD_X, font, size)
                    sheet.words.append(Words(x[column.align], y, text, font, size, column.align))
            sheet.rules.append(Rule(edges[0], foot, edges[-1], foot))
        self.frame.y = foot


def _cell(text: str, align: str, room: float, font: str, size: float) -> Cell:
    """Numbers stand in one line, smaller when they are long; everything else is wrapped."""
    if align == RIGHT and width(text, font, _fitting(text, room, font, size)) <= room + 0.01:
        return [text] if text else []
    return wrapped(text, room, font, size)


def _fitting(text: str, room: float, font: str, size: float) -> float:
    wide = width(text, font, size)
    return size if wide <= room else max(size * room / wide, LEAST_HEAD_SIZE - 1)


def _wrap(
    line: PaperLine, sheets: Sequence[Sequence[PaperColumn]], edges: list[list[float]],
    size: float,
) -> _Wrapped:  # fmt: skip
    font = STRONG if line.strong else PLAIN
    return _Wrapped(
        [
            [
                _cell(text, column.align, right - left - 2 * PAD_X, font, size)
                for text, column, (left, right) in zip(cells, columns, _pairs(sheet), strict=True)
            ]
            for cells, columns, sheet in zip(line.cells, sheets, edges, strict=True)
        ],
        line.strong,
    )


def _edges(frame: Frame, columns: Sequence[PaperColumn]) -> list[float]:
    """The x of each rule between columns, first and last too."""
    shares = sum(column.share for column in columns)
    edges = [frame.left]
    for column in columns:
        edges.append(edges[-1] + frame.wide * column.share / shares)
    return edges


def _pairs(edges: Sequence[float]) -> Iterator[tuple[float, float]]:
    return pairwise(edges)


def _groups(columns: Sequence[PaperColumn]) -> Iterator[tuple[int, int, str]]:
    """First column, the one after the last, and the heading they share ("" for none)."""
    place = 0
    for over, members in groupby(columns, key=lambda column: column.over):
        count = len(list(members))
        if over:
            yield place, place + count, over
        else:
            yield from ((each, each + 1, "") for each in range(place, place + count))
        place += count


def _head_size(text: str, room: float) -> float:
    """Small enough that no word of a heading is broken, down to a stated least."""
    size = HEAD_SIZE
    words = text.split()
    while size > LEAST_HEAD_SIZE and any(
        width(word, STRONG, size) > room - 2 * PAD_X for word in words
    ):
        size -= 0.2
    return size


def _text_height(text: str, room: float) -> float:
    size = _head_size(text, room)
    return len(wrapped(text, room - 2 * PAD_X, STRONG, size)) * size * LEADING + 2 * PAD_Y


def _over_height(columns: Sequence[PaperColumn], edges: list[float]) -> float:
    return max(
        (_text_height(text, edges[last] - edges[first])
         for first, last, text in _groups(columns) if text), default=0.0,
    )  # fmt: skip


def _head_height(columns: Sequence[PaperColumn], edges: list[float]) -> float:
    over = _over_height(columns, edges)
    return max(
        _text_height(column.head, right - left) + (over if column.over else 0)
        for column, (left, right) in zip(columns, _pairs(edges), strict=True)
    )


def _centred(sheet: Sheet, text: str, left: float, right: float, top: float, foot: float) -> None:
    """Words in the middle of a box of the head."""
    size = _head_size(text, right - left)
    lines = wrapped(text, right - left - 2 * PAD_X, STRONG, size)
    leading = size * LEADING
    y = (top + foot) / 2 + len(lines) * leading / 2
    for depth, line in enumerate(lines, start=1):
        sheet.words.append(
            Words((left + right) / 2, y - depth * leading + size * 0.3, line, STRONG, size,
                  CENTRE)
        )  # fmt: skip
