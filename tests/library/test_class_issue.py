"""What a cell of roster × set says, and whose turn it is."""

from __future__ import annotations

from library.class_issue import Standing, cell_of, next_lacking
from library.textbooks import PlanLine, SetLine

WHOLE = PlanLine(1, 8, "Алгебра", "kk")
TWO = PlanLine(2, 8, "Физика", "kk", parts=2)
BY_QUANTITY = PlanLine(3, 8, "Дәптер", "kk", by_quantity=True)


def test_a_cell_tells_whole_part_nothing_and_not_needed() -> None:
    assert cell_of(WHOLE, SetLine(WHOLE, ()), True, 0) is Standing.HAS
    assert cell_of(TWO, SetLine(TWO, (2,)), True, 0) is Standing.SOME
    assert cell_of(TWO, SetLine(TWO, (1, 2)), True, 0) is Standing.LACKS
    assert cell_of(WHOLE, None, False, 0) is Standing.NOT_NEEDED


def test_workbooks_count_by_their_number() -> None:
    assert cell_of(BY_QUANTITY, None, True, 2) is Standing.HAS
    assert cell_of(BY_QUANTITY, None, True, 0) is Standing.LACKS


def test_the_next_one_lacks_the_book_and_nobody_behind_is_asked_again() -> None:
    order = [5, 3, 9, 1]
    assert next_lacking(order, {3, 1}, None) == 3
    assert next_lacking(order, {3, 1}, 3) == 1
    assert next_lacking(order, {3}, 9) is None
    assert next_lacking(order, {3}, 77) == 3, "somebody who has left the class"
