"""Shelf marks as they stand on spines: BBK index and author mark, made plain and doubted.

Schools write indexes in many ways (domain §4.1): what looks odd is a warning, never a
mistake. Letters that only look Cyrillic are put right, for they come from a keyboard left
in Latin.
"""

from __future__ import annotations

import re
import unicodedata

_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYIaceopxyi", "АВСЕНКМОРТХУІасеорхуі")
_INDEX = re.compile(
    r"[1-9]\d?(\.\d+)*[^\W\d_]{0,4}(\([^()]+\))*\d?(\.\d+)*(я\d+)?(\s?[^\W\d_]{1,3})?"
)
_MARK = re.compile(r"[^\W\d_][ -]?\d{1,3}[^\W\d_]?")


def plain_mark(text: str) -> str:
    """The mark with Latin look-alikes as Cyrillic letters and single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_LOOK_ALIKE).split())


def odd_index(bbk: str) -> bool:
    """Whether a plain BBK index looks unlike the usual ones."""
    return bool(bbk) and _INDEX.fullmatch(bbk) is None


def odd_author_mark(mark: str) -> bool:
    """Whether a plain author mark is not a letter with its number (`Ә 93`, `Ч-56`)."""
    return bool(mark) and _MARK.fullmatch(mark) is None
