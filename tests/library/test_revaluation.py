"""New prices: what old ones mean, what a coefficient makes of them, what is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.revaluation import (
    MOST_TIYN,
    NotPriced,
    Pricing,
    coefficient_of,
    new_price,
    written_tiyn,
)


@pytest.mark.parametrize(
    ("text", "hundredths"),
    [("2 руб. 40 коп.", 240), ("2-40", 240), ("2р40к", 240), ("85 к.", 85), ("85 коп", 85),
     ("2.40", 240), ("2,4", 240), ("1200 тг", 120_000), ("1200", 120_000), ("2 р. 5 к.", 205),
     ("1 р. 05 к.", 105), ("3 рубля", 300), ("12 теңге 50 тиын", 1250), ("", None),
     ("баға жоқ", None), ("-5", None), ("1 2 3 4", None)],
)  # fmt: skip
def test_old_prices_are_read_as_people_wrote_them(text: str, hundredths: int | None) -> None:
    assert written_tiyn(text) == hundredths


@given(st.text(max_size=40))
def test_no_text_breaks_the_reading_of_prices(text: str) -> None:
    found = written_tiyn(text)
    assert found is None or found >= 0
    coefficient_of(text)


@given(st.integers(1, 10**6), st.integers(1, 10_000))
def test_a_coefficient_rounds_to_the_nearest_tiyn(tiyn: int, hundredths: int) -> None:
    price = new_price(tiyn, None, Pricing(coefficient=Decimal(hundredths) / 100))
    if isinstance(price, NotPriced):
        assert price.code in ("same", "too-large")
    else:
        assert abs(price * 100 - tiyn * hundredths) <= 50


def test_what_was_written_is_multiplied_only_without_a_sum_on_the_balance() -> None:
    twice = Pricing(coefficient=Decimal(2))
    assert new_price(None, "2 руб. 40 коп.", twice) == 480
    assert new_price(1000, "2 руб. 40 коп.", twice) == 2000
    assert new_price(None, None, twice) == NotPriced("no-price")


def test_a_list_has_the_last_word_and_equal_prices_are_left() -> None:
    assert new_price(1000, None, Pricing(price_tiyn=500), listed=700) == 700
    assert new_price(500, None, Pricing(price_tiyn=500)) == NotPriced("same")
    assert new_price(500, None, Pricing()) == NotPriced("no-price")
    assert new_price(1, None, Pricing(price_tiyn=MOST_TIYN + 1)) == NotPriced("too-large")


@pytest.mark.parametrize(
    ("text", "found"),
    [("2,5", Decimal("2.5")), ("0.5", Decimal("0.5")), ("1 000", Decimal(1000)), ("0", None),
     ("-1", None), ("1e5", None), ("nan", None), ("٣", None), ("", None)],
)  # fmt: skip
def test_coefficients_are_plain_positive_numbers(text: str, found: Decimal | None) -> None:
    assert coefficient_of(text) == found
