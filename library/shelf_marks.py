"""Shelf marks as they stand on spines: the author mark made plain and doubted.

Letters that only look Cyrillic are put right, for they come from a keyboard left in Latin.
"""

from __future__ import annotations

import re
import unicodedata

from library.bbk import odd_index as odd_index

_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYIaceopxyi", "АВСЕНКМОРТХУІасеорхуі")
_LATIN = re.compile(r"[A-Za-z]")
_CLOSE = re.compile(r"([^\W\d_])(\d{1,4})")
_MARK = re.compile(r"[^\W\d_][ -]?\d{1,4}[^\W\d_]?")


def plain_mark(text: str) -> str:
    """The mark with Latin look-alikes as Cyrillic letters and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_LOOK_ALIKE).split())


def plain_author_mark(text: str, entry_word: str = "") -> str:
    """The author mark with its space (`Ә82` is `Ә 82`); under a Latin entry word its letter
    stays Latin."""
    latin = bool(_LATIN.match(entry_word))
    said = " ".join(unicodedata.normalize("NFC", text).split()) if latin else plain_mark(text)
    found = _CLOSE.fullmatch(said)
    return f"{found[1].upper()} {found[2]}" if found else said[:1].upper() + said[1:]


def odd_author_mark(mark: str) -> bool:
    """Whether a plain author mark is not a letter with its number (`Ә 93`, `Ч-56`)."""
    return bool(mark) and _MARK.fullmatch(mark) is None
