"""What a school does with new books and its existing stock, once each, for the kept libraries."""

from __future__ import annotations

from datetime import timedelta

from library.accession import BatchHead, LineValues, People, Posted
from library.processing import Step
from server.server import Server
from server.services.accession_lines import put_line
from server.services.accessions import open_batch
from server.services.correcting import correct_batch
from server.services.existing_stock import Linked, StockValues, link_copy
from server.services.label_queue import JobWish, make_job
from server.services.label_rolls import add_roll, roll_numbers
from server.services.number_series import BOOKS
from server.services.number_settings import set_start
from server.services.posting import post_batch, posting_reasons
from server.services.printers import PrinterValues, add_printer
from server.services.processing import Selection, tick
from server.tables import AuthorMark, KnownRecord, LabelStock
from tests.server.acting import Librarian


def take_new_books(server: Server, title_ids: tuple[int, int]) -> None:
    """A purchase half processed, a gift taken back, a draft; a printer, labels, an old book."""
    aigul, today = Librarian(server), server.today()
    set_start(server, aigul.deed("accession-start"), BOOKS, 18_601)
    people = People("Түлектер", "Төраға", ("Мүше",))
    bought = BatchHead("purchase", today, "Атамұра", "17", today - timedelta(days=2), None, people)
    gift = BatchHead("gift", today, people=people)
    batches = []
    for head, came in ((bought, 2), (gift, 3), (bought, 1)):
        batch = open_batch(server, aigul.deed("accession-opened"), head)
        for title in title_ids:
            line = LineValues(title, 3, came, 125_050)
            put_line(server, aigul.deed("accession-line-added"), batch, line)
        batches.append(batch)
    for batch in batches[:2]:
        doubts = [reason.code for reason in posting_reasons(server, batch) if reason.confirm]
        posted = post_batch(server, aigul.deed("accession-posted"), batch, doubts)
        assert isinstance(posted, Posted), posted
    tick(server, aigul.deed("steps-ticked"), Selection(batches[0]), [Step.STAMPED])
    corrected = correct_batch(server, aigul.deed("accession-corrected"), batches[1], "қате")
    assert isinstance(corrected, Posted), corrected
    print_labels(server, aigul)
    link_old_book(server, aigul, title_ids[0])


def print_labels(server: Server, aigul: Librarian) -> None:
    """A printer, a printing that waits, a stock of the school's own."""
    values = PrinterValues("Zebra", "zpl", "tcp://127.0.0.1:9100", 203, "roll-58x40", 50, -30)
    printer = add_printer(server, aigul.deed("printer-added"), values)
    assert isinstance(printer, int)
    wish = JobWish("pocket", "roll-58x40", printer, 203)
    assert isinstance(make_job(server, aigul.deed("labels-asked"), wish), int)
    with server.library.writing():
        LabelStock.create(name="own", measures="{}", added_at=server.now())


def link_old_book(server: Server, aigul: Librarian, title_id: int) -> None:
    """A roll, a book of the existing stock, a remembered mark, a record of a file."""
    roll = add_roll(server, aigul.deed("roll-added"), 5)
    label = roll_numbers(server, roll)[0]
    old = StockValues(title_id, label, "1204 а", "2 руб. 40 коп.")
    assert isinstance(link_copy(server, aigul.deed("stock-linked"), old), Linked)
    with server.library.writing():
        AuthorMark.create(heading_key="ауезов", heading="Әуезов", mark="Ә 93", basis="computed",
                          confirmed_at=server.now())  # fmt: skip
        KnownRecord.create(isbn="9786010709676", fields="{}", source="list.mrc",
                           read_at=server.now())  # fmt: skip
