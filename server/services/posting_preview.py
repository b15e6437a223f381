"""What posting a draft would write now: the register line and the inventory numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from library.accession import BatchView
from library.inventory_book import written_number
from server.server import Server
from server.services.accession_rows import ARRIVALS
from server.services.number_series import next_of, prefix_of, summary_series
from server.services.number_settings import own_textbooks
from server.services.posting_rows import wanted_numbers


@dataclass(frozen=True, slots=True)
class PostingPreview:
    """Number and year in the summary book; by series the first and last inventory number as
    written; how many copies have no such number."""

    entry: tuple[int, int]
    numbers: Mapping[str, tuple[str, str]]
    unnumbered: int


def posting_preview(server: Server, view: BatchView) -> PostingPreview:
    """As it stands at this moment: a colleague who posts first takes these numbers."""
    year = server.today().year
    with server.library.snapshot():
        wanted = wanted_numbers(view.lines, own_textbooks())
        numbers = {series: _span(series, count) for series, count in wanted.items()}
        entry = next_of(summary_series(ARRIVALS, year)), year
    return PostingPreview(entry, numbers, view.totals.came - sum(wanted.values()))


def _span(series: str, count: int) -> tuple[str, str]:
    first, prefix = next_of(series), prefix_of(series)
    return written_number(prefix, first), written_number(prefix, first + count - 1)
