"""Every kind of label looks as it did when somebody last looked at it."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageFilter

from labels.printing import preview
from tests.labels.golden_pictures import DPI, FOLDER
from tests.labels.samples import SAMPLES, STOCKS

_TOLERATED = 0.0005
"""Share of dots that may differ after edges are forgiven: other builds of FreeType."""


@pytest.mark.parametrize("name", SAMPLES)
def test_a_label_looks_as_before(name: str) -> None:
    words, stock = SAMPLES[name]
    now = Image.open(io.BytesIO(preview(words, STOCKS[stock], DPI))).convert("L")
    with Image.open(FOLDER / f"{name}.png") as kept:
        before = kept.convert("L")

    assert now.size == before.size
    # A dot counts as changed when no dot beside it was of its colour.
    gone = ImageChops.subtract(before.filter(ImageFilter.MinFilter(3)), now)
    new = ImageChops.subtract(now.filter(ImageFilter.MinFilter(3)), before)
    changed = sum(picture.histogram()[255] for picture in (gone, new))
    assert changed <= _TOLERATED * now.width * now.height


def test_every_golden_picture_belongs_to_a_sample() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == set(SAMPLES)
