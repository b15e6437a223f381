"""Deliveries for tests: a librarian who opens, fills and posts them."""

from __future__ import annotations

from datetime import date
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.accession import BatchHead, LineValues, NotPosted, People, Posted
from server.server import Server
from server.services.accession_lines import put_line
from server.services.accessions import open_batch
from server.services.correcting import correct_batch
from server.services.posting import post_batch
from server.tables import BbkDivision, Title
from tests.builders import TODAY
from tests.server.acting import Librarian

COMMISSION = People("Серік Нұрлан", "Айгүл Оспанова", ("Дина Ким", "Марат Әли"))
INVOICE = BatchHead(
    "purchase", TODAY, "«Кітап әлемі» ЖШС", "145", date(2026, 10, 12), people=COMMISSION
)
GIFT = BatchHead("gift", TODAY, people=COMMISSION)


class Delivering(Librarian):
    """A librarian at a box of new books."""

    def title(self, name: str = "Абай жолы", **fields: Any) -> int:
        """A title with a shelf mark; its number."""
        columns: dict[str, Any] = {
            "author": "Әуезов М.", "item_kind": "fiction", "language": "kk", "year": 2024,
            "bbk": "84(5Қаз)6", "author_mark": "Ә 93", "pages": 320, **fields,
        }  # fmt: skip
        with self.server.library.writing():
            return int(Title.create(
                name=name, sort_key=sort_key(name), search_key=search_key(name), **columns
            ).id)  # fmt: skip

    def batch(self, *lines: LineValues, head: BatchHead = INVOICE) -> int:
        """A draft with these lines; its number."""
        batch_id = open_batch(self.server, self.deed("accession-opened"), head)
        for line in lines:
            self.line(batch_id, line)
        return batch_id

    def line(self, batch_id: int, values: LineValues) -> int:
        made = put_line(self.server, self.deed("accession-line"), batch_id, values)
        assert isinstance(made, int), made
        return made

    def many(self, count: int = 3, price_tiyn: int = 250_000, **title: Any) -> LineValues:
        """So many copies of a new title."""
        return LineValues(self.title(**title), count, count, price_tiyn)

    def post(self, batch_id: int, *confirmed: str) -> Posted | NotPosted:
        return post_batch(self.server, self.deed("accession-posted"), batch_id, confirmed)

    def posted(self, batch_id: int, *confirmed: str) -> Posted:
        """Post it; it must work."""
        done = self.post(batch_id, *confirmed)
        assert isinstance(done, Posted), done
        return done

    def correct(self, batch_id: int, reason: str = "бағасы қате", **which: Any) -> Any:
        return correct_batch(
            self.server, self.deed("accession-corrected"), batch_id, reason, **which
        )


def divisions_of(server: Server) -> None:
    """A few divisions of the BBK."""
    with server.library.writing():
        for code, content in (("22", "natural"), ("74", "pedagogy"), ("84", "fiction")):
            BbkDivision.insert(
                code=code, level=2, content=content, diary="", kk=code, ru=code, en=code
            ).execute()
