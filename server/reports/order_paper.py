"""An order of textbooks as a paper: the list, its sum, who agreed, approved and took it; the
difference list of its acceptance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from i18n.texts import texts
from library.tenge import written_sum
from server.reports.paper import CENTRE, RIGHT, Paper, PaperColumn, PaperLine, PaperTable, Signature
from server.reports.register_lines import day as written_day
from server.reports.register_papers import approval

HEADS = (
    "number", "name", "author", "publisher", "published", "grade", "language", "track", "copies",
    "price", "sum",
)  # fmt: skip
"""Columns of an order (the methodist's table)."""
_SHARES = (4, 30, 15, 13, 7, 6, 9, 7, 7, 9, 11)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """A line: `language` as a word, prices in tiyn."""

    name: str
    author: str
    publisher: str
    published: int | None
    grade: int
    language: str
    track: str
    copies: int
    price_tiyn: int | None

    @property
    def sum_tiyn(self) -> int:
        """What all copies cost."""
        return self.copies * (self.price_tiyn or 0)


@dataclass(frozen=True, slots=True)
class OrderPaper:
    """The order. `steps` are said already: who, on which day."""

    year: str
    made_on: date
    rows: Sequence[OrderRow]
    steps: Sequence[str]
    director: str
    librarian: str
    school: str
    language: str


@dataclass(frozen=True, slots=True)
class CameRow:
    """A line of the difference list; `note` says it in words."""

    name: str
    author: str
    ordered: int
    came: int
    note: str


def order_heads(t: Any) -> list[str]:
    """The headings."""
    return [str(t(f"order.{name}")) for name in HEADS]


def order_paper(order: OrderPaper) -> Paper:
    """The order to be signed."""
    t = texts(order.language)
    columns = tuple(
        PaperColumn(head, share, CENTRE if name in ("number", "published", "grade", "track")
                    else RIGHT if name in ("copies", "price", "sum") else "left")
        for name, head, share in zip(HEADS, order_heads(t), _SHARES, strict=True)
    )  # fmt: skip
    lines = [PaperLine((_cells(place, row),)) for place, row in enumerate(order.rows, start=1)]
    copies = sum(row.copies for row in order.rows)
    tiyn = sum(row.sum_tiyn for row in order.rows)
    total = ("", str(t("order.in-all")), *[""] * 6, str(copies), "", _sum(tiyn or None))
    lines.append(PaperLine((total,), strong=True))
    title = str(t("order.paper-title", year=order.year))
    return Paper(
        title=title, school=order.school, language=order.language, landscape=True,
        table=PaperTable((columns,), lines, numbered=False), facts=(written_day(order.made_on),),
        approval=approval(t, order.director),
        after=tuple(order.steps),
        signatures=(
            Signature(str(t("case.librarian")), order.librarian),
            Signature(str(t("order.deputy"))), Signature(str(t("order.methodist"))),
        ),
        foot=f"{order.school} · {title}",
        page=str(t("register.paper-page", n="{n}", total="{total}")),
    )  # fmt: skip


def difference_paper(
    rows: Sequence[CameRow], year: str, today: date, school: str, language: str
) -> Paper:
    """What came of an order beside what was ordered."""
    t = texts(language)
    columns = (
        PaperColumn("№", 5, CENTRE), PaperColumn(str(t("order.name")), 36),
        PaperColumn(str(t("order.author")), 20), PaperColumn(str(t("order.ordered")), 10, RIGHT),
        PaperColumn(str(t("order.came")), 10, RIGHT),
        PaperColumn(str(t("order.difference")), 11, RIGHT),
        PaperColumn(str(t("order.note")), 24),
    )  # fmt: skip
    lines = [
        PaperLine(((
            str(place), row.name, row.author, str(row.ordered), str(row.came),
            str(row.came - row.ordered).replace("-", "−"), row.note,
        ),))
        for place, row in enumerate(rows, start=1)
    ]  # fmt: skip
    title = str(t("order.difference-title", year=year))
    return Paper(
        title=title, school=school, language=language, facts=(written_day(today),),
        table=PaperTable((columns,), lines, numbered=False),
        signatures=(Signature(str(t("case.librarian"))),), foot=f"{school} · {title}",
        page=str(t("register.paper-page", n="{n}", total="{total}")), letters=9.5,
    )  # fmt: skip


def _cells(place: int, row: OrderRow) -> tuple[str, ...]:
    return (
        str(place), row.name, row.author, row.publisher, str(row.published or ""),
        str(row.grade), row.language, row.track, str(row.copies), _sum(row.price_tiyn),
        _sum(row.sum_tiyn or None),
    )  # fmt: skip


def _sum(tiyn: int | None) -> str:
    return "" if tiyn is None else written_sum(tiyn, sign=False)
