"""The moves of a roll-over as lines for staff: those of a draft, those that were done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from i18n.sorting import sort_key
from library.classes import class_label
from library.roll_over import GONE, MoveKind
from server.server import Server
from server.services.debts import NOTHING, counts_by_reader
from server.services.roll_over import Picture
from server.tables import Reader, RollOverMove, SchoolClass


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One pupil: from class to class, open loans and cases; `reader_id` None: not in the
    library yet. `order` is the place of the class that is left, else entered."""

    reader_id: int | None
    name: str
    kind: str
    left_id: int | None
    left: str
    entered: str
    debts: int
    order: tuple[int, bytes]

    @property
    def gone_with_debts(self) -> bool:
        """Whether the pupil leaves the school and owes something."""
        return self.debts > 0 and MoveKind(self.kind) in GONE


def draft_rows(shown: Picture) -> list[MoveRow]:
    """Every move of a draft."""
    names = {each.about.class_id: each.about.name for each in shown.classes}
    return [
        MoveRow(
            move.reader_id, shown.name_of(move), move.kind.value, move.left,
            shown.left_label(move), class_label(*move.entered) if move.entered else "",
            move.debts, _order(names.get(move.left or 0) or move.entered),
        )
        for move in shown.found.moves
    ]  # fmt: skip


def done_rows(server: Server, roll_over_id: int) -> list[MoveRow]:
    """Every move that was done, with what each pupil owes now."""
    with server.library.snapshot():
        counts = counts_by_reader(server.today())
        names = {
            row.id: (row.grade, row.letter)
            for row in SchoolClass.select(SchoolClass.id, SchoolClass.grade, SchoolClass.letter)
        }
        rows: Any = (
            RollOverMove.select(
                RollOverMove.reader, Reader.surname, Reader.given_name, RollOverMove.kind,
                RollOverMove.left_class, RollOverMove.entered_class,
            )
            .join(Reader).where(RollOverMove.roll_over == roll_over_id)
            .order_by(RollOverMove.id).tuples()
        )  # fmt: skip
        found = list(rows)
    return [
        _done(reader, f"{surname} {given}", kind, names, left, entered, counts)
        for reader, surname, given, kind, left, entered in found
    ]


def _done(
    reader: int, name: str, kind: str, names: Any, left: int | None, entered: int | None,
    counts: Any,
) -> MoveRow:  # fmt: skip
    old, new = names.get(left), names.get(entered)
    held = counts.get(reader, NOTHING)
    return MoveRow(
        reader, name, kind, left, class_label(*old) if old else "",
        class_label(*new) if new else "", held.loans + held.cases, _order(old or new),
    )  # fmt: skip


def _order(name: tuple[int, str] | None) -> tuple[int, bytes]:
    return (name[0], sort_key(name[1])) if name else (99, b"")
