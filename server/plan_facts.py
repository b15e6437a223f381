"""What the plan of textbooks says of a pupil and a book, for the rule of lending."""

from __future__ import annotations

from collections.abc import Sequence

from library.answers import SetCard
from library.catalogue import CopyFacts, ItemKind
from library.checkout import PlanFacts
from library.textbooks import Book, Edition, ForWhom, PlanLine, Pupil, own_set
from server.database import Work
from server.statements.textbooks import PLAN_LINES, PUPIL_AND_BOOK


def plan_facts(work: Work, reader_id: int, copy: CopyFacts) -> PlanFacts | None:
    """Two reads for a textbook and a pupil of a class, none for other books. None when there
    is nothing the plan could say."""
    if copy.item_kind is not ItemKind.TEXTBOOK:
        return None
    who = work.one(PUPIL_AND_BOOK, reader_id=reader_id, title_id=copy.title_id)
    if who is None:
        return None
    class_id, grade, language, track, year, sex, subject, book_grade, book_language = who
    rows = work.all(
        PLAN_LINES, reader_id=reader_id, year=year, grade=grade, title_id=copy.title_id
    )
    lines: dict[int, PlanLine] = {}
    editions: dict[int, list[Edition]] = {}
    chosen = set()
    for line_id, *said, title_id, part, member in rows:
        if line_id not in lines:
            lines[line_id] = _line(line_id, said)
        if title_id is not None:
            editions.setdefault(line_id, []).append(Edition(title_id, part))
        if member is not None:
            chosen.add(line_id)
    if not lines:
        return None
    pupil = Pupil(reader_id, class_id, grade, language, track, sex, frozenset(chosen))
    whole = tuple(_with(line, editions.get(line.line_id, [])) for line in lines.values())
    return PlanFacts(pupil, whole, Book(copy.title_id, subject, book_grade, book_language))


def set_card(plan: PlanFacts | None, held: Sequence[int]) -> SetCard | None:
    """The own set with these titles in hand; None for who needs none."""
    if plan is None:
        return None
    own = own_set(plan.pupil, plan.lines, held)
    return SetCard(own.held, own.needed, own.still) if own.needed else None


def _line(line_id: int, said: list[object]) -> PlanLine:
    grade, subject, language, track, variant, for_whom, parts, by_quantity = said
    return PlanLine(
        line_id, grade, subject, language, track, variant,  # type: ignore[arg-type]
        ForWhom(for_whom), parts, bool(by_quantity),  # type: ignore[arg-type]
    )


def _with(line: PlanLine, editions: list[Edition]) -> PlanLine:
    return PlanLine(
        line.line_id, line.grade, line.subject, line.language, line.track, line.variant,
        line.for_whom, line.parts, line.by_quantity, tuple(editions),
    )  # fmt: skip
