"""International standard book numbers: read as people type them, checked, never refused.

Many printed books carry a wrong check digit (domain §6): a wrong one is a warning.
"""

from __future__ import annotations

_HYPHENS = str.maketrans("", "", "-‐‑‒–— \u00a0")
_X = str.maketrans("хХx", "XXX")
"""A Cyrillic Х looks like the Latin one that ends an old number."""


def bare_isbn(text: str) -> str | None:
    """The thirteen or ten signs without hyphens; None when the text is no such number.
    The check digit is not looked at."""
    bare = text.translate(_HYPHENS).removeprefix("ISBN").lstrip(":").translate(_X)
    if not bare.isascii():
        return None
    if len(bare) == 13 and bare.isdigit() and bare.startswith(("978", "979")):
        return bare
    if len(bare) == 10 and bare[:9].isdigit() and (bare[9].isdigit() or bare[9] == "X"):
        return bare
    return None


def is_right(bare: str) -> bool:
    """Whether the check digit of a bare number fits."""
    if len(bare) == 13:
        return sum(int(sign) * (3 if n % 2 else 1) for n, sign in enumerate(bare)) % 10 == 0
    values = [10 if sign == "X" else int(sign) for sign in bare]
    return sum(value * (10 - n) for n, value in enumerate(values)) % 11 == 0


def both_forms(bare: str) -> tuple[str, ...]:
    """The number in its form of ten and of thirteen signs: a book from before 2007 is
    scanned in the new form and was entered in the old one."""
    if len(bare) == 10:
        return bare, _thirteen("978" + bare[:9])
    if bare.startswith("978"):
        return bare, _ten(bare[3:12])
    return (bare,)


def _thirteen(twelve: str) -> str:
    total = sum(int(sign) * (3 if n % 2 else 1) for n, sign in enumerate(twelve))
    return twelve + str(-total % 10)


def _ten(nine: str) -> str:
    total = sum(int(sign) * (10 - n) for n, sign in enumerate(nine))
    last = -total % 11
    return nine + ("X" if last == 10 else str(last))
