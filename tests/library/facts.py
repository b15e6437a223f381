"""Facts for the rules, plain ones by default, under the shipped policy and calendar.

MONDAY is an ordinary open day in the autumn of the year 2024–25.
"""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

from library.calendar_file import calendar_from
from library.catalogue import CopyFacts, CopyState, ItemKind
from library.checkin import CheckinFacts
from library.checkout import CheckoutFacts, Granted, OwnLoan, PlanFacts, Refusal, decide_checkout
from library.loans import LoanFacts
from library.policy import policy_from
from library.readers import Category, ReaderFacts
from library.refusals import Reason
from library.requests import RequestFacts, RequestState
from library.textbooks import Book, Edition, PlanLine, Pupil

CONFIG = Path(__file__).parents[2] / "config"
POLICY = policy_from(tomllib.loads((CONFIG / "policy.toml").read_text(encoding="utf-8")))
CALENDAR = calendar_from(
    tomllib.loads((CONFIG / "school_calendar.toml").read_text(encoding="utf-8"))
)
MONDAY = date(2024, 10, 7)
LENT_AT = datetime(2024, 9, 20, 5, 0, tzinfo=UTC)
ME, OTHER, THIRD = 1, 2, 3
COPY, TITLE = 10, 100


def reader(category: Category = Category.STUDENT, **fields: object) -> ReaderFacts:
    fields.setdefault("grade", 8 if category is Category.STUDENT else None)
    return ReaderFacts(ME, category, **fields)  # type: ignore[arg-type]


def loan(
    reader_id: int = ME,
    due_on: date = date(2024, 10, 14),
    kind: ItemKind = ItemKind.FICTION,
    copy_id: int = COPY,
    title_id: int = TITLE,
    renewals: int = 0,
) -> LoanFacts:
    return LoanFacts(
        loan_id=copy_id, copy_id=copy_id, title_id=title_id, reader_id=reader_id,
        item_kind=kind.value, lent_at=LENT_AT, due_on=due_on, renewals=renewals,
    )  # fmt: skip


def loans(count: int, kind: ItemKind = ItemKind.FICTION) -> tuple[LoanFacts, ...]:
    """Other loans of mine, all in time."""
    return tuple(
        loan(kind=kind, copy_id=1000 + n, title_id=2000 + n) for n in range(count)
    )


def copy(
    state: CopyState = CopyState.ON_SHELF, kind: ItemKind = ItemKind.FICTION, **fields: object
) -> CopyFacts:
    return CopyFacts(COPY, TITLE, state, kind, **fields)  # type: ignore[arg-type]


def on_loan(to: int = ME, kind: ItemKind = ItemKind.FICTION, **fields: object) -> CopyFacts:
    """A lent copy; `due_on` and `renewals` are those of its loan."""
    of_loan = {key: fields.pop(key) for key in ("due_on", "renewals") if key in fields}
    lent = loan(to, kind=kind, **of_loan)  # type: ignore[arg-type]
    return copy(CopyState.ON_LOAN, kind, open_loan=lent, **fields)


def waiting(reader_id: int = OTHER, request_id: int = 0) -> RequestFacts:
    return RequestFacts(request_id or 500 + reader_id, reader_id, RequestState.WAITING)


def ready(reader_id: int = ME, copy_id: int = COPY) -> RequestFacts:
    return RequestFacts(600 + reader_id, reader_id, RequestState.READY, copy_id)


def checkout(
    a_copy: CopyFacts | None = None,
    a_reader: ReaderFacts | None = None,
    today: date = MONDAY,
    override: str | None = None,
    policy=POLICY,
    calendar=CALENDAR,
    **facts: object,
) -> Granted | OwnLoan | Refusal:
    all_facts = CheckoutFacts(a_copy or copy(), a_reader or reader(), **facts)  # type: ignore[arg-type]
    return decide_checkout(all_facts, policy, calendar, today, override)


OWN_EDITION = 101
"""The title that the plan of `planned` allows beside what it says of TITLE."""


def planned(book: Book | None = None, **line: object) -> PlanFacts:
    """The plan of an 8th class for ME: one line of algebra with OWN_EDITION, and a line that
    names TITLE where `line` says how it differs."""
    own = PlanLine(1, 8, "Алгебра", "kk", editions=(Edition(OWN_EDITION),))
    lines = (own,)
    if line:
        said = {"grade": 8, "subject": "Дебат", "language": "kk", **line}
        lines = (own, PlanLine(2, editions=(Edition(TITLE),), **said))  # type: ignore[arg-type]
    return PlanFacts(Pupil(ME, 1, 8, "kk"), lines, book or Book(TITLE))


def checkin_facts(a_copy: CopyFacts, **facts: object) -> CheckinFacts:
    return CheckinFacts(a_copy, **facts)  # type: ignore[arg-type]


def codes(verdict: object) -> list[str]:
    """The codes of a refusal, in their order."""
    reasons: tuple[Reason, ...] = getattr(verdict, "reasons", ())
    return [each.code for each in reasons]
