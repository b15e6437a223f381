"""A day on paper, entered later: true times, conflicts that are told, a journal in order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server import tables
from server.database import Library
from server.migrations import upgrade
from server.server import Server
from server.services.batch_lines import BatchLine
from server.services.batches import PAPER_DAY, put_away
from server.services.drop_box import dropped_when
from server.services.paper_day import PaperLine, enter, enter_again, strike, waits
from server.services.paper_readers import card_of_words, names_of_cards
from server.services.proof import prove
from server.services.trolley import Put, put, take_line_back
from tests.builders import NOW, TODAY, Book, Clock, Person, SchoolBuilder, server_of
from tests.server.scanning import Scanner

YESTERDAY = TODAY - timedelta(days=1)


class Paper(Scanner):
    """A librarian who enters the sheet of yesterday."""

    def __init__(self, server: Server, role: str = "librarian") -> None:
        super().__init__(server, role)
        self.midnight = dropped_when(server, YESTERDAY, 0) or NOW
        self.begin(PAPER_DAY, self.midnight)

    def at(self, hour: int, minute: int = 0) -> datetime:
        return self.midnight + timedelta(hours=hour, minutes=minute)

    def line(self, hour: int, book: Book, person: Person | None, wish: str = "lent") -> PaperLine:
        card = person.card if person else ""
        return PaperLine(self.origin(self.at(hour)), card, book.code, wish)

    def lent(self, hour: int, book: Book, person: Person) -> Put:
        return enter(self.server, self.line(hour, book, person))

    def returned(self, hour: int, book: Book, person: Person | None = None) -> Put:
        return enter(self.server, self.line(hour, book, person, "returned"))

    def again(self, done: Put, reason: str = "", sure: bool = False) -> Put:
        return enter_again(self.server, self.origin(), done.line_id or 0, reason, sure)

    def list(self) -> list[BatchLine]:
        return self.lines(PAPER_DAY)


@pytest.fixture
def paper(server: Server, school: SchoolBuilder) -> Paper:
    return Paper(server)


def loans(paper: Paper) -> list[tables.Loan]:
    with paper.server.library.reading():
        return list(tables.Loan.select().order_by(tables.Loan.id))


def test_due_dates_and_statistics_follow_the_true_day(paper: Paper, school: SchoolBuilder) -> None:
    aliya, book = school.reader(), school.copy()
    assert paper.lent(10, book, aliya).kind == "lent"
    (loan,) = loans(paper)
    assert (loan.lent_at, loan.due_on) == (paper.at(10), date(2026, 10, 28) + timedelta(days=5))
    with paper.server.library.reading():
        visit = tables.Visit.get()
        lending = tables.Operation.get(tables.Operation.kind == "check-out")
    assert (visit.reader_id, visit.day) == (aliya.id, YESTERDAY)
    assert (lending.happened_at, lending.recorded_at) == (paper.at(10), NOW)
    assert paper.returned(15, book, aliya).kind == "returned"
    assert loans(paper)[0].closed_at == paper.at(15)
    assert prove(paper.server.library) == ()


def test_a_return_needs_no_card_and_is_late_by_its_own_day(
    paper: Paper, school: SchoolBuilder
) -> None:
    book = school.copy()
    school.lent(book, school.reader(), due_on=YESTERDAY - timedelta(days=3))
    assert paper.returned(9, book).kind == "returned"
    assert paper.list()[0].detail == {"late_days": 3}


def test_what_happened_later_is_not_overtaken(paper: Paper, school: SchoolBuilder) -> None:
    aliya, daulet, book = school.reader(), school.reader("Дәулет", "Оспан"), school.copy()
    assert paper.lent(12, book, aliya).kind == "lent"
    assert paper.returned(14, book).kind == "returned"
    early = paper.lent(9, book, daulet)
    assert early.kind == "later"
    assert paper.again(early).kind == "later"
    assert [waits(line.outcome) for line in paper.list()] == [True, False, False]
    assert len(loans(paper)) == 1
    assert prove(paper.server.library) == ()


def test_a_loan_from_a_file_that_is_younger_is_not_overtaken(
    paper: Paper, school: SchoolBuilder
) -> None:
    aliya, book = school.reader(), school.copy()
    school.lent(book, aliya, TODAY + timedelta(days=15), TODAY)
    assert paper.returned(10, book).kind == "later"


def test_what_was_undone_stands_in_nobodys_way(paper: Paper, school: SchoolBuilder) -> None:
    aliya, book = school.reader(), school.copy()
    done = paper.lent(12, book, aliya)
    line_id = done.line_id or 0
    assert take_line_back(
        paper.server, paper.origin(), line_id, PAPER_DAY, "librarian"
    ).kind == "undone"  # fmt: skip
    assert paper.lent(9, book, aliya).kind == "lent"
    assert prove(paper.server.library) == ()


def test_a_refused_line_waits_until_a_librarian_decides(
    paper: Paper, school: SchoolBuilder
) -> None:
    suspended, book = school.reader(state="suspended"), school.copy()
    done = paper.lent(10, book, suspended)
    assert done.kind == "refused"
    assert [reason["code"] for reason in paper.list()[0].detail["reasons"]] == ["suspended"]
    assert loans(paper) == []
    assert paper.again(done).kind == "refused"
    assert paper.again(done, "олимпиада").kind == "lent"
    assert loans(paper)[0].lent_at == paper.at(10)
    assert [line.outcome for line in paper.list()] == ["lent"]


def test_a_copy_with_another_reader_is_told(paper: Paper, school: SchoolBuilder) -> None:
    aliya, daulet, book = school.reader(), school.reader("Дәулет", "Оспан"), school.copy()
    school.lent(book, daulet, due_on=TODAY)
    assert paper.lent(10, book, aliya).kind == "refused"
    back = paper.returned(9, book, aliya)
    assert back.kind == "other-reader"
    assert paper.again(back, sure=True).kind == "returned"
    assert paper.again(Put("", paper.list()[1].line_id)).kind == "lent"


def test_numbers_that_are_nobodys_are_kept_with_their_line(
    paper: Paper, school: SchoolBuilder
) -> None:
    aliya, book = school.reader(), school.copy()
    gone = replace(paper.line(10, book, aliya), card="7000000013")
    nothing = replace(paper.line(11, book, aliya), code="6999999999")
    assert [enter(paper.server, line).kind for line in (gone, nothing)] == [
        "unknown-card", "unknown"
    ]  # fmt: skip
    assert [strike(paper.server, paper.staff_id, line.line_id).kind for line in paper.list()] == [
        "struck"
    ] * 2
    assert len(paper.list()) == 2


def test_a_line_sent_twice_is_entered_once(paper: Paper, school: SchoolBuilder) -> None:
    line = paper.line(10, school.copy(), school.reader())
    assert enter(paper.server, line) == enter(paper.server, line)
    assert (len(loans(paper)), len(paper.list())) == (1, 1)


def test_a_line_of_another_day_is_not_entered(paper: Paper, school: SchoolBuilder) -> None:
    assert paper.lent(25, school.copy(), school.reader()).kind == "not-that-day"
    assert loans(paper) == []


def test_numbers_of_cards_are_not_kept_when_the_day_is_put_away(
    paper: Paper, school: SchoolBuilder
) -> None:
    paper.lent(10, school.copy(), school.reader())
    put_away(paper.server, paper.staff_id, PAPER_DAY)
    with paper.server.library.reading():
        assert [row.card for row in tables.ScanBatchLine.select()] == [None]


def test_a_name_stands_for_a_card_when_it_fits_one_reader(
    server: Server, school: SchoolBuilder
) -> None:
    aliya, number = school.reader(), "7000000013"
    assert card_of_words(server, aliya.card) == (aliya.card, 1)
    assert card_of_words(server, number)[0] in (number, "")
    assert card_of_words(server, "Ешкім Жоқ") == ("", 0)
    assert names_of_cards(server, [aliya.card, number]) == {aliya.card: "Серік Әлия 8Ә"}


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["lent", "returned", "again", "undo", "trolley"]),
        st.integers(7, 20), st.integers(0, 3), st.integers(0, 2),
    ),
    max_size=20,
)  # fmt: skip


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_any_lines_in_any_order_leave_the_library_whole(
    steps: list[tuple[str, int, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    library = Library.open(tmp_path_factory.mktemp("paper") / "library.db")
    upgrade(library)
    school, clock = SchoolBuilder(library), Clock()
    paper = Paper(server_of(library, clock))
    people = [school.reader(), school.reader("Дәулет", "Оспан"), school.reader(state="suspended")]
    books = [school.copy(str(n)) for n in range(4)]
    school.lent(books[0], people[0], due_on=YESTERDAY)
    for step, hour, book, person in steps:
        clock.pass_(minutes=1)
        lines = paper.list()
        line_id = lines[hour % len(lines)].line_id if lines else 0
        if step == "again":
            enter_again(paper.server, paper.origin(), line_id, "себеп", True)
        elif step == "undo":
            take_line_back(paper.server, paper.origin(), line_id, PAPER_DAY, "librarian")
        elif step == "trolley":
            put(paper.server, paper.origin(), books[book].code, True)
        else:
            enter(paper.server, paper.line(hour, books[book], people[person], step))
    assert prove(library) == ()
    with library.reading():
        written = [row.id for row in tables.Operation.select()]
        overlapping = [
            (one.id, other.id)
            for one in tables.Loan.select().where(tables.Loan.closed_as.is_null(True))
            for other in tables.Loan.select().where(
                tables.Loan.copy == one.copy_id, tables.Loan.id != one.id,
                tables.Loan.closed_as == "returned", tables.Loan.closed_at > one.lent_at,
            )
        ]  # fmt: skip
    assert overlapping == []
    did = [line.operation_id for line in paper.list() if line.operation_id]
    assert len(written) == len(set(written)) and set(did) <= set(written)
    library.close()
