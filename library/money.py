"""Sums of money as people type them: tenge with or without tiyn, commas, points, spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_TIYN = 100_000_000_000_000
"""A thousand milliards of tenge: more is no sum of a school."""

_SPACES = re.compile(r"[\s'’]+")
_UNIT = re.compile(r"(₸|тг\.?|тенге|теңге|kzt)$", re.IGNORECASE)
_SUM = re.compile(r"(\d+)(?:[.,](\d{1,2}))?")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+[.,]\d{2}")


@dataclass(frozen=True, slots=True)
class NoSum:
    """Text key `accession.sum-<code>`: shape (no sum), negative, too-large, too-fine (parts
    of a tiyn)."""

    code: str


def tiyn_of(text: str, most: int = MOST_TIYN) -> int | NoSum:
    """`1 250,50 ₸` is 125050. A comma is a point; `1.250,50` is read as well, `1,250` is
    too fine rather than guessed at."""
    plain = _UNIT.sub("", _SPACES.sub("", text).replace("\u2212", "-"))
    if plain.startswith("-"):
        return NoSum("negative")
    if _GROUPED.fullmatch(plain):
        whole, part = re.sub(r"[.,]", "", plain[:-3]), plain[-2:]
    elif found := _SUM.fullmatch(plain):
        whole, part = found[1], found[2] or ""
    else:
        fine = re.fullmatch(r"\d+[.,]\d{3,}", plain) is not None
        return NoSum("too-fine" if fine else "shape")
    if not (whole + part).isascii() or len(whole) > 15:
        return NoSum("shape" if len(whole) <= 15 else "too-large")
    tiyn = int(whole) * 100 + int(part.ljust(2, "0") or 0)
    return tiyn if tiyn <= most else NoSum("too-large")
