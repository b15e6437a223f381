"""The plan as a table of a file: its columns, its lines, what is wrong with a line. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from library.import_columns import HEADER_LINES, heading_key
from library.import_lines import UNCOMPUTED
from library.import_values import Cell, NotThat, has_strange_sign, language, text_of, track, whole
from library.isbn import bare_isbn
from library.textbook_plan import MOST_PARTS, LineValues, wrong_values
from library.textbooks import WHOLE, ForWhom, Variant

LONGEST_SUBJECT = 100
MOST_EDITIONS = 20
MOST_LINES = 2000
"""Lines of a whole plan: a school of all grades, languages and tracks has some hundreds."""
_NAMES = {
    "grade": "сыныбы|сынып|класс|grade",
    "subject": "пәні|пән|предмет|subject",
    "language": "оқыту тілі|тілі|язык обучения|язык|language of instruction|language",
    "track": "бағыты|бағыт|направление|профиль|track",
    "variant": "ұл / қыз|ұл/қыз|нұсқасы|мальчики / девочки|вариант|boys / girls|variant",
    "whom": "кімге|кому|for whom",
    "parts": "бөлім саны|бөлімдер|бөлімі|частей|части|количество частей|parts",
    "quantity": "кодсыз|без кодов|саны бойынша|по количеству|no codes",
    "editions": "басылымдар|рұқсат етілген басылымдар|издания|допущенные издания|isbn"
    "|allowed editions|editions",
}
_FIELD_OF = {
    heading_key(word): name for name, words in _NAMES.items() for word in words.split("|")
}
REQUIRED = ("grade", "subject", "language")
_VARIANTS = {
    word: variant
    for variant, words in (
        (Variant.BOYS, "ұл|ұлдар|ұл балалар|мальчик|мальчики|м|boy|boys"),
        (Variant.GIRLS, "қыз|қыздар|қыз балалар|девочка|девочки|д|girl|girls"),
    )
    for word in words.split("|")
}
_WHOM = {
    ForWhom.SUBGROUP: ("топ", "групп", "subgroup", "тізім", "спис"),
    ForWhom.CHOICE: ("таңда", "выбор", "choice"),
    ForWhom.CLASS: ("сынып", "класс", "class"),
}
_YES = frozenset({"иә", "да", "yes", "+", "1", "x", "х", "v", "✓"})
_NO = frozenset({"", "жоқ", "нет", "no", "-", "—", "0"})


@dataclass(frozen=True, slots=True)
class EditionSaid:
    """An edition of a line: its bare ISBN, or the number of a title in the catalogue."""

    part: int
    isbn: str = ""
    title_id: int | None = None

    @property
    def said(self) -> str:
        """As a file says it."""
        return self.isbn or f"№{self.title_id}"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A line of the file; `number` as counted there."""

    number: int
    values: LineValues
    editions: tuple[EditionSaid, ...]


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a line; `code` ends the text key `plan.row-<code>`, `said` is what
    stands there."""

    number: int
    code: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class PlanTable:
    """A file as it was understood; `columns` None: no headings were found."""

    columns: tuple[str | None, ...] | None
    rows: tuple[PlanRow, ...] = ()
    faults: tuple[RowFault, ...] = ()


def plan_table(lines: Sequence[Sequence[Cell]], numbers: Sequence[int]) -> PlanTable:
    """The lines below the headings, all of them read, each fault told with its line."""
    header = _headings(lines)
    if header is None:
        return PlanTable(None)
    place, columns = header
    if len(lines) - place > MOST_LINES:
        return PlanTable(columns, faults=(RowFault(numbers[place], "too-many", str(MOST_LINES)),))
    rows: list[PlanRow] = []
    faults: list[RowFault] = []
    seen: set[tuple[object, ...]] = set()
    for number, line in zip(numbers[place + 1 :], lines[place + 1 :], strict=True):
        cells = {name: cell for name, cell in zip(columns, line, strict=False) if name}
        if not any(text_of(cell) for cell in cells.values()):
            continue
        row = _row(number, cells)
        if isinstance(row, PlanRow) and row.values.same_as in seen:
            row = RowFault(number, "twice", row.values.subject)
        if isinstance(row, RowFault):
            faults.append(row)
        else:
            seen.add(row.values.same_as)
            rows.append(row)
    return PlanTable(columns, tuple(rows), tuple(faults))


def _headings(lines: Sequence[Sequence[Cell]]) -> tuple[int, tuple[str | None, ...]] | None:
    """The place of the headings and what each column is."""
    for place, line in enumerate(lines[:HEADER_LINES]):
        columns = tuple(_FIELD_OF.get(heading_key(cell)) for cell in line)
        if set(REQUIRED) <= set(columns):
            return place, columns
    return None


def _row(number: int, cells: Mapping[str, Cell]) -> PlanRow | RowFault:
    said = {name: text_of(cell) for name, cell in cells.items()}
    for name, cell in cells.items():
        if cell == UNCOMPUTED:
            return RowFault(number, "formula")
        if has_strange_sign(cell):
            return RowFault(number, "strange-sign")
        if name == "subject" and len(said[name]) > LONGEST_SUBJECT:
            return RowFault(number, "subject-long", said[name][:40])
    try:
        values = _values(cells, said)
        editions = _editions(said.get("editions", ""), values.parts)
    except _Wrong as fault:
        return RowFault(number, fault.code, fault.said[:60])
    wrong = wrong_values(values)
    if wrong is not None:
        return RowFault(number, wrong, said.get(wrong.partition("-")[0], ""))
    return PlanRow(number, values, editions)


class _Wrong(Exception):
    def __init__(self, code: str, said: str) -> None:
        super().__init__(code)
        self.code, self.said = code, said


def _values(cells: Mapping[str, Cell], said: Mapping[str, str]) -> LineValues:
    try:
        grade = whole(cells.get("grade"), 1, 11, "grade")
        taught_in = language(cells.get("language"))
        own_track = track(cells.get("track"))
        parts = whole(cells.get("parts"), 1, MOST_PARTS, "parts")
    except NotThat as fault:
        code = {"not-a-language": "language", "not-a-track": "track"}.get(fault.reason)
        code = code or fault.reason
        raise _Wrong(code, said.get(code, "")) from fault
    variant = _variant(said.get("variant", ""))
    whom = ForWhom.SUBGROUP if variant else _for_whom(said.get("whom", ""))
    return LineValues(
        grade or 0, said.get("subject", ""), taught_in or "",
        own_track.value if own_track else None, variant, whom, parts or 1,
        _yes(said.get("quantity", "")),
    )  # fmt: skip


def _variant(said: str) -> str | None:
    word = said.casefold()
    if word in _NO:
        return None
    if word not in _VARIANTS:
        raise _Wrong("variant", said)
    return _VARIANTS[word].value


def _for_whom(said: str) -> ForWhom:
    word = said.casefold()
    if not word:
        return ForWhom.CLASS
    for whom, beginnings in _WHOM.items():
        if any(each in word for each in beginnings):
            return whom
    raise _Wrong("whom", said)


def _yes(said: str) -> bool:
    word = said.casefold()
    if word not in _YES | _NO:
        raise _Wrong("quantity", said)
    return word in _YES


def _editions(said: str, parts: int) -> tuple[EditionSaid, ...]:
    """`978-601-…; 2: 978-601-…; №91`: each with its part before a colon, if it is one."""
    found = []
    for each in said.split(";"):
        if not each.strip():
            continue
        part_said, colon, name = each.rpartition(":")
        part = part_said.strip() if colon else "0"
        if not (part.isascii() and part.isdigit() and int(part[:3]) <= parts):
            raise _Wrong("edition-part", each.strip())
        isbn, number = bare_isbn(name.strip()), name.strip().lstrip("№#").strip()
        if isbn is not None:
            found.append(EditionSaid(int(part) or WHOLE, isbn))
        elif name.strip()[:1] in "№#" and number.isascii() and number.isdigit():
            found.append(EditionSaid(int(part) or WHOLE, title_id=int(number[:9])))
        else:
            raise _Wrong("edition", each.strip())
    if len(found) > MOST_EDITIONS:
        raise _Wrong("edition", said)
    return tuple(found)
