"""The library-bibliographic classification as schools write it: made plain, doubted, placed.

Indexes are written in many ways (domain §4.1): what looks odd is a warning, never a
mistake. Letters that only look Cyrillic, and letters typed for digits, are put right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_LOOK_ALIKE = str.maketrans("ABCEHKMOPTXYIaceopxyi", "АВСЕНКМОРТХУІасеорхуі")
_DIGIT_ALIKE = str.maketrans("ОоЗзб", "00336")
_FOR_DIGIT = re.compile(r"(?<=[\d.()])[ОоЗзб](?![^\W\d_])")
_GAPS = re.compile(r"\s*([().=:])\s*")
_INDEX = re.compile(
    r"[^\W\d_]?[1-9]\d?(\.\d+)*[^\W\d_]{0,4}(\([^()]+\))*\d?(\.\d+)*([-.]\d+)*(\s?я\d+)?"
    r"(\s?[^\W\d_]{1,3})?|[^\W\d_]"
)
_TERRITORY = str.maketrans("әғқңөұүһі", "агкноуухи")
SCIENTIFIC = {
    "А": "1", "Б": "20", "В": "22", "Г": "24", "Д": "26", "Е": "28", "Ж": "3", "З": "3",
    "И": "3", "К": "3", "Л": "3", "М": "3", "Н": "3", "О": "3", "П": "4", "Р": "5", "С": "60",
    "Т": "63", "У": "65", "Ф": "66", "Х": "67", "Ц": "68", "Щ": "85", "Э": "86", "Ю": "87",
    "Я": "9",
}  # fmt: skip
"""Letters of the scientific tables as divisions of the tables for mass libraries (domain
§4.1). Ч and Ш are left out: each of them holds several."""


@dataclass(frozen=True, slots=True)
class Division:
    """A division of the table. `content` is its column in the summary book (`natural`,
    `applied`, `social`, `pedagogy`, `fiction`), `diary` that of the work diary; empty for
    form divisions such as `я72`. `own`: the library added or changed it."""

    code: str
    level: int
    content: str
    diary: str
    kk: str
    ru: str
    en: str
    own: bool = False

    def name(self, lang: str) -> str:
        """Its name in a language."""
        return {"kk": self.kk, "ru": self.ru}.get(lang, self.en)


CONTENTS = ("natural", "applied", "social", "pedagogy", "fiction")
"""The columns of the summary book by content (domain F2)."""
DIARY = (
    "2", "3-5", "6", "70-73,76-79", "74", "75", "80-83", "84", "85", "86-88", "9", "children",
)  # fmt: skip
"""The columns of the work diary by content (domain F6)."""


def plain_index(text: str) -> str:
    """The index with look-alikes put right (`84(5Kaз)6`, `63.3(О)`) and no stray spaces."""
    plain = " ".join(unicodedata.normalize("NFC", text).translate(_LOOK_ALIKE).split())
    plain = _GAPS.sub(r"\1", plain)
    return _FOR_DIGIT.sub(lambda found: found[0].translate(_DIGIT_ALIKE), plain)


def odd_index(bbk: str) -> bool:
    """Whether a plain index looks unlike the usual ones."""
    return bool(bbk) and _INDEX.fullmatch(bbk) is None


def content_group(bbk: str | None, divisions: Iterable[Division]) -> str:
    """The column of the summary book, by the longest division the index begins with; empty
    when no division knows it."""
    found = division_of(bbk, [each for each in divisions if each.content])
    return found.content if found else ""


def diary_group(bbk: str | None, divisions: Iterable[Division]) -> str:
    """The column of the work diary, in the same way."""
    found = division_of(bbk, [each for each in divisions if each.diary])
    return found.diary if found else ""


def division_of(bbk: str | None, divisions: Iterable[Division]) -> Division | None:
    """The longest division that the index begins with. `(5Каз)` is `(5Қаз)`; an index of the
    scientific tables (`В22`) is looked up by its letter when nothing else fits."""
    index = folded_index(bbk or "")
    if not index:
        return None
    kept = [(folded_index(each.code), each) for each in divisions]
    letter = SCIENTIFIC.get(plain_index(bbk or "")[:1], "")
    for tried in (index, letter):
        fits = [pair for pair in kept if tried and tried.startswith(pair[0]) and pair[0]]
        if fits:
            return max(fits, key=lambda pair: len(pair[0]))[1]
    return None


@lru_cache(4096)
def folded_index(bbk: str) -> str:
    """The index as it is compared: small letters, Kazakh ones as their Russian pairs."""
    return plain_index(bbk).casefold().translate(_TERRITORY).replace(" ", "")
