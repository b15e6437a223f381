"""The sheet of a class: who got which textbook in which condition, and a line to sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from i18n.texts import texts
from server.reports.paper import CENTRE, Paper, PaperColumn, PaperLine, PaperTable, Signature

NOT_NEEDED = "×"
LACKS = "–"
HAS = "+"
_PORTRAIT = 18
"""So many subjects stand side by side on an upright sheet."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A pupil: `marks` under the subjects in their order (a condition 5 … 1, HAS, LACKS,
    NOT_NEEDED or a number of workbooks), `held` of `needed`."""

    name: str
    marks: tuple[str, ...]
    held: int
    needed: int


@dataclass(frozen=True, slots=True)
class ClassSheet:
    """The class and its table. `day` as it is written, `teacher` may be empty."""

    label: str
    year: str
    day: str
    subjects: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    teacher: str = ""
    librarian: str = ""


def class_sheet_paper(sheet: ClassSheet, school: str, language: str) -> Paper:
    """The sheet in kk or ru: subjects stand as numbers above the marks, named below."""
    t = texts(language)
    title = str(t("issue.paper-title", label=sheet.label))
    return Paper(
        title=title, school=school, language=language, table=_table(t, sheet),
        facts=[str(t("issue.paper-year", year=sheet.year)),
               str(t("issue.paper-day", day=sheet.day))],
        after=[str(t("issue.paper-marks")), _named(sheet.subjects)],
        signatures=[Signature(str(t("issue.paper-teacher")), sheet.teacher),
                    Signature(str(t("register.paper-librarian")), sheet.librarian)],
        landscape=len(sheet.subjects) > _PORTRAIT, foot=f"{school} · {title}",
        page=str(t("register.paper-page", n="{n}", total="{total}")), letters=9,
    )  # fmt: skip


def _table(t: Any, sheet: ClassSheet) -> PaperTable:
    columns = [PaperColumn("№", 4, CENTRE), PaperColumn(str(t("issue.paper-pupil")), 25)]
    columns += [
        PaperColumn(str(place), 3.6, CENTRE) for place in range(1, len(sheet.subjects) + 1)
    ]
    columns += [PaperColumn(str(t("issue.paper-sum")), 8, CENTRE),
                PaperColumn(str(t("issue.paper-signature")), 15)]  # fmt: skip
    lines = [
        PaperLine(((str(place), row.name, *row.marks, f"{row.held}/{row.needed}", ""),))
        for place, row in enumerate(sheet.rows, 1)
    ]
    return PaperTable((tuple(columns),), lines, numbered=False)


def _named(subjects: Sequence[str]) -> str:
    return "; ".join(f"{place} – {subject}" for place, subject in enumerate(subjects, 1))
