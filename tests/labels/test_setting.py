"""Words in a box: shrink, break, shrink, refuse."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labels.breaking import lines_of_parts, lines_of_words, shortened, syllables
from labels.errors import DoesNotFit
from labels.setting import Block, Style, set_line, set_stack, set_words, wide_mm
from labels.typeface import REGULAR, SEMIBOLD, width

STYLE = Style(most=12, least=6, easy=9, weight=SEMIBOLD)
BBK = ("84", "(5Қаз)", "6-44", "я43")


def stack(wide: float, high: float) -> Block:
    return set_stack((BBK, ("Ә\u00a082",)), (wide, high), STYLE, "shelf-mark")


def test_a_shelf_mark_stays_whole_while_it_is_easy_to_read() -> None:
    assert stack(60, 20) == Block(("84(5Қаз)6-44я43", "Ә\u00a082"), 12, SEMIBOLD, STYLE.leading)
    assert len(stack(30, 20).lines) == 2
    assert 9 <= stack(30, 20).size < 12


def test_it_breaks_only_where_it_may_and_grows_again() -> None:
    block = stack(20, 20)

    assert block.size > 9
    assert "".join(block.lines[:-1]) == "84(5Қаз)6-44я43"
    assert block.lines[-1] == "Ә\u00a082"
    assert all(line[0] in "8(6я" for line in block.lines[:-1])


def test_it_is_refused_below_the_stated_minimum() -> None:
    assert stack(9.5, 30).size >= 6
    with pytest.raises(DoesNotFit) as refused:
        stack(5, 30)
    assert refused.value.part == "shelf-mark"
    with pytest.raises(DoesNotFit):
        stack(60, 4)


def test_nothing_to_set_is_refused() -> None:
    with pytest.raises(DoesNotFit):
        set_line(" \x00", (40, 10), STYLE, "caption")
    with pytest.raises(DoesNotFit):
        set_words("", (40, 10), STYLE, "title")


def test_a_long_kazakh_word_breaks_between_syllables() -> None:
    word = "қанағаттандырылмағандықтарыңыздан"
    assert syllables("қанағаттандыру") == ["қа", "на", "ғат", "тан", "ды", "ру"]
    assert "".join(syllables(word)) == word

    lines = lines_of_words(word, 6000, REGULAR, hyphens=True)

    assert lines
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(line.rstrip("-") for line in lines) == word
    assert all(width(line, REGULAR) <= 6000 for line in lines)


def test_a_title_too_long_ends_in_an_ellipsis_only_where_that_is_allowed() -> None:
    title = "сөз " * 80

    block = set_words(title, (30, 10), STYLE, "title", short=True)

    assert block.size == 6
    assert block.lines[-1].endswith("сөз…")
    with pytest.raises(DoesNotFit):
        set_words(title, (30, 10), STYLE, "title")


def test_short_lines_stay_as_they_are() -> None:
    assert shortened(["бір", "екі"], 2, 9000, REGULAR) == ["бір", "екі"]
    assert lines_of_parts(("ұзын" * 9,), 1000, REGULAR) is None


@given(
    text=st.text(alphabet="абәғқңөұүһі ₸№-(5).8я", min_size=1, max_size=120),
    box=st.tuples(st.floats(5, 120), st.floats(2, 60)),
    short=st.booleans(),
)
def test_words_never_leave_their_box(text: str, box: tuple[float, float], short: bool) -> None:
    try:
        block = set_words(text, box, STYLE, "title", short=short)
    except DoesNotFit:
        return

    assert STYLE.least <= block.size <= STYLE.most
    assert block.width <= box[0] + 1e-6
    assert block.height <= box[1] + 1e-6
    assert all(line and wide_mm(line, block.size, block.weight) > 0 for line in block.lines)
    if not short:
        joined = "".join(block.lines).replace("-", "").replace(" ", "")
        assert joined == text.replace("-", "").replace(" ", "")


@given(
    parts=st.lists(st.text(alphabet="84(5Қаз)6-я", min_size=1, max_size=9), min_size=1, max_size=6),
    box=st.tuples(st.floats(5, 120), st.floats(2, 60)),
)
def test_marks_never_leave_their_box_nor_lose_a_sign(
    parts: list[str], box: tuple[float, float]
) -> None:
    try:
        block = set_stack((parts, ("Ә\u00a082",)), box, STYLE, "shelf-mark")
    except DoesNotFit:
        return

    assert block.width <= box[0] + 1e-6
    assert block.height <= box[1] + 1e-6
    assert "".join(block.lines) == "".join(parts) + "Ә\u00a082"
