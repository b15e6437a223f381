"""Barcodes are whole dots and read back as what they say."""

from __future__ import annotations

import re

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image, ImageDraw

from labels.barcode_art import QUIET_MODULES, bars, image, modules, read_back, svg
from labels.errors import DoesNotScan
from library.scanned_code import SERIALS, make_number

own_numbers = some.builds(make_number, some.sampled_from("5678"), some.integers(0, SERIALS - 1))


@settings(max_examples=60, deadline=None)
@given(own_numbers, some.integers(1, 4))
def test_every_number_reads_back_at_every_width(number: str, dots: int) -> None:
    found = zxingcpp.read_barcodes(image(number, dots, 60).convert("L"))
    assert [each.text for each in found] == [number]
    assert found[0].symbology_identifier.startswith("]C")


@given(own_numbers)
@settings(max_examples=30, deadline=None)
def test_ten_digits_take_the_short_set_c(number: str) -> None:
    # start, five pairs, check, stop = 7 × 11 + 13 modules
    assert len(modules(number)) == 90 + 2 * QUIET_MODULES


def test_bars_are_whole_dots() -> None:
    picture = image("6000000016", 3, 10)
    row = [picture.getpixel((x, 0)) for x in range(picture.width)]
    edges = [x for x in range(1, len(row)) if row[x] != row[x - 1]]
    assert all(edge % 3 == 0 for edge in edges)
    assert picture.mode == "1"


def test_the_svg_draws_the_same_bars_and_reads_back() -> None:
    text = svg("7000000027", height=40)
    found = [(int(a), int(b)) for a, b in re.findall(r"M(\d+) 0h(\d+)", text)]
    assert found == bars(modules("7000000027"))
    assert "style" not in text
    picture = Image.new("L", (len(modules("7000000027")) * 2, 80), 255)
    draw = ImageDraw.Draw(picture)
    for start, width in found:
        draw.rectangle((start * 2, 0, (start + width) * 2 - 1, 79), fill=0)
    assert read_back(picture) == "7000000027"


def test_what_cannot_be_encoded_is_refused_with_its_code() -> None:
    with pytest.raises(DoesNotScan) as fault:
        svg("Қазақ")
    assert fault.value.code == "does-not-scan"


def test_less_than_a_dot_is_no_bar() -> None:
    with pytest.raises(ValueError, match="dot"):
        image("6000000016", 0, 10)
