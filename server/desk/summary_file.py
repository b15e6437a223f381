"""The summary book as lines of a spreadsheet: counts and sums as numbers, days as days."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from library.form_headings import (
    SUMMARY_CONTENTS,
    SUMMARY_KINDS,
    SUMMARY_LANGUAGES,
    Headings,
)
from library.registers import SummaryAmounts, SummaryLine, SummaryYear
from server.desk.lists import Tenge
from server.reports.register_lines import content_count, day, entry_source, sum_words


def summary_heads(words: Headings) -> list[str]:
    """One heading for each column; a heading over several stands before theirs."""
    heads = [words.head(name) for name in ("date", "entry-no", "source", "document")]
    heads.append(words.head("total"))
    heads += _under(words, "over-kind", SUMMARY_KINDS)
    heads += [words.head(name) for name in ("on-balance", "sum", "off-balance")]
    heads += _under(words, "over-content", SUMMARY_CONTENTS)
    heads += _under(words, "over-language", SUMMARY_LANGUAGES)
    return [*heads, words.head("textbooks-sum"), words.head("note")]


def summary_values(t: Any, year: SummaryYear) -> Iterator[list[object]]:
    """What there was, each entry, the totals: as on the page."""
    for row in year.rows():
        if row.line is not None:
            yield _entry(t, row.line)
        else:
            yield _sums(sum_words(t, year.year, row), row.amounts)


def _under(words: Headings, over: str, names: tuple[str, ...]) -> list[str]:
    return [f"{words.head(over)}: {words.head(name)}" for name in names]


def _entry(t: Any, line: SummaryLine) -> list[object]:
    document = f"№ {line.document_no}" if line.document_no else ""
    if line.document_on:
        document = f"{document}, {day(line.document_on)}".strip(", ")
    return [line.entered_on, line.number, entry_source(t, line), document,
            *_amounts(line.amounts), line.note]  # fmt: skip


def _sums(said: str, amounts: SummaryAmounts) -> list[object]:
    return [None, None, said, "", *_amounts(amounts), ""]


def _amounts(amounts: SummaryAmounts) -> list[object]:
    cell = amounts.cell
    return [
        amounts.total.copies,
        *(cell("kind", name.removeprefix("kind-")).copies for name in SUMMARY_KINDS),
        amounts.on_balance, Tenge(amounts.total.sum_tiyn), amounts.off_balance,
        *(content_count(amounts, name) for name in SUMMARY_CONTENTS),
        *(cell("language", name.removeprefix("language-")).copies for name in SUMMARY_LANGUAGES),
        Tenge(cell("kind", "textbook").sum_tiyn),
    ]  # fmt: skip
