"""A class's textbooks come back: what each scan means, whose debt is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from library.collection import CollectionState, Outcome
from library.operations import CheckIn, Undo
from library.scanned_code import COPY_DIGIT, make_number
from server import tables
from server.server import Server
from server.services.checkin import check_in
from server.services.collecting import Collected, CollectScan, collect, undo_scan
from server.services.collection_grading import grade, report_damage
from server.services.collection_progress import progress
from server.services.collection_view import CollectionView, collection_view
from server.services.collections import (
    NotNow,
    Opened,
    keep_subject,
    open_collections,
    set_state,
)
from server.services.deeds import Deed
from server.services.losses import Lose, lose
from server.services.proof import prove
from server.services.undo import undo
from tests.builders import TODAY, Book, Person, SchoolBuilder
from tests.server.scanning import Scanner

DUE = TODAY + timedelta(days=60)


class Collector(Scanner):
    """A librarian who collects; `handing` stands at the desk."""

    handing: Person | None = None

    def deed(self, kind: str, content: str = "") -> Deed:
        return Deed(self.origin(), kind, content)

    def open(self, *classes: int) -> Opened:
        return open_collections(self.server, self.deed("collection-open"), classes)

    def scan(self, text: str, **more: object) -> Collected:
        by = None if self.handing is None else self.handing.id
        return collect(self.server, CollectScan(self.origin(), text, by, **more))  # type: ignore[arg-type]

    def view(self, opened: Opened) -> CollectionView:
        view = collection_view(self.server, opened.collections[0])
        assert view is not None
        return view


@pytest.fixture
def collector(server: Server) -> Collector:
    return Collector(server)


@pytest.fixture
def pupils(school: SchoolBuilder) -> list[Person]:
    return [school.reader(name, "Серік") for name in ("Айгүл", "Берік", "Гүлім", "Дина", "Ерлан")]


@pytest.fixture
def books(school: SchoolBuilder, pupils: list[Person]) -> list[Book]:
    books = [school.copy("Алгебра", "textbook", 8) for _ in pupils]
    for book, pupil in zip(books, pupils, strict=True):
        school.lent(book, pupil, DUE)
    return books


def class_of(server: Server, person: Person) -> int:
    with server.library.reading():
        return int(tables.Membership.get(tables.Membership.reader == person.id).school_class_id)


def owed(view: CollectionView) -> dict[str, int]:
    return {p.person.given_name: len(p.debts) for p in view.pupils if p.debts}


def test_a_scan_credits_the_borrower_whoever_hands_it_in(server, collector, pupils, books) -> None:
    opened = collector.open(class_of(server, pupils[0]))
    first = collector.scan(books[0].code)
    assert (first.outcome, first.back, first.expected) == (Outcome.CREDITED, 1, 5)
    assert first.borrower is not None and first.borrower.reader_id == pupils[0].id
    assert collector.scan(pupils[2].card).outcome is Outcome.PUPIL_NAMED
    collector.handing = pupils[2]
    assert collector.scan(books[1].code).outcome is Outcome.SWAPPED
    view = collector.view(opened)
    assert (view.standing.issued, view.standing.credited, view.standing.owed) == (5, 2, 3)
    assert prove(server.library) == ()


def test_a_chain_of_swaps_ends_with_one_debtor(server, collector, pupils, books) -> None:
    opened = collector.open(class_of(server, pupils[0]))
    for hand, book in ((0, 1), (1, 2), (2, 3), (4, 4)):
        collector.handing = pupils[hand]
        collector.scan(books[book].code)
    view = collector.view(opened)
    assert owed(view) == {"Дина": 1}
    chain = view.chains[0]
    assert [p.given_name for p in chain.people] == ["Айгүл", "Берік", "Гүлім", "Дина"]
    assert chain.debtor is not None and chain.debtor.given_name == "Дина"
    collector.handing = pupils[3]
    collector.scan(books[0].code)
    done = collector.view(opened)
    assert owed(done) == {} and done.chains[0].debtor is None


def test_what_is_no_book_of_the_class_is_answered_not_refused(
    server, school, collector, pupils, books
) -> None:
    other = school.reader("Жанар", "Ли", grade=9, letter="А")
    theirs = school.copy("Физика", "textbook", 9)
    school.lent(theirs, other, DUE)
    novel = school.copy("Абай жолы")
    school.lent(novel, pupils[0], DUE)
    free = school.copy("Химия", "textbook", 8)
    here = class_of(server, pupils[0])
    collector.open(here, class_of(server, other))
    said = {
        "other class": collector.scan(theirs.code, collecting=here).outcome,
        "novel": collector.scan(novel.code).outcome,
        "free": collector.scan(free.code).outcome,
        "first": collector.scan(books[0].code).outcome,
        "again": collector.scan(books[0].code).outcome,
        "unknown": collector.scan("zzz").outcome,
        "cover": collector.scan("9786010709676").outcome,
        "misread": collector.scan("6000000017").outcome,
        "strange": collector.scan(make_number(COPY_DIGIT, 87_654_321)).outcome,
    }
    assert said == {
        "other class": Outcome.OTHER_CLASS, "novel": Outcome.LIBRARY_BOOK,
        "free": Outcome.NOT_ISSUED, "first": Outcome.CREDITED,
        "again": Outcome.ALREADY_RETURNED, "unknown": Outcome.UNKNOWN,
        "cover": Outcome.WHOSE, "misread": Outcome.WRONG_DIGIT,
        "strange": Outcome.OTHER_SCHOOL,
    }  # fmt: skip
    assert prove(server.library) == ()


def test_the_same_scan_sent_again_is_one_and_an_undone_one_counts_no_more(
    server, collector, pupils, books
) -> None:
    opened = collector.open(class_of(server, pupils[0]))
    scan = CollectScan(collector.origin(), books[0].code)
    first, second = collect(server, scan), collect(server, scan)
    assert first == second
    again = collector.scan(books[0].code)
    assert again.outcome is Outcome.ALREADY_RETURNED
    undone = undo_scan(server, collector.origin(), first.scan)
    assert isinstance(undone, Collected) and undone.back == 0
    assert undo_scan(server, collector.origin(), first.scan) == undone
    assert undo_scan(server, collector.origin(), again.scan) is None
    assert collector.view(opened).standing.owed == 5
    assert collector.scan(books[0].code).outcome is Outcome.CREDITED
    assert undo_scan(server, collector.origin(), first.scan) is not None
    assert collector.view(opened).standing.owed == 4, "an undone scan is not undone twice"
    assert prove(server.library) == ()


def test_a_book_returned_at_a_kiosk_is_back_and_seen_at_its_scan(
    server, collector, pupils, books
) -> None:
    opened = collector.open(class_of(server, pupils[0]))
    check_in(server, CheckIn(replace(collector.origin(), staff_id=None), books[0].code))
    cell = collector.view(opened).pupils[0].cells[0]
    assert cell.back and cell.unseen
    assert collector.scan(books[0].code).outcome is Outcome.SEEN
    assert not collector.view(opened).pupils[0].cells[0].unseen


def test_a_lost_book_found_in_the_pile_ends_its_case(server, collector, pupils, books) -> None:
    opened = collector.open(class_of(server, pupils[0]))
    lose(server, Lose(collector.origin(), books[0].code))
    assert collector.view(opened).pupils[0].cells[0].lost
    assert owed(collector.view(opened))["Айгүл"] == 1
    assert collector.scan(books[0].code).outcome is Outcome.FOUND_AGAIN
    assert "Айгүл" not in owed(collector.view(opened))


def test_books_kept_for_an_examination_are_no_debts(server, collector, pupils, books) -> None:
    here = class_of(server, pupils[0])
    keep_subject(server, collector.deed("collection-keep"), here, "Алгебра", date(2027, 6, 12))
    opened = collector.open(here)
    view = collector.view(opened)
    assert (view.standing.kept, view.standing.owed) == (5, 0)
    collector.scan(books[0].code)
    line = next(each for each in progress(server) if each.collection_id)
    assert (line.expected, line.back, line.kept, line.missing) == (5, 1, 4, 0)


def test_condition_is_kept_with_loan_and_copy_and_damage_is_its_last_holders(
    server, collector, pupils, books
) -> None:
    collector.open(class_of(server, pupils[0]))
    scan = collector.scan(books[0].code)
    grade(server, collector.deed("collection-grade", "4"), scan.scan, 4)
    grade(server, collector.deed("collection-grade", "1"), scan.scan, 1)
    assert report_damage(server, collector.deed("collection-damage"), scan.scan)
    assert not report_damage(server, collector.deed("collection-damage"), scan.scan)
    with server.library.reading():
        loan = tables.Loan.get(tables.Loan.copy == books[0].id)
        assert loan.condition_back == 1
        assert tables.Copy.get_by_id(books[0].id).condition == 1
        assert tables.LoanCase.get().reader_id == pupils[0].id
    unknown = collector.scan("zzz")
    assert grade(server, collector.deed("collection-grade"), unknown.scan, 5) is None


def test_a_scan_taken_back_takes_its_condition_and_its_damage_with_it(
    server, collector, pupils, books
) -> None:
    collector.open(class_of(server, pupils[0]))
    scan = collector.scan(books[0].code)
    grade(server, collector.deed("collection-grade", "1"), scan.scan, 1)
    assert report_damage(server, collector.deed("collection-damage"), scan.scan)
    assert isinstance(undo_scan(server, collector.origin(), scan.scan), Collected)
    with server.library.reading():
        loan = tables.Loan.get(tables.Loan.copy == books[0].id)
        assert (loan.closed_at, loan.condition_back) == (None, None)
        assert tables.Copy.get_by_id(books[0].id).condition is None
        assert tables.LoanCase.select().count() == 0
    assert prove(server.library) == ()


def test_a_swap_taken_back_on_another_page_is_no_swap_any_more(
    server, collector, pupils, books
) -> None:
    opened = collector.open(class_of(server, pupils[0]))
    collector.handing = pupils[0]
    swapped = collector.scan(books[1].code)
    with server.library.reading():
        returned = tables.CollectionScan.get_by_id(swapped.scan).operation_id
    undo(server, Undo(collector.origin(), returned, None), "librarian")
    collector.handing = pupils[1]
    collector.scan(books[1].code)
    view = collector.view(opened)
    assert view.chains == ()
    assert owed(view)["Айгүл"] == 1


def test_of_two_librarians_the_second_is_told(server, collector, pupils, books) -> None:
    here = class_of(server, pupils[0])
    opened = collector.open(here)
    assert collector.open(here) == Opened((), ("8Ә",))
    number = opened.collections[0]

    def to(state: CollectionState) -> NotNow | None:
        return set_state(server, collector.deed("collection-state"), number, state)

    assert to(CollectionState.PAUSED) is None
    assert collector.scan(books[0].code).outcome is Outcome.CREDITED
    assert to(CollectionState.OPEN) is None
    assert to(CollectionState.CLOSED) is None
    assert to(CollectionState.CLOSED) == NotNow("already-closed")
    assert collector.scan(books[1].code).back == 2
    assert to(CollectionState.OPEN) is None
    assert collector.view(opened).standing.credited == 2


def test_a_class_renamed_in_mid_collection_and_a_pupil_who_left_stay_on_the_list(
    server, collector, pupils, books
) -> None:
    opened = collector.open(class_of(server, pupils[0]))
    with server.library.writing():
        tables.SchoolClass.update(letter="Ж").execute()
        tables.Reader.update(state="left").where(tables.Reader.id == pupils[0].id).execute()
        tables.Membership.update(to_on=TODAY).where(
            tables.Membership.reader == pupils[0].id
        ).execute()
    view = collector.view(opened)
    assert (view.about.class_label, view.about.opened_as) == ("8Ж", "8Ә")
    assert view.standing.issued == 5
    told = collector.scan(books[0].code)
    assert told.borrower is not None and told.borrower.left
