"""A posted delivery, for tests of what comes after posting."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.accession import BatchHead, LineValues, Posted
from library.operations import Origin
from library.processing import BY_HAND
from library.scanned_code import make_number
from server.server import Server
from server.services.accession_lines import put_line
from server.services.accessions import open_batch
from server.services.accounts import add_staff
from server.services.deeds import Deed
from server.services.desk_station import desk_station
from server.services.posting import post_batch, posting_reasons
from server.services.processing import Selection, tick
from server.services.scan_back import ScanBack, Seen, scan_back
from server.tables import AccessionCopy, AccessionLine, Copy, CopySteps, Operation, Title
from tests.builders import TODAY, Book, SchoolBuilder

FAR = make_number("6", 5_000_000)
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
        # The numbers that posting gives begin far behind those of the builder.
        school.copy("Ескі кітап", state="written-off")
        with server.library.writing():
            Copy.update(code=FAR).where(Copy.state == "written-off").execute()

    def delivery(self, copies: int = 3, titles: tuple[str, ...] = TITLES) -> Delivery:
        """A posted batch with `copies` copies of each title, all in processing."""
        server = self.server
        head = BatchHead("purchase", TODAY, "Атамұра", "17", TODAY)
        batch_id = open_batch(server, self.deed("batch-opened"), head)
        for name in titles:
            title_id = self._title(name)
            values = LineValues(title_id, copies, copies, 100_000)
            put_line(server, self.deed("batch-line"), batch_id, values)
        doubts = {reason.code for reason in posting_reasons(server, batch_id)}
        posted = post_batch(server, self.deed("batch-posted"), batch_id, doubts)
        assert isinstance(posted, Posted), posted
        return Delivery(batch_id, self._books(batch_id))

    def _title(self, name: str) -> int:
        with self.server.library.writing():
            found = Title.get_or_none(Title.name == name)
            return int(found.id if found is not None else Title.create(
                name=name, author="Әуезов М.", item_kind="fiction", sort_key=sort_key(name),
                search_key=search_key(name),
            ).id)  # fmt: skip

    def _books(self, batch_id: int) -> tuple[Book, ...]:
        with self.server.library.reading():
            rows = (
                Copy.select()
                .join(AccessionCopy)
                .join(AccessionLine)
                .where(AccessionLine.batch == batch_id)
                .order_by(Copy.id)
            )
            return tuple(Book(row.id, row.code, row.title_id) for row in rows)

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
