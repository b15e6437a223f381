"""What a printed form is made of, before it is drawn.

    Paper(title="Түгендеу кітабы", school="…", table=PaperTable(...), language="kk")
All texts are ready to print; nothing here knows which form it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

LEFT, RIGHT, CENTRE = "left", "right", "centre"


@dataclass(frozen=True, slots=True)
class PaperColumn:
    """A column: its heading, its share of the width, how its cells stand. Neighbours with
    the same `over` share one heading above theirs."""

    head: str
    share: float
    align: str = LEFT
    over: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One line: a text for each column, sheet by sheet. `strong` for sums."""

    cells: tuple[tuple[str, ...], ...]
    strong: bool = False


@dataclass(frozen=True, slots=True)
class PaperTable:
    """Columns of one sheet, or of facing sheets that hold the same lines; `numbered` puts
    the number of each column under its heading, as the forms have it; `name` stands above
    the table on facing sheets."""

    sheets: tuple[tuple[PaperColumn, ...], ...]
    lines: Sequence[PaperLine]
    numbered: bool = True
    name: str = ""


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: what he is, his name (empty: a longer line to write it)."""

    role: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """The block in the corner: «Бекітемін», who approves, the line for the date."""

    word: str
    role: str
    name: str
    date: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A form. `facts` stand under the title, `basis` is the legal basis in small letters;
    `before` and `after` are paragraphs around the table. `certificate` gives the closing
    certificate for so many sheets; `foot` stands at the foot of every page, `page` is said
    with {n} and {total}; `seal` marks where the seal goes, below the last signature."""

    title: str
    school: str
    language: str
    table: PaperTable | None = None
    facts: Sequence[str] = ()
    basis: str = ""
    approval: Approval | None = None
    before: Sequence[str] = ()
    after: Sequence[str] = ()
    signatures: Sequence[Signature] = ()
    certificate: Callable[[int], Sequence[str]] | None = None
    certificate_signatures: Sequence[Signature] = ()
    seal: str = ""
    landscape: bool = False
    foot: str = ""
    page: str = "{n} / {total}"
    letters: float = field(default=8.5)
    """Size of the letters in the table, in points."""
