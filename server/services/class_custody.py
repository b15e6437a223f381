"""A teacher keeps copies for a class: lent to him, marked with the class they are for."""

from __future__ import annotations

from library.operations import Answer, CheckOut, Lent, Origin, Unknown
from server.database import Work
from server.facts import copy_by_code
from server.server import Server
from server.services.checkout import NotLent, lend_copy
from server.services.journal import answered_before, find
from server.services.unlabelled import MARK, lend_unlabelled
from server.tables import Loan

REASON = "class-set"
"""Why more than one copy of a title goes to one reader; stands as the reason in the journal."""


def keep_for_class(
    server: Server, origin: Origin, reader_id: int, class_id: int, code: str,
    title_id: int | None = None,
) -> Answer:  # fmt: skip
    """Lend a copy (by `code`, or an unlabelled one of `title_id`) to a custodian for a class:
    what check_out answers. A set is many copies of a title, so that rule is lifted; what is
    a fact (with another reader, written off) still speaks against it."""
    asked = code if title_id is None else f"{MARK}{title_id}"
    question = CheckOut(origin, reader_id, asked, f"{REASON} {class_id}")
    try:
        with server.library.writing() as work:
            before = answered_before(work, question)
            if before is not None:
                return before
            answer = _lent(server, work, question, title_id)
            if isinstance(answer, Lent):
                _mark(work, answer.operation_id, class_id)
            return answer
    except NotLent as refused:
        return refused.answer


def _lent(server: Server, work: Work, question: CheckOut, title_id: int | None) -> Answer:
    if title_id is not None:
        return lend_unlabelled(server, work, question, title_id)
    copy = copy_by_code(work, question.copy_code)
    return Unknown(question.copy_code) if copy is None else lend_copy(server, work, question, copy)


def _mark(work: Work, operation_id: str, class_id: int) -> None:
    recorded = find(work, operation_id)
    assert recorded is not None  # written just now, in the same block
    Loan.update(for_class=class_id).where(
        Loan.id == recorded.detail["before"]["loan"]
    ).execute()
