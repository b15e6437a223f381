"""The stock a school starts with, as the first line of its summary book: what adds up.

The librarian copies it from the last pages of the paper books; a slip of the pen there
would stay in every total for years, so each group of columns must give the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from library.registers import Amount, CellKey, SummaryAmounts
from library.summary_cells import GROUPS

MOST_COPIES = 10_000_000


@dataclass(frozen=True, slots=True)
class OpeningBalance:
    """What there was on a day. `counts` are copies by cell of every group; `kind_sums` tiyn
    by kind (nobody keeps sums by content or language)."""

    opened_on: date
    copies: int
    sum_tiyn: int
    off_balance: int = 0
    counts: Mapping[CellKey, int] = field(default_factory=dict)
    kind_sums: Mapping[str, int] = field(default_factory=dict)
    note: str = ""

    def amounts(self) -> SummaryAmounts:
        """As an entry of the summary book has it; empty cells are left out."""
        cells = {
            (group, cell): Amount(
                self.counts.get((group, cell), 0),
                self.kind_sums.get(cell, 0) if group == "kind" else 0,
            )
            for group, members in GROUPS.items() for cell in members
        }  # fmt: skip
        filled = {key: amount for key, amount in cells.items() if amount != Amount()}
        total = Amount(self.copies, self.sum_tiyn)
        return SummaryAmounts(total, self.copies - self.off_balance, self.off_balance, filled)


@dataclass(frozen=True, slots=True)
class DoesNotAddUp:
    """Text key `register.opening-<code>`: kind, content, language (copies of the group are
    not the total), pedagogy (more than social and humanities, which
    hold it), kind-sum, off-balance (more than there are), date (not yet), nothing.
    `found` and `wanted` say both numbers; sums in tiyn."""

    code: str
    found: int = 0
    wanted: int = 0


def faults_of(balance: OpeningBalance, today: date) -> tuple[DoesNotAddUp, ...]:
    """Everything that does not add up, at once."""
    faults = []
    if balance.opened_on > today:
        faults.append(DoesNotAddUp("date"))
    if balance.copies <= 0:
        faults.append(DoesNotAddUp("nothing"))
    if balance.off_balance > balance.copies:
        faults.append(DoesNotAddUp("off-balance", balance.off_balance, balance.copies))
    for group, members in GROUPS.items():
        found = sum(balance.counts.get((group, cell), 0) for cell in members)
        if found != balance.copies:
            faults.append(DoesNotAddUp(group, found, balance.copies))
    social = balance.counts.get(("content", "social"), 0)
    if social < 0:
        pedagogy = balance.counts.get(("content", "pedagogy"), 0)
        faults.append(DoesNotAddUp("pedagogy", pedagogy, social + pedagogy))
    sums = sum(balance.kind_sums.values())
    if sums != balance.sum_tiyn:
        faults.append(DoesNotAddUp("kind-sum", sums, balance.sum_tiyn))
    return tuple(faults)
