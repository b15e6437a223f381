"""What keeps a delivery from being posted, and how it stands in the registers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.accession import (
    MOST_COPIES,
    MOST_TIYN,
    BatchHead,
    LineValues,
    LineView,
    People,
)
from library.acts import acts_of, correction_act, written_run
from library.bbk import Division
from library.catalogue import ItemKind
from library.inventory_book import after_highest, author_title, series_of, written_number
from library.posting import HIGH_TIYN, MANY_COPIES, PostingFacts, reasons_against, totals_of
from library.summary_book import amounts_of, content_of

TODAY = date(2026, 10, 14)
FACTS = PostingFacts(TODAY)
PEOPLE = People("Серік", "Айгүл", ("Дина", "Марат"))
HEAD = BatchHead("purchase", TODAY, "ЖШС", "145", date(2026, 10, 12))
GIFT = BatchHead("gift", TODAY, people=PEOPLE)
DIVISIONS = tuple(
    Division(code, 2, content, "", code, code, code)
    for code, content in (
        ("2", "natural"), ("74", "pedagogy"), ("84", "fiction"), ("Д84", "fiction"), ("Д", ""),
    )
)  # fmt: skip


def line(
    came: int = 2, invoiced: int | None = None, price: int = 250_000, by: str = "inventory",
    title_id: int = 1, **fields: Any,
) -> LineView:  # fmt: skip
    usual: dict[str, Any] = {
        "name": "Абай жолы", "author": "Әуезов М.", "volume": None, "year": 2024, "isbn": None,
        "item_kind": "fiction", "language": "kk", "grade": None, "pages": 320,
        "bbk": "84(5Қаз)6", "author_mark": "Ә 93",
    }  # fmt: skip
    values = LineValues(title_id, came if invoiced is None else invoiced, came, price, by)
    return LineView(title_id, title_id, values, **{**usual, **fields})


def said(head: BatchHead, *lines: LineView, facts: PostingFacts = FACTS) -> dict[str, bool]:
    """Each reason, and whether it may be confirmed."""
    return {each.code: each.confirm for each in reasons_against(head, lines, facts)}


STOPS = [
    (HEAD, (), "no-lines"),
    (HEAD, (line(0, 3),), "nothing-came"),
    (replace(HEAD, document_no="", people=PEOPLE), (line(),), "no-document"),
    (replace(HEAD, source="allotted", document_no="", people=PEOPLE), (line(),), "no-document"),
    (replace(HEAD, document_on=None), (line(),), "no-document-date"),
    (replace(HEAD, document_on=date(2026, 10, 15)), (line(),), "document-in-future"),
    (replace(HEAD, arrived_on=date(2026, 10, 15)), (line(),), "arrived-in-future"),
    (replace(GIFT, people=People("Серік")), (line(),), "no-commission"),
    (replace(GIFT, people=People("Серік", "Айгүл")), (line(),), "no-commission"),
    (replace(GIFT, source="replacement", people=People()), (line(),), "no-commission"),
    (GIFT, (line(price=0),), "no-price"),
    (HEAD, (line(MOST_COPIES + 1),), "absurd-count"),
    (HEAD, (line(-1), line(title_id=2)), "absurd-count"),
    (HEAD, (line(price=MOST_TIYN + 1),), "absurd-price"),
    (HEAD, (line(price=-5),), "absurd-price"),
]
ASKS = [
    (replace(HEAD, supplier=""), (line(),), "no-supplier"),
    (replace(HEAD, arrived_on=date(2026, 10, 11)), (line(),), "arrived-before-document"),
    (replace(GIFT, people=replace(PEOPLE, members=("Дина",))), (line(),), "small-commission"),
    (replace(GIFT, people=replace(PEOPLE, giver="")), (line(),), "no-giver"),
    (HEAD, (line(price=0),), "price-nothing"),
    (HEAD, (line(MANY_COPIES + 1),), "many-copies"),
    (HEAD, (line(price=HIGH_TIYN + 1),), "high-price"),
    (HEAD, (line(bbk=None),), "no-shelf-mark"),
    (HEAD, (line(author_mark=None),), "no-shelf-mark"),
    (HEAD, (line(item_kind="textbook"),), "no-grade"),
    (HEAD, (line(pages=47),), "booklet"),
    (HEAD, (line(pages=48, by="temporary"),), "no-booklet"),
    (HEAD, (line(), line(1)), "title-twice"),
    (HEAD, (line(1, 2),), "difference"),
    (HEAD, (line(3, 2),), "difference"),
    (replace(HEAD, document_tiyn=1), (line(),), "sum-differs"),
]
FINE = [
    (HEAD, (line(),)),
    (GIFT, (line(),)),
    (replace(GIFT, document_no="7", document_on=TODAY), (line(),)),
    (replace(HEAD, document_tiyn=500_000), (line(),)),
    (HEAD, (line(), line(price=199_050))),
    (HEAD, (line(pages=16, by="temporary", price=0),)),
    (HEAD, (line(bbk=None, author_mark=None, by="group", item_kind="textbook", grade=8),)),
    (HEAD, (line(pages=47, item_kind="textbook", grade=1),)),
    (HEAD, (line(pages=None, by="temporary"),)),
]


@pytest.mark.parametrize(("head", "lines", "code"), STOPS)
def test_what_stops_posting_cannot_be_confirmed(
    head: BatchHead, lines: tuple[LineView, ...], code: str
) -> None:
    assert said(head, *lines).get(code) is False


@pytest.mark.parametrize(("head", "lines", "code"), ASKS)
def test_a_doubt_is_told_alone_and_may_be_confirmed(
    head: BatchHead, lines: tuple[LineView, ...], code: str
) -> None:
    assert said(head, *lines) == {code: True}


@pytest.mark.parametrize(("head", "lines"), FINE)
def test_nothing_speaks_against_usual_deliveries(
    head: BatchHead, lines: tuple[LineView, ...]
) -> None:
    assert said(head, *lines) == {}


def test_all_reasons_are_told_at_once_and_doubts_last() -> None:
    head = replace(HEAD, document_no="", people=People(), document_tiyn=7)
    reasons = reasons_against(head, [line(1, 2, price=0)], FACTS)
    assert [each.code for each in reasons] == [
        "no-document", "no-commission", "no-price", "difference", "sum-differs",
    ]  # fmt: skip
    assert [each.confirm for each in reasons] == [False, False, False, True, True]


def test_a_reason_names_its_lines() -> None:
    good, bad = line(), line(title_id=2, pages=20)
    assert reasons_against(HEAD, [good, bad], FACTS)[0].line_ids == (2,)


def test_old_numbers_in_the_way_stop_a_new_series_and_are_asked_about_later() -> None:
    facts = PostingFacts(TODAY, {"inventory-books": ["7", "8"]})
    assert said(HEAD, line(), facts=facts) == {"start-taken": False}
    begun = replace(facts, begun=frozenset({"inventory-books"}))
    assert said(HEAD, line(), facts=begun) == {"number-taken": True}


def test_labels_without_numbers_stop_posting() -> None:
    facts = PostingFacts(TODAY, serials_left=1)
    assert said(HEAD, line(), facts=facts) == {"no-serials": False}


def test_totals_keep_apart_what_is_on_no_balance() -> None:
    found = totals_of([line(2, 3), line(4, price=5_000, by="temporary"), line(1, by="group")])
    assert (found.lines, found.invoiced, found.came) == (3, 8, 7)
    assert (found.on_balance, found.off_balance) == (3, 4)
    assert (found.invoiced_tiyn, found.sum_tiyn, found.balance_tiyn) == (
        4 * 250_000 + 20_000, 3 * 250_000 + 20_000, 3 * 250_000,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("bbk", "kind", "grade", "content"),
    [
        ("22.14я72", "textbook", 8, "natural"),
        ("74.26", "methodical", None, "pedagogy"),
        ("84(5Қаз)6", "fiction", None, "fiction"),
        ("84(5Қаз)6", "fiction", 2, "children"),
        ("22.1я72", "textbook", 1, "natural"),
        ("Д84", "fiction", None, "fiction"),
        ("Д", "fiction", None, "children"),
        (None, "fiction", None, ""),
    ],
)
def test_the_column_by_content(bbk: str, kind: str, grade: int | None, content: str) -> None:
    assert content_of(bbk, kind, grade, DIVISIONS) == content


_LINES = st.builds(
    line, st.integers(0, 300), st.integers(0, 300), st.integers(0, 5_000_000),
    st.sampled_from(("inventory", "group", "temporary")),
    item_kind=st.sampled_from([kind.value for kind in ItemKind]),
    language=st.sampled_from((None, "kk", "ru", "en")), bbk=st.sampled_from((None, "22", "84")),
)  # fmt: skip


@given(st.lists(_LINES, min_size=1, max_size=8))
def test_each_group_of_columns_adds_up_and_a_counter_entry_leaves_nothing(
    lines: list[LineView],
) -> None:
    amounts = amounts_of(lines, DIVISIONS)
    for group in ("kind", "content", "language"):
        cells = [amount for (name, _), amount in amounts.cells.items() if name == group]
        assert sum(each.copies for each in cells) == amounts.total.copies
        assert sum(each.sum_tiyn for each in cells) == amounts.total.sum_tiyn
    totals = totals_of(lines)
    assert (amounts.total.copies, amounts.total.sum_tiyn) == (totals.came, totals.balance_tiyn)
    back = [replace(each, values=replace(each.values, came=-each.values.came)) for each in lines]
    both = amounts + amounts_of(back, DIVISIONS)
    assert {amount.copies for amount in both.cells.values()} <= {0}
    assert both.total.sum_tiyn == both.on_balance == both.off_balance == 0


def test_acts_say_what_came_and_what_is_missing() -> None:
    found = acts_of(GIFT, [line(2), line(1, 3), line(0, 2)])
    assert [(act.kind, act.copies) for act in found] == [("acceptance", 3), ("difference", -4)]
    assert [(each.before, each.after) for each in found[1].lines] == [(3, 1), (2, 0)]
    assert acts_of(HEAD, [line(2)]) == ()
    assert correction_act([line(2)]).sum_tiyn == -500_000


def test_how_numbers_are_written() -> None:
    assert written_number("О-", 17) == "О-17"
    assert (written_run(("17", "36")), written_run(("5", "5")), written_run(None)) == (
        "17–36", "5", None,
    )  # fmt: skip
    assert series_of("inventory", "textbook", True) == "inventory-textbooks"
    assert series_of("inventory", "textbook", False) == "inventory-books"
    assert series_of("inventory", "fiction", True) == "inventory-books"
    assert series_of("group", "textbook", True) is None


def test_new_numbers_may_begin_after_the_highest_old_one() -> None:
    assert after_highest(["12", "1840а", "К-3", "0099", "18600"]) == 18_601
    assert after_highest([]) == 1
    assert after_highest(["99999999999"]) == 1


def test_the_column_for_author_and_title() -> None:
    assert author_title("Әуезов М.", "Абай жолы", "т.1") == "Әуезов М. Абай жолы. т.1"
    assert author_title("", "Қазақ ертегілері") == "Қазақ ертегілері"
    assert len(author_title("А", "х" * 900)) == 300
