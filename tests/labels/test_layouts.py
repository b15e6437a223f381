"""Whatever the words: nothing leaves its label, nothing stands on a code's quiet zone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labels.content import (
    BarcodeWords,
    CardWords,
    CommandWords,
    DividerWords,
    PocketFoldWords,
    PocketWords,
    ReaderWords,
    SlipWords,
    SpineWords,
    Words,
)
from labels.design import Code, Design, box_of
from labels.dots import RESOLUTIONS, dots_per_mm
from labels.errors import DoesNotFit, DoesNotScan
from labels.layouts.kinds import lay_out
from tests.labels.samples import LONG, SAMPLES, STOCKS, photo

TEXT = st.text(alphabet="аәбғқңөұүһі АҚӘ₸№«»-.8", max_size=90)
MARK = st.text(alphabet="Ә 82Қ-5", max_size=9)
PARTS = st.lists(st.text(alphabet="84(5Қаз)6-я", max_size=8), max_size=5).map(tuple)
CODES = st.integers(0, 10**10 - 1).map(lambda number: f"{number:010d}")
SYMBOLOGY = st.sampled_from(("code128", "code39", "codabar", "datamatrix", "qr", "auto"))
WORDS: st.SearchStrategy[Words] = st.one_of(
    st.builds(SpineWords, PARTS, MARK, MARK),
    st.builds(PocketWords, PARTS, MARK, MARK, MARK, TEXT, CODES, SYMBOLOGY),
    st.builds(BarcodeWords, CODES, TEXT, TEXT, SYMBOLOGY),
    st.builds(SlipWords, TEXT, st.lists(TEXT, max_size=4).map(tuple), MARK),
    st.builds(
        CardWords, PARTS, MARK, MARK, st.lists(st.tuples(TEXT, TEXT), max_size=5).map(tuple),
        st.lists(TEXT, max_size=4).map(tuple), CODES | st.just(""),
    ),
    st.builds(PocketFoldWords, st.lists(TEXT, max_size=3).map(tuple), CODES, TEXT, TEXT, TEXT),
    st.builds(
        ReaderWords, TEXT, TEXT, CODES, TEXT, st.sampled_from((None, photo())), SYMBOLOGY
    ),
    st.builds(DividerWords, TEXT, TEXT),
    st.builds(CommandWords, CODES, TEXT),
)  # fmt: skip


def check(design: Design) -> None:
    boxes = [(item, box_of(item, design.dpi)) for item in design.items]
    for item, (left, top, right, bottom) in boxes:
        assert left >= -0.5, item
        assert top >= -0.5, item
        assert right <= design.width + 0.5, item
        assert bottom <= design.height + 0.5, item
    codes = [(item, box) for item, box in boxes if isinstance(item, Code)]
    for code, (left, top, right, bottom) in codes:
        for item, (x0, y0, x1, y1) in boxes:
            apart = x1 <= left + 1 or x0 >= right - 1 or y1 <= top + 1 or y0 >= bottom - 1
            assert item is code or apart, item


@settings(max_examples=250)
@given(words=WORDS, stock=st.sampled_from(list(STOCKS.values())), dpi=st.sampled_from(RESOLUTIONS))
def test_nothing_leaves_its_label_and_no_quiet_zone_is_written_on(words, stock, dpi) -> None:
    try:
        design = lay_out(words, stock.label_mm, dpi)
    except (DoesNotFit, DoesNotScan):
        return

    check(design)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("dpi", RESOLUTIONS)
def test_the_longest_kazakh_words_stand_on_every_kind_of_label(name: str, dpi: int) -> None:
    words, stock = SAMPLES[name]

    check(lay_out(words, STOCKS[stock].label_mm, dpi))


@pytest.mark.parametrize(
    ("dpi", "narrowest"), [(203, 2), (300, 3), (600, 6)]
)  # fmt: skip
def test_modules_are_whole_dots_and_a_quarter_millimetre_at_least(dpi: int, narrowest: int) -> None:
    for stock in STOCKS.values():
        words = PocketWords((), "", "", "", "", "6000001234")
        try:
            (code, *_) = lay_out(words, stock.label_mm, dpi).items
        except DoesNotFit:
            assert stock.label_mm[0] < 28
            continue
        assert isinstance(code, Code)
        assert code.dots >= narrowest
        assert code.height >= 6.35 * dots_per_mm(dpi) - 1e-6
        assert code.height >= 0.15 * code.width


def test_a_slip_and_a_card_need_three_rows() -> None:
    for words in (SlipWords("Қайтарыңыз", ("", "")), CardWords((), "", "", (), ("", ""))):
        with pytest.raises(DoesNotFit) as refused:
            lay_out(words, (58, 30), 203)
        assert refused.value.part in ("table", "page")


def test_a_pocket_is_ten_by_eight_centimetres_or_refused() -> None:
    words = SAMPLES["pocket-fold"][0]

    design = lay_out(words, (210, 297), 300)
    across = [box_of(item, 300) for item in design.items if item.__class__.__name__ == "Rule"]
    assert max(box[2] for box in across) - min(box[0] for box in across) == pytest.approx(
        124 * 300 / 25.4, abs=1
    )
    with pytest.raises(DoesNotFit):
        lay_out(words, (105, 148), 300)


def test_a_photo_that_is_none_is_refused_and_a_true_one_keeps_its_shape() -> None:
    with pytest.raises(DoesNotFit) as refused:
        lay_out(ReaderWords(LONG, "", "7000001234", "", b"GIF"), (85.6, 54), 300)
    assert refused.value.part == "photo"

    design = lay_out(SAMPLES["reader-photo"][0], (85.6, 54), 300)
    (picture,) = (item for item in design.items if item.__class__.__name__ == "Photo")
    assert picture.width / picture.height == pytest.approx(0.75, abs=0.02)
