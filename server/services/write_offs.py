"""A copy leaves the stock: its state, the numbered act, the entry of part 2 of the summary
book, inside the transaction of whatever makes it leave."""

from __future__ import annotations

import json
from typing import Any

from library.catalogue import CopyState, ItemKind
from library.inventory_book import author_title
from library.registers import Amount, SummaryAmounts
from library.summary_book import content_of
from library.summary_cells import cells_of
from server.server import Server
from server.services.bbk_divisions import divisions
from server.services.deeds import Deed
from server.services.number_series import act_series, summary_series, take_numbers
from server.services.register_headings import signers
from server.services.settings import SCHOOL_NAME, setting
from server.tables import Copy, PaperAct, PaperActLine, SummaryCell, SummaryEntry

DISPOSALS = 2
"""The part of the summary book."""


def write_off(server: Server, deed: Deed, copy_id: int, reason: str) -> Any:
    """Write one copy off; the row of the act. Inside a writing() block, the state allows it."""
    copy: Any = Copy.get_by_id(copy_id)
    price, today = copy.price_tiyn or 0, server.today()
    named = signers(server)
    people = {"chair": named.chair, "members": list(named.members), "director": named.director}
    act = PaperAct.create(
        kind="write-off", year=today.year, made_on=today, copies=-1, sum_tiyn=-price,
        number=take_numbers(act_series("write-off", today.year), 1)[0],
        people=json.dumps(people, ensure_ascii=False),
        detail=json.dumps(
            {"school": setting(server.library, SCHOOL_NAME), "reason": reason},
            ensure_ascii=False,
        ),
        recorded_at=server.now(), staff=deed.origin.staff_id,
    )  # fmt: skip
    title = copy.title
    PaperActLine.create(
        act=act.id, position=1, copy=copy_id, inventory_no=copy.inventory_no, before=1, after=0,
        author_title=author_title(title.author, title.name, title.volume), year=title.year,
        price_tiyn=price,
    )  # fmt: skip
    Copy.update(state=CopyState.WRITTEN_OFF.value).where(Copy.id == copy_id).execute()
    _write_entry(server, deed, act, _amounts(server, title, price))
    return act


def _amounts(server: Server, title: Any, price: int) -> SummaryAmounts:
    content = content_of(title.bbk, title.item_kind, title.grade, divisions(server))
    one = Amount(1, price)
    cells = dict.fromkeys(cells_of(title.item_kind, title.language, content), one)
    if title.item_kind == ItemKind.TEXTBOOK:
        cells["grade", str(title.grade) if title.grade else "other"] = one
    return SummaryAmounts(one, 1, 0, cells)


def _write_entry(server: Server, deed: Deed, act: Any, amounts: SummaryAmounts) -> None:
    year = act.year
    entry = SummaryEntry.create(
        part=DISPOSALS, year=year, number=take_numbers(summary_series(DISPOSALS, year), 1)[0],
        kind="disposal", entered_on=act.made_on, copies=amounts.total.copies,
        on_balance=amounts.on_balance, off_balance=amounts.off_balance,
        sum_tiyn=amounts.total.sum_tiyn, document_no=str(act.number), document_on=act.made_on,
        recorded_at=server.now(), staff=deed.origin.staff_id,
    )  # fmt: skip
    SummaryCell.insert_many([
        {"entry": entry.id, "cell_group": group, "cell": cell, "copies": amount.copies,
         "sum_tiyn": amount.sum_tiyn}
        for (group, cell), amount in amounts.cells.items()
    ]).execute()  # fmt: skip
