"""Stocks: what is shipped, and measures that make no stock."""

from __future__ import annotations

import pytest

from labels.errors import StockRefused
from labels.stock import Stock, stock_of, stocks_of
from tests.labels.samples import STOCKS

SHEET = {
    "name": "two by two", "kind": "sheet", "page": [210, 297], "columns": 2, "rows": 2,
    "label": [100, 140], "margin": [2, 4], "pitch": [104, 144],
}  # fmt: skip
A4 = {
    (38.1, 21.2, 65), (70, 37, 24), (52.5, 29.7, 40), (63.5, 38.1, 21), (25.4, 10, 189),
    (105, 57, 10), (48.5, 25.4, 40), (64.6, 33.8, 24), (70, 42.3, 21), (99.1, 38.1, 14),
    (105, 148, 4), (210, 297, 1),
}  # fmt: skip
ROLLS = {(58, 40), (43, 25), (30, 20), (58, 30), (40, 30), (60, 40), (100, 50), (75, 120)}


def test_the_sheets_and_rolls_of_the_trade_are_shipped() -> None:
    sheets = {(*stock.label_mm, stock.cells) for stock in STOCKS.values() if stock.kind == "sheet"}
    rolls = {stock.label_mm for stock in STOCKS.values() if stock.kind == "roll"}

    assert sheets >= A4
    assert rolls == ROLLS
    assert all(stock.page_mm == (210, 297) for stock in STOCKS.values() if stock.kind == "sheet")


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_a_shipped_sheet_is_centred_as_its_maker_cut_it(stock: Stock) -> None:
    for axis, count in ((0, stock.columns), (1, stock.rows)):
        filled = (count - 1) * stock.pitch_mm[axis] + stock.label_mm[axis]
        rest = stock.page_mm[axis] - stock.margin_mm[axis] - filled
        assert rest == pytest.approx(stock.margin_mm[axis], abs=0.6)


def test_measures_read_back_are_the_same_stock() -> None:
    for stock in STOCKS.values():
        assert stock_of(stock.measures()) == stock


def test_cells_are_counted_along_the_rows_from_one() -> None:
    stock = stock_of(SHEET)

    assert [stock.cell_mm(cell) for cell in (1, 2, 3)] == [(2, 4), (106, 4), (2, 148)]
    for outside in (0, 5):
        with pytest.raises(ValueError, match="of 4"):
            stock.cell_mm(outside)


@pytest.mark.parametrize(
    ("change", "reason", "field"),
    [
        ({"columns": 3}, "wider-than-page", "columns"),
        ({"rows": 3}, "taller-than-page", "rows"),
        ({"label": [220, 20]}, "labels-overlap", "pitch"),
        ({"label": [220, 20], "columns": 1}, "wider-than-page", "label"),
        ({"label": [20, 300], "rows": 1}, "taller-than-page", "label"),
        ({"pitch": [90, 144]}, "labels-overlap", "pitch"),
        ({"label": [3, 140]}, "too-small", "label"),
        ({"margin": [-1, 0]}, "too-small", "margin"),
        ({"page": [10000, 297]}, "too-large", "page"),
        ({"page": None}, "missing", "page"),
        ({"label": None}, "missing", "label"),
        ({"label": "100x140"}, "not-a-number", "label"),
        ({"label": [100]}, "not-a-number", "label"),
        ({"label": [100, float("nan")]}, "not-a-number", "label"),
        ({"columns": 1.5}, "not-a-number", "columns"),
        ({"columns": True}, "not-a-number", "columns"),
        ({"rows": 10**9}, "too-large", "rows"),
        ({"columns": 0}, "too-small", "columns"),
        ({"kind": "pile"}, "unknown-kind", "kind"),
        ({"name": " "}, "missing", "name"),
        ({"name": "a" * 99}, "too-large", "name"),
    ],
)
def test_measures_that_make_no_stock_are_refused_at_the_field(
    change: dict[str, object], reason: str, field: str
) -> None:
    with pytest.raises(StockRefused) as refused:
        stock_of({**SHEET, **change})

    assert (refused.value.reason, refused.value.field) == (reason, field)
    assert refused.value.code == "stock-refused"


def test_a_roll_may_have_labels_side_by_side_but_not_too_many() -> None:
    roll = {"name": "two", "kind": "roll", "label": [30, 20], "gap": 2, "columns": 2}

    assert stock_of(roll).page_mm == (62, 20)
    with pytest.raises(StockRefused) as refused:
        stock_of({**roll, "columns": 40})
    assert refused.value.reason in ("too-large", "wider-than-page")


def test_a_name_comes_once() -> None:
    with pytest.raises(StockRefused) as refused:
        stocks_of({"stock": [SHEET, SHEET]})
    assert refused.value.reason == "same-name"
