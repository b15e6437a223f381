"""Writing a plan of readers: prepared outside, a few hundred milliseconds inside the lock."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.import_readers import ReaderRow
from library.readers import ReaderState
from library.scanned_code import READER_DIGIT, SERIALS, is_own_number, make_number
from server.server import Server
from server.services.importing.bulk import insert, next_number, update, update_each
from server.services.importing.reader_lookup import NAMES, KnownReader
from server.services.importing.reader_plan import ClassKey, ReaderPlan
from server.tables import Card, FormerName, Membership, Reader, SchoolClass

_READER = (
    "surname", "given_name", "patronymic", "category", "born_on", "dormitory", "room",
    "dorm_group", "sex", "state", "pin_failures", "registered_on", "sort_key", "search_key", "id",
)  # fmt: skip
_USUAL_LANGUAGE = "kk"


@dataclass(slots=True)
class PreparedReaders:
    """Rows ready but for their numbers."""

    plan: ReaderPlan
    new: list[tuple[Any, ...]]
    cards: list[str]
    changed: dict[int, dict[str, Any]]
    renamed: list[KnownReader]
    today: date


def prepare_readers(plan: ReaderPlan, today: date) -> PreparedReaders:
    """Everything that needs computing, fresh card numbers too; no block is needed."""
    new = [(*_values(row), ReaderState.ACTIVE.value, 0, today, *_keys(row)) for row in plan.new]
    changed: dict[int, dict[str, Any]] = {}
    renamed = []
    for change in plan.changes:
        columns = dict(change.columns)
        if set(NAMES) & set(columns):
            renamed.append(change.known)
            full = _full({**change.known.values, **columns})
            columns["sort_key"], columns["search_key"] = sort_key(full), search_key(full)
        if columns:
            changed[change.known.reader_id] = columns
    for reader in plan.absent:
        if reader.absent_since is None:
            changed[reader.reader_id] = {"absent_since": today}
    cards = _fresh_cards(sum(not _own(row.card) for row in plan.new), plan)
    return PreparedReaders(plan, new, cards, changed, renamed, today)


def write_readers(
    server: Server, ready: PreparedReaders, staff_id: int | None
) -> tuple[int, ...]:  # fmt: skip
    """Inside a writing() block; numbers of readers whose words changed: the new ones first."""
    plan, today = ready.plan, ready.today
    classes = {**plan.known.classes, **_add_classes(server, plan)}
    first = next_number(Reader)
    insert(server, Reader, _READER, [(*row, first + n) for n, row in enumerate(ready.new)])
    _add_cards(server, ready, first)
    members = [
        (first + n, classes[row.grade, row.letter], today)
        for n, row in enumerate(plan.new)
        if row.grade is not None and row.letter is not None
    ]
    members += _move(server, plan, classes, today)
    insert(server, Membership, ("reader_id", "school_class_id", "from_on"), members)
    former = [
        (each.reader_id, *(each.values[name] for name in NAMES), today, staff_id)
        for each in ready.renamed
    ]
    insert(server, FormerName, ("reader_id", *NAMES, "until_on", "staff_id"), former)
    update_each(server, Reader, ready.changed)
    return (
        *range(first, first + len(ready.new)),
        *(each.reader_id for each in ready.renamed),
    )


def _values(row: ReaderRow) -> tuple[Any, ...]:
    return (
        row.surname, row.given_name, row.patronymic, row.category.value, row.born_on,
        row.dormitory, row.room, row.dorm_group, row.sex,
    )  # fmt: skip


def _full(values: Mapping[str, Any]) -> str:
    return " ".join(filter(None, (values[name] for name in NAMES)))


def _keys(row: ReaderRow) -> tuple[bytes, str]:
    full = " ".join(filter(None, (row.surname, row.given_name, row.patronymic)))
    return sort_key(full), search_key(full)


def _own(card: str | None) -> bool:
    return card is not None and is_own_number(card)


def _fresh_cards(count: int, plan: ReaderPlan) -> list[str]:
    """Random numbers that stand for nobody yet: a number must not tell who came when."""
    taken = set(plan.known.cards) | {row.card for row in plan.new if row.card}
    found: list[str] = []
    while len(found) < count:
        number = make_number(READER_DIGIT, secrets.randbelow(SERIALS))
        if number not in taken:
            taken.add(number)
            found.append(number)
    return found


def _add_classes(server: Server, plan: ReaderPlan) -> dict[ClassKey, int]:
    first = next_number(SchoolClass)
    rows = [
        (first + n, plan.year, grade, letter, language or _USUAL_LANGUAGE, track, False)
        for n, ((grade, letter), (language, track)) in enumerate(sorted(plan.classes.items()))
    ]
    columns = ("id", "year", "grade", "letter", "language", "track", "closed")
    insert(server, SchoolClass, columns, rows)
    return {(row[2], row[3]): row[0] for row in rows}


def _add_cards(server: Server, ready: PreparedReaders, first: int) -> None:
    """A number of ours for each new reader: the file's if it is one, else a fresh one
    beside the file's."""
    fresh, rows = iter(ready.cards), []
    for number, row in enumerate(ready.plan.new, start=first):
        if not _own(row.card):
            rows.append((next(fresh), number, "active", ready.today))
        if row.card:
            rows.append((row.card, number, "active", ready.today))
    rows += [
        (change.card, change.known.reader_id, "active", ready.today)
        for change in ready.plan.changes
        if change.card
    ]
    insert(server, Card, ("number", "reader_id", "state", "issued_on"), rows)


def _move(
    server: Server, plan: ReaderPlan, classes: dict[ClassKey, int], today: date
) -> list[tuple[int, int, date]]:
    """End memberships of those who enter another class; the new ones."""
    moves = [change for change in plan.changes if change.enters is not None]
    ended = [
        (max(today, change.known.member_since or today), change.known.membership_id)
        for change in moves
        if change.known.membership_id is not None
    ]
    update(server, Membership, ("to_on",), ended)
    return [
        (change.known.reader_id, classes[change.enters], today)
        for change in moves
        if change.enters is not None
    ]
