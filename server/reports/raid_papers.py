"""Papers about clean textbooks: the list for a classroom check, the contest's table for the
wall. Neither says who came last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from i18n.texts import texts
from library.contest import ClassScore
from library.raids import RaidSheet
from server.reports.paper import CENTRE, Paper, PaperColumn, PaperLine, PaperTable, Signature
from server.reports.register_lines import day as written_day

MARKS = (5, 4, 3, 2, 1)


def raid_paper(sheet: RaidSheet, label: str, school: str, language: str) -> Paper:
    """The list of a class to tick by hand; marks already written are ticked."""
    t = texts(language)
    columns = (
        PaperColumn("№", 5, CENTRE),
        PaperColumn(str(t("raid.pupil")), 42),
        *(PaperColumn(str(mark), 6, CENTRE) for mark in MARKS),
        PaperColumn(str(t("raid.note")), 24),
    )
    lines = [
        PaperLine(((
            str(number), pupil.name,
            *("+" if pupil.mark == mark else "" for mark in MARKS), "",
        ),))
        for number, pupil in enumerate(sheet.pupils, start=1)
    ]  # fmt: skip
    title = str(t("raid.paper-title", label=label))
    return Paper(
        title=title, school=school, language=language,
        table=PaperTable((columns,), lines, numbered=False),
        facts=(written_day(sheet.held_on),), before=(str(t("raid.paper-marks")),),
        signatures=(Signature(str(t("raid.paper-checked"))), Signature(str(t("raid.paper-class")))),
        foot=f"{school} · {title}", page=str(t("register.paper-page", n="{n}", total="{total}")),
        letters=11,
    )  # fmt: skip


def wall_paper(
    scores: Sequence[ClassScore], year: str, today: date, school: str, language: str
) -> Paper:
    """The first three places, and thanks to all others without an order."""
    t = texts(language)
    columns = (
        PaperColumn(str(t("contest.place")), 20, CENTRE),
        PaperColumn(str(t("contest.class")), 40, CENTRE),
        PaperColumn(str(t("contest.points")), 40, CENTRE),
    )
    lines = [
        PaperLine(((str(each.place), each.label, points(each.total, language)),), strong=True)
        for each in scores if each.place is not None
    ]  # fmt: skip
    others = ", ".join(each.label for each in scores if each.place is None)
    after = [str(t("contest.paper-others", classes=others))] if others else []
    return Paper(
        title=str(t("contest.paper-title")), school=school, language=language,
        table=PaperTable((columns,), lines, numbered=False),
        facts=(str(t("contest.paper-year", year=year)), written_day(today)),
        before=() if lines else (str(t("contest.no-places")),),
        after=[*after, str(t("contest.paper-thanks"))], letters=44, landscape=True,
    )  # fmt: skip


def points(tenths: int | None, language: str) -> str:
    """`87,5`; empty when nothing is known."""
    if tenths is None:
        return ""
    whole, rest = divmod(tenths, 10)
    return f"{whole}{'.' if language == 'en' else ','}{rest}"
