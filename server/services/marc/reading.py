"""A file of records as it is understood: its form, letters, family, its records as titles,
and what is wrong with it.

Takes ISO 2709, MARCXML, and lists (XLSX, CSV) as the import of titles takes them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from library.import_lines import Line, RowRefused
from library.import_titles import title_row
from library.marc_fields import Dialect, MarcRecord, TitleFields, dialect_of
from library.marc_reading import NoTitle, title_fields
from server.services.importing.outcome import Tell, tell_nobody
from server.services.importing.reading import LARGEST
from server.services.importing.tables import FileRefused
from server.services.marc.iso2709 import BrokenRecord, Cut, Frame, frames_of, record_in
from server.services.marc.letters import letters_of
from server.services.marc.marcxml import NotMarcXml, read_marcxml

ISO2709, MARCXML, LIST = "iso2709", "marcxml", "list"
SURE = 0.8
"""So large a part of the records must be of one family."""
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_SPACE = b" \t\r\n\x00"
_ISO_START = re.compile(rb"\s*\d{5}[a-z ][a-z]")
_TOLD_EVERY = 200
_FAMILY_OF = 400
"""So many records tell the family."""


class MarcRefused(FileRefused):
    """The file cannot be read; `reason` ends the text key `marc.file-<reason>`."""


@dataclass(frozen=True, slots=True)
class HowToReadMarc:
    """What a person chose in the preview; empty: as the program finds it."""

    encoding: str = ""
    dialect: str = ""


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One record of a file: its number from 1 and first byte; the title, or the stable word
    of the fault: `broken-directory`, `wrong-letters`, `no-title`, or a reason of a list."""

    number: int
    byte: int
    title: TitleFields | None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class MarcLook:
    """A file as it is understood. `form`: iso2709, marcxml, list; `dialect` None: the
    records do not tell it, a person has to; `cut` when the file ends inside a record."""

    form: str
    encoding: str
    dialect: Dialect | None
    lines: Sequence[RecordLine]
    cut: Cut | None = None

    @property
    def titles(self) -> list[RecordLine]:
        """The records that can be taken."""
        return [line for line in self.lines if line.title is not None]

    @property
    def faults(self) -> list[RecordLine]:
        """Those that cannot."""
        return [line for line in self.lines if line.title is None]

    @property
    def is_whole(self) -> bool:
        """Whether every record of the file can be taken."""
        return self.cut is None and not self.faults


