"""New titles and the most read take turns; nothing is read again within the hour."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from server.database import Library
from server.migrations import upgrade
from server.tables import Title
from start.idle_shelves import RENEW_SECONDS, IdleShelves
from tests.builders import TODAY, SchoolBuilder, server_of


class Seconds:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def library_at(folder: Path) -> Library:
    library = Library.open(folder / "library.db")
    upgrade(library)
    return library


def test_new_titles_and_the_most_read_take_turns(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    school = SchoolBuilder(library)
    abai, algebra = school.copy("Абай жолы"), school.copy("Алгебра", kind="textbook")
    school.copy("Ұшқан ұя")
    with library.writing():
        Title.update(added_on=date(2026, 10, 1)).execute()
    for book in (abai, algebra):
        school.lent(book, school.reader(), TODAY + timedelta(days=10))
    clock = Seconds()
    shelves = IdleShelves(server_of(library), clock)
    first, second, third = shelves.next(), shelves.next(), shelves.next()
    assert [book.copy.title for book in first.shelf] == ["Абай жолы", "Ұшқан ұя"]
    assert (second.shelf_kind, [book.copy.title for book in second.shelf]) == (
        "most-read", ["Абай жолы"],
    )  # fmt: skip
    assert third == first
    school.lent(school.copy("Қан мен тер"), school.reader(), TODAY + timedelta(days=9))
    assert shelves.next() == second
    clock.now = RENEW_SECONDS
    shelves.next()
    assert {book.copy.title for book in shelves.next().shelf} == {"Абай жолы", "Қан мен тер"}
    library.close()


def test_an_empty_library_shows_the_help_and_not_an_empty_shelf(tmp_path: Path) -> None:
    library = library_at(tmp_path)
    SchoolBuilder(library)
    shelves = IdleShelves(server_of(library), Seconds())
    assert shelves.next().shelf == shelves.next().shelf == ()
    library.close()
