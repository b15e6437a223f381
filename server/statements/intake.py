"""What one scan of a new book reads: its title by the number on the cover, the last price, the
draft as far as it is."""

from __future__ import annotations

from typing import Any

from peewee import SQL, fn

from server.database import Arg, Statement
from server.tables import AccessionBatch, AccessionLine, Copy, KnownRecord, Operation, Title

MOST_ALIKE = 12
LAST = 8
"""Scans that the page lists."""
TITLE_COLUMNS = (
    "name", "author", "item_kind", "language", "year", "publisher", "place", "isbn", "bbk",
    "author_mark", "subject", "grade", "pages", "in_programme", "subtitle", "responsibility",
    "edition", "series", "volume",
)  # fmt: skip
"""After the title's own number, in this order."""
_LINE = (
    AccessionLine.id, AccessionLine.title, Title.name, Title.author, Title.year, Title.isbn,
    Title.item_kind, Title.pages, AccessionLine.came, AccessionLine.price_tiyn,
    AccessionLine.accounting, AccessionLine.invoiced, AccessionLine.home_place,
    AccessionLine.note, AccessionLine.scanned,
)  # fmt: skip
"""In the order of `server.services.intake.LineInHand`."""


def _titles() -> Any:
    return Title.select(Title.id, *(getattr(Title, name) for name in TITLE_COLUMNS))


TITLES_OF_NUMBER = Statement(
    "titles of a book's number",
    lambda: (
        _titles()
        .where(Title.isbn.in_([Arg("number"), Arg("other")]))
        .order_by(Title.id)
        .limit(MOST_ALIKE)
    ),
)
TITLE_WHOLE = Statement("title whole", lambda: _titles().where(Title.id == Arg("title_id")))
RECORD_OF_NUMBER = Statement(
    "record of a book's number",
    lambda: (
        KnownRecord.select(KnownRecord.fields, KnownRecord.source)
        .where(KnownRecord.isbn.in_([Arg("number"), Arg("other")]))
        .order_by(KnownRecord.id.desc())
        .limit(1)
    ),
)
LAST_PRICE_BY_LINE = Statement(
    "last price by line",
    lambda: (
        AccessionLine.select(AccessionLine.price_tiyn)
        .where(AccessionLine.title == Arg("title_id"), AccessionLine.price_tiyn > 0)
        .order_by(AccessionLine.id.desc())
        .limit(1)
    ),
)
LAST_PRICE_BY_COPY = Statement(
    "last price by copy",
    lambda: (
        Copy.select(Copy.price_tiyn)
        .where(Copy.title == Arg("title_id"), Copy.price_tiyn > 0)
        .order_by(Copy.id.desc())
        .limit(1)
    ),
)


def _lines() -> Any:
    return (
        AccessionLine.select(*_LINE)
        .join(Title)
        .where(AccessionLine.batch == Arg("batch_id"))
        .order_by(AccessionLine.position.desc())
        .limit(1)
    )


LINE_OF_DRAFT = Statement(
    "line of draft", lambda: _lines().where(AccessionLine.id == Arg("line_id"))
)
LINE_OF_TITLE = Statement(
    "line of title", lambda: _lines().where(AccessionLine.title == Arg("title_id"))
)
DRAFT_HEAD = Statement(
    "draft head",
    lambda: AccessionBatch.select(
        AccessionBatch.source, AccessionBatch.supplier, AccessionBatch.document_no,
        AccessionBatch.document_on,
    ).where(AccessionBatch.id == Arg("batch_id"), AccessionBatch.state == "draft"),
)  # fmt: skip
DRAFT_COUNTED = Statement(
    "draft counted",
    lambda: AccessionLine.select(
        fn.COUNT(AccessionLine.id), fn.COALESCE(fn.SUM(AccessionLine.came), 0),
        fn.COALESCE(fn.SUM(AccessionLine.came * AccessionLine.price_tiyn.cast("BIGINT")), 0),
    ).where(AccessionLine.batch == Arg("batch_id")),
)  # fmt: skip
NEWEST_OPERATION = Statement("newest operation", lambda: Operation.select(fn.MAX(Operation.seq)))


def _last_scans() -> Any:
    """What was scanned last and not taken back."""
    undoing = Operation.alias()
    undone = undoing.select(SQL("1")).where(undoing.undoes == Operation.id)
    return (
        Operation.select(Operation.id, Operation.detail, Operation.happened_at)
        .where(
            Operation.seq > Arg("after"), Operation.staff == Arg("staff_id"),
            Operation.kind == Arg("kind"), ~fn.EXISTS(undone),
        )
        .order_by(Operation.seq.desc())
        .limit(LAST)
    )  # fmt: skip


LAST_SCANS = Statement("last scans", _last_scans)
