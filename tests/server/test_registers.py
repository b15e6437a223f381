"""Registers as they are read, the opening balance, revaluation; on both engines."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from library.form_headings import Signers
from library.opening_balance import OpeningBalance
from library.registers import Amount, SummaryAmounts
from library.revaluation import Pricing
from library.summary_cells import GROUPS
from server.database import Library
from server.server import Server
from server.services.acts import ActsWanted, act_of, list_acts
from server.services.opening_balance import NotOpened, open_with, opening, take_back
from server.services.register_headings import (
    change_headings,
    change_signers,
    headings_of,
    signers,
    usual_headings,
)
from server.services.registers import (
    BookWanted,
    book_amount,
    book_lines,
    book_series,
    line_place,
    summary_year,
    years_of_account,
)
from server.services.revaluation import (
    NotRevalued,
    RevaluationPeople,
    plan_revaluation,
    revalue,
    seal_of,
)
from server.services.revaluation_choice import CopiesWanted, Listed
from server.services.temporary_documents import temporary_lines
from server.tables import Copy, InventoryLine, Operation, StockLink, SummaryEntry
from tests.builders import NOW, SchoolBuilder
from tests.server.acting import Librarian
from tests.server.registers import Registers

PEOPLE = RevaluationPeople("Ахметова Г.", ("Ли В.",), "Бағасы ескірген")
OPENING = OpeningBalance(
    date(2026, 9, 1), 100, 1_000_000, 10,
    {("kind", "book"): 60, ("kind", "textbook"): 40, ("content", "fiction"): 100,
     ("language", "kk"): 70, ("language", "ru"): 30},
    {"book": 600_000, "textbook": 400_000},
)  # fmt: skip


@pytest.fixture
def books(library: Library, school: SchoolBuilder) -> Registers:
    return Registers(library, school)


@pytest.fixture
def aigul(server: Server) -> Librarian:
    return Librarian(server)


def balanced(amounts: SummaryAmounts) -> None:
    """Each group of columns gives the whole, in copies and in sum."""
    for group, members in GROUPS.items():
        cells = [amounts.cell(group, cell) for cell in members]
        assert sum(cell.copies for cell in cells) == amounts.total.copies, group
        assert sum(cell.sum_tiyn for cell in cells) == amounts.total.sum_tiyn, group


def test_the_book_is_read_by_pages_years_and_numbers(server: Server, books: Registers) -> None:
    books.lines(5, day=date(2025, 5, 5))
    books.lines(7, entry=books.entry(7, document_no="45/К"))
    found, total = book_lines(server, BookWanted(first=4, count=3))
    assert ([line.number for line in found], total) == ([5, 6, 7], 12)
    assert [line.entry_no for line in found] == [None, 1, 1]
    assert found[1].document_no == "45/К"
    of_year, count = book_lines(server, BookWanted(year=2025, down=True))
    assert ([line.number for line in of_year], count) == ([5, 4, 3, 2, 1], 5)
    part, _ = book_lines(server, BookWanted(first_number=11, last_number=99))
    assert [line.number for line in part] == [11, 12]
    assert line_place(server, BookWanted(first_number=8)) == 7
    assert book_amount(server, BookWanted(year=2026)) == Amount(7, 7 * 150_000)
    assert book_series(server) == ["inventory-books"]


def test_a_page_of_a_long_book_reads_only_its_own_lines(
    server: Server, books: Registers, library: Library
) -> None:
    copy_id = books.lines(1)[0]
    rows = [
        {"series": "inventory-books", "number": n, "written_no": str(n), "copy": copy_id,
         "entered_on": date(2020 + n // 5000, 10, 1), "author_title": "Абай", "price_tiyn": 1}
        for n in range(2, 30_001)
    ]  # fmt: skip
    with library.writing():
        for part in range(0, len(rows), 1000):
            InventoryLine.insert_many(rows[part : part + 1000]).execute()
    seen: list[str] = []
    library.database.query_hooks.append(lambda sql, *_rest: seen.append(sql))
    try:
        found, total = book_lines(server, BookWanted(down=True, first=20_000))
        of_year, count = book_lines(server, BookWanted(year=2023))
    finally:
        library.database.query_hooks.pop()
    assert (len(found), total, found[0].number) == (100, 30_000, 10_000)
    assert (len(of_year), count, of_year[0].number) == (100, 5_000, 15_000)
    # The order and the cut are the database's; titles are read for one page only.
    assert all("author_title" not in sql or " IN (" in sql for sql in seen if "inventory" in sql)


def test_a_correction_is_a_line_of_its_own_and_takes_its_copy_back(
    server: Server, books: Registers
) -> None:
    copy_id = books.lines(2)[0]
    with server.library.writing():
        first = InventoryLine.get(InventoryLine.copy == copy_id)
        InventoryLine.create(
            series=first.series, number=first.number, written_no=first.written_no, copy=copy_id,
            entered_on=date(2026, 10, 9), author_title=first.author_title, price_tiyn=-150_000,
            corrects=first.id, note="қате",
        )  # fmt: skip
    found, total = book_lines(server, BookWanted())
    assert [(line.number, line.correction, line.note) for line in found] == [
        (1, False, ""), (1, True, "қате"), (2, False, "")
    ]  # fmt: skip
    assert total == 3
    assert book_amount(server, BookWanted()) == Amount(1, 150_000)


def test_the_summary_book_adds_up_by_years_and_quarters(server: Server, books: Registers) -> None:
    books.entry(5, 100_000, date(2025, 12, 31))
    first = books.entry(3, 450_000, date(2026, 1, 1))
    books.entry(7, 700_000, date(2026, 10, 1), off_balance=2)
    books.entry(-3, -450_000, date(2026, 10, 2), kind="correction", corrects=first)
    year = summary_year(server, 2026)
    assert year.before.total == Amount(5, 100_000)
    assert [year.quarter(n).total.copies for n in (1, 2, 3, 4)] == [3, 0, 0, 4]
    assert year.came.total == Amount(7, 700_000)
    assert year.after.total == Amount(12, 800_000)
    assert year.lines[2].corrects == (1, 2026) and year.lines[1].amounts.off_balance == 2
    balanced(year.after)
    assert years_of_account(server) == [2026, 2025]


def test_the_sum_of_the_lines_is_the_sum_of_their_entry(server: Server, books: Registers) -> None:
    books.lines(4, price=125_050, entry=books.entry(4, 500_200))
    year = summary_year(server, 2026)
    assert book_amount(server, BookWanted(year=2026)) == year.came.total


def test_an_opening_balance_is_entered_once_and_taken_back_by_an_entry(
    server: Server, aigul: Librarian, books: Registers
) -> None:
    deed = aigul.deed("opening-entered")
    assert open_with(server, deed, OPENING) == 1 == open_with(server, deed, OPENING)
    assert open_with(server, aigul.deed("opening-entered"), OPENING) == NotOpened(already=True)
    kept = opening(server)
    assert kept is not None and kept.amounts.total == Amount(100, 1_000_000)
    assert (kept.amounts.on_balance, kept.amounts.off_balance) == (90, 10)
    year = summary_year(server, 2026)
    assert year.opened.total == Amount(100, 1_000_000) and year.came.total == Amount()
    assert take_back(server, aigul.deed("opening-taken-back"), kept.entry_id, "қате")
    assert not take_back(server, aigul.deed("opening-taken-back"), kept.entry_id, "қате")
    year = summary_year(server, 2026)
    assert opening(server) is None and year.after.total == Amount()
    assert len(year.lines) == 2 and year.quarter(4).total == Amount()
    assert open_with(server, aigul.deed("opening-entered"), OPENING) == 3


def test_an_opening_balance_that_does_not_add_up_is_not_written(
    server: Server, aigul: Librarian
) -> None:
    wrong = OpeningBalance(date(2026, 9, 1), 100, 1_000_000)
    answer = open_with(server, aigul.deed("opening-entered"), wrong)
    assert isinstance(answer, NotOpened)
    assert {fault.code for fault in answer.faults} == {"kind", "content", "language", "kind-sum"}
    with server.library.reading():
        assert SummaryEntry.select().count() == Operation.select().count() == 0


def old_stock(server: Server, school: SchoolBuilder) -> dict[str, int]:
    """Three copies that were there before, with old prices."""
    found = {}
    for number, price in (("17", "2 руб. 40 коп."), ("К-9", "баға жоқ"), ("90", None)):
        copy = school.copy("Ботагөз", inventory_no=number)
        with server.library.writing():
            StockLink.create(copy=copy.id, written_no=number, written_price=price, linked_at=NOW)
        found[number] = copy.id
    return found


def price(server: Server, copy_id: int) -> int | None:
    with server.library.reading():
        found = Copy.get(Copy.id == copy_id).price_tiyn
    return None if found is None else int(found)


def test_revaluing_changes_prices_and_writes_act_and_difference(
    server: Server, aigul: Librarian, books: Registers
) -> None:
    copies = books.lines(3, price=100_000)
    wanted = CopiesWanted("range", "inventory-books", 2, 3)
    pricing = Pricing(coefficient=Decimal("1.5"))
    plan = plan_revaluation(server, wanted, pricing)
    assert (plan.before, plan.after, len(plan.lines)) == (200_000, 300_000, 2)
    deed = aigul.deed("revalued")
    act = revalue(server, deed, wanted, pricing, seal_of(plan), PEOPLE, Signers("Директор"))
    assert isinstance(act, int)
    assert revalue(server, deed, wanted, pricing, "", PEOPLE, Signers()) == act
    assert [price(server, each) for each in copies] == [100_000, 150_000, 150_000]
    paper = act_of(server, act)
    assert paper is not None and (paper.copies, paper.sum_tiyn) == (2, 100_000)
    assert [(line.before, line.after) for line in paper.lines] == [(100_000, 150_000)] * 2
    assert paper.people["director"] == "Директор" and paper.detail["school"]
    year = summary_year(server, 2026)
    assert year.came.total == Amount(0, 100_000) and year.lines[0].kind == "revaluation"
    balanced(year.after)
    found, _ = book_lines(server, BookWanted())
    assert [mark.price_tiyn for mark in found[1].revalued] == [150_000]
    assert found[1].price_tiyn == 100_000


def test_old_prices_as_written_stay_and_what_has_none_is_told(
    server: Server, school: SchoolBuilder, aigul: Librarian
) -> None:
    copies = old_stock(server, school)
    wanted, pricing = CopiesWanted("written"), Pricing(coefficient=Decimal(100))
    plan = plan_revaluation(server, wanted, pricing)
    assert [(line.inventory_no, line.before, line.after) for line in plan.lines] == [
        ("17", 0, 24_000)
    ]
    assert [(each.number, each.code) for each in plan.skipped] == [("К-9", "no-price")]
    revalue(server, aigul.deed("revalued"), wanted, pricing, seal_of(plan), PEOPLE, Signers())
    assert price(server, copies["17"]) == 24_000
    with server.library.reading():
        assert StockLink.get(StockLink.copy == copies["17"]).written_price == "2 руб. 40 коп."


def test_a_list_names_copies_by_either_number_and_doubles_are_not_guessed(
    server: Server, school: SchoolBuilder
) -> None:
    old_stock(server, school)
    twin = school.copy("Екінші", inventory_no="17")
    gone = school.copy("Кеткен", inventory_no="55", state="written-off", price_tiyn=100)
    listed = tuple(Listed(each, 50_000) for each in ("90", twin.code, "17", "404", gone.code, "90"))
    plan = plan_revaluation(server, CopiesWanted("list", listed=listed), Pricing())
    assert [line.inventory_no for line in plan.lines] == ["90", "17"]
    assert {(each.number, each.code) for each in plan.skipped} == {
        ("17", "double"), ("404", "unknown"), ("55", "gone"), ("90", "double")
    }  # fmt: skip


def test_old_numbers_are_taken_by_their_range(server: Server, school: SchoolBuilder) -> None:
    old_stock(server, school)
    wanted = CopiesWanted("range", "existing", 1, 89)
    plan = plan_revaluation(server, wanted, Pricing(price_tiyn=1))
    assert [line.inventory_no for line in plan.lines] == ["17"]


def test_what_changed_since_the_preview_is_shown_again(
    server: Server, aigul: Librarian, books: Registers
) -> None:
    copies = books.lines(2)
    wanted, pricing = CopiesWanted("range", "inventory-books", 1, 9), Pricing(price_tiyn=5)
    seen = seal_of(plan_revaluation(server, wanted, pricing))
    with server.library.writing():
        Copy.update(price_tiyn=7).where(Copy.id == copies[0]).execute()
    answer = revalue(server, aigul.deed("revalued"), wanted, pricing, seen, PEOPLE, Signers())
    assert isinstance(answer, NotRevalued) and answer.code == "changed"
    nobody = revalue(
        server, aigul.deed("revalued"), CopiesWanted("range", "inventory-books", 50, 60),
        pricing, "", PEOPLE, Signers(),
    )  # fmt: skip
    assert isinstance(nobody, NotRevalued) and nobody.code == "nothing"
    with server.library.reading():
        assert SummaryEntry.select().count() == 0


def test_booklets_and_acts_are_listed(server: Server, books: Registers) -> None:
    books.booklet(4, 5_000)
    lines, total = temporary_lines(server, first=0, count=10)
    assert (total, lines[0].copies, lines[0].sum_tiyn) == (1, 4, 20_000)
    assert temporary_lines(server, 2020) == ([], 0)
    for kind in ("acceptance", "difference", "difference"):
        books.act(kind)
    found, count = list_acts(server, ActsWanted("difference", count=1))
    assert (count, found[0].number) == (2, 2)


def test_words_of_a_form_are_kept_only_where_they_differ(server: Server, aigul: Librarian) -> None:
    usual = usual_headings("acceptance", "kk")
    assert headings_of(server, "acceptance", "kk") == usual and usual.basis == ""
    own = usual_headings("acceptance", "kk")
    own = type(own)(own.form, "kk", "Акт", "Ереже, 5-тармақ", {**own.heads, "note": "Белгі"})
    assert change_headings(server, aigul.deed("headings-changed"), own)
    assert not change_headings(server, aigul.deed("headings-changed"), own)
    assert headings_of(server, "acceptance", "kk") == own
    assert headings_of(server, "acceptance", "ru").title == "Акт о приёме"
    assert change_headings(server, aigul.deed("headings-changed"), usual)
    assert headings_of(server, "acceptance", "kk") == usual


def test_signers_are_kept(server: Server, aigul: Librarian) -> None:
    assert signers(server) == Signers()
    wanted = Signers("Д. Д.", "Қ. М.", "Т. А.", ("А. Б.", "В. Г."), "Б. Б.")
    assert change_signers(server, aigul.deed("signers-changed"), wanted)
    assert signers(server) == wanted
