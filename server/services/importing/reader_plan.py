"""What a file of readers changes: worked out without a lock, written by reader_writing.

A reader is matched by card number, else by name with birth date or class, never by the
name alone. Two who cannot be told apart are refused; nobody is removed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from i18n.searching import search_key
from library.import_lines import Line, RowRefused, is_empty
from library.import_readers import ReaderRow, reader_row
from library.import_values import text_of
from library.readers import Category
from server.server import Server
from server.services.classes import current_year
from server.services.importing.outcome import (
    CHANGED,
    NEW,
    REFUSED,
    SAME,
    LineOutcome,
    Outcome,
    Tell,
    refuse,
    tell_nobody,
)
from server.services.importing.reader_lookup import (
    COLUMNS,
    NAMES,
    KnownReader,
    Readers,
    could_be,
    has_left,
    look_up,
    name_key,
    same_class,
)

_TOLD_EVERY = 200
ClassKey = tuple[int, str]


@dataclass(slots=True)
class ReaderChange:
    """What a line changes for a known reader: columns, a class to enter, a card to add."""

    known: KnownReader
    columns: dict[str, Any] = field(default_factory=dict)
    enters: ClassKey | None = None
    card: str | None = None

    def __bool__(self) -> bool:
        return bool(self.columns or self.enters or self.card)


@dataclass(slots=True)
class ReaderPlan:
    """All changes of a file. `classes` are new ones with language and track; `absent` the
    pupils of the file's classes whom a whole roster does not name."""

    outcome: Outcome
    year: str
    known: Readers
    new: list[ReaderRow] = field(default_factory=list)
    changes: list[ReaderChange] = field(default_factory=list)
    classes: dict[ClassKey, tuple[str, str | None]] = field(default_factory=dict)
    absent: list[KnownReader] = field(default_factory=list)


def plan_readers(
    server: Server, lines: Sequence[tuple[int, Line]], roster: bool, tell: Tell = tell_nobody
) -> ReaderPlan:
    """What would change. Lines are numbered as in the file; `roster`: it names all pupils of
    its classes."""
    today, year = server.today(), current_year(server)
    outcome, taken = Outcome(), []
    unreadable: set[str] = set()
    for done, (number, line) in enumerate(lines):
        if done % _TOLD_EVERY == 0:
            tell(done, len(lines) * 2)
        if is_empty(line):
            continue
        row = reader_row(line, today)
        if isinstance(row, RowRefused):
            outcome.lines.append(LineOutcome(number, REFUSED, refused=row))
            unreadable.add(_rough_name(line))
        else:
            outcome.lines.append(LineOutcome(number, SAME, row))
            taken.append(outcome.lines[-1])
    with server.library.snapshot():
        known = look_up(year)
    planner = _Planner(ReaderPlan(outcome, year, known), taken)
    for done, each in enumerate(taken):
        if done % _TOLD_EVERY == 0:
            tell(len(lines) + done, len(lines) * 2)
        planner.take(each)
    if roster:
        planner.find_absent(unreadable | {_key_text(row) for row in planner.turned_away})
    return planner.finished()


