"""Deliveries posted for true, seen through the registers: everything agrees, on paper too."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from pypdfium2 import PdfDocument

from library.form_headings import FORMS, Signers
from library.registers import Act
from library.revaluation import Pricing
from server.reports.act_papers import act_paper
from server.reports.printing import drawn_pdf
from server.reports.register_papers import PaperHead, inventory_paper, summary_paper
from server.server import Server
from server.services.acts import ActsWanted, act_of, list_acts
from server.services.opening_balance import open_with, opening, take_back
from server.services.proof import prove
from server.services.register_headings import headings_of
from server.services.registers import BookWanted, book_amount, book_lines, summary_year
from server.services.revaluation import RevaluationPeople, plan_revaluation, revalue, seal_of
from server.services.revaluation_choice import CopiesWanted
from server.services.temporary_documents import temporary_lines
from tests.builders import SchoolBuilder
from tests.server.delivering import GIFT, Delivering, divisions_of
from tests.server.test_registers import OPENING, balanced


@pytest.fixture
def desk(server: Server, school: SchoolBuilder) -> Delivering:
    divisions_of(server)
    return Delivering(server)


def text_of(pdf: bytes) -> str:
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(pdf)]
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def acts(desk: Delivering) -> dict[str, Act]:
    found, _ = list_acts(desk.server, ActsWanted())
    every = [act_of(desk.server, head.act_id) for head in found]
    return {act.kind: act for act in every if act is not None}


def test_what_is_posted_stands_in_every_register_and_agrees(desk: Delivering) -> None:
    server = desk.server
    desk.posted(desk.batch(desk.many(3), replace(desk.many(2, name="Алгебра", bbk="22.14я72"),
                                                 invoiced=4)), "difference")  # fmt: skip
    desk.posted(desk.batch(desk.many(2, name="Сый"), head=GIFT))
    year = summary_year(server, 2026)
    balanced(year.after)
    assert book_amount(server, BookWanted(year=2026)) == year.came.total
    lines, _ = book_lines(server, BookWanted())
    assert [line.entry_no for line in lines] == [1, 1, 1, 1, 1, 2, 2]
    assert set(acts(desk)) == {"difference", "acceptance"}
    assert prove(server.library) == ()


def test_every_act_of_a_delivery_is_printed_in_both_languages(desk: Delivering) -> None:
    batch = desk.batch(replace(desk.many(2), invoiced=4))
    desk.posted(batch, "difference")
    desk.posted(desk.batch(desk.many(2, name="Сый"), head=GIFT))
    desk.correct(batch, reason="Бағасы қате жазылған")
    found = acts(desk)
    assert set(found) == {"difference", "acceptance", "correction"}
    for kind, act in found.items():
        for language in ("kk", "ru"):
            words = headings_of(desk.server, kind, language)
            said = text_of(drawn_pdf(act_paper(words, act, Signers(), "")))
            assert words.title in said and "Әуезов М." in said, (kind, language)
            assert "№4 лицей-интернат" in said
    said = text_of(drawn_pdf(act_paper(
        headings_of(desk.server, "difference", "ru"), found["difference"], Signers(), ""
    )))  # fmt: skip
    assert "−2" in said and "−5 000,00" in said and "минус пять тысяч тенге" in said
    back = found["correction"]
    said = text_of(drawn_pdf(act_paper(headings_of(desk.server, "correction", "kk"), back,
                                       Signers(), "")))  # fmt: skip
    assert "екі дана" in said and "5 000,00" in said and "Бағасы қате жазылған" in said


def test_booklets_are_listed_and_taken_back_with_a_minus(desk: Delivering) -> None:
    batch = desk.batch(replace(desk.many(5, name="Ереже", pages=16), accounting="temporary"))
    desk.posted(batch)
    year = summary_year(desk.server, 2026)
    assert (year.came.total.copies, year.came.off_balance, year.came.total.sum_tiyn) == (5, 5, 0)
    desk.correct(batch)
    lines, _ = temporary_lines(desk.server, 2026)
    assert [line.copies for line in lines] == [5, -5]


def test_opening_revaluing_and_posting_leave_the_library_whole(desk: Delivering) -> None:
    server = desk.server
    open_with(server, desk.deed("opening-entered"), OPENING)
    desk.posted(desk.batch(desk.many(3)))
    wanted = CopiesWanted("range", "inventory-books", 1, 2)
    pricing = Pricing(coefficient=Decimal("1.1"))
    plan = plan_revaluation(server, wanted, pricing)
    people = RevaluationPeople("Төраға")
    revalue(server, desk.deed("revalued"), wanted, pricing, seal_of(plan), people, Signers())
    kept = opening(server)
    assert kept is not None
    take_back(server, desk.deed("opening-taken-back"), kept.entry_id, "қате")
    assert prove(server.library) == ()
    year = summary_year(server, 2026)
    assert year.after.total.copies == 3
    assert year.after.total.sum_tiyn == 3 * 250_000 + 2 * 25_000
    for language in ("kk", "ru"):
        head = PaperHead(headings_of(server, "summary", language), "Мектеп", Signers())
        assert "750 000" not in (said := text_of(drawn_pdf(summary_paper(head, year))))
        assert "8 000,00" in said
    assert set(FORMS) >= {"summary", "inventory"}


def test_a_corrected_line_is_printed_beside_the_one_it_corrects(desk: Delivering) -> None:
    batch = desk.batch(desk.many(2))
    desk.posted(batch)
    desk.correct(batch, reason="Бағасы қате")
    lines, total = book_lines(desk.server, BookWanted())
    assert total == 4 and [line.correction for line in lines] == [False, True, False, True]
    head = PaperHead(headings_of(desk.server, "inventory", "kk"), "Мектеп", Signers())
    said = text_of(drawn_pdf(inventory_paper(head, lines, "", "Кітаптар", 2026)))
    assert said.count("Әуезов М. Абай жолы") == 4 and lines[1].note in said
    assert "−2 500,00" in said and "0 (нөл дана)" in said
    assert book_amount(desk.server, BookWanted()) == summary_year(desk.server, 2026).came.total
