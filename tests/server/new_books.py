"""A posted delivery as rows, for tests of what comes after posting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from library.operations import Origin
from library.processing import BY_HAND
from server.server import Server
from server.services.accounts import add_staff
from server.services.deeds import Deed
from server.services.desk_station import desk_station
from server.services.processing import Selection, tick
from server.services.scan_back import ScanBack, Seen, scan_back
from server.tables import (
    AccessionBatch,
    AccessionCopy,
    AccessionLine,
    Copy,
    CopySteps,
    LabelItem,
    Operation,
)
from tests.builders import TODAY, Book, SchoolBuilder

TITLES = ("Абай жолы", "Көшпенділер")


@dataclass(frozen=True)
class Delivery:
    """One posted delivery, its copies in order, by title."""

    batch_id: int
    books: tuple[Book, ...]


class Workshop:
    """Somebody who makes new books ready; each deed and scan has an id of its own."""

    def __init__(self, server: Server, school: SchoolBuilder, role: str = "librarian") -> None:
        self.server, self.school = server, school
        self.staff_id = add_staff(server, f"at-work-{role}", "Айгүл", "kitap-soresi", role)

    def delivery(self, copies: int = 3, titles: tuple[str, ...] = TITLES) -> Delivery:
        """A posted batch with `copies` copies of each title, all in processing."""
        books = [
            [self.school.copy(name, state="in-processing", inventory_no=f"{first + n}")
             for n in range(copies)]
            for first, name in zip(range(1, 9000, 1000), titles, strict=False)
        ]  # fmt: skip
        with self.server.library.writing():
            batch = AccessionBatch.create(
                source="purchase", state="posted", arrived_on=TODAY, document_no="17",
                opened_at=self.server.now(), posted_at=self.server.now(),
            )  # fmt: skip
            for position, of_title in enumerate(books, 1):
                self._line(batch.id, position, of_title)
        return Delivery(batch.id, tuple(book for of_title in books for book in of_title))

    def _line(self, batch_id: int, position: int, books: list[Book]) -> None:
        line = AccessionLine.create(
            batch=batch_id, position=position, title=books[0].title_id, invoiced=len(books),
            came=len(books), price_tiyn=100_000, accounting="inventory",
        )  # fmt: skip
        for book in books:
            AccessionCopy.create(copy=book.id, line=line.id)
            CopySteps.create(copy=book.id)
            for kind in ("spine", "pocket"):
                LabelItem.create(kind=kind, copy=book.id, wanted_at=self.server.now())

    def origin(self) -> Origin:
        now = self.server.now()
        return Origin(str(uuid4()), desk_station(self.server), now, self.staff_id)

    def deed(self, kind: str, content: str = "", copy_id: int | None = None) -> Deed:
        return Deed(self.origin(), kind, content, copy_id=copy_id)

    def tick_all(self, delivery: Delivery) -> None:
        """All that hands do, for the whole delivery."""
        tick(self.server, self.deed("steps-ticked"), Selection(delivery.batch_id), BY_HAND)

    def scan(self, book: Book | str, **more: Any) -> Seen:
        text = book if isinstance(book, str) else book.code
        return scan_back(self.server, ScanBack(self.origin(), text, **more))

    def state(self, book: Book) -> str:
        with self.server.library.reading():
            return str(Copy.get_by_id(book.id).state)

    def steps(self, book: Book) -> Any:
        with self.server.library.reading():
            return CopySteps.get_by_id(book.id)

    def operations(self, kind: str) -> list[dict[str, Any]]:
        """What the journal keeps of the deeds of a kind, oldest first."""
        with self.server.library.reading():
            rows = Operation.select().where(Operation.kind == kind).order_by(Operation.seq)
            return [json.loads(row.detail) for row in rows]
