"""The lists of new classes for a roll-over: read from a file, each line matched with a reader.

By card, else by name and birth date, else by the name alone among the pupils of the grade
below; who could be two is a fault, never a guess.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from library.classes import Track
from library.import_columns import ImportKind
from library.import_lines import RowRefused, is_empty
from library.import_readers import ReaderRow, reader_row
from library.readers import Category
from library.roll_over import Place
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.importing.bulk import insert
from server.services.importing.files import look_at
from server.services.importing.reader_lookup import (
    KnownReader,
    Readers,
    could_be,
    has_left,
    look_up,
    name_key,
)
from server.services.importing.reading import read_file
from server.services.importing.tables import FileRefused
from server.tables import RollOver, RollOverFault, RollOverListed

_COLUMNS = (
    "roll_over_id", "number", "grade", "letter", "language", "track", "surname", "given_name",
    "patronymic", "born_on", "card", "sex",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ListedPupil:
    """A line of the list with the child it names."""

    place: Place
    row: ReaderRow

    @property
    def name(self) -> str:
        """`Серік Әлия`."""
        return f"{self.row.surname} {self.row.given_name}"


def take_list(server: Server, deed: Deed, roll_over_id: int, data: bytes) -> bool:
    """Keep the lines of a file (XLSX, CSV) as the list of a draft, in place of the one
    before; lines that cannot be read become faults. False when it is no draft any more.
    Raises FileRefused for what is no table of pupils."""
    look = look_at(server, read_file(data, ImportKind.READERS), ImportKind.READERS, None)
    if not look.fits or "class" not in look.mapping:
        raise FileRefused("no-pupils")
    rows, faults = _read(server, roll_over_id, look.lines)
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if not _is_draft(roll_over_id):
            return False
        _forget(roll_over_id)
        insert(server, RollOverListed, _COLUMNS, rows)
        insert(server, RollOverFault, ("roll_over_id", "number", "code", "field"), faults)
        write_deed(server, work, deed, before={
            "roll_over": roll_over_id, "lines": len(rows), "faults": len(faults),
            "file": hashlib.sha256(data).hexdigest(),
        })  # fmt: skip
        return True


def drop_list(server: Server, deed: Deed, roll_over_id: int) -> bool:
    """The draft has no list any more; False when it is no draft."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if not _is_draft(roll_over_id):
            return False
        _forget(roll_over_id)
        write_deed(server, work, deed, before={"roll_over": roll_over_id})
        return True


def listed_pupils(roll_over_id: int, year: str) -> dict[int, ListedPupil]:
    """The lines of a draft's list by their numbers, matched with the readers of now; inside
    a block."""
    rows: Any = (
        RollOverListed.select().where(RollOverListed.roll_over == roll_over_id)
        .order_by(RollOverListed.number)
    )  # fmt: skip
    read = [(row.number, _row_of(row)) for row in rows]
    if not read:
        return {}
    matching = _Matching(look_up(year), [row for _number, row in read])
    return {number: ListedPupil(matching.place(number, row), row) for number, row in read}


class _Matching:
    def __init__(self, known: Readers, rows: Sequence[ReaderRow]) -> None:
        self._known = known
        self._named: dict[tuple[str, str], int] = {}
        for row in rows:
            key = name_key(row.surname, row.given_name)
            self._named[key] = self._named.get(key, 0) + 1

    def place(self, number: int, row: ReaderRow) -> Place:
        """The line with the reader it names, or with why that cannot be told."""
        found = self._find(row)
        key = name_key(row.surname, row.given_name)
        # Without a birth date two namesakes and one child written twice look alike: both
        # are told, and the list is put right.
        return Place(
            number, row.grade or 0, row.letter or "", row.language,
            row.track.value if row.track else None,
            found.reader_id if isinstance(found, KnownReader) else None,
            found if isinstance(found, str) else None,
            row.card or f"{' '.join(key)} {row.born_on or ''}",
        )  # fmt: skip

    def _find(self, row: ReaderRow) -> KnownReader | str | None:
        if row.card and row.card in self._known.cards:
            holder = self._known.cards[row.card]
            own = holder is not None and (could_be(holder, row) and _one_name(holder, row))
            return holder if own and holder is not None else "card-of-another"
        named = self._known.by_name.get(name_key(row.surname, row.given_name), [])
        fitting = [each for each in named if could_be(each, row) and _is_pupil(each)]
        born = [
            each for each in fitting
            if row.born_on is not None and each.values["born_on"] == row.born_on
        ]
        if born:
            return born[0] if len(born) == 1 else "namesakes"
        below = [each for each in fitting if _next_to(each, row)]
        if len(below) > 1:
            return "namesakes"
        if below and self._named[name_key(row.surname, row.given_name)] > 1:
            return below[0] if row.born_on is None and len(fitting) == 1 else "namesakes"
        return below[0] if below else None


def _is_pupil(known: KnownReader) -> bool:
    return bool(known.values["category"] == Category.STUDENT.value)


def _one_name(holder: KnownReader, row: ReaderRow) -> bool:
    """A surname changes its form in a life, both names at once do not."""
    one, other = name_key(holder.values["surname"], holder.values["given_name"])
    surname, given_name = name_key(row.surname, row.given_name)
    return one == surname or other == given_name


def _next_to(known: KnownReader, row: ReaderRow) -> bool:
    """Whether the row's class can be the next one of this pupil: the grade above, or the
    same once more."""
    if known.grade is None or row.grade is None or has_left(known):
        return False
    return known.grade in (row.grade - 1, row.grade)


def _read(
    server: Server, roll_over_id: int, lines: Sequence[tuple[int, Any]]
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    rows: list[tuple[Any, ...]] = []
    faults: list[tuple[Any, ...]] = []
    for number, line in lines:
        if is_empty(line):
            continue
        row = reader_row(line, server.today())
        if isinstance(row, RowRefused):
            faults.append((roll_over_id, number, row.reason, row.field))
        elif row.category is not Category.STUDENT:
            faults.append((roll_over_id, number, "not-a-pupil", "category"))
        else:
            rows.append((
                roll_over_id, number, row.grade, row.letter, row.language,
                row.track.value if row.track else None, row.surname, row.given_name,
                row.patronymic, row.born_on, row.card, row.sex,
            ))  # fmt: skip
    return rows, faults


def _row_of(row: Any) -> ReaderRow:
    return ReaderRow(
        row.surname, row.given_name, row.patronymic, Category.STUDENT, row.born_on, row.grade,
        row.letter, row.language, Track(row.track) if row.track else None, row.card, sex=row.sex,
    )  # fmt: skip


def _is_draft(roll_over_id: int) -> bool:
    wanted = RollOver.id == roll_over_id, RollOver.state == "draft"
    return bool(RollOver.select().where(*wanted).exists())


def _forget(roll_over_id: int) -> None:
    for table in (RollOverListed, RollOverFault):
        table.delete().where(table.roll_over == roll_over_id).execute()
