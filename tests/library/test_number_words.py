"""Numbers in words: told apart, read back, and right where Russian is crooked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.number_words import MOST, counted, number_in_words, sum_in_words

NUMBERS = st.one_of(st.integers(0, 2000), st.integers(0, MOST))

KAZAKH = {
    "бір": 1, "екі": 2, "үш": 3, "төрт": 4, "бес": 5, "алты": 6, "жеті": 7, "сегіз": 8,
    "тоғыз": 9, "он": 10, "жиырма": 20, "отыз": 30, "қырық": 40, "елу": 50, "алпыс": 60,
    "жетпіс": 70, "сексен": 80, "тоқсан": 90, "нөл": 0,
}  # fmt: skip
KAZAKH_SCALES = {"мың": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}
RUSSIAN_STEMS = {
    "ноль": 0, "одиннадц": 11, "двенадц": 12, "тринадц": 13, "четырнадц": 14, "пятнадц": 15,
    "шестнадц": 16, "семнадц": 17, "восемнадц": 18, "девятнадц": 19, "двадц": 20, "тридц": 30,
    "сорок": 40, "пятьдес": 50, "шестьдес": 60, "семьдес": 70, "восемьдес": 80, "девяност": 90,
    "двест": 200, "трист": 300, "четырест": 400, "пятьсот": 500, "шестьсот": 600,
    "семьсот": 700, "восемьсот": 800, "девятьсот": 900, "сто": 100, "од": 1, "два": 2, "две": 2,
    "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7, "восемь": 8, "девять": 9,
    "десять": 10,
}  # fmt: skip
RUSSIAN_SCALES = {"тысяч": 10**3, "миллион": 10**6, "миллиард": 10**9, "триллион": 10**12}


def read_kazakh(words: str) -> int:
    """The number back from its Kazakh words, by another way than they were made."""
    total = three = 0
    for word in words.split():
        if word in KAZAKH_SCALES:
            total, three = total + three * KAZAKH_SCALES[word], 0
        elif word == "жүз":
            three = three * 100
        else:
            three += KAZAKH[word]
    return total + three


def read_russian(words: str) -> int:
    total = three = 0
    for word in words.split():
        scale = next((size for stem, size in RUSSIAN_SCALES.items() if word.startswith(stem)), 0)
        # миллиард begins like миллион only as far as «милли».
        if scale:
            total, three = total + three * scale, 0
        else:
            three += next(value for stem, value in RUSSIAN_STEMS.items() if word.startswith(stem))
    return total + three


@given(NUMBERS)
def test_kazakh_words_are_read_back_as_the_number(number: int) -> None:
    assert read_kazakh(number_in_words(number, "kk")) == number


@given(NUMBERS, st.sampled_from("mfn"))
def test_russian_words_are_read_back_as_the_number(number: int, gender: str) -> None:
    assert read_russian(number_in_words(number, "ru", gender)) == number


@given(NUMBERS, st.sampled_from(["kk", "ru"]))
def test_words_have_no_doubled_spaces_and_no_digits(number: int, language: str) -> None:
    words = number_in_words(number, language)
    assert words == " ".join(words.split()) and words and not any(map(str.isdigit, words))


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "ноль экземпляров"), (1, "один экземпляр"), (2, "два экземпляра"),
     (5, "пять экземпляров"), (11, "одиннадцать экземпляров"), (14, "четырнадцать экземпляров"),
     (21, "двадцать один экземпляр"), (102, "сто два экземпляра"),
     (1_001, "одна тысяча один экземпляр"), (112_000, "сто двенадцать тысяч экземпляров"),
     (2_000_003, "два миллиона три экземпляра")],
)  # fmt: skip
def test_russian_copies_take_their_form(number: int, words: str) -> None:
    assert counted(number, "ru", "copies") == words


def test_entries_are_feminine_and_titles_neuter_in_russian() -> None:
    assert counted(1, "ru", "lines") == "одна запись"
    assert counted(22, "ru", "lines") == "двадцать две записи"
    assert counted(31, "ru", "titles") == "тридцать одно название"
    assert counted(3, "ru", "sheets") == "три листа"


def test_kazakh_nouns_stay_in_the_singular() -> None:
    assert counted(200, "kk", "copies") == "екі жүз дана"
    assert counted(1, "kk", "sheets") == "бір парақ"


@pytest.mark.parametrize(
    ("tiyn", "kazakh", "russian"),
    [(0, "нөл теңге 00 тиын", "ноль тенге 00 тиын"),
     (1_234_550, "он екі мың үш жүз қырық бес теңге 50 тиын",
      "двенадцать тысяч триста сорок пять тенге 50 тиын"),
     (-105, "минус бір теңге 05 тиын", "минус один тенге 05 тиын")],
)  # fmt: skip
def test_sums_stand_in_tenge_and_tiyn(tiyn: int, kazakh: str, russian: str) -> None:
    assert sum_in_words(tiyn, "kk") == kazakh
    assert sum_in_words(tiyn, "ru") == russian


def test_what_has_no_words_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        number_in_words(MOST + 1, "kk")
    with pytest.raises(ValueError, match="no words"):
        number_in_words(1, "en")
