"""What is left when a collection is closed: each debt is carried over or becomes a case.

Nothing is decided while the collection can be opened again; posting is the last step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from library.catalogue import CopyState
from library.collection import CollectionState
from server.database import Work
from server.facts import copy_by_id
from server.server import Server
from server.services.collection_view import Cell, CollectionView, PupilRow, collection_view
from server.services.collections import NotNow
from server.services.deeds import Deed, done_before, write_deed
from server.services.losses import lose_copy
from server.tables import Collection, CollectionLine

CARRIED, CASE = "carried", "case"


@dataclass(frozen=True, slots=True)
class Left:
    """One book that did not come: whose debt it is, in whose name it was lent."""

    cell: Cell
    debtor: PupilRow
    borrower: str = ""

    @property
    def ending(self) -> str:
        """What is chosen for it; carried over until somebody says otherwise."""
        return self.cell.ending or CARRIED


@dataclass(frozen=True, slots=True)
class Posted:
    """How many books were carried over, and how many became cases."""

    carried: int
    cases: int


def left_over(view: CollectionView) -> list[Left]:
    """Every debt of the class by pupil. A lost book has its case already."""
    names = {row.person.reader_id: row.person for row in view.pupils}
    found = []
    for row in view.pupils:
        for cell in row.debts:
            if cell.lost:
                continue
            other = cell.reader_id != row.person.reader_id and cell.reader_id in names
            whose = names[cell.reader_id] if other else None
            name = f"{whose.surname} {whose.given_name}" if whose else ""
            found.append(Left(cell, row, name))
    return found


def choose_endings(
    server: Server, deed: Deed, collection_id: int, endings: Mapping[int, str]
) -> NotNow | None:
    """Keep what was ticked: line number to CARRIED or CASE; only while closed and not
    posted."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        objection = _objection(collection_id)
        if objection is not None:
            return objection
        for line_id, ending in endings.items():
            CollectionLine.update(ending=ending).where(
                CollectionLine.id == line_id, CollectionLine.collection == collection_id
            ).execute()
        write_deed(server, work, deed, before={"collection": collection_id, "n": len(endings)})
        return None


def post_closing(server: Server, deed: Deed, collection_id: int) -> Posted | NotNow:
    """Open the cases of the chosen lines in the names of their debtors, and shut the
    collection for good."""
    view = collection_view(server, collection_id)
    if view is None:
        return NotNow("gone")
    left = left_over(view)
    with server.library.writing() as work:
        cases = [each for each in left if each.ending == CASE]
        if done_before(work, deed):
            return Posted(len(left) - len(cases), len(cases))
        objection = _objection(collection_id)
        if objection is not None:
            return objection
        for each in cases:
            _to_case(server, work, deed, each)
        for each in left:
            CollectionLine.update(
                ending=each.ending, debtor=each.debtor.person.reader_id
            ).where(CollectionLine.id == each.cell.line_id).execute()
        Collection.update(posted_at=server.now()).where(Collection.id == collection_id).execute()
        write_deed(server, work, deed, before={"collection": collection_id, "cases": len(cases)})
        return Posted(len(left) - len(cases), len(cases))


def _to_case(server: Server, work: Work, deed: Deed, left: Left) -> None:
    """The copy is lost; its case is the debtor's, who may not be who borrowed it."""
    copy = copy_by_id(work, left.cell.copy_id)
    # It may have come back between the page and this press.
    if copy is None or copy.facts.state is not CopyState.ON_LOAN:
        return
    origin = replace(deed.origin, operation_id=server.new_id())
    lose_copy(server, work, origin, copy, left.debtor.person.reader_id)


def _objection(collection_id: int) -> NotNow | None:
    row: Any = Collection.get_or_none(Collection.id == collection_id)
    if row is None:
        return NotNow("gone")
    if row.posted_at is not None:
        return NotNow("posted")
    return None if row.state == CollectionState.CLOSED.value else NotNow("still-open")
