"""A QR code of a message reads back as the message, in Kazakh and Russian."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from PIL import Image, ImageDraw

from labels.errors import DoesNotScan
from labels.qr_code import QUIET_MODULES, image, modules, read_back, svg

KAZAKH = "8Ә сыныбы: 5 оқушыда 7 кітаптың қайтару мерзімі өтті. Рақмет!"


@settings(max_examples=40, deadline=None)
@given(some.text("АӘБВГҒДабвгғд 0123456789,.:«»\n", min_size=1, max_size=300))
def test_a_message_reads_back(text: str) -> None:
    assert read_back(image(text, 3)) == text


def test_the_svg_draws_the_same_modules() -> None:
    text, rows = svg(KAZAKH, "QR"), modules(KAZAKH)
    picture = Image.new("L", (len(rows) * 3, len(rows) * 3), 255)
    draw = ImageDraw.Draw(picture)
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1", text):
        left, top = int(x) * 3, int(y) * 3
        draw.rectangle((left, top, left + int(width) * 3 - 1, top + 2), fill=0)
    assert read_back(picture) == KAZAKH
    assert "style" not in text


def test_it_has_light_margins() -> None:
    rows = modules("8Ә")
    assert set("".join(rows[:QUIET_MODULES])) == {"0"}
    assert all(row.startswith("0" * QUIET_MODULES) for row in rows)


@pytest.mark.parametrize("text", ["", "ә" * 3000])
def test_what_cannot_be_encoded_is_refused(text: str) -> None:
    with pytest.raises(DoesNotScan) as fault:
        svg(text, "QR")
    assert "ә" not in str(fault.value)


def test_less_than_a_dot_is_no_module() -> None:
    with pytest.raises(ValueError, match="dot"):
        image("8Ә", 0)
