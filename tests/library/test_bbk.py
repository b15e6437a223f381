"""BBK indexes made plain, doubted and placed in the columns of the registers."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.bbk import (
    CONTENTS,
    DIARY,
    Division,
    content_group,
    diary_group,
    division_of,
    odd_index,
    plain_index,
)

SHIPPED = Path(__file__).parents[2] / "config" / "bbk_divisions.csv"


def shipped() -> tuple[Division, ...]:
    with SHIPPED.open(encoding="utf-8", newline="") as stream:
        return tuple(
            Division(row["code"], int(row["level"].replace("-", "0").replace("s", "0")),
                     row["ksu_group"], row["diary_group"], row["kk"], row["ru"], row["en"])
            for row in csv.DictReader(stream)
        )  # fmt: skip


DIVISIONS = shipped()


@pytest.mark.parametrize(
    ("typed", "plain"),
    [("84(5Kaз)6", "84(5Каз)6"), ("63.3(О)", "63.3(0)"), ("2О.1", "20.1"), ("22.З", "22.3"),
     ("84 (5Қаз) 6", "84(5Қаз)6"), (" 22.14я72 ", "22.14я72"), ("84(5Қаз)б", "84(5Қаз)6"),
     ("З81", "З81"), ("81.2Қаз", "81.2Қаз"), ("", "")],
)  # fmt: skip
def test_look_alikes_are_put_right(typed: str, plain: str) -> None:
    assert plain_index(typed) == plain


@pytest.mark.parametrize(
    ("bbk", "content", "diary"),
    [("84(5Қаз)6", "fiction", "84"), ("84(5Каз)6", "fiction", "84"), ("74.262", "pedagogy", "74"),
     ("22.14я72", "natural", "2"), ("32.97я72", "applied", "3-5"), ("53", "applied", "3-5"),
     ("63.3(5Қаз)я72", "social", "6"), ("Д84(5Қаз)", "fiction", "children"), ("92", "social", "9"),
     ("В22", "natural", "2"), ("я72", "", ""), ("8", "", ""), ("", "", ""), (None, "", "")],
)  # fmt: skip
def test_the_longest_division_says_the_columns(bbk: str | None, content: str, diary: str) -> None:
    assert (content_group(bbk, DIVISIONS), diary_group(bbk, DIVISIONS)) == (content, diary)


def test_a_division_of_the_librarian_counts_where_it_is_longer() -> None:
    own = Division("84.9", 3, "social", "9", "Ертегі", "Сказки", "Tales", True)
    assert content_group("84.91", (*DIVISIONS, own)) == "social"
    assert content_group("84.8", (*DIVISIONS, own)) == "fiction"


def test_shipped_divisions_are_whole() -> None:
    assert len({each.code for each in DIVISIONS}) == len(DIVISIONS) >= 69
    for each in DIVISIONS:
        assert each.content in ("", *CONTENTS) and each.diary in ("", *DIARY)
        assert each.kk and each.ru and each.en
        assert not odd_index(each.code) or each.level == 0


def test_the_school_s_own_books_are_not_doubted() -> None:
    records = Path(__file__).parents[2] / "server" / "demonstration" / "records.csv"
    with records.open(encoding="utf-8", newline="") as stream:
        marks = {row["bbk"] for row in csv.DictReader(stream) if row["bbk"]}
    assert [bbk for bbk in marks if odd_index(plain_index(bbk))] == []
    assert [bbk for bbk in marks if division_of(bbk, DIVISIONS) is None] == []


@given(st.text(max_size=80))
def test_nothing_breaks_it_and_plain_stays_plain(text: str) -> None:
    plain = plain_index(text)
    assert plain_index(plain) == plain
    odd_index(plain)
    content_group(text, DIVISIONS)
