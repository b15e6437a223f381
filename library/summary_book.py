"""What one delivery is in the summary book, part 1 (domain F2): its amounts by columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from library.accession import LineView
from library.bbk import Division, content_group
from library.catalogue import ItemKind
from library.registers import Amount, SummaryAmounts
from library.summary_cells import cells_of

_CHILDREN = "Д"
_SMALL = 2
"""Literature for pre-school children and grades 1–2 has a column of its own."""


@dataclass(frozen=True, slots=True)
class Counted:
    """So many copies of one title; what is on no balance costs nothing there."""

    item_kind: str
    language: str | None
    content: str
    grade: int | None
    copies: int
    price_tiyn: int
    on_balance: bool = True

    def amounts(self) -> SummaryAmounts:
        """Its amounts in each group of columns; textbooks by grade beside them."""
        tiyn = self.copies * self.price_tiyn if self.on_balance else 0
        amount = Amount(self.copies, tiyn)
        cells = dict.fromkeys(cells_of(self.item_kind, self.language, self.content), amount)
        if self.item_kind == ItemKind.TEXTBOOK:
            cells["grade", str(self.grade) if self.grade else "other"] = amount
        on = self.copies if self.on_balance else 0
        return SummaryAmounts(amount, on, self.copies - on, cells)


def content_of(
    bbk: str | None, item_kind: str, grade: int | None, divisions: Iterable[Division]
) -> str:
    """The column by content. Books for the smallest have their own: those with the bare
    letter of the tables for children, and books (not textbooks) for grades 1 and 2."""
    small = item_kind != ItemKind.TEXTBOOK and grade is not None and grade <= _SMALL
    if small or bbk == _CHILDREN:
        return "children"
    return content_group(bbk, divisions)


def counted(line: LineView, divisions: Iterable[Division]) -> Counted:
    """A line of a delivery as the summary book counts it."""
    content = content_of(line.bbk, line.item_kind, line.grade, divisions)
    return Counted(
        line.item_kind, line.language, content, line.grade, line.values.came,
        line.values.price_tiyn, line.values.accounting != "temporary",
    )  # fmt: skip


def amounts_of(lines: Iterable[LineView], divisions: Iterable[Division]) -> SummaryAmounts:
    """What a delivery adds to the stock, or takes back when its counts are negative."""
    kept = tuple(divisions)
    return sum((counted(line, kept).amounts() for line in lines), SummaryAmounts())
