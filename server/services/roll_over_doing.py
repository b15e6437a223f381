"""A roll-over done in one transaction, and undone until the new year's first loan."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from library.import_columns import ImportKind
from library.readers import ReaderState
from library.roll_over import GONE, Move, MoveKind
from server.database import Work
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.importing.applying import index_written
from server.services.importing.bulk import chunks, insert, next_number, update
from server.services.roll_over import DONE, DRAFT, Picture, look
from server.services.roll_over_new import add_readers
from server.tables import (
    Membership,
    Reader,
    Responsibility,
    RollOver,
    RollOverMove,
    SchoolClass,
)

_USUAL_LANGUAGE = "kk"
_MOVE = (
    "roll_over_id", "reader_id", "kind", "left_membership_id", "left_class_id",
    "entered_membership_id", "entered_class_id", "state_before", "debts",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NotDone:
    """Nothing was done. `code`: `no-draft`, `faults` (the list has some), `changed` (the
    school is not what the page showed), `nothing` (no pupil would move)."""

    code: str


@dataclass(frozen=True, slots=True)
class Done:
    """How many pupils moved, and how many classes were made."""

    pupils: int
    classes: int


@dataclass(slots=True)
class _Hand:
    """What one roll-over writes with."""

    server: Server
    day: date
    shown: Picture
    classes: dict[tuple[int, str], int]
    readers: dict[int, int]
    """New readers by line of the list."""
    current: dict[int, tuple[int, date]]
    """Membership of now by reader, with its first day."""
    states: dict[int, tuple[str, date | None]]


def roll_over(
    server: Server, deed: Deed, roll_over_id: int, seal: str, backup: str = ""
) -> Done | NotDone:
    """Do what the draft says, all of it or nothing. `seal` is that of the picture somebody
    looked at; `backup` the name of the file made before."""
    with server.library.writing() as work:
        row = RollOver.get_or_none(RollOver.id == roll_over_id)
        if row is not None and row.state == DONE and done_before(work, deed):
            return Done(RollOverMove.select().where(RollOverMove.roll_over == row.id).count(), 0)
        if row is None or row.state != DRAFT:
            return NotDone("no-draft")
        shown = look(server, row)
        if shown.found.faults:
            return NotDone("faults")
        if not shown.found.moves:
            return NotDone("nothing")
        if shown.seal != seal:
            return NotDone("changed")
        done, fresh = _write(server, work, deed, row, shown, backup)
    index_written(server, ImportKind.READERS, tuple(fresh))
    return done


def _write(
    server: Server, work: Work, deed: Deed, row: Any, shown: Picture, backup: str
) -> tuple[Done, list[int]]:
    day = server.today()
    made, classes = _add_classes(server, row.year_to, shown)
    fresh, cards = add_readers(server, shown, day)
    readers = [move.reader_id for move in shown.found.moves if move.reader_id is not None]
    hand = _Hand(server, day, shown, classes, fresh, _memberships(), _states(readers))
    rows = _move_pupils(hand, row.id)
    _sign_off(hand)
    charges = _move_charges(hand)
    insert(server, RollOverMove, _MOVE, rows)
    RollOver.update(
        state=DONE, done_at=server.now(), backup=backup or None, made=json.dumps({
            "classes": made, "cards": cards, **charges,
            "left_on": _left_days(hand), "readers": sorted(fresh.values()),
        }),
    ).where(RollOver.id == row.id).execute()  # fmt: skip
    counts = {kind.value: shown.found.count(kind) for kind in MoveKind}
    write_deed(server, work, deed, before={
        "roll_over": row.id, "year": row.year_to, "classes": len(made), **counts,
    })  # fmt: skip
    return Done(len(rows), len(made)), sorted(fresh.values())


def _add_classes(
    server: Server, year: str, shown: Picture
) -> tuple[list[int], dict[tuple[int, str], int]]:
    rows: Any = SchoolClass.select().where(SchoolClass.year == year)
    known = {(row.grade, row.letter): int(row.id) for row in rows}
    first = next_number(SchoolClass)
    new: list[tuple[Any, ...]] = []
    # Every class somebody enters, whether a list or an old class describes it.
    entered = {move.entered for move in shown.found.moves if move.entered is not None}
    for name in sorted(entered - set(known)):
        about = shown.found.classes[name]
        known[name] = first + len(new)
        new.append((known[name], year, *name, about.language or _USUAL_LANGUAGE, about.track,
                    False))  # fmt: skip
    columns = ("id", "year", "grade", "letter", "language", "track", "closed")
    insert(server, SchoolClass, columns, new)
    return [row[0] for row in new], known


def _memberships() -> dict[int, tuple[int, date]]:
    rows: Any = Membership.select(Membership.reader, Membership.id, Membership.from_on).where(
        Membership.to_on.is_null()
    )
    return {reader: (number, since) for reader, number, since in rows.tuples()}


def _states(readers: list[int]) -> dict[int, tuple[str, date | None]]:
    found: dict[int, tuple[str, date | None]] = {}
    for part in chunks(readers):
        rows: Any = Reader.select(Reader.id, Reader.state, Reader.left_on).where(
            Reader.id.in_(part)
        )
        found.update({number: (state, left) for number, state, left in rows.tuples()})
    return found


def _move_pupils(hand: _Hand, roll_over_id: int) -> list[tuple[Any, ...]]:
    """End and begin memberships; the rows that remember it."""
    first = next_number(Membership)
    ended: list[tuple[Any, ...]] = []
    begun: list[tuple[Any, ...]] = []
    rows: list[tuple[Any, ...]] = []
    for move in hand.shown.found.moves:
        reader = _reader(hand, move)
        left, since = hand.current.get(reader, (None, hand.day))
        entered = None if move.entered is None else hand.classes[move.entered]
        number = None
        if left is not None:
            ended.append((max(hand.day, since), left))
        if entered is not None:
            number = first + len(begun)
            begun.append((number, reader, entered, max(hand.day, since)))
        state = hand.states[reader][0] if move.reader_id is not None else None
        rows.append((roll_over_id, reader, move.kind.value, left, move.left, number, entered,
                     state, move.debts))  # fmt: skip
    update(hand.server, Membership, ("to_on",), ended)
    insert(hand.server, Membership, ("id", "reader_id", "school_class_id", "from_on"), begun)
    return rows


def _reader(hand: _Hand, move: Move) -> int:
    return hand.readers[move.number or 0] if move.reader_id is None else move.reader_id


def _sign_off(hand: _Hand) -> None:
    """Who leaves has left, debts or not; who comes back by a list is a reader again."""
    left, back = ReaderState.LEFT.value, ReaderState.ACTIVE.value
    changed: list[tuple[Any, ...]] = []
    for move in hand.shown.found.moves:
        if move.reader_id is None:
            continue
        if move.kind in GONE:
            changed.append((left, hand.day, None, move.reader_id))
        elif hand.states[move.reader_id][0] == left:
            changed.append((back, None, None, move.reader_id))
    update(hand.server, Reader, ("state", "left_on", "absent_since"), changed)


def _left_days(hand: _Hand) -> dict[str, str]:
    """When those had left who are back: undoing needs it."""
    return {
        str(reader): day.isoformat()
        for reader, (state, day) in hand.states.items()
        if state == ReaderState.LEFT.value and day is not None
    }


def _move_charges(hand: _Hand) -> dict[str, list[int]]:
    """A class teacher goes with the class; whose class is gone answers for it no more."""
    target = {
        each.about.class_id: hand.classes.get((each.about.grade + 1, each.about.letter))
        if each.becomes else None
        for each in hand.shown.classes
    }
    rows: Any = Responsibility.select().where(
        Responsibility.school_class.in_(list(target)), Responsibility.to_on.is_null()
    )
    ended, begun = [], []
    for row in list(rows):
        row.to_on = max(hand.day, row.from_on)
        row.save(only=[Responsibility.to_on])
        ended.append(row.id)
        entered = target[row.school_class_id]
        if entered is not None:
            made = Responsibility.create(
                staff=row.staff_id, school_class=entered, kind=row.kind, from_on=hand.day
            )
            begun.append(int(made.id))
    return {"ended": ended, "begun": begun}
