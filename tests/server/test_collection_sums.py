"""Whatever the order of scans, stations and undos: credited and owed are what was issued."""

from __future__ import annotations

import random
import threading
from datetime import timedelta

from server import tables
from server.server import Server
from server.services.accounts import add_staff
from server.services.collecting import CollectScan, collect, undo_scan
from server.services.collection_grading import grade
from server.services.collection_progress import ClassProgress, progress
from server.services.collection_view import CollectionView, collection_view
from server.services.collections import open_collections
from server.services.deeds import Deed
from server.services.proof import prove
from tests.builders import TODAY, Book, Person, SchoolBuilder
from tests.server.scanning import Scanner

STATIONS, STEPS = 4, 40
SUBJECTS = ("Алгебра", "Физика")


class Hands(Scanner):
    """One station where anything may happen next."""

    def __init__(
        self, server: Server, seed: int, pupils: list[Person], books: list[Book]
    ) -> None:
        self.server, self.staff_id = server, add_staff(
            server, f"collecting-{seed}", "Айгүл", "kitap-soresi", "librarian"
        )
        self.chance, self.pupils, self.books = random.Random(seed), pupils, books
        self.scans: list[int] = []
        self.fault: BaseException | None = None

    def work(self) -> None:
        try:
            for _ in range(STEPS):
                self.step()
        except BaseException as fault:  # told to the test below
            self.fault = fault

    def step(self) -> None:
        what = self.chance.random()
        if self.scans and what < 0.25:
            undo_scan(self.server, self.origin(), self.chance.choice(self.scans))
        elif self.scans and what < 0.35:
            number, mark = self.chance.choice(self.scans), self.chance.randint(1, 5)
            grade(self.server, Deed(self.origin(), "collection-grade", f"{number}"), number, mark)
        else:
            by = self.chance.choice([None, *(pupil.id for pupil in self.pupils)])
            book = self.chance.choice(self.books)
            told = collect(self.server, CollectScan(self.origin(), book.code, by))
            self.scans.append(told.scan)
        progress(self.server)


def views(server: Server) -> list[CollectionView]:
    found = [collection_view(server, each.collection_id) for each in collecting(server)]
    return [view for view in found if view is not None]


def collecting(server: Server) -> list[ClassProgress]:
    return [each for each in progress(server) if each.collection_id is not None]


def test_credited_and_owed_are_issued_at_four_stations_at_once(
    server: Server, school: SchoolBuilder
) -> None:
    pupils = [school.reader(f"Оқушы {n}", "Серік", grade=8 + n % 2) for n in range(8)]
    books = []
    for pupil in pupils:
        for subject in SUBJECTS:
            books.append(school.copy(subject, "textbook", 8))
            school.lent(books[-1], pupil, TODAY + timedelta(days=60))
    with server.library.reading():
        classes = [row.id for row in tables.SchoolClass.select()]
    first = Hands(server, 0, pupils, books)
    open_collections(server, Deed(first.origin(), "collection-open"), classes)
    hands = [first, *(Hands(server, seed, pupils, books) for seed in range(1, STATIONS))]
    threads = [threading.Thread(target=each.work) for each in hands]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [each.fault for each in hands] == [None] * STATIONS
    _hold(server, len(books))


def _hold(server: Server, issued: int) -> None:
    found = views(server)
    for view in found:
        for pupil in view.pupils:
            sums = pupil.standing
            assert sums.issued == sums.credited + sums.owed + sums.kept
    assert sum(view.standing.issued for view in found) == issued
    with server.library.reading():
        out = tables.Loan.select().where(tables.Loan.closed_at.is_null()).count()
    # Each copy that is out is the debt of one pupil, whoever borrowed it.
    assert sum(view.standing.owed for view in found) == out
    debts = [cell.line_id for view in found for pupil in view.pupils for cell in pupil.debts]
    assert len(debts) == len(set(debts)) == out
    # What the board counted step by step is what the lists say.
    told = {each.collection_id: (each.expected, each.back) for each in collecting(server)}
    assert told == {
        view.about.collection_id: (view.standing.issued, view.standing.credited) for view in found
    }
    assert prove(server.library) == ()
