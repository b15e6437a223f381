"""Folded text for searching: what a reader types meets what a record holds.

`search_key` keeps the Kazakh letters; `fold` turns them into the letters of a Russian
keyboard, so that typed «ауезов» finds «Әуезов». Fold both sides, or neither.
SQLite folds ASCII only, therefore both keys are made here and stored.
"""

from __future__ import annotations

import unicodedata

_SAME = str.maketrans({"ё": "е", "ə": "ә"})
_BASE = str.maketrans("әғқңөұүһі", "агкноуухи")


def search_key(text: str) -> str:
    """NFC, small letters, ё as е, one space between words; keeps Kazakh letters.

    The Latin schwa (ə, U+0259), which looks like ә and comes with pasted text, becomes ә.
    """
    normal = unicodedata.normalize("NFC", text).casefold()
    return " ".join(unicodedata.normalize("NFC", normal).translate(_SAME).split())


def fold(text: str) -> str:
    """`search_key` with the nine Kazakh letters as their Russian look-alikes."""
    return search_key(text).translate(_BASE)


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in their order: runs of letters and digits."""
    spaced = "".join(sign if sign.isalnum() else " " for sign in fold(text))
    return tuple(spaced.split())
