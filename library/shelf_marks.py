"""Shelf marks as they stand on spines: the author mark made plain and doubted.

Letters that only look Cyrillic are put right, for they come from a keyboard left in Latin.
"""

from __future__ import annotations

import re
import unicodedata

from library.bbk import odd_index as odd_index

_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYIaceopxyi", "АВСЕНКМОРТХУІасеорхуі")
_MARK = re.compile(r"[^\W\d_][ -]?\d{1,3}[^\W\d_]?")


def plain_mark(text: str) -> str:
    """The mark with Latin look-alikes as Cyrillic letters and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_LOOK_ALIKE).split())


def odd_author_mark(mark: str) -> bool:
    """Whether a plain author mark is not a letter with its number (`Ә 93`, `Ч-56`)."""
    return bool(mark) and _MARK.fullmatch(mark) is None
