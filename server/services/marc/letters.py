"""In which letters a file of records is written: UTF-8 where it is, else what the record says
of itself, else the code page in which Kazakh and Russian words look like words."""

from __future__ import annotations

from collections.abc import Sequence

from library.marc_fields import Dialect, MarcRecord, dialect_of
from server.services.importing.csv_text import encoding_of
from server.services.marc.iso2709 import MARC8, BrokenRecord, Frame, record_in

ENCODINGS = ("utf-8", "cp1251", "kz1048", "ptcp154", "cp866", "koi8-r", MARC8)
"""What a person may choose."""
_SAID = {"79": "cp866", "99": "koi8-r"}
"""Positions 26–27 of field 100 in RUSMARC; 50 and 89 are seen in the bytes themselves."""
_LOOKED_AT = 400
"""So many records tell it."""
_MOSTLY = 0.9


def letters_of(frames: Sequence[Frame]) -> str:
    """The encoding of these records, one of ENCODINGS."""
    some = [frame.content for frame in frames[:_LOOKED_AT]]
    if not some or sum(map(_is_unicode, some)) >= _MOSTLY * len(some):
        return "utf-8"
    first = _first_record(frames)
    if first is not None:
        if dialect_of(first) is Dialect.MARC21 and any(b"\x1b" in each for each in some):
            return MARC8
        if said := _SAID.get(first.first("100", "a")[26:28]):
            return said
    found = encoding_of(b"".join(some))
    return found if found in ENCODINGS else "cp1251"


def _is_unicode(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _first_record(frames: Sequence[Frame]) -> MarcRecord | None:
    """The first sound record, its letters not looked at: tags and codes are Latin ones."""
    for frame in frames[:_LOOKED_AT]:
        try:
            return record_in(frame, "latin-1")
        except BrokenRecord:
            continue
    return None
