"""Jobs: cells and pages, the same dots in every output, codes read back from what leaves."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops

from labels.content import BarcodeWords, PocketWords, SpineWords
from labels.design import Code, Letters, box_of
from labels.errors import DoesNotFit, DoesNotScan
from labels.layouts.kinds import lay_out
from labels.printing import (
    RESOLUTIONS,
    calibration_page,
    faults,
    fits,
    page_count,
    pages,
    preview,
    render,
    sheet_preview,
)
from labels.raster import picture_of
from labels.stock import stock_of
from tests.labels.printer_twin import escpos_pictures, tspl_pictures, zpl_pictures
from tests.labels.rendered import codes_of, page_pictures, page_texts
from tests.labels.samples import BBK, LONG, SAMPLES, STOCKS

INK = [255 if value < 128 else 0 for value in range(256)]
"""What counts as black, as the ground for a box around it."""
SHEET, ROLL = STOCKS["a4-24-70x37"], STOCKS["roll-58x40"]


def pockets(count: int) -> list[PocketWords]:
    return [
        PocketWords(BBK, f"Ә\u00a0{10 + place}", "", str(18000 + place), LONG, f"6{place:09d}")
        for place in range(count)
    ]


def opened(made: bytes) -> Image.Image:
    return Image.open(io.BytesIO(made))


@pytest.mark.parametrize("dpi", RESOLUTIONS)
def test_every_code_of_a_rendered_sheet_reads_back(dpi: int) -> None:
    words = pockets(30)

    rendered = page_pictures(render(words, SHEET, "pdf", dpi), dpi)

    read = sorted(code for picture in rendered for code in codes_of(picture))
    assert read == [one.code for one in words]


@pytest.mark.parametrize("dpi", RESOLUTIONS)
def test_every_code_sent_to_a_label_printer_reads_back(dpi: int) -> None:
    words = pockets(5)
    codes = [[one.code] for one in words]

    assert [codes_of(one) for one in zpl_pictures(render(words, ROLL, "zpl", dpi))] == codes
    measures, pictures = tspl_pictures(render(words, ROLL, "tspl", dpi))
    assert measures == (58, 40, 2)
    assert [codes_of(one) for one in pictures] == codes
    receipts = escpos_pictures(render(words, ROLL, "escpos", dpi))
    assert [codes_of(one) for one in receipts] == codes


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("dpi", (203, 300))
def test_bars_are_the_same_dots_in_every_output(name: str, dpi: int) -> None:
    words, stock_name = SAMPLES[name]
    stock = STOCKS[stock_name]
    design = lay_out(words, stock.label_mm, dpi)
    codes = [item for item in design.items if isinstance(item, Code)]
    (page,) = page_pictures(render([words], stock, "pdf", dpi), dpi)
    sent = zpl_pictures(render([words], stock, "zpl", dpi))[0]
    raster = opened(pages([words], stock, dpi)[0])
    left, top = (round(mm * design.width / stock.label_mm[0]) for mm in stock.cell_mm(1))

    for code in codes:
        box = (code.x, code.y, code.x + code.width, code.y + code.height)
        on_page = (box[0] + left, box[1] + top, box[2] + left, box[3] + top)
        bars = sent.crop(box).convert("L")
        assert codes_of(bars) == [code.symbol.code]
        assert ImageChops.difference(bars, raster.crop(on_page).convert("L")).getbbox() is None
        drawn = page.crop(on_page).point([0 if value < 128 else 255 for value in range(256)])
        assert ImageChops.difference(bars, drawn).getbbox() is None


def test_no_bar_is_anything_but_whole_dots_in_the_pdf() -> None:
    (page,) = page_pictures(render(pockets(24), SHEET, "pdf", 300), 300)
    design = lay_out(pockets(1)[0], SHEET.label_mm, 300)
    (code,) = (item for item in design.items if isinstance(item, Code))

    for cell in range(1, 25):
        x, y = (round(mm * 300 / 25.4) for mm in SHEET.cell_mm(cell))
        row = page.crop((x + code.x, y + code.y + 9, x + code.x + code.width, y + code.y + 10))
        assert {colour for _, colour in row.getcolors()} == {0, 255}


@pytest.mark.parametrize("name", SAMPLES)
def test_text_reaches_as_far_in_the_pdf_as_in_the_raster(name: str) -> None:
    words, stock_name = SAMPLES[name]
    stock = STOCKS[stock_name]
    design = lay_out(words, stock.label_mm, 300)
    (page,) = page_pictures(render([words], stock, "pdf", 300), 300)
    raster = opened(pages([words], stock, 300)[0]).convert("L")
    assert page.size == raster.size
    left, top = (round(mm * 300 / 25.4) for mm in stock.cell_mm(1))

    for line in (item for item in design.items if isinstance(item, Letters)):
        x0, y0, x1, y1 = box_of(line, 300)
        box = (left + int(x0) - 2, top + int(y0), left + int(x1) + 3, top + int(y1) + 1)
        drawn, printed = (picture.crop(box).point(INK).getbbox() for picture in (page, raster))
        assert drawn and printed, line.text
        assert max(abs(one - other) for one, other in zip(drawn, printed, strict=True)) <= 1


def test_the_text_of_a_sheet_is_searchable_and_the_font_is_inside() -> None:
    made = render(pockets(2), SHEET, "pdf", 600)

    (text,) = page_texts(made)
    assert "№\u00a018000" in text.replace("№ ", "№\u00a0")
    assert "әңгімелер мен" in text
    assert b"GolosText" in made
    assert b"Helvetica" not in made


def test_a_used_sheet_begins_at_any_cell_and_leaves_out_taken_ones() -> None:
    words = pockets(22)
    assert page_count(22, SHEET) == 1
    assert page_count(22, SHEET, start_cell=3) == 1
    assert page_count(22, SHEET, start_cell=3, used_cells=(5,)) == 2

    (first, second) = pages(words, SHEET, 203, start_cell=3, used_cells=(5,))

    across = [round(mm * 8) for mm in SHEET.cell_mm(5)]
    cell = (*across, across[0] + 560, across[1] + 296)
    assert opened(first).crop(cell).getextrema() == (255, 255)
    assert codes_of(opened(second)) == [words[21].code]
    assert len(codes_of(opened(first))) == 21


def test_the_offset_of_a_printer_moves_everything() -> None:
    words = pockets(1)
    plain = opened(render(words, SHEET, "png", 203))
    moved = opened(render(words, SHEET, "png", 203, offset_mm=(1.5, -0.5)))

    assert ImageChops.offset(plain.convert("L"), 12, -4).tobytes() == moved.convert("L").tobytes()
    pdf = page_pictures(render(words, SHEET, "pdf", 203, offset_mm=(1.5, -0.5)), 203)[0]
    assert codes_of(pdf) == [words[0].code]
    (label,) = zpl_pictures(render(words, ROLL, "zpl", 203, offset_mm=(0.5, 0.5)))
    assert codes_of(label) == [words[0].code]


def test_the_preview_is_what_is_printed() -> None:
    words = pockets(1)

    seen = opened(preview(words[0], ROLL, 300))

    (sent,) = zpl_pictures(render(words, ROLL, "zpl", 300))
    assert seen.convert("L").tobytes() == sent.convert("L").tobytes()
    assert round(seen.info["dpi"][0]) == 300


def test_rows_of_a_roll_with_two_labels_side_by_side_go_together() -> None:
    stock = stock_of({"name": "two", "kind": "roll", "label": [40, 30], "gap": 2, "columns": 2})

    rows = zpl_pictures(render(pockets(3), stock, "zpl", 203))

    assert [sorted(codes_of(row)) for row in rows] == [
        ["6000000000", "6000000001"], ["6000000002"],
    ]  # fmt: skip
    assert rows[0].width == 82 * 8


def test_labels_that_cannot_be_made_are_all_named_and_stop_the_job() -> None:
    words = [
        pockets(1)[0],
        SpineWords(("84(5Қаз)6-44" * 9,), "Ә 82"),
        BarcodeWords("бір", ""),
        BarcodeWords("6" * 60, ""),
    ]

    found = [(fault.position, fault.code, fault.part) for fault in faults(words, ROLL, 203)]

    assert found == [
        (1, "does-not-fit", "shelf-mark"), (2, "does-not-scan", "code"),
        (3, "does-not-fit", "code"),
    ]  # fmt: skip
    assert fits(words[0], ROLL, 203)
    with pytest.raises(DoesNotFit) as fault:
        render(words, ROLL, "zpl", 203)
    assert fault.value.position == 1
    with pytest.raises(DoesNotScan) as scan:
        render(words[2:], ROLL, "pdf", 203)
    assert scan.value.position == 0


def test_progress_is_told_and_can_end_the_job() -> None:
    told: list[tuple[int, int]] = []
    render(pockets(45), SHEET, "pdf", 300, progress=lambda done, total: told.append((done, total)))
    assert told == [(20, 45), (40, 45), (45, 45)]

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        render(pockets(45), SHEET, "pdf", 300, progress=stop)


@pytest.mark.parametrize(
    "wrong",
    [
        {"form": "doc"}, {"dpi": 150}, {"start_cell": 0}, {"start_cell": 25}, {"used_cells": (99,)},
        {"used_cells": tuple(range(1, 25))}, {"words": []},
    ],
)  # fmt: skip
def test_what_is_no_job_is_refused(wrong: dict[str, object]) -> None:
    asked = {"words": pockets(1), "stock": SHEET, "form": "pdf", "dpi": 300, **wrong}

    with pytest.raises(ValueError):
        render(**asked)  # type: ignore[arg-type]


@pytest.mark.parametrize("stock", STOCKS.values(), ids=STOCKS)
def test_a_calibration_page_has_a_cross_in_the_middle_of_its_corner_labels(stock) -> None:
    (page,) = page_pictures(calibration_page(stock, "pdf", 300), 300)
    raster = opened(calibration_page(stock, "png", 300))

    for cell in {1, stock.columns, stock.cells}:
        x, y = stock.cell_mm(cell)
        middle = [
            round((x + stock.label_mm[0] / 2) * 300 / 25.4),
            round((y + stock.label_mm[1] / 2) * 300 / 25.4),
        ]
        assert raster.getpixel(tuple(middle)) == 0
        box = (middle[0] - 2, middle[1] - 2, middle[0] + 3, middle[1] + 3)
        assert page.crop(box).getextrema()[0] < 128
    assert calibration_page(stock, "zpl", 203).startswith(b"^XA")
    assert calibration_page(stock, "tspl", 203).startswith(b"SIZE")


def test_a_sheet_is_shown_with_its_cells_and_labels() -> None:
    empty, filled = opened(sheet_preview(SHEET)), opened(sheet_preview(SHEET, pockets(3), 22))

    assert empty.size == filled.size == (840, 1188)
    assert empty.getextrema()[0] > 100
    assert filled.getextrema()[0] < 60


def test_a_label_is_drawn_the_same_however_often(name: str = "pocket") -> None:
    words, stock = SAMPLES[name]
    first = picture_of(lay_out(words, STOCKS[stock].label_mm, 300))

    assert picture_of(lay_out(words, STOCKS[stock].label_mm, 300)).tobytes() == first.tobytes()
