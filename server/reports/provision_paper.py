"""The reference on provision (анықтама) as a paper and as a sheet: text, table, conclusion,
lines to sign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from i18n.texts import texts
from library.provision_reference import Reference, ReferenceKind, ReferenceRow, summed
from server.reports.paper import CENTRE, LEFT, Paper, PaperColumn, PaperLine, PaperTable, Signature
from server.reports.register_lines import day as written_day

NUMBERS = ("needed", "usable", "issued", "borrowed", "short", "percent")
Cells = tuple[str | int | None, ...]


def reference_heads(kind: ReferenceKind, t: Any) -> list[str]:
    """The headings of the table."""
    about: tuple[str, ...] = ("grade", "subject", "language", "track", "pupils")
    if kind is ReferenceKind.METHODICAL:
        about = ("subject", "teachers")
    return [str(t(f"provision.{name}")) for name in (*about, *NUMBERS)]


def reference_cells(reference: Reference, row: ReferenceRow, t: Any) -> Cells:
    """A line of the table in the order of its headings."""
    amounts = row.amounts
    numbers: Cells = (
        row.people, amounts.needed, amounts.usable, amounts.issued, row.borrowed,
        amounts.short, amounts.percent,
    )  # fmt: skip
    if reference.kind is ReferenceKind.METHODICAL:
        return (row.subject, *numbers)
    subject = f"{row.subject}, {t(f'plan.variant-{row.variant}')}" if row.variant else row.subject
    language = str(t(f"provision.language-{row.language}")) if row.language else ""
    return (row.grade, subject, language, row.track or "", *numbers)


def reference_sums(reference: Reference, t: Any) -> list[Cells]:
    """The last lines: sub-totals by language and track where there are several, and all
    together. People are not summed: they need many books."""
    said = str(t("provision.in-all"))
    if reference.kind is ReferenceKind.METHODICAL:
        return [(said, "", *_sums(reference.shown))]
    tracked = {language for language, track in reference.parts if track}
    parts: list[Cells] = [
        (
            "", said, str(t(f"provision.language-{language}")) if language else "",
            track or (str(t("provision.both-tracks")) if language in tracked else ""), "",
            *_sums(rows),
        )
        for (language, track), rows in reference.parts.items()
    ]  # fmt: skip
    return [*parts, ("", said, "", "", "", *_sums(reference.shown))]


def _sums(rows: Sequence[ReferenceRow]) -> Cells:
    whole = summed(rows)
    return (
        whole.needed, whole.usable, whole.issued, sum(row.borrowed for row in rows), whole.short,
        whole.percent,
    )  # fmt: skip


def provision_paper(reference: Reference, school: str) -> Paper:
    """The reference to print, in its own language."""
    t = texts(reference.language)
    table = PaperTable(
        (_columns(reference.kind, t),),
        [
            *(PaperLine((_texts(reference_cells(reference, row, t)),)) for row in reference.shown),
            *(PaperLine((_texts(cells),), strong=True) for cells in reference_sums(reference, t)),
        ],
        numbered=False,
    )
    return Paper(
        title=reference.title, school=school, language=reference.language, table=table,
        facts=(str(t("provision.paper-year", year=reference.year)),
               written_day(reference.made_on)),
        before=_paragraphs(reference.opening), after=_paragraphs(reference.conclusion),
        signatures=(
            Signature(str(t("closing.librarian")), reference.signer),
            Signature(str(t("provision.director"))),
        ),
        foot=f"{school} · {reference.title}",
        page=str(t("register.paper-page", n="{n}", total="{total}")), letters=9,
    )  # fmt: skip


def _columns(kind: ReferenceKind, t: Any) -> tuple[PaperColumn, ...]:
    numbers = [(9, CENTRE)] * (1 + len(NUMBERS))
    about = [(37, LEFT)]
    if kind is ReferenceKind.TEXTBOOKS:
        about = [(7, CENTRE), (30, LEFT), (13, LEFT), (9, LEFT)]
    return tuple(
        PaperColumn(head, share, align)
        for head, (share, align) in zip(reference_heads(kind, t), about + numbers, strict=True)
    )


def _texts(cells: Cells) -> tuple[str, ...]:
    return tuple("" if cell is None else str(cell) for cell in cells)


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip())
