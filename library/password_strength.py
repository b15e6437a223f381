"""How hard a password is to guess: a small, honest estimate for people who choose one.

Counted is what an attacker would not try first: length, kinds of signs, nothing that stands
on everybody's list, no names of this school. NIST SP 800-63B counts length first, too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import IntEnum

SHORTEST = 8
LONGEST = 1000

# What people take when a form asks for eight signs; compared in small Latin letters.
_COMMON = (
    "password", "parol", "qwerty", "qazwsx", "asdfgh", "zxcvbn", "12345", "54321", "abc123",
    "admin", "kitap", "kitaphana", "library", "biblioteka", "mektep", "school", "letmein",
    "welcome", "iloveyou", "kazakhstan", "qazaqstan", "almaty", "astana", "kyzylorda", "2024",
    "2025", "2026", "2027", "пароль", "йцукен", "құпиясөз", "кітап", "мектеп", "библиотека",
    "школа", "казахстан", "қазақстан", "астана", "алматы", "қызылорда",
)  # fmt: skip
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm",
         "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "абвгдежзийклмнопрст")  # fmt: skip


class Strength(IntEnum):
    """TOO_SHORT and WEAK are refused."""

    TOO_SHORT = 0
    WEAK = 1
    FAIR = 2
    STRONG = 3


def strength(password: str, about: Iterable[str] = ()) -> Strength:
    """The strength of a password; `about` are words near at hand: login, names, the school."""
    if len(password) < SHORTEST:
        return Strength.TOO_SHORT
    rest = _without_guesses(_plain(password), about)
    kinds = len({_kind(sign) for sign in password})
    worth = len(rest) + 2 * (kinds - 1)
    if worth < SHORTEST or len(set(password)) < 5:
        return Strength.WEAK
    return Strength.STRONG if worth >= 2 * SHORTEST else Strength.FAIR


def is_enough(password: str, about: Iterable[str] = ()) -> bool:
    """Whether an account may have it."""
    return strength(password, about) >= Strength.FAIR


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


def _kind(sign: str) -> str:
    if sign.isdigit():
        return "digit"
    if sign.isalpha():
        return "capital" if sign.isupper() else "letter"
    return "sign"


def _without_guesses(text: str, about: Iterable[str]) -> str:
    """What is left when everything easily guessed counts as one sign."""
    near = [word for each in about for word in _plain(each).split() if len(word) > 2]
    for word in sorted({*_COMMON, *near}, key=len, reverse=True):
        text = text.replace(word, "\0")
    return _without_runs(text)


def _without_runs(text: str) -> str:
    """`aaaa`, `3456` and `qwer` count as their first sign."""
    kept = ""
    for place, sign in enumerate(text):
        before = text[place - 1] if place else ""
        if before and (sign == before or _neighbours(before, sign)):
            continue
        kept += sign
    return kept


def _neighbours(first: str, second: str) -> bool:
    return any(first + second in row or second + first in row for row in _ROWS)
