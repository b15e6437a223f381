"""Code 128 as whole dots: drawn here, encoded by python-barcode, read back before it leaves.

A barcode whose modules are not whole printer dots does not scan reliably, so nothing is
ever scaled: one module is `dots` dots wide in every output (protocols §4).
"""

from __future__ import annotations

from functools import lru_cache

import barcode
import zxingcpp
from PIL import Image

from labels.errors import DoesNotScan

QUIET_MODULES = 10
"""Light margin left and right, in modules (Code 128: 10 X)."""
_PROOF_DOTS, _PROOF_HEIGHT = 2, 60


def modules(number: str) -> str:
    """The symbol as a row of 1 (bar) and 0 (space) with its quiet zones.

    Raises DoesNotScan when the drawn bars cannot be read back as `number`.
    """
    return _proved(number)


def svg(number: str, height: int = 40) -> str:
    """The symbol as an SVG picture, one unit a module, `height` modules high. It has no
    style of its own (a page with a strict policy may show it) and scales in whole."""
    row = modules(number)
    path = "".join(f"M{start} 0h{width}v{height}h-{width}z" for start, width in bars(row))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(row)} {height}" '
        f'preserveAspectRatio="none" shape-rendering="crispEdges" class="barcode" role="img" '
        f'aria-label="{number}"><path d="{path}"/></svg>'
    )


def image(number: str, dots: int, height: int) -> Image.Image:
    """The symbol as a 1-bit picture, each module `dots` dots wide, `height` dots high.
    Raises DoesNotScan, or ValueError for less than one dot."""
    return _drawn(modules(number), dots, height)


def bars(row: str) -> list[tuple[int, int]]:
    """Start and width of each bar of a row, in modules."""
    found: list[tuple[int, int]] = []
    start = None
    for place, module in enumerate(row + "0"):
        if module == "1" and start is None:
            start = place
        elif module == "0" and start is not None:
            found.append((start, place - start))
            start = None
    return found


def read_back(picture: Image.Image) -> str | None:
    """What a decoder reads in the picture; None for nothing."""
    results = zxingcpp.read_barcodes(picture.convert("L"))
    return results[0].text if len(results) == 1 else None


@lru_cache(maxsize=4096)
def _proved(number: str) -> str:
    try:
        (row,) = barcode.get("code128", number).build()
    except (barcode.errors.BarcodeError, ValueError) as fault:
        raise DoesNotScan(number) from fault
    quiet = "0" * QUIET_MODULES
    row = f"{quiet}{row}{quiet}"
    if read_back(_drawn(row, _PROOF_DOTS, _PROOF_HEIGHT)) != number:
        raise DoesNotScan(number)
    return row


def _drawn(row: str, dots: int, height: int) -> Image.Image:
    if dots < 1 or height < 1:
        raise ValueError("a bar is at least one dot")
    line = Image.new("1", (len(row), 1), 1)
    line.putdata([0 if module == "1" else 1 for module in row])
    return line.resize((len(row) * dots, height), Image.Resampling.NEAREST)
