"""Codes as modules: encoded by python-barcode and zxing-cpp, drawn here in whole dots, and
read back from their own dots before anything leaves (protocols §4)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import barcode
import zxingcpp
from barcode.codabar import CODABAR
from barcode.codex import Code39
from PIL import Image

from labels.errors import DoesNotScan
from labels.qr_code import modules as qr_modules

LINEAR = ("code128", "code39", "codabar")
QUIET = {"code128": 10, "code39": 10, "codabar": 20, "datamatrix": 2, "qr": 4}
"""Light margin in modules; codabar is drawn in half modules. Data Matrix asks for 1 module."""
LEAST_MM = {"code128": 0.25, "code39": 0.25, "codabar": 0.125, "datamatrix": 0.33, "qr": 0.33}
MOST_MM = {"code128": 0.4, "code39": 0.4, "codabar": 0.2, "datamatrix": 0.8, "qr": 0.8}
"""Widths of a module that are drawn."""
_PROOF_ROWS = 24
_LONGEST = 80
_FORMATS = {
    "code128": zxingcpp.BarcodeFormat.Code128,
    "code39": zxingcpp.BarcodeFormat.Code39,
    "codabar": zxingcpp.BarcodeFormat.Codabar,
    "datamatrix": zxingcpp.BarcodeFormat.DataMatrix,
    "qr": zxingcpp.BarcodeFormat.QRCode,
}
_READ_AS = {name: zxingcpp.BarcodeFormats(format_) for name, format_ in _FORMATS.items()}


@dataclass(frozen=True, slots=True)
class Symbol:
    """Rows of 1 (dark) and 0 (light) with the quiet zone; a linear symbol has one row."""

    code: str
    symbology: str
    rows: tuple[str, ...]

    @property
    def linear(self) -> bool:
        return len(self.rows) == 1

    @property
    def modules(self) -> int:
        """Across, quiet zones counted."""
        return len(self.rows[0])


@lru_cache(maxsize=8192)
def symbol_of(code: str, symbology: str) -> Symbol:
    """The symbol of a code. Raises DoesNotScan for a code the symbology has no letters for,
    ValueError for a symbology that is none."""
    if symbology not in _FORMATS:
        raise ValueError(f"no such symbology: {symbology}")
    if not code or len(code) > _LONGEST or not code.isprintable():
        raise DoesNotScan(code)
    try:
        rows = _rows(code, symbology)
    except (barcode.errors.BarcodeError, ValueError, KeyError, IndexError) as fault:
        raise DoesNotScan(code) from fault
    return Symbol(code, symbology, rows)


@lru_cache(maxsize=8192)
def proved(code: str, symbology: str, dots: int) -> Symbol:
    """The symbol after it was drawn with modules of `dots` dots and read back.
    Raises DoesNotScan."""
    symbol = symbol_of(code, symbology)
    picture = drawn(symbol, dots, _PROOF_ROWS).convert("L")
    found = zxingcpp.read_barcodes(
        picture, _READ_AS[symbology], try_rotate=False, try_downscale=False, try_invert=False
    )
    if len(found) != 1 or found[0].text != _as_read(code, symbology):
        raise DoesNotScan(code)
    return symbol


def drawn(symbol: Symbol, dots: int, height: int) -> Image.Image:
    """A 1-bit picture: modules `dots` dots wide, a linear symbol `height` dots high."""
    across, down = symbol.modules, len(symbol.rows)
    picture = Image.new("1", (across, down), 1)
    picture.putdata([0 if module == "1" else 1 for row in symbol.rows for module in row])
    size = (across * dots, height if symbol.linear else down * dots)
    return picture.resize(size, Image.Resampling.NEAREST)


def runs(row: str) -> list[tuple[int, int]]:
    """Start and length of each dark run of a row, in modules."""
    found: list[tuple[int, int]] = []
    start = row.find("1")
    while start >= 0:
        end = row.find("0", start)
        end = len(row) if end < 0 else end
        found.append((start, end - start))
        start = row.find("1", end)
    return found


def _rows(code: str, symbology: str) -> tuple[str, ...]:
    quiet = "0" * QUIET[symbology]
    if symbology == "qr":
        return qr_modules(code)
    if symbology == "datamatrix":
        return _data_matrix(code)
    if symbology == "code39":
        row = Code39(code, add_checksum=False).build()[0]
    elif symbology == "codabar":
        row = CODABAR(_as_read(code, symbology)).build()[0]
    else:
        row = barcode.get("code128", code).build()[0]
    return (f"{quiet}{row}{quiet}",)


def _as_read(code: str, symbology: str) -> str:
    if symbology == "codabar" and not (code[0] in "ABCD" and code[-1] in "ABCD"):
        return f"A{code}B"
    return code


def _data_matrix(code: str) -> tuple[str, ...]:
    made = zxingcpp.create_barcode(code, _FORMATS["datamatrix"], force_square=True)
    seen = Image.fromarray(made.to_image(scale=1, add_quiet_zones=False))
    quiet = QUIET["datamatrix"]
    side = "0" * quiet
    rows = [
        side
        + "".join("0" if seen.getpixel((place, line)) else "1" for place in range(seen.width))
        + side
        for line in range(seen.height)
    ]
    margin = ["0" * (seen.width + 2 * quiet)] * quiet
    return (*margin, *rows, *margin)