def form_of(content: bytes) -> str:
    """The form of a file, by how it begins. Raises FileRefused, MarcRefused."""
    if len(content) > LARGEST:
        raise FileRefused("too-large", most=LARGEST // 1024 // 1024)
    if not content.strip(_SPACE + b"".join(_MARKS)):
        raise FileRefused("empty")
    start = content[:200]
    for mark in _MARKS:
        start = start.removeprefix(mark)
    if content.startswith(b"PK"):
        return LIST
    if _ISO_START.match(start):
        return ISO2709
    if start.lstrip(_SPACE).startswith((b"<", b"\x00<")):
        return MARCXML
    if b"\x1e" in content and b"\x1d" in content:
        # Something stands before the first record.
        return ISO2709
    if b"\x00" not in content[:2000] or content[:2] in _MARKS:
        return LIST
    raise MarcRefused("not-marc")


def read_marc(
    content: bytes, how: HowToReadMarc | None = None, tell: Tell = tell_nobody,
    most: int | None = None,
) -> MarcLook:  # fmt: skip
    """The records of an ISO 2709 or MARCXML file as titles; of the first `most` alone, if
    given. Raises MarcRefused, and what `tell` raises."""
    how = how or HowToReadMarc()
    if form_of(content) == MARCXML:
        return _read_xml(content, how, tell, most)
    content = content.removeprefix(_MARKS[0])
    frames = frames_of(content)
    if not any(frame.is_record for frame in frames.records):
        raise MarcRefused("cut-first" if frames.cut else "not-marc")
    encoding = how.encoding or letters_of(frames.records)
    dialect = _chosen(how) or _family(_records(frames.records[:_FAMILY_OF], encoding))
    lines = []
    for done, frame in enumerate(frames.records[:most]):
        if done % _TOLD_EVERY == 0:
            tell(done, len(frames.records))
        lines.append(_line(frame.number, frame.byte, dialect, _of_frame(frame, encoding)))
    return MarcLook(ISO2709, encoding, dialect, lines, frames.cut)


def count_of(content: bytes) -> int:
    """How many records a file holds, nearly: none is taken apart."""
    if form_of(content) == MARCXML:
        return len(re.findall(rb"<(?:\w+:)?record[\s>]", content))
    return content.count(b"\x1d")


def listed(lines: Sequence[tuple[int, Line]], today: date) -> MarcLook:
    """Lines of a list of titles (server/services/importing/files.look_at) as records."""
    found = []
    for number, line in lines:
        row = title_row(line, today)
        if isinstance(row, RowRefused):
            found.append(RecordLine(number, 0, None, row.reason))
            continue
        title = TitleFields(
            row.name, row.author, row.item_kind.value if row.item_kind else None, row.language,
            row.year, row.publisher, row.place, row.isbn, row.bbk, row.author_mark, row.subject,
            row.grade, row.pages, isbns=(row.isbn,) if row.isbn else (),
            price_tiyn=row.price_tiyn,
        )  # fmt: skip
        found.append(RecordLine(number, 0, title))
    return MarcLook(LIST, "", None, found)


def _read_xml(content: bytes, how: HowToReadMarc, tell: Tell, most: int | None) -> MarcLook:
    try:
        records, cut = read_marcxml(content)
    except NotMarcXml as fault:
        raise MarcRefused(fault.code) from fault
    if not records:
        raise MarcRefused("cut-first" if cut else "no-records")
    dialect = _chosen(how) or _family([record for _, record in records[:_FAMILY_OF]])
    lines = []
    for done, (byte, record) in enumerate(records[:most]):
        if done % _TOLD_EVERY == 0:
            tell(done, len(records))
        lines.append(_line(done + 1, byte, dialect, partial(_as_it_is, record)))
    return MarcLook(MARCXML, "utf-8", dialect, lines, cut)


def _as_it_is(record: MarcRecord) -> MarcRecord:
    return record


def _chosen(how: HowToReadMarc) -> Dialect | None:
    return Dialect(how.dialect) if how.dialect in list(Dialect) else None


def _of_frame(frame: Frame, encoding: str) -> Callable[[], MarcRecord]:
    return partial(record_in, frame, encoding)


def _records(frames: Sequence[Frame], encoding: str) -> list[MarcRecord]:
    found = []
    for frame in frames:
        try:
            found.append(record_in(frame, encoding))
        except BrokenRecord:
            continue
    return found


def _family(records: Sequence[MarcRecord]) -> Dialect | None:
    """The family nearly all records belong to. UNIMARC and RUSMARC are read alike: a file
    with a sign of the second is RUSMARC."""
    seen = Counter(dialect_of(record) for record in records)
    both = seen[Dialect.UNIMARC] + seen[Dialect.RUSMARC]
    if records and both >= SURE * len(records):
        return Dialect.RUSMARC if seen[Dialect.RUSMARC] else Dialect.UNIMARC
    if records and seen[Dialect.MARC21] >= SURE * len(records):
        return Dialect.MARC21
    return None


def _line(
    number: int, byte: int, dialect: Dialect | None, record: Callable[[], MarcRecord]
) -> RecordLine:
    try:
        found = record()
        own = dialect or dialect_of(found) or Dialect.MARC21
        return RecordLine(number, byte, title_fields(found, own))
    except BrokenRecord as fault:
        return RecordLine(number, byte, None, fault.code)
    except NoTitle:
        return RecordLine(number, byte, None, "no-title")
