"""Under which word a book stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.entry_word import Entry, Under, entry_of

CASES = {
    "one author": (("Абай жолы", "Әуезов М."), "Әуезов", "author"),
    "initials first": (("Алгебра", "Ә. Шыныбеков, Д. Шыныбеков, Р. Жұмабаев"), "Шыныбеков",
                       "author"),
    "four authors": (("Алгебра: оқулық", "А. Әбілқасымова, Т. Кучер, В. Корчевский, З. Жұмағұлова"),
                     "Алгебра", "title"),
    "and others": (("Химия", "Оспанова М. және т.б."), "Химия", "title"),
    "и др.": (("Химия", "Оспанова М. [и др.]"), "Химия", "title"),
    "with a comma": (("Абай жолы", "Әуезов, М."), "Әуезов", "author"),
    "no author": (("«Қобыланды батыр»: жыр", ""), "Қобыланды", "title"),
    "a compiler is no author": (("Мақал-мәтелдер", "Құраст. Т. Ахметов"), "Мақал-мәтелдер",
                                "title"),
    "a dictionary": (("Англо-русский словарь", "Мюллер В. К."), "Англо-русский", "title"),
    "an epic": (("Алпамыс батыр", "Жыршы С.", "82.3(5Қаз)"), "Алпамыс", "title"),
    "a Latin article": (("The Hobbit", ""), "Hobbit", "title"),
    "an article in quotes": (("“A Wizard of Earthsea”", ""), "Wizard", "title"),
    "a German article": (("Die Leiden", "", None, "de"), "Leiden", "title"),
    "no German article in English": (("Die Hard", "", None, "en"), "Die", "title"),
    "Абай by his name": (("Қара сөздер", "Абай (Құнанбайұлы И.)"), "Абай", "author"),
    "Абай by his surname": (("Қара сөздер", "Құнанбаев Абай"), "Абай", "author"),
    "another Құнанбаев": (("Ән", "Құнанбаев С."), "Құнанбаев", "author"),
    "a particle": (("Кішкентай ханзада", "де Сент-Экзюпери А."), "Сент-Экзюпери", "author"),
    "about a writer": (("Хакім Абай", "Есім Ғ.", None, None, "Абай"), "Абай", "hand"),
    "a letter for a name": (("Өлеңдер", "Ж."), "Ж", "author"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_rules(case: str) -> None:
    said, word, under = CASES[case]
    found = entry_of(*said)
    assert found is not None and (found.word, found.under) == (word, under)


@pytest.mark.parametrize("said", [("", ""), ("100 жыл", ""), ("«»", "123"), ("…", "–")])
def test_what_has_no_word_has_none(said: tuple[str, str]) -> None:
    assert entry_of(*said) is None


@pytest.mark.parametrize(
    ("author", "heading"),
    [("Толстой Л. Н.", "Толстой Л."), ("Толстой Лев Николаевич", "Толстой Л."),
     ("Л. Н. Толстой", "Толстой Л."), ("Толстой, Л.Н.", "Толстой Л."), ("Толстой А.", "Толстой А."),
     ("Абай (Құнанбайұлы И.)", "Абай"), ("Мұртаза", "Мұртаза")],
)  # fmt: skip
def test_what_is_remembered_tells_namesakes_apart(author: str, heading: str) -> None:
    found = entry_of("Кітап", author)
    assert found is not None and found.heading == heading


TEXTS = st.text(max_size=80) | st.text("АБӘқң.,; -«»'()[]12thea\n", max_size=60)


@given(TEXTS, TEXTS, st.sampled_from([None, "kk", "ru", "en", "fr", "de", "?"]), TEXTS)
@settings(max_examples=1500, deadline=None)
def test_nothing_breaks_it_and_the_same_book_has_the_same_word(
    name: str, author: str, language: str | None, by_hand: str
) -> None:
    found = entry_of(name, author, None, language, by_hand)
    assert found == entry_of(name, author, None, language, by_hand)
    if found is not None:
        assert isinstance(found, Entry) and found.word[0].isalpha() and found.heading
        assert found.under in set(Under)
