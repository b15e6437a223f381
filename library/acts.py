"""Which acts a delivery makes, and what stands in them (domain F9)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from library.accession import BatchHead, LineView
from library.inventory_book import author_title


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of an act: counts before and after, one price."""

    author_title: str
    year: int | None
    before: int
    after: int
    price_tiyn: int
    inventory_no: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class DraftAct:
    """An act that has no number yet. Of a difference `copies` and sum are what came more
    than the document says, so less than nothing when books are missing."""

    kind: str
    copies: int
    sum_tiyn: int
    lines: tuple[DraftLine, ...]


def acts_of(head: BatchHead, lines: Sequence[LineView]) -> tuple[DraftAct, ...]:
    """Acceptance of gifts and of what came without a document; difference where not all
    came that the document says, or more."""
    found: list[DraftAct] = []
    if head.by_acceptance:
        came = [line for line in lines if line.values.came]
        found.append(_act("acceptance", [_line(each, 0, each.values.came) for each in came]))
    unlike = [line for line in lines if line.values.came != line.values.invoiced]
    if unlike:
        found.append(_act("difference", [
            _line(each, each.values.invoiced, each.values.came) for each in unlike
        ]))  # fmt: skip
    return tuple(found)


def correction_act(lines: Sequence[LineView]) -> DraftAct:
    """What a counter-entry takes back: all copies of these lines."""
    return _act("correction", [_line(each, each.values.came, 0) for each in lines])


def _line(line: LineView, before: int, after: int) -> DraftLine:
    return DraftLine(
        author_title(line.author, line.name, line.volume), line.year, before, after,
        line.values.price_tiyn, written_run(line.numbers), line.values.note,
    )  # fmt: skip


def _act(kind: str, lines: Sequence[DraftLine]) -> DraftAct:
    return DraftAct(
        kind, sum(each.after - each.before for each in lines),
        sum((each.after - each.before) * each.price_tiyn for each in lines), tuple(lines),
    )  # fmt: skip


def written_run(numbers: tuple[str, str] | None) -> str | None:
    """`17–36`, or one number alone; None without numbers."""
    if numbers is None:
        return None
    first, last = numbers
    return first if first == last else f"{first}–{last}"
