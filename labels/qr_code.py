"""A QR code of a short text, drawn from its own modules and read back before it leaves."""

from __future__ import annotations

from functools import lru_cache

import zxingcpp
from PIL import Image

from labels.errors import DoesNotScan

QUIET_MODULES = 4
"""Light margin on all sides, in modules (ISO/IEC 18004: 4 X)."""
_PROOF_DOTS = 3
_QR_ONLY = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def modules(text: str) -> tuple[str, ...]:
    """The symbol as rows of 1 (dark) and 0 (light) with its quiet zone, any language.

    Raises DoesNotScan for an empty text, one too long, or one that does not read back.
    """
    return _proved(text)


def svg(text: str, label: str) -> str:
    """The symbol as an SVG picture, one unit a module, without a style of its own. `label`
    says what it is to those who do not see it; it stands in the picture escaped by nobody,
    so it holds no markup. Raises DoesNotScan."""
    rows = modules(text)
    path = "".join(
        f"M{start} {line}h{width}v1h-{width}z"
        for line, row in enumerate(rows)
        for start, width in _runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows)} {len(rows)}" '
        f'shape-rendering="crispEdges" class="qr-code" role="img" aria-label="{label}">'
        f'<path d="{path}"/></svg>'
    )


def image(text: str, dots: int) -> Image.Image:
    """The symbol as a 1-bit picture, each module `dots` dots wide. Raises DoesNotScan, or
    ValueError for less than one dot."""
    return _drawn(modules(text), dots)


def read_back(picture: Image.Image) -> str | None:
    """What a decoder reads in the picture; None for nothing. Other symbologies are left out:
    bars are now and then seen inside a large symbol."""
    results = zxingcpp.read_barcodes(picture.convert("L"), _QR_ONLY)
    return results[0].text if len(results) == 1 else None


def _runs(row: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = 0
    for place in range(1, len(row) + 1):
        if place == len(row) or row[place] != row[start]:
            if row[start] == "1":
                found.append((start, place - start))
            start = place
    return found


@lru_cache(maxsize=256)
def _proved(text: str) -> tuple[str, ...]:
    try:
        made = zxingcpp.create_barcode(
            text, zxingcpp.BarcodeFormat.QRCode, ec_level="M", eci="utf8"
        )
    except ValueError as fault:
        raise DoesNotScan("a QR code") from fault
    seen = Image.fromarray(made.to_image(scale=1, add_quiet_zones=False))
    side = "0" * QUIET_MODULES
    rows = [
        side
        + "".join("0" if seen.getpixel((place, line)) else "1" for place in range(seen.width))
        + side
        for line in range(seen.height)
    ]
    margin = ["0" * (seen.width + 2 * QUIET_MODULES)] * QUIET_MODULES
    whole = (*margin, *rows, *margin)
    if read_back(_drawn(whole, _PROOF_DOTS)) != text:
        raise DoesNotScan("a QR code")
    return whole


def _drawn(rows: tuple[str, ...], dots: int) -> Image.Image:
    if dots < 1:
        raise ValueError("a module is at least one dot")
    picture = Image.new("1", (len(rows[0]), len(rows)), 1)
    picture.putdata([0 if module == "1" else 1 for row in rows for module in row])
    return picture.resize((picture.width * dots, picture.height * dots), Image.Resampling.NEAREST)
