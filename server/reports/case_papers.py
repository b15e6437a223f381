"""Papers about lost and damaged books: to the parents, the promise, the register (F8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from i18n.texts import texts
from library.tenge import written_sum
from server.reports.paper import CENTRE, RIGHT, Paper, PaperColumn, PaperLine, PaperTable, Signature
from server.reports.register_lines import day as written_day


@dataclass(frozen=True, slots=True)
class CasePaper:
    """What the papers of a case say. `price_tiyn` None: no price is shown."""

    reader: str
    class_label: str
    title: str
    author: str
    number: str
    kind: str
    price_tiyn: int | None
    promised_on: date | None
    note: str
    made_on: date
    librarian: str
    school: str
    language: str


@dataclass(frozen=True, slots=True)
class ReplacementRow:
    """A line of the register."""

    number: str
    taken_on: date
    reader: str
    lost_number: str
    lost_author: str
    lost_title: str
    lost_price: int | None
    new_author: str
    new_title: str
    new_price: int | None
    new_number: str
    act: str


def parent_slip(case: CasePaper) -> Paper:
    """To the parents: which book, how it can be made good. It asks for no money."""
    t = texts(case.language)
    facts = [_who(case), written_day(case.made_on)]
    before = [str(t(f"case.slip-{case.kind}")), _book(t, case)]
    if case.price_tiyn is not None:
        before.append(str(t("case.slip-price", sum=written_sum(case.price_tiyn))))
    before += [str(t("case.slip-how")), *(f"• {t(f'case.slip-way-{n}')}" for n in (1, 2, 3))]
    before.append(str(t("case.slip-no-money")))
    if case.promised_on is not None:
        before.append(str(t("case.slip-by", date=written_day(case.promised_on))))
    return _letter(t, case, str(t("case.slip-title")), facts, before, "case.parent")


def promise_note(case: CasePaper) -> Paper:
    """The signed promise of a book by a day."""
    t = texts(case.language)
    assert case.promised_on is not None  # asked for promised cases only
    before = [
        str(t("case.promise-words", date=written_day(case.promised_on))), _book(t, case)
    ]
    if case.note:
        before.append(case.note)
    facts = [_who(case), written_day(case.made_on)]
    return _letter(t, case, str(t("case.promise-title")), facts, before, "case.who-promises")


def _letter(
    t: Any, case: CasePaper, title: str, facts: Sequence[str], before: Sequence[str], signs: str
) -> Paper:
    return Paper(
        title=title, school=case.school, language=case.language, facts=facts, before=before,
        signatures=(Signature(str(t("case.librarian")), case.librarian), Signature(str(t(signs)))),
        foot=case.school, page=str(t("register.paper-page", n="{n}", total="{total}")),
    )  # fmt: skip


def _who(case: CasePaper) -> str:
    return ", ".join(part for part in (case.reader, case.class_label) if part)


def _book(t: Any, case: CasePaper) -> str:
    name = f"{case.author} «{case.title}»".strip()
    return f"{name}, № {case.number}" if case.number else name


def register_paper(rows: Sequence[ReplacementRow], school: str, language: str) -> Paper:
    """The register of books taken in the place of lost ones."""
    t = texts(language)
    lost, new = str(t("case.f8-over-lost")), str(t("case.f8-over-new"))
    columns = (
        PaperColumn(str(t("case.f8-number")), 6, CENTRE),
        PaperColumn(str(t("case.f8-date")), 8, CENTRE),
        PaperColumn(str(t("case.f8-reader")), 15),
        PaperColumn(str(t("case.f8-inventory-no")), 8, CENTRE, lost),
        PaperColumn(str(t("case.f8-author-title")), 17, over=lost),
        PaperColumn(str(t("case.f8-price")), 7, RIGHT, lost),
        PaperColumn(str(t("case.f8-author-title")), 17, over=new),
        PaperColumn(str(t("case.f8-price")), 7, RIGHT, new),
        PaperColumn(str(t("case.f8-inventory-no")), 8, CENTRE, new),
        PaperColumn(str(t("case.f8-sign-reader")), 8),
        PaperColumn(str(t("case.f8-sign-librarian")), 8),
        PaperColumn(str(t("case.f8-act")), 7, CENTRE),
    )
    lines = [PaperLine((_cells(row),)) for row in rows]
    title = str(t("case.f8-title"))
    return Paper(
        title=title, school=school, language=language, landscape=True,
        table=PaperTable((columns,), lines),
        before=() if lines else (str(t("case.f8-none")),),
        signatures=(Signature(str(t("case.librarian"))),),
        foot=f"{school} · {title}", page=str(t("register.paper-page", n="{n}", total="{total}")),
    )  # fmt: skip


def _cells(row: ReplacementRow) -> tuple[str, ...]:
    return (
        row.number, written_day(row.taken_on), row.reader, row.lost_number,
        f"{row.lost_author} {row.lost_title}".strip(), _sum(row.lost_price),
        f"{row.new_author} {row.new_title}".strip(), _sum(row.new_price), row.new_number, "", "",
        row.act,
    )  # fmt: skip


def _sum(tiyn: int | None) -> str:
    return "" if tiyn is None else written_sum(tiyn, sign=False)
