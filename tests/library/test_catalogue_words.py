"""ISBNs, shelf marks and requests by topic: read leniently, doubted aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.isbn import bare_isbn, both_forms, is_right
from library.shelf_marks import odd_author_mark, odd_index, plain_mark
from library.topics import NotNow, TopicState, TopicStep, after_step, steps_of


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("978-601-07-0967-6", "9786010709676"),
        ("ISBN 9786010709676", "9786010709676"),
        ("5-7667-4567-х", "576674567X"),
        ("9965 02 345 6", "9965023456"),
        ("6000000016000", None),
        ("978601070967", None),
        ("٩٧٨٦٠١٠٧٠٩٦٧٦", None),
        ("", None),
        ("Абай", None),
    ],
)
def test_an_isbn_is_read_however_it_is_written(text: str, bare: str | None) -> None:
    assert bare_isbn(text) == bare


def test_a_wrong_check_digit_is_noticed() -> None:
    assert is_right("9786010709676") and not is_right("9786010709677")
    assert is_right("080442957X") and not is_right("0804429571")


@given(st.from_regex(r"\d{9}", fullmatch=True))
def test_the_two_forms_lead_to_each_other(nine: str) -> None:
    old = both_forms("978" + nine[:9] + "0")[1]
    assert is_right(old)
    assert both_forms(both_forms(old)[1])[1] == old


@given(st.text(max_size=40))
def test_nothing_breaks_the_readers(text: str) -> None:
    bare = bare_isbn(text)
    assert bare is None or len(both_forms(bare)) in (1, 2)
    odd_index(plain_mark(text)), odd_author_mark(plain_mark(text))


@pytest.mark.parametrize(
    "bbk",
    ["84(5Қаз)6", "22.14я72", "63.3(0)я72", "63.3(5Қаз)я72", "84Қаз", "81.2Қазя72", "32.97я72", ""],
)
def test_usual_indexes_are_not_doubted(bbk: str) -> None:
    assert not odd_index(bbk)


@pytest.mark.parametrize("bbk", ["??", "abc", "84(", "0"])
def test_unusual_ones_are(bbk: str) -> None:
    assert odd_index(bbk)


def test_latin_look_alikes_become_cyrillic() -> None:
    assert plain_mark("84(5Kаз)6") == "84(5Каз)6"
    assert plain_mark(" A  13 ") == "А 13"
    assert not odd_author_mark("Ә 82") and not odd_author_mark("Ч-56") and odd_author_mark("82")


@pytest.mark.parametrize("state", TopicState)
@pytest.mark.parametrize("step", TopicStep)
def test_a_step_leads_on_exactly_where_it_is_offered(state: TopicState, step: TopicStep) -> None:
    led_to = after_step(state, step, copies=1)
    assert isinstance(led_to, NotNow) == (step not in steps_of(state))


def test_without_a_copy_nothing_is_ready() -> None:
    assert after_step(TopicState.WAITING, TopicStep.PREPARE, 0) == NotNow("without-copies")
