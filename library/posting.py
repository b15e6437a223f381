"""What keeps a delivery from being posted: every reason at once, each with its next step.

Some stop it; others are doubts that the librarian confirms, because papers that come with
books are often incomplete (domain F1, F2, F9–F11).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from library.accession import (
    BOOKLET_PAGES,
    MOST_COPIES,
    MOST_TIYN,
    BatchHead,
    LineView,
    PostingReason,
    Totals,
)
from library.catalogue import ItemKind
from library.tenge import written_sum

BY_DOCUMENT = ("purchase", "allotted")
"""Sources that always come with a document."""
MANY_COPIES = 300
"""Of one title: more than a school's grade needs, so it is asked."""
HIGH_TIYN = 5_000_000
"""50,000 tenge for one copy: rarely so, so it is asked."""
_LEAST_MEMBERS = 2
"""Of a commission beside its chair (domain F9: 2–3)."""
_NAMED = 5


@dataclass(frozen=True, slots=True)
class PostingFacts:
    """What the library knows. `clashes` by series: numbers to be given that an old copy has
    already; `begun` the series whose first number was given; `posted_before` whether a
    posted batch has the same supplier, number and date; `serials_left` for labels."""

    today: date
    clashes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    begun: frozenset[str] = frozenset()
    posted_before: bool = False
    serials_left: int = 10**8


def totals_of(lines: Sequence[LineView]) -> Totals:
    """The totals of a batch."""
    on = [line for line in lines if line.values.accounting != "temporary"]
    came = sum(line.values.came for line in lines)
    balance = sum(line.values.came for line in on)
    return Totals(
        len(lines), sum(line.values.invoiced for line in lines), came,
        sum(line.values.invoiced * line.values.price_tiyn for line in lines),
        sum(line.sum_tiyn for line in lines), balance, came - balance,
        sum(line.sum_tiyn for line in on),
    )  # fmt: skip


def reasons_against(
    head: BatchHead, lines: Sequence[LineView], facts: PostingFacts
) -> tuple[PostingReason, ...]:
    """All that speaks against posting, what stops it first, then doubts."""
    found = [*_of_head(head, facts), *_of_people(head), *_of_lines(head, lines),
             *_of_sums(head, lines), *_of_numbers(lines, facts)]  # fmt: skip
    return tuple(sorted(found, key=lambda reason: reason.confirm))


def _stop(code: str, lines: Sequence[LineView] = (), **values: object) -> PostingReason:
    return PostingReason(code, False, tuple(line.line_id for line in lines), values)


def _ask(code: str, lines: Sequence[LineView] = (), **values: object) -> PostingReason:
    return PostingReason(code, True, tuple(line.line_id for line in lines), values)


def _of_head(head: BatchHead, facts: PostingFacts) -> Iterator[PostingReason]:
    if head.source in BY_DOCUMENT:
        if not head.document_no:
            yield _stop("no-document")
        elif head.document_on is None:
            yield _stop("no-document-date")
        if not head.supplier:
            yield _ask("no-supplier")
    if head.document_on is not None and head.document_on > facts.today:
        yield _stop("document-in-future", day=head.document_on)
    if head.arrived_on > facts.today:
        yield _stop("arrived-in-future", day=head.arrived_on)
    elif head.document_on is not None and head.arrived_on < head.document_on:
        yield _ask("arrived-before-document", day=head.document_on)
    if facts.posted_before:
        yield _ask("document-posted-before", document=head.document_no)


def _of_people(head: BatchHead) -> Iterator[PostingReason]:
    if not head.by_acceptance:
        return
    people = head.people
    if not people.chair or not people.members:
        yield _stop("no-commission")
    elif len(people.members) < _LEAST_MEMBERS:
        yield _ask("small-commission", count=len(people.members))
    if not people.giver and head.source == "gift":
        yield _ask("no-giver")


