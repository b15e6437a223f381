"""The opening balance: entered once; a wrong one is taken back by a counter-entry, and both
stay in the book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from library.opening_balance import DoesNotAddUp, OpeningBalance, faults_of
from library.registers import Amount, SummaryAmounts
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.summary_entries import write_entry
from server.tables import SummaryCell, SummaryEntry
from server.tables.fields import day_of


@dataclass(frozen=True, slots=True)
class Opening:
    """The opening balance in force."""

    entry_id: int
    number: int
    year: int
    opened_on: date
    amounts: SummaryAmounts
    note: str


@dataclass(frozen=True, slots=True)
class NotOpened:
    """Nothing was written: one is in force (`already`), or it does not add up."""

    already: bool = False
    faults: tuple[DoesNotAddUp, ...] = ()


def opening(server: Server) -> Opening | None:
    """The balance in force, if one was entered."""
    with server.library.snapshot():
        row = _in_force()
        if row is None:
            return None
        return Opening(
            row.id, row.number, row.year, day_of(row.entered_on), _amounts(row), row.note
        )


def open_with(server: Server, deed: Deed, balance: OpeningBalance) -> int | NotOpened:
    """Enter the stock there was; the number of the entry in its year."""
    faults = faults_of(balance, server.today())
    with server.library.writing() as work:
        before = _in_force()
        if done_before(work, deed):
            return 0 if before is None else int(before.number)
        if before is not None or faults:
            return NotOpened(before is not None, faults)
        row = write_entry(
            server, deed, "opening", balance.opened_on, balance.amounts(), note=balance.note
        )
        write_deed(server, work, deed, before={"entry": row.id, "copies": row.copies})
        return int(row.number)


def take_back(server: Server, deed: Deed, entry_id: int, note: str) -> bool:
    """A counter-entry of today with the same amounts below nothing; the old entry stays.
    False when this balance is not in force."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = _in_force()
        if row is None or row.id != entry_id:
            return False
        entry = write_entry(
            server, deed, "correction", server.today(), _less_than_nothing(_amounts(row)),
            corrects=row.id, note=note,
        )  # fmt: skip
        write_deed(server, work, deed, before={"entry": row.id, "counter": entry.id})
    return True


def _in_force() -> Any:
    corrected = SummaryEntry.alias()
    return (
        SummaryEntry.select()
        .where(
            SummaryEntry.kind == "opening",
            SummaryEntry.id.not_in(
                corrected.select(corrected.corrects).where(corrected.corrects.is_null(False))
            ),
        )
        .order_by(SummaryEntry.id)
        .first()
    )


def _amounts(row: Any) -> SummaryAmounts:
    cells: Any = SummaryCell.select().where(SummaryCell.entry == row.id)
    return SummaryAmounts(
        Amount(row.copies, row.sum_tiyn), row.on_balance, row.off_balance,
        {(each.cell_group, each.cell): Amount(each.copies, each.sum_tiyn) for each in cells},
    )  # fmt: skip


def _less_than_nothing(amounts: SummaryAmounts) -> SummaryAmounts:
    return SummaryAmounts(
        Amount() - amounts.total, -amounts.on_balance, -amounts.off_balance,
        {key: Amount() - amount for key, amount in amounts.cells.items()},
    )  # fmt: skip
