"""A book comes in the place of a lost one: in by a delivery and its act, the old copy out by
an act, a line of the register (domain F8), the case ended, all in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from library.accession import MOST_TIYN, BatchHead, LineValues, People, PostingReason
from library.cases import Replacing, Way, allowed_instead, replacing
from library.catalogue import CopyState
from library.copy_states import Action, Verdict, cell
from server.server import Server
from server.services.accession_lines import add_line, suggested_accounting
from server.services.accession_rows import DRAFT, head_columns, lines_of
from server.services.cases import Case, case_of, list_cases
from server.services.classes import shown_year
from server.services.deeds import Deed, done_before, write_deed
from server.services.number_series import take_numbers
from server.services.posting import reasons_of, write_posted
from server.services.register_headings import signers
from server.services.textbooks import plan_of
from server.services.write_offs import write_off
from server.tables import AccessionBatch, AccessionCopy, AccessionLine, LoanCase, Title
from server.tables import Replacement as Row


@dataclass(frozen=True, slots=True)
class Brought:
    """What the reader brought. `equal`: the librarian says that content and price match."""

    title_id: int
    price_tiyn: int
    equal: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A title that may come in the place of the lost one."""

    title_id: int
    name: str
    author: str
    year: int | None
    publisher: str | None
    replacing: Replacing


@dataclass(frozen=True, slots=True)
class NotReplaced:
    """Nothing was written. Codes: `gone`, `closed`, `title`, `price`, `not-equal` (another
    title, and nobody says it is equal), `not-now` (the old copy is no loss any more), or
    `posting` with what speaks against the delivery."""

    code: str
    reason: PostingReason | None = None


def offers(server: Server, case: Case) -> list[Offer]:
    """The same title and what the plan allows in its place."""
    lines = _plan(server)
    with server.library.reading():
        chosen = [case.title_id, *allowed_instead(case.title_id, lines)]
        return [_offer(case, each, lines) for each in chosen]


def other_offers(server: Server, case: Case, titles: Sequence[int]) -> list[Offer]:
    """Titles somebody looked for, except those offered anyway."""
    lines = _plan(server)
    known = {case.title_id, *allowed_instead(case.title_id, lines)}
    with server.library.reading():
        return [_offer(case, each, lines) for each in titles if each not in known]


def replacements(server: Server, year: int | None = None) -> list[Case]:
    """The lines of the register in their order, those of a year or all."""
    found = [
        (case.taken.year, case.taken.number, case) for case in list_cases(server)
        if case.taken is not None and year in (None, case.taken.year)
    ]  # fmt: skip
    return [case for _, _, case in sorted(found, key=lambda each: each[:2])]


def replace_copy(
    server: Server, deed: Deed, case_id: int, brought: Brought
) -> Case | NotReplaced:
    """Do all of it; the case as it stands then. The same form again gives the same."""
    accounting, lines = suggested_accounting(server, brought.title_id), _plan(server)
    case = case_of(server, case_id)
    if case is None:
        return NotReplaced("gone")
    try:
        with server.library.writing() as work:
            if not done_before(work, deed):
                kind = replacing(case.title_id, brought.title_id, lines)
                before = _do(server, deed, case, brought, kind, accounting)
                write_deed(server, work, deed, before=before)
    except _Stopped as stop:
        return NotReplaced(stop.code, stop.reason)
    return case_of(server, case_id) or NotReplaced("gone")


class _Stopped(Exception):
    """Nothing may be written: leaves the writing() block, which then writes nothing."""

    def __init__(self, code: str, reason: PostingReason | None = None) -> None:
        super().__init__(code)
        self.code, self.reason = code, reason


def _do(
    server: Server, deed: Deed, case: Case, brought: Brought, kind: Replacing, accounting: str
) -> dict[str, Any]:
    row = _checked(case, brought, kind)
    batch_id, copy_id = _take_in(server, deed, case, brought, accounting)
    act = write_off(server, deed, case.copy_id, "lost" if case.kind == "lost" else "damaged")
    now, today = server.now(), server.today()
    made = Row.create(
        year=today.year, number=take_numbers(f"replacement-{today.year}", 1)[0],
        loan_case=case.case_id, replacing=kind.value, taken_on=today, copy=copy_id,
        batch=batch_id, act=act.id, class_label=case.class_label, staff=deed.origin.staff_id,
    )  # fmt: skip
    LoanCase.update(closed_at=now, closed_as=Way.REPLACED.value).where(
        LoanCase.id == case.case_id
    ).execute()
    return {"case": row.id, "replacement": made.id, "batch": batch_id, "act": act.id,
            "state": case.copy_state}  # fmt: skip


def _checked(case: Case, brought: Brought, kind: Replacing) -> Any:
    """The row of the case; raises _Stopped. Read again: a colleague may have been first."""
    row: Any = LoanCase.get_or_none(LoanCase.id == case.case_id)
    if row is None or row.closed_at is not None:
        raise _Stopped("gone" if row is None else "closed")
    if Title.get_or_none(Title.id == brought.title_id) is None:
        raise _Stopped("title")
    if not 0 <= brought.price_tiyn <= MOST_TIYN:
        raise _Stopped("price")
    if kind is Replacing.EQUAL and not brought.equal:
        raise _Stopped("not-equal")
    if cell(CopyState(row.copy.state), Action.WRITE_OFF).verdict is not Verdict.YES:
        raise _Stopped("not-now")
    return row


def _take_in(
    server: Server, deed: Deed, case: Case, brought: Brought, accounting: str
) -> tuple[int, int]:
    """A delivery of one copy, posted; its number and that of the new copy."""
    named = signers(server)
    head = BatchHead(
        "replacement", server.today(),
        people=People(case.reader, named.chair, tuple(named.members)),
    )  # fmt: skip
    batch = AccessionBatch.create(
        state=DRAFT, opened_at=server.now(), opened_by=deed.origin.staff_id, **head_columns(head)
    )
    add_line(batch.id, LineValues(brought.title_id, 1, 1, brought.price_tiyn, accounting))
    lines = lines_of(batch.id)
    for reason in reasons_of(server, batch.id, head, lines):
        # A number that stands on another book is for eyes, not for a press in passing.
        if not reason.confirm or reason.code == "number-taken":
            raise _Stopped("posting", reason)
    write_posted(server, deed, batch.id, head, lines)
    line = AccessionLine.get(AccessionLine.batch == batch.id)
    made: Any = AccessionCopy.get(AccessionCopy.line == line.id)
    return int(batch.id), int(made.copy_id)


def _plan(server: Server) -> Any:
    year = shown_year(server)
    with server.library.reading():
        return plan_of(year)


def _offer(case: Case, title_id: int, lines: Any) -> Offer:
    row: Any = Title.get_by_id(title_id)
    return Offer(
        row.id, row.name, row.author, row.year, row.publisher,
        replacing(case.title_id, title_id, lines),
    )  # fmt: skip
