"""What is noted beside the scans of a class issue: condition, who is absent, what is given by
quantity, the rest of a pile given to all present."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from library.operations import Lent, Refused
from library.refusals import Reason
from library.textbooks import CONDITIONS
from server.server import Server
from server.services.class_issue import issue_table
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.services.unlabelled import issue_unlabelled
from server.tables import Copy, IssueAbsence, Loan, Reader, TextbookPlanLine, TextbookQuantity

MOST_GIVEN = 20
"""So many workbooks of one line at most for a pupil."""


def note_condition(server: Server, deed: Deed, condition: int) -> bool:
    """The condition of a copy as it is given out: of the copy and of its open loan. False when
    `deed.copy_id` is not on loan now, or there is no such condition."""
    if condition not in CONDITIONS:
        return False
    with server.library.writing() as work:
        copy: Any = Copy.get_or_none(Copy.id == deed.copy_id)
        loan: Any = Loan.get_or_none(Loan.copy == deed.copy_id, Loan.closed_at.is_null())
        if done_before(work, deed):
            return True
        if copy is None or loan is None:
            return False
        before = {"copy": copy.id, "loan": loan.id, "condition": copy.condition}
        Copy.update(condition=condition).where(Copy.id == copy.id).execute()
        Loan.update(condition_out=condition).where(Loan.id == loan.id).execute()
        # Not an operation of the copy's own: the loan can still be undone after it.
        write_deed(server, work, replace(deed, copy_id=None), before=before)
        return True


def set_absent(server: Server, deed: Deed, absent: bool) -> bool:
    """Whether the pupil `deed.reader_id` is here today; False for nobody."""
    today = server.day_of(deed.origin.happened_at)
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if Reader.get_or_none(Reader.id == deed.reader_id) is None:
            return False
        kept = (IssueAbsence.reader == deed.reader_id, IssueAbsence.day == today)
        was = IssueAbsence.get_or_none(*kept) is not None
        if absent and not was:
            IssueAbsence.create(reader=deed.reader_id, day=today)
        elif was and not absent:
            IssueAbsence.delete().where(*kept).execute()
        write_deed(server, work, deed, before={"absent": was})
        return True


def give_quantity(
    server: Server, deed: Deed, class_id: int, line_id: int, given: Mapping[int, int]
) -> bool:
    """Set how many books of a line by quantity each pupil of the class has; 0 for none.
    Pupils of other classes are passed over. False when the line is not by quantity."""
    today = server.day_of(deed.origin.happened_at)
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        line: Any = TextbookPlanLine.get_or_none(TextbookPlanLine.id == line_id)
        table = issue_table(server, class_id)
        if line is None or not line.by_quantity or table is None:
            return False
        changed: list[list[int]] = []
        for row in table.rows:
            was, wanted = row.given.get(line_id, 0), given.get(row.reader_id)
            if wanted is None or wanted == was or not 0 <= wanted <= MOST_GIVEN:
                continue
            changed.append([row.reader_id, was, wanted])
            set_quantity(line_id, row.reader_id, wanted, today)
        write_deed(server, work, deed, before={"line": line_id, "given": changed})
        return True


def set_quantity(line_id: int, reader_id: int, quantity: int, today: Any) -> None:
    """The number of one pupil; inside a writing() block."""
    TextbookQuantity.delete().where(
        TextbookQuantity.line == line_id, TextbookQuantity.reader == reader_id
    ).execute()
    if quantity:
        TextbookQuantity.create(
            line=line_id, reader=reader_id, quantity=quantity, given_on=today
        )


@dataclass(frozen=True, slots=True)
class Rest:
    """What became of a pile: so many books lent, who was refused and why, how many who are
    here got none because the pile was at its end."""

    lent: int
    refused: tuple[tuple[int, tuple[Reason, ...]], ...]
    without: int


def issue_rest(
    server: Server, deed: Deed, class_id: int, line_id: int, title_id: int, pile: int
) -> Rest | None:
    """Lend unlabelled copies of one title down the roster to all who are here and lack it, as
    many as the counted pile has. Each loan is an operation of its own: a form sent twice
    goes on where it stopped. None when the title is not of the line."""
    table = issue_table(server, class_id)
    column = table.column_of(line_id) if table is not None else None
    if table is None or column is None:
        return None
    part = next((each.part for each in column.line.editions if each.title_id == title_id), None)
    if part is None:
        return None
    lent, refused, without = 0, [], 0
    for row in table.rows:
        each = str(uuid5(NAMESPACE_OID, f"{deed.origin.operation_id} {row.reader_id}"))
        with server.library.reading() as work:
            before = find(work, each) is not None
        if not before and (row.absent or not table.lacks(row, line_id, part)):
            continue
        if lent >= pile:
            without += 1
            continue
        origin = replace(deed.origin, operation_id=each)
        answer = issue_unlabelled(server, origin, row.reader_id, title_id)
        if isinstance(answer, Lent):
            lent += 1
        elif isinstance(answer, Refused):
            refused.append((row.reader_id, answer.reasons))
    return Rest(lent, tuple(refused), without)