def _of_lines(head: BatchHead, lines: Sequence[LineView]) -> Iterator[PostingReason]:
    if not lines:
        yield _stop("no-lines")
        return
    if not any(line.values.came > 0 for line in lines):
        yield _stop("nothing-came")
    free = [line for line in lines if line.values.accounting != "temporary"
            and line.values.price_tiyn == 0 and line.values.came]  # fmt: skip
    if free and head.by_acceptance:
        yield _stop("no-price", free, count=len(free))
    elif free:
        yield _ask("price-nothing", free, count=len(free))
    for code, stops, odd in _ODD_LINES:
        unlike = [line for line in lines if odd(line)]
        if unlike:
            yield (_stop if stops else _ask)(code, unlike, count=len(unlike))
    counted = Counter((line.values.title_id, line.values.price_tiyn) for line in lines)
    twice = [line for line in lines if counted[line.values.title_id, line.values.price_tiyn] > 1]
    if twice:
        yield _ask("title-twice", twice, count=len(twice))


def _absurd_count(line: LineView) -> bool:
    return not (0 <= line.values.came <= MOST_COPIES and 0 <= line.values.invoiced <= MOST_COPIES)


def _absurd_price(line: LineView) -> bool:
    return not 0 <= line.values.price_tiyn <= MOST_TIYN


def _no_mark(line: LineView) -> bool:
    return line.values.accounting == "inventory" and not (line.bbk and line.author_mark)


def _no_grade(line: LineView) -> bool:
    return line.item_kind == ItemKind.TEXTBOOK and line.grade is None


def _booklet(line: LineView) -> bool:
    few = line.pages is not None and line.pages < BOOKLET_PAGES
    return few and line.values.accounting == "inventory" and line.item_kind != ItemKind.TEXTBOOK


def _no_booklet(line: LineView) -> bool:
    many = line.pages is not None and line.pages >= BOOKLET_PAGES
    return many and line.values.accounting == "temporary"


_ODD_LINES: tuple[tuple[str, bool, Callable[[LineView], bool]], ...] = (
    ("absurd-count", True, _absurd_count),
    ("absurd-price", True, _absurd_price),
    ("many-copies", False, lambda line: MANY_COPIES < line.values.came <= MOST_COPIES),
    ("high-price", False, lambda line: HIGH_TIYN < line.values.price_tiyn <= MOST_TIYN),
    ("no-shelf-mark", False, _no_mark),
    ("no-grade", False, _no_grade),
    ("booklet", False, _booklet),
    ("no-booklet", False, _no_booklet),
)
"""Code, whether it stops, which lines are so."""


def _of_sums(head: BatchHead, lines: Sequence[LineView]) -> Iterator[PostingReason]:
    unlike = [line for line in lines if line.values.came != line.values.invoiced]
    if unlike:
        short = sum(max(line.values.invoiced - line.values.came, 0) for line in unlike)
        over = sum(max(line.values.came - line.values.invoiced, 0) for line in unlike)
        yield _ask("difference", unlike, missing=short, surplus=over)
    says = totals_of(lines).invoiced_tiyn
    if lines and head.document_tiyn is not None and head.document_tiyn != says:
        yield _ask(
            "sum-differs", (), document=written_sum(head.document_tiyn), counted=written_sum(says),
            difference=written_sum(says - head.document_tiyn),
        )  # fmt: skip


def _of_numbers(lines: Sequence[LineView], facts: PostingFacts) -> Iterator[PostingReason]:
    for series, numbers in facts.clashes.items():
        if numbers:
            # A series that has begun cannot jump: the double is noted, or the old copy's
            # number put right.
            settled = series in facts.begun
            yield PostingReason(
                "number-taken" if settled else "start-taken", settled,
                values={"numbers": ", ".join(numbers[:_NAMED]), "count": len(numbers)},
            )  # fmt: skip
    if sum(max(line.values.came, 0) for line in lines) > facts.serials_left:
        yield _stop("no-serials", count=facts.serials_left)
