"""Numbers of copies: they run on, past what was printed ahead on rolls."""

from __future__ import annotations

from peewee import fn

from library.scanned_code import COPY_DIGIT
from server.tables import Copy, LabelRoll


def next_serial() -> int:
    """The serial after the highest copy number of ours and after every roll; inside a block
    of the library."""
    highest = (
        Copy.select(fn.MAX(Copy.code))
        .where(Copy.code >= COPY_DIGIT, Copy.code < chr(ord(COPY_DIGIT) + 1))
        .scalar()
    )
    printed = LabelRoll.select(fn.MAX(LabelRoll.last_serial)).scalar() or 0
    return max(int(highest[1:9]) if highest else 0, int(printed)) + 1