class _Planner:
    def __init__(self, plan: ReaderPlan, taken: list[LineOutcome]) -> None:
        self.plan, self.known = plan, plan.known
        self.turned_away: list[ReaderRow] = []
        self._rows: list[ReaderRow] = [line.taken for line in taken]
        self._alike: dict[tuple[Any, ...], list[ReaderRow]] = {}
        for row in self._rows:
            self._alike.setdefault(_class_key(row), []).append(row)
        # Whom a card names, no name can claim; whom a birth date names, no class can.
        holders = (self.known.cards.get(row.card or "") for row in self._rows)
        self._by_card = {holder.reader_id for holder in holders if holder is not None}
        born = (self._by_birth(row) for row in self._rows if row.card not in self.known.cards)
        self._born = {found.reader_id for found in born if isinstance(found, KnownReader)}
        self._matched: set[int] = set()
        self._cards: set[str] = set()
        self._said: dict[tuple[str, str], list[ReaderRow]] = {}

    def take(self, line: LineOutcome) -> None:
        """Find the line's reader and what it changes."""
        row: ReaderRow = line.taken
        found = self._find(row)
        self._said.setdefault(name_key(row.surname, row.given_name), []).append(row)
        self._cards.add(row.card or "")
        if isinstance(found, KnownReader) and found.reader_id in self._matched:
            found = "twice-in-file"
        if isinstance(found, str):
            self.turned_away.append(row)
            refuse(line, found, "card" if found == "card-of-another" else "")
            return
        self._class(row)
        if found is None:
            line.state = NEW
            self.plan.new.append(row)
            return
        self._matched.add(found.reader_id)
        change = self._change(found, row)
        if change:
            line.state = CHANGED
            self.plan.changes.append(change)

    def _find(self, row: ReaderRow) -> KnownReader | str | None:
        """The reader of a row; a reason to refuse it; None when it is a new one."""
        if row.card and row.card in self._cards:
            return "twice-in-file"
        if row.card and row.card in self.known.cards:
            holder = self.known.cards[row.card]
            return holder if holder is not None and _known_to(holder, row) else "card-of-another"
        if self._said_before(row):
            return "twice-in-file"
        return self._by_birth(row) or self._by_class(row)

    def _fitting(self, row: ReaderRow) -> list[KnownReader]:
        named = self.known.by_name.get(name_key(row.surname, row.given_name), [])
        return [
            each for each in named if could_be(each, row) and each.reader_id not in self._by_card
        ]

    def _by_birth(self, row: ReaderRow) -> KnownReader | str | None:
        """By name and birth date; the class decides between two."""
        if row.born_on is None:
            return None
        born = [each for each in self._fitting(row) if each.values["born_on"] == row.born_on]
        if len(born) > 1:
            born = [each for each in born if same_class(each, row, self.plan.year)]
            return born[0] if len(born) == 1 else "namesakes"
        return born[0] if born else None

    def _said_before(self, row: ReaderRow) -> bool:
        """Whether an earlier line has the same name and birth date, in whatever class: one
        child written twice."""
        return row.born_on is not None and any(
            other.born_on == row.born_on and _may_be_one(row, other)
            for other in self._said.get(name_key(row.surname, row.given_name), [])
        )

    def _by_class(self, row: ReaderRow) -> KnownReader | str | None:
        """By name and class where a birth date is missing on one side: only when there is
        one such reader and one such line."""
        alike = [
            each
            for each in self._fitting(row)
            if each.reader_id not in self._born
            and (row.born_on is None or each.values["born_on"] is None)
            and same_class(each, row, self.plan.year)
        ]
        lines = self._alike[_class_key(row)]
        if alike:
            rivals = [line for line in lines if line.card not in self.known.cards]
            could = sum(could_be(alike[0], line) for line in rivals)
            return alike[0] if len(alike) == could == 1 else "namesakes"
        if row.card or row.born_on is not None:
            return None
        twin = any(other is not row and _may_be_one(row, other) for other in lines)
        return "namesakes" if twin else None

    def _class(self, row: ReaderRow) -> None:
        if row.grade is None or row.letter is None:
            return
        key = row.grade, row.letter
        if key not in self.known.classes:
            language, track = self.plan.classes.get(key, ("", None))
            self.plan.classes[key] = (language or row.language or "", track or row.track)

    def _change(self, known: KnownReader, row: ReaderRow) -> ReaderChange:
        change = ReaderChange(known)
        for name in COLUMNS:
            said, now = getattr(row, name), known.values[name]
            said = said.value if name == "category" else said
            if said in (None, "") or said == now:
                continue
            # Another way to write the same name is no change of name.
            if name in NAMES and now and search_key(said) == search_key(now):
                continue
            change.columns[name] = said
        if known.absent_since is not None:
            change.columns["absent_since"] = None
        if has_left(known):
            change.columns.update(state="active", left_on=None)
        if row.grade is not None and row.letter is not None:
            key = row.grade, row.letter
            if key not in self.known.classes or self.known.classes[key] != known.class_id:
                change.enters = key
        if row.card and row.card not in self.known.cards:
            change.card = row.card
        return change

    def find_absent(self, named: Iterable[str]) -> None:
        """Pupils of the file's classes whom it does not name; a line that could not be
        read still names its pupil."""
        classes = {(row.grade, row.letter) for row in self._rows if row.grade is not None}
        spared = set(named)
        for reader in self.known.by_id.values():
            if (
                (reader.grade, reader.letter) in classes
                and reader.year == self.plan.year
                and reader.values["category"] == Category.STUDENT.value
                and reader.reader_id not in self._matched
                and not has_left(reader)
                and " ".join(name_key(reader.values["surname"], reader.values["given_name"]))
                not in spared
            ):
                self.plan.absent.append(reader)

    def finished(self) -> ReaderPlan:
        """The plan with its counts."""
        more = self.plan.outcome.more
        more["classes"] = len(self.plan.classes)
        more["moved"] = sum(change.enters is not None for change in self.plan.changes)
        more["absent"] = len(self.plan.absent)
        more["back"] = sum("absent_since" in change.columns for change in self.plan.changes)
        return self.plan


def _known_to(holder: KnownReader, row: ReaderRow) -> bool:
    """Whether a card's holder can be who the row names: one name or the birth date fits."""
    values = holder.values
    one, other = name_key(values["surname"], values["given_name"])
    surname, given_name = name_key(row.surname, row.given_name)
    born = row.born_on is not None and values["born_on"] == row.born_on
    return one == surname or other == given_name or born


def _class_key(row: ReaderRow) -> tuple[Any, ...]:
    place = (row.category.value,) if row.grade is None else (row.grade, row.letter)
    return (*name_key(row.surname, row.given_name), *place)


def _may_be_one(row: ReaderRow, other: ReaderRow) -> bool:
    one, two = row.patronymic, other.patronymic
    if one and two and search_key(one) != search_key(two):
        return False
    return row.born_on is None or other.born_on is None or row.born_on == other.born_on


def _key_text(row: ReaderRow) -> str:
    return " ".join(name_key(row.surname, row.given_name))


def _rough_name(line: Line) -> str:
    """Surname and given name of a line that was refused, as they are compared."""
    whole = text_of(line.get("full-name"))
    if not whole:
        whole = f"{text_of(line.get('surname'))} {text_of(line.get('given-name'))}"
    return search_key(" ".join(whole.split()[:2]))
