"""The plan as it is edited and as it comes from a file."""

from __future__ import annotations

import pytest

from library.textbook_plan import (
    LineValues,
    is_for_others,
    missing_parts,
    part_in_name,
    who_needs,
    wrong_values,
)
from library.textbook_plan_file import EditionSaid, plan_table
from library.textbooks import Edition, ForWhom, PlanLine, Pupil

HEADS = ("Сыныбы", "Пәні", "Оқыту тілі", "Бағыты", "Ұл / қыз", "Кімге", "Бөлім саны", "Кодсыз",
         "Рұқсат етілген басылымдар")  # fmt: skip


def table(*lines: tuple[object, ...]) -> object:
    whole = [("Мектеп жоспары",), HEADS, *lines]
    return plan_table(whole, range(1, len(whole) + 1))  # type: ignore[arg-type]


def test_need_is_counted_by_lists_variants_and_tracks() -> None:
    lines = [
        PlanLine(1, 10, "Алгебра", "kk", parts=2),
        PlanLine(2, 10, "Химия", "kk", track="ЖМБ"),
        PlanLine(3, 10, "Еңбек", "kk", variant="girls", for_whom=ForWhom.SUBGROUP),
        PlanLine(4, 10, "Графика", "kk", for_whom=ForWhom.CHOICE),
        PlanLine(5, 10, "Алгебра", "ru"),
    ]
    girl = Pupil(1, 1, 10, "kk", "ЖМБ", "f", frozenset({4}))
    boy = Pupil(2, 1, 10, "kk", "ҚГБ", "m")
    needed = who_needs(lines, [girl, boy])
    assert {line: len(each) for line, each in needed.items()} == {1: 2, 2: 1, 3: 1, 4: 1}


def test_a_line_tells_which_parts_no_edition_gives() -> None:
    line = PlanLine(1, 9, "Алгебра", "kk", parts=2, editions=(Edition(7, 1),))
    assert missing_parts(line) == (2,)
    said = ("Алгебра. 2-бөлім", "Учебник. 2 часть", "Математика, часть 2", "Part 2", "Алгебра 8")
    assert [part_in_name(name, 2) for name in said] == [2, 2, 2, 2, 0]
    assert part_in_name("Алгебра. 3-бөлім", 2) == part_in_name("Алгебра. 2-бөлім", 1) == 0
    assert is_for_others("Көркем еңбек: оқулық (қыздар)", "boys")
    assert not is_for_others("Ұлттық өнер (қыздар)", "girls")
    assert missing_parts(PlanLine(1, 9, "Дәптер", "kk", by_quantity=True)) == ()


@pytest.mark.parametrize(("values", "wrong"), [
    (LineValues(12, "Химия", "kk"), "grade"), (LineValues(9, "", "kk"), "subject"),
    (LineValues(9, "Химия", "kk", track="ЖМБ"), "no-track-yet"),
    (LineValues(9, "Дәптер", "kk", parts=2, by_quantity=True), "quantity-parts"),
    (LineValues(10, "Химия", "kk", track="ЖМБ"), None),
])  # fmt: skip
def test_a_line_that_cannot_be_is_told(values: LineValues, wrong: str | None) -> None:
    assert wrong_values(values) == wrong


def test_a_file_is_read_whatever_its_words() -> None:
    found = plan_table(
        [["Класс", "Предмет", "Язык обучения", "Кому", "Мальчики / девочки", "Частей", "ISBN"],
         [9.0, "Алгебра", "казахский", "", "", 2, "1: 978-601-07-1093-1; 2: №94"],
         [7, "Труд", "русский", "", "девочки", None, None],
         [None, None, None, None, None, None, None],
         [10, "Химия", "каз", "по выбору", None, None, 9786010709676]],
        [1, 2, 3, 4, 5],
    )  # fmt: skip
    assert found.faults == () and [row.number for row in found.rows] == [2, 3, 5]
    algebra, work, chemistry = found.rows
    assert algebra.editions == (EditionSaid(1, "9786010710931"), EditionSaid(2, title_id=94))
    assert (work.values.variant, work.values.for_whom) == ("girls", ForWhom.SUBGROUP)
    assert chemistry.values.for_whom is ForWhom.CHOICE


def test_every_faulty_line_is_told_with_its_number() -> None:
    found = table(
        (12, "Химия", "қазақша"), (7, "", "қазақша"), (7, "Химия", "клингон"),
        (8, "Химия", "қазақша", "ЖМБ"), (8, "Еңбек", "қазақша", "", "жас"),
        (8, "Химия", "қазақша", "", "", "ешкім"), (8, "Химия", "қазақша", "", "", "", 9),
        (8, "Химия", "қазақша", "", "", "", "", "мүмкін"),
        (8, "Химия", "қазақша", "", "", "", "", "", "Мектеп 2018"),
        (8, "Химия", "қазақша", "", "", "", 2, "", "3: 9786010709676"),
        (8, "Физика", "қазақша"), (8, "физика", "қазақша"),
    )  # fmt: skip
    assert [(fault.number, fault.code) for fault in found.faults] == [  # type: ignore[attr-defined]
        (3, "grade"), (4, "subject"), (5, "language"), (6, "no-track-yet"), (7, "variant"),
        (8, "whom"), (9, "parts"), (10, "quantity"), (11, "edition"), (12, "edition-part"),
        (14, "twice"),
    ]  # fmt: skip


def test_a_table_without_headings_is_said_to_be_one() -> None:
    assert plan_table([["Алгебра", 7]], [1]).columns is None
