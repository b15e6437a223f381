"""PDF pages as a printer of whole dots sees them."""

from __future__ import annotations

import pypdfium2
import zxingcpp
from PIL import Image

from labels.dots import points_per_dot

_LESS = 1e-3
"""So that a whole number of dots is not rounded up to one more."""


def page_pictures(made: bytes, dpi: int) -> list[Image.Image]:
    """Every page in grey, one pixel a dot: cut to whole dots, as a page is on a printer."""
    dot = points_per_dot(dpi)
    document = pypdfium2.PdfDocument(made)
    pictures = []
    for page in document:
        wide, high = page.get_size()
        # A renderer stretches a page to whole pixels; a page of whole dots stays as it is.
        across, down = int(wide / dot + 1e-3) * dot, int(high / dot + 1e-3) * dot
        page.set_mediabox(0, high - down + _LESS, across - _LESS, high)
        page.set_cropbox(0, high - down + _LESS, across - _LESS, high)
        pictures.append(page.render(scale=1 / dot).to_pil().convert("L"))
    document.close()
    return pictures


def page_texts(made: bytes) -> list[str]:
    """The searchable text of every page."""
    document = pypdfium2.PdfDocument(made)
    found = [page.get_textpage().get_text_bounded() for page in document]
    document.close()
    return found


def codes_of(picture: Image.Image) -> list[str]:
    """Everything a decoder reads in the picture."""
    return [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))]
