"""Lines of a draft: typed from the invoice, or made by scanning book after book."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peewee import fn

from library.accession import (
    ACCOUNTING,
    BOOKLET_PAGES,
    MOST_COPIES,
    MOST_LINES,
    MOST_TIYN,
    LineValues,
)
from library.catalogue import ItemKind
from library.operations import Noted
from server.database import Work
from server.server import Server
from server.services.accession_rows import POSTED, draft
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import Entry, find, record
from server.tables import AccessionBatch, AccessionLine, Operation, Place, Title


@dataclass(frozen=True, slots=True)
class LineRefused:
    """Text key `accession.line-<code>`: not-draft (posted or given up meanwhile), title (there
    is no such title), place, quantity, price, accounting, lines (too many), gone (the line
    or the scan is no more)."""

    code: str


@dataclass(frozen=True, slots=True)
class Scanned:
    """The line that took `copies` more, or less; `came` after that, 0: the line is gone.
    `scan_id` is what `undo_scan` wants."""

    line_id: int
    came: int
    copies: int
    scan_id: str


def put_line(
    server: Server, deed: Deed, batch_id: int, values: LineValues, line_id: int | None = None
) -> int | LineRefused:
    """Add a line, or put other values over one; its number."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return int(_before(work, deed.origin.operation_id)["line"])
        refused = _refused(batch_id, values, line_id)
        if refused is not None:
            return LineRefused(refused)
        old = {} if line_id is None else {"old": _counts(_line(batch_id, line_id))}
        if line_id is None:
            line_id = add_line(batch_id, values)
        else:
            # A line that was typed over is counted by the invoice again.
            AccessionLine.update(_columns(values)).where(AccessionLine.id == line_id).execute()
        write_deed(server, work, deed, before={"batch": batch_id, "line": line_id, **old})
        return line_id


