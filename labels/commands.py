"""1-bit pictures in the languages of printers: ZPL II, TSPL, ESC/POS (protocols §5).

Everything goes as dots: the printers' own fonts lack Kazakh letters, their own bars our proof.
"""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

_BAND_ROWS = 255
"""Rows of one ESC/POS raster: cheap printers drop longer ones."""


def zpl(picture: Image.Image, copies: int = 1) -> bytes:
    """One label as ZPL II: `^GFA`, 1 is black; line breaks are allowed between commands."""
    across, down, ink = _ink(picture)
    total = across * down
    return (
        f"^XA^LH0,0^PW{picture.width}^LL{down}"
        f"^FO0,0^GFA,{total},{total},{across},{ink.hex().upper()}^FS^PQ{copies}^XZ\n"
    ).encode("ascii")


def tspl(picture: Image.Image, label_mm: tuple[float, float], gap_mm: float, first: bool) -> bytes:
    """One label as TSPL: `BITMAP`, 0 is black; the first of a job says the roll's measures."""
    across, down, ink = _ink(picture)
    lines = [
        f"SIZE {label_mm[0]:g} mm,{label_mm[1]:g} mm", f"GAP {gap_mm:g} mm,0 mm",
        "DIRECTION 0", "REFERENCE 0,0",
    ] if first else []  # fmt: skip
    lines += ["CLS", f"BITMAP 0,0,{across},{down},0,"]
    paper = bytes(byte ^ 0xFF for byte in ink)
    return "\r\n".join(lines).encode("ascii") + paper + b"\r\nPRINT 1,1\r\n"


def escpos(pictures: Sequence[Image.Image], feed_lines: int = 4) -> bytes:
    """Pictures on a receipt: `GS v 0` in bands, paper fed and cut after each."""
    parts = [b"\x1b@"]
    for picture in pictures:
        across, down, ink = _ink(picture)
        for top in range(0, down, _BAND_ROWS):
            rows = min(_BAND_ROWS, down - top)
            head = b"\x1dv0\x00" + across.to_bytes(2, "little") + rows.to_bytes(2, "little")
            parts.append(head + ink[top * across : (top + rows) * across])
        parts.append(b"\x1bd" + bytes([feed_lines]) + b"\x1dVB\x00")
    return b"".join(parts)


def _ink(picture: Image.Image) -> tuple[int, int, bytes]:
    """Bytes a row, rows, and the dots with 1 for black; the last byte is filled with white."""
    across = (picture.width + 7) // 8
    whole = Image.new("1", (across * 8, picture.height), 1)
    whole.paste(picture, (0, 0))
    # No table is needed to turn the bits: Pillow's raw mode "1;I" has 1 for black.
    return across, picture.height, whole.tobytes("raw", "1;I")
