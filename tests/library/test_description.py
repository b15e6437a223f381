"""Descriptions in the order of ГОСТ 7.1-2003."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.author_names import AuthorName, authors_of, authors_text
from library.description import DescribedTitle, described, hyphened

FULL = DescribedTitle(
    "Абай жолы", "Әуезов М. О.", "роман-эпопея", "1-кітап", "Мұхтар Әуезов", "2-бас.", "Алматы",
    "Жазушы", 2007, 496, "Қазақ прозасы", "9786010709676", "kk",
)  # fmt: skip
BARE = DescribedTitle("Ертегілер")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (FULL, "Әуезов, М. О. Абай жолы : роман-эпопея. 1-кітап / Мұхтар Әуезов. – 2-бас. – "
               "Алматы : Жазушы, 2007. – 496 б. – (Қазақ прозасы). – ISBN 978-601-07-0967-6."),
        (BARE, "Ертегілер."),
        (DescribedTitle("Капитанская дочка", "Пушкин, А.С.", place="Москва", publisher="Эксмо",
                        year=2010, pages=160, language="ru"),
         "Пушкин, А. С. Капитанская дочка / А. С. Пушкин. – Москва : Эксмо, 2010. – 160 с."),
        (DescribedTitle("Алгебра", "Әбілқасымова А., Кучер Т., Корчевский В.", year=2021,
                        language="kk"),
         "Әбілқасымова, А. Алгебра / А. Әбілқасымова, Т. Кучер, В. Корчевский. – 2021."),
        (DescribedTitle("Алгебра", "Әбілқасымова А., Кучер Т., Корчевский В., Жұмағұлова З.",
                        publisher="Мектеп", year=2021, language="kk"),
         "Алгебра / А. Әбілқасымова [және т. б.]. – Мектеп, 2021."),
        (DescribedTitle("Химия", "Иванов И. и др.", place="Алматы", language="ru"),
         "Химия / И. Иванов [и др.]. – Алматы."),
        (DescribedTitle("Кто виноват?", "Герцен А. И.", edition="3-е изд.", language="ru"),
         "Герцен, А. И. Кто виноват? / А. И. Герцен. – 3-е изд."),
        (DescribedTitle("Сказки", "Братья Гримм", pages=90, language="ru"),
         "Братья Гримм. Сказки / Братья Гримм. – 90 с."),
        (DescribedTitle("Война и мир", volume="2", language="ru"), "Война и мир. Т. 2."),
        (DescribedTitle("Соғыс және бейбітшілік", volume="2", language="kk"),
         "Соғыс және бейбітшілік. 2-т."),
        (DescribedTitle("Химия: оқулық", year=2021), "Химия : оқулық. – 2021."),
        (DescribedTitle("Emma", "Austen Jane", pages=474, language="en"),
         "Austen Jane. Emma / Austen Jane. – 474 p."),
        (DescribedTitle("Атлас", isbn="5-09-000000-1", series="(Қалта кітабы)"),
         "Атлас. – (Қалта кітабы). – ISBN 5090000001."),
    ],
)  # fmt: skip
def test_a_title_is_described_in_the_order_of_the_standard(
    title: DescribedTitle, text: str
) -> None:
    assert described(title).text == text


def test_only_up_to_three_authors_give_a_heading() -> None:
    names = [f"Автор{name}" for name in ("ов А.", "ев Б.", "ин В.", "ұлы Г.")]
    headings = [
        described(DescribedTitle("Х", ", ".join(names[:count]))).heading for count in range(5)
    ]
    assert headings == ["", "Авторов, А.", "Авторов, А.", "Авторов, А.", ""]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Әуезов М.", [("Әуезов", "М.")]),
        ("М. О. Әуезов", [("Әуезов", "М. О.")]),
        ("Пушкин, А. С.", [("Пушкин", "А. С.")]),
        ("Пушкин, Александр Сергеевич; Гоголь, Николай",
         [("Пушкин", "Александр Сергеевич"), ("Гоголь", "Николай")]),
        ("Ильф И., Петров Е.", [("Ильф", "И."), ("Петров", "Е.")]),
        ("Сент-Экзюпери А. де", [("Сент-Экзюпери А. де", "")]),
        ("Мұхтар Әуезов", [("Мұхтар Әуезов", "")]),
        ("Ахметов Ж.-А.", [("Ахметов", "Ж.-А.")]),
        (" , ;; ,", []),
    ],
)  # fmt: skip
def test_authors_of_a_line_are_told_apart(text: str, names: list[tuple[str, str]]) -> None:
    assert authors_of(text) == tuple(AuthorName(*name) for name in names)


@pytest.mark.parametrize(
    ("bare", "shown"),
    [
        ("9786010709676", "978-601-07-0967-6"),
        ("9786012921234", "978-601-292-123-4"),
        ("9789965361234", "978-9965-36-123-4"),
        ("9965361233", "9965-36-123-3"),
        ("9785170900008", "9785170900008"),
        ("keine", "keine"),
    ],
)
def test_hyphens_stand_where_the_ranges_of_kazakhstan_are_known(bare: str, shown: str) -> None:
    assert hyphened(bare) == shown


@given(st.builds(DescribedTitle, st.text(min_size=1), *([st.text()] * 8)))
def test_any_text_makes_one_line_without_doubled_points(title: DescribedTitle) -> None:
    text = described(DescribedTitle(title.name, title.author)).text
    assert "\n" not in text
    assert described(title).body
    assert authors_of(authors_text(authors_of(title.author))) is not None
