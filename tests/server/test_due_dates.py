"""Due dates set by hand: one loan or an absence; each taken back by itself."""

from __future__ import annotations

from datetime import date

from library.operations import Origin, Undo, Undone
from server.server import Server
from server.services.due_dates import DueWish, set_due
from server.services.undo import undo
from server.tables import Loan, Operation
from tests.builders import SchoolBuilder
from tests.server.acting import Librarian


def due_days(server: Server) -> list[date]:
    with server.library.reading():
        return [row.due_on for row in Loan.select().order_by(Loan.id)]


def test_an_absence_moves_all_loans_that_end_earlier(
    server: Server, school: SchoolBuilder
) -> None:
    aliya, aigul = school.reader(), Librarian(server)
    for day in (date(2026, 10, 15), date(2026, 10, 20), date(2026, 12, 1)):
        school.lent(school.copy(f"Кітап {day}"), aliya, day)
    deed = aigul.deed("due-changed", aliya.id)
    wish = DueWish(aliya.id, date(2026, 11, 10), why="олимпиада")
    assert set_due(server, deed, wish) == 2
    assert set_due(server, deed, wish) == 0, "the form sent twice"
    assert due_days(server) == [date(2026, 11, 10), date(2026, 11, 10), date(2026, 12, 1)]


def test_one_loan_may_be_called_in_earlier_and_that_is_undone(
    server: Server, school: SchoolBuilder
) -> None:
    aliya, aigul = school.reader(), Librarian(server)
    book = school.copy()
    school.lent(book, aliya, date(2026, 10, 28))
    deed = aigul.deed("due-changed", aliya.id)
    assert set_due(server, deed, DueWish(aliya.id, date(2026, 10, 15), book.id, "көрме")) == 1
    assert due_days(server) == [date(2026, 10, 15)]
    origin = Origin(server.new_id(), deed.origin.station_id, server.now(), aigul.staff_id)
    answer = undo(server, Undo(origin, deed.origin.operation_id, None), "librarian")
    assert isinstance(answer, Undone) and due_days(server) == [date(2026, 10, 28)]


def test_a_day_of_the_past_or_far_away_moves_nothing(
    server: Server, school: SchoolBuilder
) -> None:
    aliya, aigul = school.reader(), Librarian(server)
    school.lent(school.copy(), aliya, date(2026, 10, 28))
    for day in (date(2026, 10, 13), date(2028, 1, 1)):
        assert set_due(server, aigul.deed("due-changed", aliya.id), DueWish(aliya.id, day)) is None
    with server.library.reading():
        assert Operation.select().where(Operation.kind == "due-changed").count() == 0
