"""Lines of the registers in words, the same for a form and for a page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from library.form_headings import (
    SUMMARY_CONTENTS,
    SUMMARY_KINDS,
    SUMMARY_LANGUAGES,
    Headings,
)
from library.registers import BookLine, SummaryAmounts, SummaryLine, SummaryRow, SummaryYear
from library.tenge import written_sum
from server.reports.paper import CENTRE, RIGHT, PaperColumn, PaperLine


def day(value: date | None) -> str:
    """25.05.2027, or nothing."""
    return "" if value is None else f"{value:%d.%m.%Y}"


def book_cells(t: Any, line: BookLine, check_years: int) -> tuple[str, ...]:
    """A line of the inventory book, column by column."""
    gone = line.gone
    return (
        day(line.entered_on), line.written_no, entry_words(line), line.author_title,
        "" if line.year is None else str(line.year), written_sum(line.price_tiyn, sign=False),
        line.bbk or "", *[""] * check_years,
        "" if gone is None
        else str(t("register.paper-gone", number=gone.number, date=day(gone.made_on))),
        book_note(t, line),
    )  # fmt: skip


def entry_words(line: BookLine) -> str:
    """The entry of the summary book and the document: `12 (№ 45/К)`."""
    entry = "" if line.entry_no is None else str(line.entry_no)
    return f"{entry} (№ {line.document_no})".strip() if line.document_no else entry


def book_note(t: Any, line: BookLine) -> str:
    """What the last column says: the note, that it corrects another line, new prices."""
    said = [line.note] if line.note else []
    if line.correction and not line.note:
        said.append(str(t("register.paper-corrects-line")))
    said += [
        str(t("register.paper-revalued", number=mark.number, date=day(mark.made_on),
              price=written_sum(mark.price_tiyn or 0)))
        for mark in line.revalued
    ]  # fmt: skip
    return "; ".join(said)


def summary_sheets(words: Headings) -> tuple[tuple[PaperColumn, ...], ...]:
    """The columns of part 1 on two facing sheets, the number of the entry on both."""
    first = (
        PaperColumn(words.head("date"), 7, CENTRE),
        PaperColumn(words.head("entry-no"), 5, CENTRE),
        PaperColumn(words.head("source"), 20),
        PaperColumn(words.head("document"), 12),
        PaperColumn(words.head("total"), 7, RIGHT),
        *(PaperColumn(words.head(name), 7, RIGHT, words.head("over-kind"))
          for name in SUMMARY_KINDS),
        PaperColumn(words.head("on-balance"), 7, RIGHT),
        PaperColumn(words.head("sum"), 11, RIGHT),
        PaperColumn(words.head("off-balance"), 7, RIGHT),
    )  # fmt: skip
    second = (
        PaperColumn(words.head("entry-no"), 6, CENTRE),
        *(PaperColumn(words.head(name), 8.5, RIGHT, words.head("over-content"))
          for name in SUMMARY_CONTENTS),
        *(PaperColumn(words.head(name), 7, RIGHT, words.head("over-language"))
          for name in SUMMARY_LANGUAGES),
        PaperColumn(words.head("textbooks-sum"), 11, RIGHT),
        PaperColumn(words.head("note"), 14),
    )  # fmt: skip
    return first, second


def summary_lines(t: Any, year: SummaryYear) -> list[PaperLine]:
    """What there was, each entry, quarters as they end, the year."""
    return [PaperLine((first, second), strong) for first, second, strong in _summary_rows(t, year)]


Row = tuple[tuple[str, ...], tuple[str, ...], bool]


def _summary_rows(t: Any, year: SummaryYear) -> Iterator[Row]:
    for row in year.rows():
        if row.line is not None:
            yield _entry_row(t, row.line)
        else:
            yield _sum_row(sum_words(t, year.year, row), row.amounts)


def sum_words(t: Any, year: int, row: SummaryRow) -> str:
    """What a sum of the summary book is called."""
    begin = day(date(year, 1, 1))
    return str(t(f"register.paper-{row.kind}", date=begin, n=row.quarter))


def _entry_row(t: Any, line: SummaryLine) -> Row:
    document = f"№ {line.document_no}" if line.document_no else ""
    if line.document_on:
        document = f"{document}, {day(line.document_on)}".strip(", ")
    first = (
        day(line.entered_on), str(line.number), entry_source(t, line), document,
        *_first_amounts(line.amounts),
    )  # fmt: skip
    return first, (str(line.number), *_second_amounts(line.amounts), line.note), False


def entry_source(t: Any, line: SummaryLine) -> str:
    """Where an entry comes from: source and supplier, or what kind of entry it is."""
    if line.kind == "opening":
        return str(t("register.paper-opening"))
    if line.kind == "revaluation":
        return str(t("register.paper-revaluation"))
    if line.corrects is not None:
        number, year = line.corrects
        return str(t("register.paper-correction", number=number, year=year))
    source = str(t(f"register.source-{line.source}")) if line.source else ""
    return ", ".join(part for part in (source, line.supplier) if part)


def _sum_row(said: str, amounts: SummaryAmounts) -> Row:
    return (
        ("", "", said, "", *_first_amounts(amounts)),
        ("", *_second_amounts(amounts), ""),
        True,
    )


def _first_amounts(amounts: SummaryAmounts) -> tuple[str, ...]:
    kinds = (amounts.cell("kind", name.removeprefix("kind-")).copies for name in SUMMARY_KINDS)
    return (
        _count(amounts.total.copies), *(_count(n) for n in kinds), _count(amounts.on_balance),
        written_sum(amounts.total.sum_tiyn, sign=False), _count(amounts.off_balance),
    )  # fmt: skip


def _second_amounts(amounts: SummaryAmounts) -> tuple[str, ...]:
    textbooks = amounts.cell("kind", "textbook").sum_tiyn
    return (
        *(_count(content_count(amounts, name)) for name in SUMMARY_CONTENTS),
        *(_count(amounts.cell("language", name.removeprefix("language-")).copies)
          for name in SUMMARY_LANGUAGES),
        written_sum(textbooks, sign=False) if textbooks else "",
    )  # fmt: skip


def content_count(amounts: SummaryAmounts, name: str) -> int:
    """Copies of a content column; social and humanities hold pedagogy too, which the next
    column names once more (domain F2: "of them")."""
    copies = amounts.cell("content", name.removeprefix("content-")).copies
    if name == "content-social":
        copies += amounts.cell("content", "pedagogy").copies
    return copies


def _count(number: int) -> str:
    return str(number) if number else ""