def drop_line(server: Server, deed: Deed, batch_id: int, line_id: int) -> bool | LineRefused:
    """Take a line out of a draft."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if draft(batch_id) is None:
            return LineRefused("not-draft")
        line = _line(batch_id, line_id)
        if line is None:
            return LineRefused("gone")
        AccessionLine.delete().where(AccessionLine.id == line_id).execute()
        before = {"batch": batch_id, "title": line.title_id, "old": _counts(line)}
        write_deed(server, work, deed, before=before)
        return True


def one_more(
    server: Server, deed: Deed, batch_id: int, title_id: int, price_tiyn: int | None = None,
    copies: int = 1, place_id: int | None = None, accounting: str | None = None,
) -> Scanned | LineRefused:  # fmt: skip
    """Book in hand: its title's line takes one copy more (`copies` for a pile of the same).

    A title without a line, or with another price, gets a new one; what is not said is taken
    from the line, else from the title (`suggested_accounting`). A form sent twice counts once.
    """
    scan_id = deed.origin.operation_id
    with server.library.writing() as work:
        if done_before(work, deed):
            before = _before(work, scan_id)
            return Scanned(before["line"], before["came"], before["copies"], scan_id)
        if copies < 1:
            return LineRefused("quantity")
        line = _line_for(batch_id, title_id, price_tiyn, accounting)
        values = (
            _scanned_line(title_id, price_tiyn, copies, place_id, accounting)
            if line is None
            else _with_more(line, copies)
        )
        refused = _refused(batch_id, values, None if line is None else line.id)
        if refused is not None:
            return LineRefused(refused)
        if line is None:
            line_id = add_line(batch_id, values)
        else:
            line_id = int(line.id)
            _count(line_id, values)
        write_deed(server, work, deed, before={
            "batch": batch_id, "line": line_id, "copies": copies, "came": values.came,
        })  # fmt: skip
        return Scanned(line_id, values.came, copies, scan_id)


def undo_scan(server: Server, deed: Deed, batch_id: int, scan_id: str) -> Scanned | LineRefused:
    """Take one scan back; a line that is left without copies goes, if scanning made it."""
    with server.library.writing() as work:
        if done_before(work, deed):
            before = _before(work, deed.origin.operation_id)
            return Scanned(before["line"], before["came"], -before["copies"], scan_id)
        if draft(batch_id) is None:
            return LineRefused("not-draft")
        scan = find(work, scan_id)
        before = {} if scan is None else scan.detail.get("before", {})
        undone = Operation.get_or_none(Operation.undoes == scan_id) is not None
        line = _line(batch_id, int(before.get("line", 0)))
        if undone or line is None or "copies" not in before or line.came < before["copies"]:
            return LineRefused("gone")
        values = _with_more(line, -before["copies"])
        if values.came == 0 and line.scanned:
            AccessionLine.delete().where(AccessionLine.id == line.id).execute()
        else:
            _count(line.id, values)
        kept = {"batch": batch_id, "line": line.id, "copies": before["copies"],
                "came": values.came}  # fmt: skip
        entry = Entry(deed.kind, undoes=scan_id, before=kept)
        record(work, deed, entry, Noted(deed.origin.operation_id), server.now())
        return Scanned(line.id, values.came, -before["copies"], scan_id)


def suggested_accounting(server: Server, title_id: int) -> str:
    """Booklets of few pages are temporary, textbooks as textbooks were accounted for last
    time, everything else has inventory numbers."""
    with server.library.reading():
        return _suggested(title_id)


def _suggested(title_id: int) -> str:
    title: Any = Title.get_or_none(Title.id == title_id)
    if title is None:
        return "inventory"
    if title.item_kind == ItemKind.TEXTBOOK:
        return _textbooks_last_time() or "inventory"
    return "temporary" if title.pages and title.pages < BOOKLET_PAGES else "inventory"


def _textbooks_last_time() -> str | None:
    asked: Any = (
        AccessionLine.select(AccessionLine.accounting)
        .join(Title)
        .switch(AccessionLine)
        .join(AccessionBatch)
        .where(
            Title.item_kind == ItemKind.TEXTBOOK.value, AccessionBatch.state == POSTED,
            AccessionLine.accounting != "temporary",
        )
        .order_by(AccessionLine.id.desc())
        .limit(1)
    )  # fmt: skip
    row = asked.tuples().first()
    return None if row is None else str(row[0])


def _refused(batch_id: int, values: LineValues, line_id: int | None) -> str | None:
    """What speaks against a line, as a code of LineRefused."""
    if draft(batch_id) is None:
        return "not-draft"
    if line_id is not None and _line(batch_id, line_id) is None:
        return "gone"
    if Title.get_or_none(Title.id == values.title_id) is None:
        return "title"
    if values.place_id is not None and Place.get_or_none(Place.id == values.place_id) is None:
        return "place"
    if values.accounting not in ACCOUNTING:
        return "accounting"
    counts = (values.invoiced, values.came)
    if not all(0 <= count <= MOST_COPIES for count in counts) or not any(counts):
        return "quantity"
    if not 0 <= values.price_tiyn <= MOST_TIYN:
        return "price"
    many: Any = AccessionLine.select().where(AccessionLine.batch == batch_id).count()
    return "lines" if line_id is None and many >= MOST_LINES else None


def _line(batch_id: int, line_id: int) -> Any:
    return AccessionLine.get_or_none(
        (AccessionLine.id == line_id) & (AccessionLine.batch == batch_id)
    )


def _line_for(batch_id: int, title_id: int, price_tiyn: int | None, accounting: str | None) -> Any:
    """The last line of the title that agrees with what is said."""
    asked: Any = AccessionLine.select().where(
        AccessionLine.batch == batch_id, AccessionLine.title == title_id
    )
    if price_tiyn is not None:
        asked = asked.where(AccessionLine.price_tiyn == price_tiyn)
    if accounting is not None:
        asked = asked.where(AccessionLine.accounting == accounting)
    return asked.order_by(AccessionLine.position.desc()).first()


def _scanned_line(
    title_id: int, price_tiyn: int | None, copies: int, place_id: int | None,
    accounting: str | None,
) -> LineValues:  # fmt: skip
    return LineValues(
        title_id, copies, copies, price_tiyn or 0, accounting or _suggested(title_id), place_id,
        scanned=True,
    )  # fmt: skip


def _with_more(line: Any, copies: int) -> LineValues:
    came = line.came + copies
    return LineValues(
        line.title_id, came if line.scanned else line.invoiced, came, line.price_tiyn,
        line.accounting, line.home_place_id, line.note, bool(line.scanned),
    )  # fmt: skip


def _count(line_id: int, values: LineValues) -> None:
    AccessionLine.update(invoiced=values.invoiced, came=values.came).where(
        AccessionLine.id == line_id
    ).execute()


def add_line(batch_id: int, values: LineValues) -> int:
    """A line at the end of a batch; its number. Inside a writing() block."""
    last: Any = AccessionLine.select(fn.MAX(AccessionLine.position)).where(
        AccessionLine.batch == batch_id
    )
    position = (last.scalar() or 0) + 1
    return int(AccessionLine.create(batch=batch_id, position=position, **_columns(values)).id)


def _columns(values: LineValues) -> dict[str, Any]:
    return {
        "title": values.title_id, "invoiced": values.invoiced, "came": values.came,
        "price_tiyn": values.price_tiyn, "accounting": values.accounting,
        "home_place": values.place_id, "note": values.note, "scanned": values.scanned,
    }  # fmt: skip


def _counts(line: Any) -> list[int]:
    """What the journal keeps of a line: counts and price."""
    return [line.invoiced, line.came, line.price_tiyn]


def _before(work: Work, operation_id: str) -> dict[str, Any]:
    recorded = find(work, operation_id)
    assert recorded is not None
    found: dict[str, Any] = recorded.detail["before"]
    return found
