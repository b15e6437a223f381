"""A stock with registers, written row by row: what posting would have written."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from library.registers import Amount
from library.summary_cells import cells_of
from server.database import Library
from server.services.number_series import BOOKS, act_series, summary_series, take_numbers
from server.tables import (
    AccessionBatch,
    AccessionLine,
    InventoryLine,
    NumberSeries,
    PaperAct,
    PaperActLine,
    SummaryCell,
    SummaryEntry,
)
from tests.builders import NOW, SchoolBuilder

DAY = date(2026, 10, 1)


class Registers:
    """Writes entries, lines and acts; numbers run on."""

    def __init__(self, library: Library, school: SchoolBuilder) -> None:
        self.library, self.school = library, school
        self.entries = 0
        self.number = 0

    def entry(
        self, copies: int = 3, tiyn: int = 450_000, day: date = DAY, kind: str = "arrival",
        cells: tuple[tuple[str, str], ...] = (), off_balance: int = 0, **more: Any,
    ) -> int:  # fmt: skip
        """An entry of part 1 with its cells; its number of a row."""
        self.entries += 1
        cells = cells or cells_of("fiction", "kk", "fiction")
        with self.library.writing():
            number = take_numbers(summary_series(1, day.year), 1)[0]
            row = SummaryEntry.create(
                part=1, year=day.year, number=number, kind=kind, entered_on=day,
                copies=copies, on_balance=copies - off_balance, off_balance=off_balance,
                sum_tiyn=tiyn, recorded_at=NOW, **{"source": "purchase", **more},
            )  # fmt: skip
            for group, cell in cells:
                SummaryCell.create(
                    entry=row, cell_group=group, cell=cell, copies=copies, sum_tiyn=tiyn
                )
        return int(row.id)

    def lines(
        self, count: int, name: str = "Абай жолы", price: int = 150_000, entry: int | None = None,
        series: str = BOOKS, day: date = DAY, **more: Any,
    ) -> list[int]:  # fmt: skip
        """So many copies with their lines in the book; the copies."""
        made = []
        for _ in range(count):
            self.number += 1
            copy = self.school.copy(name, inventory_no=str(self.number), price_tiyn=price)
            with self.library.writing():
                InventoryLine.create(
                    series=series, number=self.number, written_no=str(self.number),
                    copy=copy.id, entry=entry, entered_on=day, price_tiyn=price,
                    **{"author_title": f"Әуезов М. {name}", "bbk": "84(5Қаз)6", **more},
                )  # fmt: skip
            made.append(copy.id)
        with self.library.writing():
            if not NumberSeries.get_or_none(NumberSeries.key == series):
                NumberSeries.create(key=series, next_number=self.number + 1)
        return made

    def act(self, kind: str = "acceptance", **more: Any) -> int:
        """An act with two lines."""
        people = {"chair": "Ахметова Г.", "members": ["Оспанов Қ.", "Ли В."], "giver": "Үмбет Ә."}
        with self.library.writing():
            number = take_numbers(act_series(kind, 2026), 1)[0]
            act = PaperAct.create(
                kind=kind, year=2026, number=number, made_on=DAY, recorded_at=NOW,
                people=json.dumps(people, ensure_ascii=False),
                detail=json.dumps({"school": "№4 лицей", "reason": "Сыйға"}, ensure_ascii=False),
                **{"copies": 5, "sum_tiyn": 1_050_000, **more},
            )  # fmt: skip
            for place, after in enumerate((2, 3), start=1):
                PaperActLine.create(
                    act=act, position=place, author_title=f"Ғабит Мүсірепов. Ұлпан {place}",
                    year=1976, before=0, after=after, price_tiyn=210_000,
                    inventory_no=f"{place}00",
                )  # fmt: skip
        return int(act.id)

    def booklet(self, copies: int = 4, price: int = 5_000) -> int:
        """A posted line of a booklet."""
        book = self.school.copy("Жол ережесі")
        with self.library.writing():
            batch = AccessionBatch.create(
                source="purchase", arrived_on=DAY, state="posted", opened_at=NOW, posted_at=NOW
            )
            line = AccessionLine.create(
                batch=batch, position=1, title=book.title_id, invoiced=copies, came=copies,
                price_tiyn=price, accounting="temporary",
            )  # fmt: skip
        return int(line.id)


def total_of(amounts: Amount) -> tuple[int, int]:
    """Copies and tiyn, short for tests."""
    return amounts.copies, amounts.sum_tiyn
