"""Search keys: what is typed without Kazakh letters finds what is written with them."""

from hypothesis import given
from hypothesis import strategies as st

from i18n.searching import fold, search_key, words


def test_a_russian_keyboard_finds_a_kazakh_name() -> None:
    assert fold("Әуезов") == fold("ауезов")
    assert fold("Құнанбайұлы") == "кунанбайулы"
    assert fold("Ғабит Мүсірепов") == "габит мусирепов"


def test_search_key_keeps_kazakh_letters_and_joins_yo() -> None:
    assert search_key("Ёлка ӘЛІППЕ") == "елка әліппе"


def test_decomposed_and_untidy_text_is_the_same_text() -> None:
    assert search_key("  Е\u0308лка\t и\u0306од ") == "елка йод"
    assert search_key("\u018fлия") == search_key("Әлия")


def test_words_of_a_title() -> None:
    assert words("«Абай жолы». 1-том") == ("абай", "жолы", "1", "том")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)
    assert fold(fold(text)) == fold(text)
