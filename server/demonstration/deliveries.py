"""New books of the demonstration: a delivery in processing, a gift, one still being taken in.

Made through the use cases, so that registers, acts and waiting labels agree. Suppliers and
prices are made up.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from uuid import UUID

from library.accession import BatchHead, LineValues, NotPosted, People
from library.operations import Origin
from library.processing import Step
from server import tables
from server.server import Server
from server.services.accession_lines import put_line
from server.services.accessions import open_batch
from server.services.deeds import Deed
from server.services.number_series import BOOKS
from server.services.number_settings import number_settings, set_start
from server.services.posting import post_batch
from server.services.processing import Selection, tick

STATION = 1
FICTION = 1
"""The number of the shelf where they are to stand."""
_PURCHASE = (
    ("Абай жолы. 1-кітап", 5, 5, 240_000), ("Менің атым Қожа", 4, 4, 185_050),
    ("Көшпенділер. 1-кітап: Алмас қылыш", 3, 3, 320_000), ("Капитанская дочка", 4, 4, 210_000),
    ("Кішкентай ханзада", 3, 2, 175_000),
)  # fmt: skip
"""Title, copies by the document, copies that came, price in tiyn."""
_GIFT = (("Қан мен тер", 2, 2, 150_000), ("Ұшқан ұя", 2, 2, 120_000))
_OPEN = (("Ботагөз", 3, 3, 260_000), ("Тарас Бульба", 2, 2, 190_000))
_COMMISSION = People("Демо түлектер", "Демо төраға", ("Демо мүше 1", "Демо мүше 2"))


def add_deliveries(server: Server, random: Random, staff_id: int) -> None:
    """One delivery posted and half processed, one gift posted, one draft."""
    maker = _Maker(server, random, staff_id)
    today = server.today()
    maker.number_books()
    bought = maker.batch(_bought(today, "Д-114", 3), _PURCHASE)
    maker.post(bought)
    maker.check_off(bought)
    gift = BatchHead("gift", today, people=_COMMISSION)
    maker.post(maker.batch(gift, _GIFT))
    maker.batch(_bought(today, "Д-121", 1), _OPEN)


def _bought(today: date, document: str, days_ago: int) -> BatchHead:
    return BatchHead(
        "purchase", today, "Демо кітап қоймасы", document, today - timedelta(days=days_ago),
        people=People("", _COMMISSION.chair, _COMMISSION.members),
    )  # fmt: skip


class _Maker:
    """Does what a librarian would press; ids come from the seed."""

    def __init__(self, server: Server, random: Random, staff_id: int) -> None:
        self.server, self.random, self.staff_id = server, random, staff_id

    def deed(self, kind: str, content: object) -> Deed:
        """The next act."""
        number = str(UUID(int=self.random.getrandbits(128), version=4))
        origin = Origin(number, STATION, self.server.now(), self.staff_id)
        return Deed(origin, kind, repr(content))

    def number_books(self) -> None:
        """New numbers follow the highest one of the old stock."""
        start = number_settings(self.server).books.suggested
        set_start(self.server, self.deed("accession-start", start), BOOKS, start)

    def batch(self, head: BatchHead, lines: tuple[tuple[str, int, int, int], ...]) -> int:
        """A draft with its lines."""
        batch_id = open_batch(self.server, self.deed("accession-opened", head), head)
        for name, invoiced, came, price in lines:
            with self.server.library.reading():
                title_id = int(tables.Title.get(tables.Title.name == name).id)
            values = LineValues(title_id, invoiced, came, price, place_id=FICTION)
            put_line(self.server, self.deed("accession-line", values), batch_id, values)
        return batch_id

    def post(self, batch_id: int) -> None:
        """Into the registers, with every doubt confirmed."""
        deed = self.deed("accession-posted", batch_id)
        answer = post_batch(self.server, deed, batch_id)
        if isinstance(answer, NotPosted):
            doubts = [reason.code for reason in answer.reasons if reason.confirm]
            answer = post_batch(self.server, deed, batch_id, doubts)
        assert not isinstance(answer, NotPosted), answer

    def check_off(self, batch_id: int) -> None:
        """Stamped and numbered; the rest is left to try."""
        steps = (Step.STAMPED, Step.NUMBERED)
        selection = Selection(batch_id=batch_id)
        tick(self.server, self.deed("steps-ticked", batch_id), selection, steps)
