"""The check finds registers that do not agree."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from server.server import Server
from server.services.proof import prove
from server.tables import (
    AccessionBatch,
    AccessionCopy,
    InventoryLine,
    NumberSeries,
    PaperAct,
    SummaryCell,
    SummaryEntry,
)
from tests.builders import SchoolBuilder
from tests.server.delivering import GIFT, Delivering, divisions_of


@pytest.fixture
def desk(server: Server, school: SchoolBuilder) -> Delivering:
    """Two gifts and one of them taken back."""
    divisions_of(server)
    desk = Delivering(server)
    booklet = replace(desk.many(4, name="Парақша", pages=12), accounting="temporary")
    desk.posted(desk.batch(desk.many(3), booklet, head=GIFT))
    second = desk.batch(desk.many(2, name="Қан мен тер"), head=GIFT)
    desk.posted(second)
    desk.correct(second)
    return desk


def lost_line() -> None:
    InventoryLine.delete().where(InventoryLine.number == 2).execute()


def number_given_back() -> None:
    NumberSeries.update(next_number=3).where(NumberSeries.key == "inventory-books").execute()


def lost_entry() -> None:
    for table in (SummaryCell, InventoryLine):
        table.delete().where(table.entry == 3).execute()
    SummaryEntry.delete().where(SummaryEntry.number == 3).execute()


def entry_renumbered() -> None:
    SummaryEntry.update(number=9).where(SummaryEntry.number == 3).execute()


def act_renumbered() -> None:
    PaperAct.update(number=7).where(PaperAct.kind == "correction").execute()


def entry_changed() -> None:
    SummaryEntry.update(copies=8, on_balance=4).where(SummaryEntry.number == 1).execute()


def cell_changed() -> None:
    cell = SummaryCell.cell_group == "language"
    SummaryCell.update(copies=SummaryCell.copies + 1).where(cell).execute()


def price_changed() -> None:
    InventoryLine.update(price_tiyn=1).where(InventoryLine.number == 1).execute()


def copy_forgotten() -> None:
    AccessionCopy.delete().where(AccessionCopy.copy == 1).execute()


def draft_with_copies() -> None:
    AccessionBatch.update(state="draft").where(AccessionBatch.id == 1).execute()


@pytest.mark.parametrize(
    ("plant", "codes"),
    [
        (lost_line, {"number-gap", "entry-against-book"}),
        (number_given_back, {"next-number"}),
        (lost_entry, {"posted-without-entry"}),
        (entry_renumbered, {"summary-gap"}),
        (act_renumbered, {"act-gap"}),
        (entry_changed, {"entry-against-lines", "entry-against-cells"}),
        (cell_changed, {"entry-against-cells"}),
        (price_changed, {"entry-against-book"}),
        (copy_forgotten, {"copies-against-lines"}),
        (draft_with_copies, {"copies-against-lines"}),
    ],
)
def test_registers_that_disagree_are_found(
    desk: Delivering, plant: Callable[[], None], codes: set[str]
) -> None:
    assert prove(desk.server.library) == ()
    with desk.server.library.writing():
        plant()
    assert {fault.code for fault in prove(desk.server.library)} == codes
