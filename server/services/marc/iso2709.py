"""ISO 2709, the form in which records travel: found in a file whatever their lengths say,
taken apart by pymarc, and put together by it.

A record begins with its length and ends with 0x1D. Where the two do not agree the end is
believed; where the directory counts signs instead of bytes, as programs do that turned a
file into UTF-8, it is made anew from the ends of the fields.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from library.marc_fields import MarcField, MarcRecord

FIELD_END, RECORD_END = b"\x1e", b"\x1d"
LEADER, ENTRY = 24, 12
LONGEST = 99_999
"""Bytes of one record: its length has five digits."""
_FILLING = b"\r\n\t \x00\x1a"
_LEADER_START = re.compile(rb"\d{5}")
MARC8 = "marc8"


class BrokenRecord(ValueError):
    """The record cannot be taken apart. `code`: `broken-directory`, `wrong-letters`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Frame:
    """One record in a file: its number from 1, its first byte from 0, its bytes; `is_record`
    False: something else stands there up to the next end of a record."""

    number: int
    byte: int
    content: bytes
    is_record: bool = True


@dataclass(frozen=True, slots=True)
class Cut:
    """The file ends inside a record: its number, where it begins, how many bytes of it there
    are."""

    number: int
    byte: int
    left: int


@dataclass(frozen=True, slots=True)
class Frames:
    """The records of a file; `cut` when it ends inside one."""

    records: Sequence[Frame]
    cut: Cut | None = None


def frames_of(content: bytes) -> Frames:
    """All records of a file in their order."""
    found: list[Frame] = []
    place, size = 0, len(content)
    while place < size:
        if content[place] in _FILLING:
            place += 1
            continue
        number = len(found) + 1
        end = _end_of(content, place)
        if end is None:
            return Frames(found, Cut(number, place, size - place))
        piece = content[place:end]
        is_record = _LEADER_START.match(piece) is not None and len(piece) > LEADER
        found.append(Frame(number, place, piece, is_record))
        place = end
    return Frames(found)


def _end_of(content: bytes, place: int) -> int | None:
    """Behind the last byte of the record that begins here; None when the file ends first."""
    end = content.find(RECORD_END, place)
    return None if end < 0 else end + 1


def record_in(frame: Frame, encoding: str) -> MarcRecord:
    """The record of a frame, letters read in `encoding` (a codec of Python, or `marc8`).
    Raises BrokenRecord."""
    content = frame.content
    if not frame.is_record:
        raise BrokenRecord("broken-directory")
    if int(content[:5]) != len(content) or not _is_sound(content):
        content = _mended(content)
    raw = _taken_apart(content)
    try:
        return MarcRecord(
            content[:LEADER].decode("ascii"), tuple(_field(each, encoding) for each in raw.fields)
        )
    except UnicodeError as fault:
        raise BrokenRecord("wrong-letters") from fault


def record_bytes(record: MarcRecord, encoding: str = "utf-8") -> bytes:
    """A record as it travels. Raises UnicodeEncodeError for letters that do not fit, and
    OverflowError for a record of more than 99,999 bytes."""
    from pymarc import Indicators, RawField, Record, Subfield

    made = Record(to_unicode=False)
    made.leader = record.leader
    for each in record.fields:
        if each.value:
            made.add_field(RawField(tag=each.tag, data=each.value.encode(encoding)))
            continue
        pairs = [Subfield(code, text.encode(encoding)) for code, text in each.subfields]
        made.add_field(RawField(each.tag, Indicators(*each.indicators), pairs))
    content: bytes = made.as_marc()
    if len(content) > LONGEST:
        raise OverflowError(len(content))
    return content


def _is_sound(content: bytes) -> bool:
    """Whether the directory leads to the ends of fields."""
    try:
        base = int(content[12:17])
        entries = content[LEADER : base - 1]
        if len(entries) % ENTRY or content[base - 1 : base] != FIELD_END:
            return False
        for start in range(0, len(entries), ENTRY):
            length, offset = (
                int(entries[start + 3 : start + 7]),
                int(entries[start + 7 : start + 12]),
            )
            if content[base + offset + length - 1 : base + offset + length] != FIELD_END:
                return False
    except ValueError:
        return False
    return bool(entries)


def _mended(content: bytes) -> bytes:
    """The record with lengths and places as they are. Raises BrokenRecord when fields and
    entries are not as many."""
    if content.count(FIELD_END) < 2:
        raise BrokenRecord("broken-directory")
    head, *fields, last = content.split(FIELD_END)
    entries = head[LEADER:]
    tags = [entries[start : start + 3] for start in range(0, len(entries), ENTRY)]
    if len(entries) % ENTRY or len(tags) != len(fields) or last.strip(_FILLING + RECORD_END):
        raise BrokenRecord("broken-directory")
    directory, place = b"", 0
    for tag, field in zip(tags, fields, strict=True):
        length = len(field) + 1
        if length > 9999:
            raise BrokenRecord("broken-directory")
        directory += tag + b"%04d%05d" % (length, place)
        place += length
    base = LEADER + len(directory) + 1
    whole = base + place + 1
    if whole > LONGEST:
        raise BrokenRecord("broken-directory")
    leader = b"%05d" % whole + content[5:12] + b"%05d" % base + content[17:LEADER]
    return leader + directory + FIELD_END + FIELD_END.join(fields) + FIELD_END + RECORD_END


def _taken_apart(content: bytes) -> Any:
    from pymarc import Record
    from pymarc.exceptions import BadSubfieldCodeWarning, PymarcException

    # What pymarc would tell of an odd field is what stands in it.
    logging.getLogger("pymarc").setLevel(logging.CRITICAL)
    warnings.filterwarnings("ignore", category=BadSubfieldCodeWarning)
    # Only the letters of Unicode records are read by pymarc itself: here it shall read none.
    plain = content[:9] + b" " + content[10:]
    try:
        return Record(data=plain, to_unicode=False)
    except (PymarcException, ValueError, IndexError) as fault:
        raise BrokenRecord("broken-directory") from fault


def _field(raw: Any, encoding: str) -> MarcField:
    if raw.control_field:
        return MarcField(raw.tag, value=_text(raw.data, encoding))
    pairs = tuple((each.code, _text(each.value, encoding)) for each in raw.subfields)
    return MarcField(raw.tag, "".join(raw.indicators), pairs)


def _text(content: bytes, encoding: str) -> str:
    if encoding == MARC8:
        from pymarc.marc8 import marc8_to_unicode

        return str(marc8_to_unicode(content, hide_utf8_warnings=True))
    return content.decode(encoding)
