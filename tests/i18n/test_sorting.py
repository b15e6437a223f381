"""The order of words: 42 Kazakh letters, then Latin; the same bytes on every engine."""

import random

from hypothesis import given
from hypothesis import strategies as st

from i18n.sorting import ALPHABET, sort_key


def ordered(*words: str) -> bool:
    shuffled = list(words)
    random.Random(7).shuffle(shuffled)
    return sorted(shuffled, key=sort_key) == list(words)


def test_the_alphabet_has_forty_two_letters_in_order() -> None:
    assert len(set(ALPHABET)) == 42
    assert ordered(*ALPHABET)
    assert ordered(*ALPHABET.upper())


def test_names_a_russian_order_would_misplace() -> None:
    assert ordered("Иван", "Ұлы", "Үміт", "Һауа", "Цой", "Ыбырай", "Ідіріс", "Эльмира")
    assert ordered("Абай", "Аян", "Әлия", "Батыр")
    assert ordered("Гүл", "Ғабит", "Дана")


def test_latin_follows_cyrillic_and_digits_precede_both() -> None:
    assert ordered("1984", "Абай", "Яна", "Abai", "Zhan")


def test_numbers_count_as_numbers() -> None:
    assert ordered("7А", "7Ә", "7Б", "8А", "10А", "11Ә")


def test_quotes_and_signs_do_not_move_a_title() -> None:
    assert ordered("Абай", "«Абай жолы»", "Абайдың сөзі")
    assert ordered("Ана-жер", "Ана тілі", "Анар")


def test_shorter_first_and_small_letter_first() -> None:
    assert ordered("аба", "Аба", "Абай")


def test_accents_and_other_letters_find_a_place() -> None:
    assert ordered("яр", "їжак", "Emile", "émile", "Emma", "漢字")


def test_decomposed_text_has_the_same_key() -> None:
    assert sort_key("и\u0306од") == sort_key("йод")


@given(st.text(max_size=20), st.text(max_size=20))
def test_keys_are_total_and_differ_for_different_texts(one: str, two: str) -> None:
    import unicodedata

    same = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", two)
    assert same or sort_key(one) != sort_key(two)


@given(st.text(alphabet=ALPHABET, min_size=1, max_size=8), st.text(alphabet=ALPHABET, max_size=8))
def test_words_order_letter_by_letter(one: str, two: str) -> None:
    places = ([ALPHABET.index(letter) for letter in word] for word in (one, two))
    first, second = places
    assert (first < second) == (sort_key(one) < sort_key(two))
