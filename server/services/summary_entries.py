"""Entries of the summary book that belong to no delivery: opening balance, counter-entry,
revaluation. Deliveries write theirs when they are posted."""

from __future__ import annotations

from datetime import date
from typing import Any

from library.registers import SummaryAmounts
from server.server import Server
from server.services.deeds import Deed
from server.services.number_series import summary_series, take_numbers
from server.services.registers import ARRIVALS
from server.tables import SummaryCell, SummaryEntry


def write_entry(
    server: Server, deed: Deed, kind: str, entered_on: date, amounts: SummaryAmounts, **more: Any
) -> Any:
    """Write an entry of part 1 with its cells under the next number of its year, inside a
    writing() block; the row. `more` are other columns of the entry."""
    year = entered_on.year
    number = take_numbers(summary_series(ARRIVALS, year), 1)[0]
    row = SummaryEntry.create(
        part=ARRIVALS, year=year, number=number, kind=kind, entered_on=entered_on,
        copies=amounts.total.copies, on_balance=amounts.on_balance,
        off_balance=amounts.off_balance, sum_tiyn=amounts.total.sum_tiyn,
        recorded_at=server.now(), staff=deed.origin.staff_id, **more,
    )  # fmt: skip
    cells = [
        {"entry": row.id, "cell_group": group, "cell": cell, "copies": amount.copies,
         "sum_tiyn": amount.sum_tiyn}
        for (group, cell), amount in amounts.cells.items()
    ]  # fmt: skip
    if cells:
        SummaryCell.insert_many(cells).execute()
    return row
