"""Sums of money as people here write them: «12 345,50 ₸» from whole tiyn."""

from __future__ import annotations

THIN, SIGN = "\u00a0", "₸"


def written_sum(tiyn: int, sign: bool = True) -> str:
    """`1234550` as «12 345,50 ₸», with spaces that do not break; `sign=False` for columns
    whose heading names the unit. A minus stands before the number."""
    tenge, rest = divmod(abs(tiyn), 100)
    groups = f"{tenge:,}".replace(",", THIN)
    said = f"{'−' if tiyn < 0 else ''}{groups},{rest:02d}"
    return f"{said}{THIN}{SIGN}" if sign else said
