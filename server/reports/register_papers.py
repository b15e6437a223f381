"""The registers as printed forms: inventory book, summary book, temporary documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from i18n.texts import texts
from library.form_headings import Headings, Signers
from library.number_words import counted, sum_in_words
from library.registers import Amount, BookLine, SummaryYear, TemporaryLine
from library.tenge import written_sum
from server.reports.paper import (
    CENTRE,
    RIGHT,
    Approval,
    Paper,
    PaperColumn,
    PaperLine,
    PaperTable,
    Signature,
)
from server.reports.register_lines import (
    book_cells,
    day,
    summary_lines,
    summary_sheets,
)

CHECK_YEARS = 4
"""Columns for marks of stocktakes in the inventory book."""


@dataclass(frozen=True, slots=True)
class PaperHead:
    """What every paper of the school has: headings, the school, who signs."""

    headings: Headings
    school: str
    signers: Signers


def inventory_paper(
    head: PaperHead, lines: Sequence[BookLine], scope: str, book: str, first_check: int
) -> Paper:
    """The book or a part of it; `scope` says which part, `book` which of the books,
    `first_check` the year of the first column for stocktakes."""
    words = head.headings
    columns = (
        PaperColumn(words.head("entered"), 7.6, CENTRE),
        PaperColumn(words.head("inventory-no"), 7.4, CENTRE),
        PaperColumn(words.head("entry"), 9),
        PaperColumn(words.head("author-title"), 31),
        PaperColumn(words.head("book-year"), 5.4, CENTRE),
        PaperColumn(words.head("price"), 8, RIGHT),
        PaperColumn(words.head("bbk"), 8),
        *(PaperColumn(str(first_check + n), 4, CENTRE, words.head("over-checked"))
          for n in range(CHECK_YEARS)),
        PaperColumn(words.head("gone"), 8),
        PaperColumn(words.head("note"), 12),
    )  # fmt: skip
    t = texts(words.language)
    printed = [PaperLine((book_cells(t, line, CHECK_YEARS),)) for line in lines]
    # A correction takes its copy back and has its price below nothing.
    copies = sum(-1 if line.correction else 1 for line in lines)
    amount = Amount(copies, sum(line.price_tiyn for line in lines))
    return _paper(
        head, PaperTable((columns,), printed), (book, scope), len(lines), landscape=True,
        after=(in_words(t, amount),), letters=7.6,
    )  # fmt: skip


def summary_paper(head: PaperHead, year: SummaryYear) -> Paper:
    """Part 1 for a year on facing sheets, with quarters and totals."""
    t = texts(head.headings.language)
    lines = summary_lines(t, year)
    name = f"{head.headings.title} · {year.year}"
    return _paper(
        head, PaperTable(summary_sheets(head.headings), lines, name=name),
        (str(t("register.paper-year", year=year.year)),), len(year.lines), landscape=True,
        after=(in_words(t, year.after.total),), letters=7.4,
    )  # fmt: skip


def temporary_paper(head: PaperHead, lines: Sequence[TemporaryLine], scope: str) -> Paper:
    """The list of what is on no balance."""
    words = head.headings
    t = texts(words.language)
    shares = {"line-no": 4, "author-title": 30, "note": 9}
    aligned = {"line-no": CENTRE, "entered": CENTRE, "book-year": CENTRE, "pages": RIGHT,
               "copies": RIGHT, "price": RIGHT, "sum": RIGHT}  # fmt: skip
    columns = tuple(
        PaperColumn(words.head(name), shares.get(name, 8), aligned.get(name, "left"))
        for name in words.heads
    )
    printed = [
        PaperLine(((
            str(place), day(line.entered_on), _said(line.entry_no), line.author_title,
            _said(line.year), _said(line.pages), str(line.copies),
            written_sum(line.price_tiyn, sign=False), written_sum(line.sum_tiyn, sign=False),
            line.note,
        ),))
        for place, line in enumerate(lines, start=1)
    ]  # fmt: skip
    amount = Amount(sum(x.copies for x in lines), sum(x.sum_tiyn for x in lines))
    return _paper(
        head, PaperTable((columns,), printed), (scope,), len(lines), landscape=True,
        after=(in_words(t, amount),),
    )  # fmt: skip


def in_words(t: Any, amount: Amount) -> str:
    """Total copies and sum, the sum in digits and in words."""
    return str(t(
        "register.paper-total-words", copies=f"{amount.copies} ({copies_in_words(t, amount)})",
        sum=written_sum(amount.sum_tiyn), words=sum_in_words(amount.sum_tiyn, t.lang),
    ))  # fmt: skip


def copies_in_words(t: Any, amount: Amount) -> str:
    """«екі жүз дана», «двести экземпляров»."""
    return counted(amount.copies, t.lang, "copies")


def certificate(t: Any, lines: int) -> Callable[[int], Sequence[str]]:
    """The closing certificate: lines and sheets in words, laced and sealed."""

    def said(sheets: int) -> Sequence[str]:
        return (
            str(t("register.paper-certificate")),
            str(t("register.paper-certificate-lines", number=lines,
                  words=counted(lines, t.lang, "lines"))),
            str(t("register.paper-certificate-sheets", number=sheets,
                  words=counted(sheets, t.lang, "sheets"))),
        )  # fmt: skip

    return said


def approval(t: Any, director: str) -> Approval:
    """The block of the director."""
    return Approval(
        str(t("register.paper-approve")), str(t("register.paper-director")), director,
        str(t("register.paper-date")),
    )  # fmt: skip


def scope_of_numbers(t: Any, first: int, last: int) -> str:
    """Which numbers a part of the book holds."""
    return str(t("register.paper-numbers", first=first, last=last))


def _paper(
    head: PaperHead, table: PaperTable, facts: Sequence[str], lines: int, **more: Any
) -> Paper:
    words, signers = head.headings, head.signers
    t = texts(words.language)
    return Paper(
        title=words.title, school=head.school, language=words.language, table=table,
        facts=[fact for fact in facts if fact], basis=words.basis,
        approval=approval(t, signers.director),
        signatures=(Signature(str(t("register.paper-librarian")), signers.librarian),),
        certificate=certificate(t, lines),
        certificate_signatures=(
            Signature(str(t("register.paper-director")), signers.director),
        ),
        foot=f"{head.school} · {words.title}",
        page=str(t("register.paper-page", n="{n}", total="{total}")),
        seal=str(t("register.paper-place")), **more,
    )  # fmt: skip


def _said(number: object) -> str:
    return "" if number is None else str(number)
