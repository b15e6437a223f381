"""Deliveries of new books as values: what a batch says, what keeps it from being posted.

Sums are whole tiyn, counts are copies. A posted batch never changes: it is corrected by a
batch of its own that takes it back (domain F1, F2, F10, §2.3).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

SOURCES = ("purchase", "allotted", "gift", "replacement", "exchange", "interschool")
"""Where books come from; text keys `accession.source-<code>`."""
ACCOUNTING = ("inventory", "group", "temporary")
"""How a line is accounted for; text keys `accession.by-<code>`."""
BOOKLET_PAGES = 48
"""Booklets with fewer pages are temporary documents, on no balance (domain F11)."""
MOST_COPIES = 2_000
"""Of one line: more is a slip of the finger."""
MOST_LINES = 1_000
MOST_TIYN = 100_000_000
"""Of one copy: a million tenge."""


@dataclass(frozen=True, slots=True)
class People:
    """Who gave the books and who accepted them: names as they are to stand in acts."""

    giver: str = ""
    chair: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchHead:
    """What the supplier's document says. `document_tiyn` is its total, None when it has
    none; `document_no` empty: the books came without a document."""

    source: str
    arrived_on: date
    supplier: str = ""
    document_no: str = ""
    document_on: date | None = None
    document_tiyn: int | None = None
    people: People = People()
    note: str = ""

    @property
    def by_acceptance(self) -> bool:
        """Whether a commission accepts the books by an act: gifts, and what came without a
        document (domain F9)."""
        return self.source == "gift" or not self.document_no


@dataclass(frozen=True, slots=True)
class LineValues:
    """One title of a delivery. `invoiced` as the document says, `came` as counted; the price
    of one copy. `scanned`: the line was made by scanning, so `invoiced` follows `came`."""

    title_id: int
    invoiced: int
    came: int
    price_tiyn: int
    accounting: str = "inventory"
    place_id: int | None = None
    note: str = ""
    scanned: bool = False


@dataclass(frozen=True, slots=True)
class LineView:
    """A line as it is shown, with its title's facts. `series` and `numbers` (first and last
    as written) are known once it is posted and numbered; `corrected`: a counter-entry took
    it back."""

    line_id: int
    position: int
    values: LineValues
    name: str
    author: str
    volume: str | None
    year: int | None
    isbn: str | None
    item_kind: str
    language: str | None
    grade: int | None
    pages: int | None
    bbk: str | None
    author_mark: str | None
    place: str | None = None
    series: str | None = None
    numbers: tuple[str, str] | None = None
    corrected: bool = False

    @property
    def sum_tiyn(self) -> int:
        """What the copies that came cost."""
        return self.values.came * self.values.price_tiyn


@dataclass(frozen=True, slots=True)
class Totals:
    """Of all lines: copies by the document and as they came, what both cost, how many are
    on the balance and what those cost, how many are not."""

    lines: int = 0
    invoiced: int = 0
    came: int = 0
    invoiced_tiyn: int = 0
    sum_tiyn: int = 0
    on_balance: int = 0
    off_balance: int = 0
    balance_tiyn: int = 0


@dataclass(frozen=True, slots=True)
class ActRef:
    """An act that belongs to a batch."""

    act_id: int
    kind: str
    number: int
    year: int


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as it is shown. `state` draft, posted or cancelled; `entry` number and year in
    the summary book; `corrects` the batch it takes back, `corrected_by` those that take
    back lines of it."""

    batch_id: int
    state: str
    head: BatchHead
    lines: tuple[LineView, ...]
    totals: Totals
    opened_at: datetime
    opened_by: str = ""
    posted_at: datetime | None = None
    posted_by: str = ""
    entry: tuple[int, int] | None = None
    acts: tuple[ActRef, ...] = ()
    corrects: int | None = None
    corrected_by: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One batch of a list."""

    batch_id: int
    state: str
    source: str
    supplier: str
    document_no: str
    document_on: date | None
    arrived_on: date
    titles: int
    copies: int
    sum_tiyn: int
    entry: tuple[int, int] | None = None
    corrects: int | None = None


@dataclass(frozen=True, slots=True)
class PostingReason:
    """Why a batch is not posted: text keys `accession.reason-<code>` and, for what to do
    next, `accession.next-<code>`, both filled with `values`. `confirm`: it is a doubt that
    the librarian may confirm. `line_ids` are the lines it is about, none: the head."""

    code: str
    confirm: bool = False
    line_ids: tuple[int, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NotPosted:
    """Nothing was written; all reasons at once, what may be confirmed last."""

    reasons: tuple[PostingReason, ...]

    @property
    def may_confirm(self) -> bool:
        """Whether only doubts are left."""
        return all(reason.confirm for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class Posted:
    """What was written: the entry of the summary book, the copies, the inventory numbers of
    each series (first and last as written), the acts."""

    batch_id: int
    entry: tuple[int, int]
    copies: int
    sum_tiyn: int
    numbers: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    acts: Sequence[ActRef] = ()
