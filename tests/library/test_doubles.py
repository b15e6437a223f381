"""Which two records may be one person."""

from __future__ import annotations

from datetime import date

import pytest

from i18n.searching import fold, words
from library.doubles import Entered, may_be_one, possible_doubles

BORN, OTHER = date(2012, 2, 2), date(2010, 1, 1)


def entered(number: int, name: str, born_on: date | None = None) -> Entered:
    surname, given_name = name.split()[:2]
    return Entered(number, fold(surname), fold(given_name), frozenset(words(name)), born_on)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Серік Әлия", None), ("Серик Алия", None)),
        (("Серік Әлия", None), ("Әлия Серік", None)),
        (("Серік Әлия", BORN), ("Серік Әлия Болатқызы", None)),
        (("Ахметов Дәулет", BORN), ("Ахмет Дәулет", BORN)),
        (("Ахмет Айша", BORN), ("Ахметқызы Айша Серікқызы", BORN)),
    ],
)
def test_two_records_that_may_be_one(
    one: tuple[str, date | None], other: tuple[str, date | None]
) -> None:
    pair = [entered(1, *one), entered(2, *other)]
    assert may_be_one(*pair) and may_be_one(*reversed(pair))
    assert list(possible_doubles(reversed(pair))) == [(1, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Серік Әлия", BORN), ("Серік Әлия", OTHER)),
        (("Серік Әлия Болатқызы", None), ("Серік Әлия Ерланқызы", None)),
        (("Ахметов Дәулет", None), ("Ахмет Дәулет", None)),
        (("Ахметов Дәулет", BORN), ("Ахметова Дана", BORN)),
        (("Оспан Дана", BORN), ("Есен Дана", BORN)),
    ],
)
def test_two_people(one: tuple[str, date | None], other: tuple[str, date | None]) -> None:
    pair = [entered(1, *one), entered(2, *other)]
    assert not may_be_one(*pair)
    assert list(possible_doubles(pair)) == []
