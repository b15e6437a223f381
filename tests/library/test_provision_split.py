"""Provision by language and track, what could change hands, teachers, references, turnover."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from library.methodical import MethodicalStock, methodical_lines
from library.provision import Amounts, Holding, provision_of
from library.provision_reference import (
    Reference,
    ReferenceKind,
    leave_out,
    methodical_rows,
    read_rows,
    textbook_rows,
    written_rows,
)
from library.provision_split import KinClass, borrowed_for, by_kin, by_line, exchanges
from library.textbooks import Edition, PlanLine, Pupil
from library.turnover import Use

KAZAKH = PlanLine(1, 10, "Алгебра", "kk", "ЖМБ", editions=(Edition(10), Edition(11)))
RUSSIAN = PlanLine(2, 10, "Алгебра", "ru", "ҚГБ", editions=(Edition(12), Edition(11)))
LINES = {1: KAZAKH, 2: RUSSIAN}
CLASSES = (
    KinClass(1, ("kk", "ЖМБ"), 2), KinClass(3, ("kk", "ЖМБ"), 1), KinClass(2, ("ru", "ҚГБ"), 2),
)  # fmt: skip


def pupil(number: int, class_id: int) -> Pupil:
    return (
        Pupil(number, class_id, 10, "ru", "ҚГБ") if class_id == 2
        else Pupil(number, class_id, 10, "kk", "ЖМБ")
    )  # fmt: skip


def test_each_language_and_track_has_its_own_sum_and_together_they_are_the_whole() -> None:
    pupils = [pupil(1, 1), pupil(2, 1), pupil(3, 3), pupil(4, 2), pupil(5, 2)]
    found = provision_of(LINES.values(), pupils, Holding({1: [10], 4: [12]}), {10: 1})
    kazakh, russian = by_kin(found, LINES, CLASSES, {11: 2, 12: 1})
    assert kazakh.classes == (1, 3) and kazakh.pupils == 3
    assert kazakh.amounts == Amounts(3, 1, 1) and russian.amounts == Amounts(2, 1, 0)
    assert kazakh.amounts + russian.amounts == found.whole
    assert (kazakh.borrowed, russian.borrowed) == (2, 3)
    assert borrowed_for(LINES, LINES, {11: 2, 12: 1}) == 3, "a copy of both lines counts once"
    assert [each.pupils for each in by_line(found, LINES, {})] == [3, 2]


def test_what_one_class_has_beside_its_need_is_told_when_another_lacks_it() -> None:
    pupils = [pupil(1, 1), pupil(2, 1), pupil(3, 3)]
    held = Holding({1: [10], 3: [10, 11]})
    (found,) = exchanges(provision_of([KAZAKH], pupils, held, {}), {1: KAZAKH})
    assert found.lacking == ((1, 1),)
    assert [(one.title_id, one.class_id, one.copies) for one in found.offers] == [(11, 3, 1)]
    assert exchanges(provision_of([KAZAKH], pupils[:1], held, {}), {1: KAZAKH}) == ()


@given(st.lists(st.lists(st.sampled_from([10, 11, 12, 99]), max_size=4), max_size=6))
def test_every_book_held_serves_a_line_or_lies_beside(held: list[list[int]]) -> None:
    # One language: both lines stand in the set of each pupil and share a title.
    lines = [KAZAKH, replace(RUSSIAN, language="kk", track="ЖМБ", subject="Геометрия")]
    pupils = [pupil(number, 1) for number in range(len(held))]
    found = provision_of(lines, pupils, Holding(dict(enumerate(held))), {})
    beside = sum(sum(each.values()) for each in found.beside.values())
    assert found.whole.issued + beside == sum(len(one) for one in held)
    lacking = sum(len(cell.without) for cell in found.cells)
    assert found.whole.needed == 2 * len(held) == found.whole.issued + lacking


def test_a_teacher_with_two_books_of_a_subject_is_provided_once() -> None:
    stock = {"алгебра": MethodicalStock(2, 1, 5, 1), "Физика": MethodicalStock(1, 0, 1)}
    lines = methodical_lines({"Алгебра": 4}, stock, ["Химия"])
    algebra, chemistry, physics = lines
    assert algebra.amounts == Amounts(4, 1, 3) and algebra.spare == 2
    assert (algebra.subject, chemistry.subject, physics.teachers) == ("Алгебра", "Химия", 0)
    assert [row.subject for row in methodical_rows(lines)] == ["Алгебра"]


def test_a_reference_keeps_its_table_and_sums_only_what_it_prints() -> None:
    pupils = [pupil(1, 1), pupil(4, 2)]
    found = provision_of(LINES.values(), pupils, Holding({1: [10]}), {})
    rows = read_rows(written_rows(leave_out(textbook_rows(by_line(found, LINES, {})), [])))
    assert rows == textbook_rows(by_line(found, LINES, {}))
    about = Reference(
        ReferenceKind.TEXTBOOKS, "2026-2027", date(2026, 9, 9), "kk", "", "", "", "", rows
    )
    assert about.whole.percent == 50
    assert list(about.parts) == [("kk", "ЖМБ"), ("ru", "ҚГБ")]
    less = replace(about, rows=leave_out(rows, [rows[1].key]))
    assert less.whole.percent == 100 and len(less.shown) == 1 and len(less.rows) == 2
    assert not less.parts, "one language and track needs no sub-total"


def test_a_year_of_use_begins_in_september() -> None:
    use = Use(4, 10, 3, date(2024, 8, 31))
    assert use.per_copy == 2.5 and use.years(date(2026, 9, 1)) == 4
    assert replace(use, since=date(2024, 9, 1)).years(date(2027, 5, 25)) == 3
    assert replace(use, since=None).years(date(2026, 9, 1)) is None
