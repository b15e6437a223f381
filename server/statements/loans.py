"""Open loans, their ends; cases."""

from __future__ import annotations

from peewee import SQL

from server.database import Arg, Statement
from server.tables import Copy, Loan, LoanCase, Title

LOANS_OF_READER = Statement(
    "loans of reader",
    lambda: Loan.select(
        Loan.id, Loan.copy, Copy.title, Loan.reader, Title.item_kind, Loan.lent_at,
        Loan.due_on, Loan.renewals, Loan.station,
    )
    .join(Copy)
    .join(Title)
    .where((Loan.reader == Arg("reader_id")) & Loan.closed_at.is_null())
    .order_by(Loan.due_on, Loan.id),
)  # fmt: skip
ADD_LOAN = Statement(
    "add loan",
    lambda: Loan.insert(
        {
            Loan.copy: Arg("copy_id"),
            Loan.reader: Arg("reader_id"),
            Loan.lent_at: Arg("lent_at"),
            Loan.due_on: Arg("due_on"),
            Loan.category: Arg("category"),
            Loan.class_label: Arg("class_label"),
            Loan.station: Arg("station_id"),
            # As last judged: what the reader answers for.
            Loan.condition_out: Copy.select(Copy.condition).where(Copy.id == Arg("copy_id")),
        }
    ).returning(Loan.id),
)
END_LOAN = Statement(
    "end loan",
    lambda: Loan.update(
        {
            Loan.closed_at: Arg("closed_at"),
            Loan.closed_as: Arg("closed_as"),
            Loan.seen_at: Arg("seen_at"),
        }
    ).where(Loan.id == Arg("loan_id")),
)
SET_DUE = Statement(
    "set due",
    lambda: Loan.update({Loan.due_on: Arg("due_on"), Loan.renewals: Arg("renewals")}).where(
        Loan.id == Arg("loan_id")
    ),
)
UNSEEN_LOAN_OF_COPY = Statement(
    "unseen loan of copy",
    lambda: (
        Loan.select(Loan.id, Loan.reader, Loan.closed_at)
        .where(
            (Loan.copy == Arg("copy_id")) & Loan.closed_at.is_null(False) & Loan.seen_at.is_null()
        )
        .where(Loan.closed_as == "returned")
        .order_by(Loan.id.desc())
        .limit(1)
    ),
)
UNSEEN_RETURNS = Statement(
    "unseen returns",
    # 'returned' is written out, not an argument, so that the partial index serves it.
    lambda: Loan.select(Loan.copy, Loan.closed_at).where(
        (Loan.closed_as == SQL("'returned'")) & Loan.seen_at.is_null()
    ),
)
SET_SEEN = Statement(
    "set seen",
    lambda: Loan.update({Loan.seen_at: Arg("seen_at")}).where(Loan.id == Arg("loan_id")),
)
ADD_CASE = Statement(
    "add case",
    lambda: LoanCase.insert(
        {
            LoanCase.kind: Arg("kind"),
            LoanCase.copy: Arg("copy_id"),
            LoanCase.loan: Arg("loan_id"),
            LoanCase.reader: Arg("reader_id"),
            LoanCase.opened_at: Arg("opened_at"),
        }
    ).returning(LoanCase.id),
)
OPEN_CASE_OF_COPY = Statement(
    "open case of copy",
    lambda: (
        LoanCase.select(LoanCase.id, LoanCase.kind)
        .where((LoanCase.copy == Arg("copy_id")) & LoanCase.closed_at.is_null())
        .order_by(LoanCase.id.desc())
        .limit(1)
    ),
)
END_CASE = Statement(
    "end case",
    lambda: LoanCase.update(
        {LoanCase.closed_at: Arg("closed_at"), LoanCase.closed_as: Arg("closed_as")}
    ).where(LoanCase.id == Arg("case_id")),
)
# Loans brought in by a file have no operations: their own times tell.
LOAN_AFTER = Statement(
    "loan after",
    lambda: (
        Loan.select(Loan.id)
        .where(Loan.copy == Arg("copy_id"))
        .where((Loan.lent_at > Arg("at")) | (Loan.closed_at > Arg("at")))
        .where(Loan.closed_as.is_null() | (Loan.closed_as != "voided"))
        .limit(1)
    ),
)
