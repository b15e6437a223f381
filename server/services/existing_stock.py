"""Books that were there before the program get their labels, book in hand.

The next label of a roll is stuck and scanned: the copy is linked and on its shelf. No
arrival line is written; the summary book begins with an opening balance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from library.catalogue import CopyState
from library.existing_stock import plain_number
from library.scanned_code import CopyNumber, read_code
from library.typed_code import typed_code
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.tables import Copy, LabelRoll, LinkedCode, Loan, StockLink, Title

GONE = (CopyState.WRITTEN_OFF.value,)


@dataclass(frozen=True, slots=True)
class StockValues:
    """The book in hand. `written_no` and `written_price` as they stand in it, `label` as it
    was scanned from the roll, `price_tiyn` what it costs by the balance."""

    title_id: int
    label: str
    written_no: str = ""
    written_price: str = ""
    price_tiyn: int | None = None
    place_id: int | None = None
    room_only: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """The copy and its number; `known` when a copy of an imported list was taken, not made."""

    copy_id: int
    code: str
    known: bool


@dataclass(frozen=True, slots=True)
class NotLinked:
    """Text key `stock.not-<code>`: label (no number of ours), taken (another book has it),
    roll (no roll of ours holds it), title (there is no such title)."""

    code: str


def link_copy(server: Server, deed: Deed, values: StockValues) -> Linked | NotLinked:
    """Give the book in hand its label. A form sent twice gives the copy of the first time."""
    read = read_code(typed_code(values.label).text)
    if not isinstance(read, CopyNumber):
        return NotLinked("label")
    code = read.number
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            before = recorded.detail["before"]
            return Linked(int(before["copy"]), code, bool(before["known"]))
        refused = _refused(values, code)
        if refused is not None:
            return NotLinked(refused)
        known = _known(values)
        copy_id = _made(server, values, code) if known is None else _labelled(known, values, code)
        StockLink.create(
            copy=copy_id, written_no=plain_number(values.written_no) or None,
            written_price=values.written_price or None, linked_at=server.now(),
            staff=deed.origin.staff_id,
        )  # fmt: skip
        write_deed(server, work, deed, before={
            "copy": copy_id, "title": values.title_id, "known": known is not None,
        })  # fmt: skip
        return Linked(copy_id, code, known is not None)


def _refused(values: StockValues, code: str) -> str | None:
    serial = int(code[1:9])
    if Title.get_or_none(Title.id == values.title_id) is None:
        return "title"
    if Copy.get_or_none(Copy.code == code) or LinkedCode.get_or_none(LinkedCode.code == code):
        return "taken"
    of_roll = (LabelRoll.first_serial <= serial) & (LabelRoll.last_serial >= serial)
    return None if LabelRoll.get_or_none(of_roll) is not None else "roll"


def _known(values: StockValues) -> Any:
    """A copy that an imported list already named: same old number, same title, no label yet."""
    number = plain_number(values.written_no)
    if not number:
        return None
    linked = StockLink.select(StockLink.copy)
    return (
        Copy.select()
        .where(
            Copy.inventory_no == number, Copy.title == values.title_id,
            Copy.state.not_in(GONE), Copy.id.not_in(linked),
        )
        .order_by(Copy.id)
        .first()
    )  # fmt: skip


def _made(server: Server, values: StockValues, code: str) -> int:
    return int(Copy.create(
        title=values.title_id, code=code, state=CopyState.ON_SHELF.value,
        reading_room_only=values.room_only, home_place=values.place_id,
        inventory_no=plain_number(values.written_no) or None, price_tiyn=values.price_tiyn,
        added_on=server.today(),
    ).id)  # fmt: skip


def _labelled(known: Any, values: StockValues, code: str) -> int:
    """The number an import gave it may be printed somewhere: it goes on being understood."""
    if known.code:
        LinkedCode.create(code=known.code, copy=known.id)
    changed: dict[str, Any] = {"code": code}
    if values.price_tiyn is not None:
        changed["price_tiyn"] = values.price_tiyn
    if values.place_id is not None:
        changed["home_place"] = values.place_id
    Copy.update(**changed).where(Copy.id == known.id).execute()
    return int(known.id)


def unlink_copy(server: Server, deed: Deed, copy_id: int) -> bool:
    """Take back a link made by mistake: the label is free again. False when the copy was lent
    since, or is not linked. A copy that was made by the link goes out of the stock."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        link = StockLink.get_or_none(StockLink.copy == copy_id)
        copy: Any = Copy.get_or_none(Copy.id == copy_id)
        lent = Loan.get_or_none(Loan.copy == copy_id) is not None
        if link is None or lent or copy.state != CopyState.ON_SHELF.value:
            return False
        older = LinkedCode.get_or_none(LinkedCode.copy == copy_id)
        StockLink.delete().where(StockLink.copy == copy_id).execute()
        if older is not None:
            LinkedCode.delete().where(LinkedCode.id == older.id).execute()
            Copy.update(code=older.code).where(Copy.id == copy_id).execute()
        else:
            Copy.update(code=None, inventory_no=None, state=CopyState.WRITTEN_OFF.value).where(
                Copy.id == copy_id
            ).execute()
        write_deed(server, work, deed, before={"copy": copy_id, "title": copy.title_id})
        return True
