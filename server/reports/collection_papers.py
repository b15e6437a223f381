"""Papers of a closed collection: the class's list of debts, not for the wall; the draft of the
act about books that become cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from i18n.texts import texts
from library.tenge import written_sum
from server.reports.paper import CENTRE, RIGHT, Paper, PaperColumn, PaperLine, PaperTable, Signature
from server.reports.register_lines import day as written_day


@dataclass(frozen=True, slots=True)
class DebtRow:
    """One book that did not come: who answers for it, and in whose name it was lent when
    that is another."""

    pupil: str
    title: str
    code: str
    price_tiyn: int | None
    borrower: str = ""


def debt_list_paper(
    left: Sequence[DebtRow], label: str, today: date, school: str, language: str
) -> Paper:
    """Who still owes which book, for the class teacher."""
    t = texts(language)
    columns = (
        PaperColumn("№", 5, CENTRE), PaperColumn(str(t("closing.pupil")), 30),
        PaperColumn(str(t("closing.book")), 38), PaperColumn(str(t("closing.number")), 19, CENTRE),
        PaperColumn(str(t("closing.price")), 12, RIGHT), PaperColumn(str(t("closing.note")), 22),
    )  # fmt: skip
    lines = [
        PaperLine(((
            str(number), each.pupil, each.title, each.code,
            _price(each), str(t("closing.lent-to", name=each.borrower)) if each.borrower else "",
        ),))
        for number, each in enumerate(left, start=1)
    ]  # fmt: skip
    return Paper(
        title=str(t("closing.list-title", label=label)), school=school, language=language,
        table=PaperTable((columns,), lines, numbered=False),
        facts=(str(t("closing.not-for-the-wall")), written_day(today)),
        before=() if lines else (str(t("closing.nobody-owes")),),
        signatures=(
            Signature(str(t("closing.librarian"))), Signature(str(t("closing.class-teacher"))),
        ),
        foot=f"{school} · {t('closing.not-for-the-wall')}",
        page=str(t("register.paper-page", n="{n}", total="{total}")), letters=10,
    )  # fmt: skip


def draft_act_paper(
    cases: Sequence[DebtRow], label: str, today: date, school: str, language: str
) -> Paper:
    """The books that are not to be had back, before the act has a number."""
    t = texts(language)
    columns = (
        PaperColumn("№", 5, CENTRE), PaperColumn(str(t("closing.book")), 46),
        PaperColumn(str(t("closing.number")), 19, CENTRE),
        PaperColumn(str(t("closing.price")), 12, RIGHT),
        PaperColumn(str(t("closing.answers")), 30),
    )  # fmt: skip
    lines = [
        PaperLine(((
            str(number), each.title, each.code, _price(each), each.pupil,
        ),))
        for number, each in enumerate(cases, start=1)
    ]  # fmt: skip
    total = sum(each.price_tiyn or 0 for each in cases)
    return Paper(
        title=str(t("closing.act-title", label=label)), school=school, language=language,
        table=PaperTable((columns,), lines, numbered=False),
        facts=(str(t("closing.draft")), written_day(today)),
        before=() if lines else (str(t("closing.no-cases")),),
        after=(str(t("closing.act-sum", n=len(cases), sum=written_sum(total))),),
        signatures=(
            Signature(str(t("closing.librarian"))), Signature(str(t("closing.class-teacher"))),
        ),
        foot=f"{school} · {t('closing.draft')}",
        page=str(t("register.paper-page", n="{n}", total="{total}")), letters=10,
    )  # fmt: skip


def _price(each: DebtRow) -> str:
    return "" if each.price_tiyn is None else written_sum(each.price_tiyn, sign=False)
