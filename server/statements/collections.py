"""What a collection's scan asks and writes."""

from __future__ import annotations

from peewee import JOIN, Case, fn

from server.database import Arg, Statement
from server.tables import (
    Collection,
    CollectionLine,
    CollectionScan,
    Copy,
    Loan,
    Operation,
    Reader,
    Title,
)

# The newest list that expects the loan, closed ones too: a book brought late is credited.
LINE_OF_LOAN = Statement(
    "line of loan",
    lambda: CollectionLine.select(
        CollectionLine.id, CollectionLine.collection, Collection.school_class,
        Collection.class_label, CollectionLine.condition_out,
    )
    .join(Collection)
    .where(CollectionLine.loan == Arg("loan_id"))
    .order_by(CollectionLine.id.desc())
    .limit(1),
)  # fmt: skip
SCAN_BY_ID = Statement(
    "collection scan by id",
    lambda: CollectionScan.select(CollectionScan.id).where(
        CollectionScan.scan_id == Arg("scan_id")
    ),
)
SCAN_TOLD = Statement(
    "collection scan with its line",
    lambda: CollectionScan.select(
        CollectionScan.outcome, CollectionScan.code, CollectionScan.copy,
        CollectionScan.handed_by, CollectionScan.collection, CollectionLine.reader,
        CollectionLine.condition_out, Collection.class_label, CollectionScan.condition,
        CollectionScan.operation_id, CollectionScan.undone,
    )
    .join(CollectionLine, JOIN.LEFT_OUTER, on=CollectionScan.line == CollectionLine.id)
    .join(Collection, JOIN.LEFT_OUTER, on=CollectionScan.collection == Collection.id)
    .where(CollectionScan.id == Arg("number")),
)  # fmt: skip
SCAN_OF_COPY = Statement(
    "collection scan of copy",
    # True is written out: the index of copies serves, the rest is read off its few rows.
    lambda: CollectionScan.select(CollectionScan.id, CollectionScan.line, CollectionScan.collection)
    .where(CollectionScan.copy == Arg("copy_id"), CollectionScan.operation_id.is_null(False))
    .where(CollectionScan.undone == Arg("undone"))
    .order_by(CollectionScan.id.desc())
    .limit(1),
)
ADD_SCAN = Statement(
    "add collection scan",
    lambda: CollectionScan.insert(
        {
            CollectionScan.scan_id: Arg("scan_id"),
            CollectionScan.operation_id: Arg("operation_id"),
            CollectionScan.collection: Arg("collection_id"),
            CollectionScan.line: Arg("line_id"),
            CollectionScan.copy: Arg("copy_id"),
            CollectionScan.code: Arg("code"),
            CollectionScan.outcome: Arg("outcome"),
            CollectionScan.handed_by: Arg("handed_by"),
            CollectionScan.station: Arg("station_id"),
            CollectionScan.staff: Arg("staff_id"),
            CollectionScan.scanned_at: Arg("scanned_at"),
            CollectionScan.undone: Arg("undone"),
        }
    ).returning(CollectionScan.id),
)
PROGRESS_OF = Statement(
    "progress of collection",
    lambda: CollectionLine.select(
        fn.COUNT(CollectionLine.id),
        fn.COALESCE(fn.SUM(Case(None, [(Loan.closed_at.is_null(False), 1)], 0)), 0),
    )
    .join(Loan)
    .where(CollectionLine.collection == Arg("collection_id")),
)
UNLABELLED_OF_READER = Statement(
    "unlabelled textbook of reader",
    lambda: Loan.select(Loan.copy)
    .join(Copy, on=Loan.copy == Copy.id)
    .join(Title, on=Copy.title == Title.id)
    .where(Loan.reader == Arg("reader_id"), Loan.closed_at.is_null())
    .where(Copy.code.is_null(), Title.isbn == Arg("isbn"))
    .order_by(Loan.id)
    .limit(1),
)
NAME_OF_READER = Statement(
    "name of reader",
    lambda: Reader.select(Reader.id, Reader.surname, Reader.given_name, Reader.state).where(
        Reader.id == Arg("reader_id")
    ),
)
SET_CONDITION = Statement(
    "set condition of copy",
    lambda: Copy.update({Copy.condition: Arg("condition")}).where(Copy.id == Arg("copy_id")),
)
SET_CONDITION_BACK = Statement(
    "set condition of loan",
    lambda: Loan.update({Loan.condition_back: Arg("condition")}).where(Loan.id == Arg("loan_id")),
)
# What moved since a board looked last: copies of lists, and what names no copy.
COLLECTIONS_TOUCHED_SINCE = Statement(
    "collections touched since",
    lambda: CollectionLine.select(CollectionLine.collection)
    .distinct()
    .join(Operation, on=Operation.copy == CollectionLine.copy)
    .where(Operation.seq > Arg("seq")),
)
BESIDE_COPIES_SINCE = Statement(
    "operations beside copies since",
    lambda: Operation.select(Operation.kind, Operation.detail)
    .where(Operation.seq > Arg("seq"))
    .where(Operation.copy.is_null()),
)
