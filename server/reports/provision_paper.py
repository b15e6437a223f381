"""The reference on the provision with textbooks (анықтама): grade × subject × language × track."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from i18n.texts import texts
from library.provision import Amounts
from server.reports.paper import CENTRE, Paper, PaperColumn, PaperLine, PaperTable, Signature
from server.reports.register_lines import day as written_day

NUMBERS = ("pupils", "needed", "usable", "issued", "borrowed", "short", "percent")


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One line of the plan over all its classes; `borrowed` from other schools."""

    grade: int
    subject: str
    language: str
    track: str
    pupils: int
    amounts: Amounts
    borrowed: int = 0


def provision_paper(
    rows: Sequence[NeedRow], year: str, today: date, school: str, language: str
) -> Paper:
    """The table with its sum, a conclusion in words, lines to sign."""
    t = texts(language)
    columns = (
        PaperColumn(str(t("provision.grade")), 7, CENTRE),
        PaperColumn(str(t("provision.subject")), 30),
        PaperColumn(str(t("provision.language")), 13), PaperColumn(str(t("provision.track")), 9),
        *(PaperColumn(str(t(f"provision.{name}")), 9, CENTRE) for name in NUMBERS),
    )  # fmt: skip
    whole = sum((row.amounts for row in rows), Amounts())
    lines = [
        PaperLine(((
            str(row.grade), row.subject, row.language, row.track,
            *_numbers(row.pupils, row.amounts, row.borrowed),
        ),))
        for row in rows
    ]  # fmt: skip
    borrowed = sum(row.borrowed for row in rows)
    lines.append(PaperLine(((
        "", str(t("provision.in-all")), "", "", *("", *_numbers(0, whole, borrowed)[1:]),
    ),), strong=True))  # fmt: skip
    return Paper(
        title=str(t("provision.paper-title")), school=school, language=language,
        table=PaperTable((columns,), lines, numbered=False),
        facts=(str(t("provision.paper-year", year=year)), written_day(today)),
        after=(str(t("provision.conclusion", needed=whole.needed, usable=whole.usable,
                     short=whole.short, percent=whole.percent or 0)),),
        signatures=(
            Signature(str(t("closing.librarian"))), Signature(str(t("provision.director"))),
        ),
        foot=f"{school} · {t('provision.paper-title')}",
        page=str(t("register.paper-page", n="{n}", total="{total}")), letters=9,
    )  # fmt: skip


def _numbers(pupils: int, amounts: Amounts, borrowed: int) -> tuple[str, ...]:
    percent = "" if amounts.percent is None else f"{amounts.percent}"
    return (
        str(pupils), str(amounts.needed), str(amounts.usable), str(amounts.issued),
        str(borrowed or ""), str(amounts.short or ""), percent,
    )  # fmt: skip
