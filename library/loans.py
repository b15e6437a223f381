"""A loan as the rules see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class LoanFacts:
    """One open loan. `lent_at` is aware UTC; `renewals` counts those made so far;
    `item_kind` is the value of `ItemKind`, kept as text to avoid a circle."""

    loan_id: int
    copy_id: int
    title_id: int
    reader_id: int
    item_kind: str
    lent_at: datetime
    due_on: date
    renewals: int = 0
    station_id: int | None = None
