"""The words readers and titles are found by."""

from __future__ import annotations

from server.server import Server
from server.services.searching import READER, TITLE, index_reader, index_title, rebuild, words_of
from server.tables import SearchWord
from tests.builders import SchoolBuilder


def kept(server: Server, kind: str, row_id: int) -> set[str]:
    with server.library.reading():
        rows = SearchWord.select(SearchWord.word).where(
            SearchWord.kind == kind, SearchWord.row_id == row_id
        )
        return {row.word for row in rows}


def test_a_new_name_takes_the_place_of_the_old_one(server: Server) -> None:
    with server.library.writing():
        index_reader(1, "Серік", "Әлия", None)
        index_reader(2, "Серік", "Дана", "")
    with server.library.writing():
        index_reader(1, "Ахметова", "Әлия", "Серікқызы")
    assert kept(server, READER, 1) == {"ахметова", "алия", "сериккызы"}
    assert kept(server, READER, 2) == {"серик", "дана"}


def test_readers_and_titles_of_one_number_do_not_meet(server: Server) -> None:
    with server.library.writing():
        index_reader(1, "Абай")
        index_title(1, "Абай жолы", "Әуезов М.")
    assert kept(server, READER, 1) == {"абай"}
    assert kept(server, TITLE, 1) == {"абай", "жолы", "ауезов", "м"}


def test_an_isbn_is_one_word_with_or_without_hyphens() -> None:
    assert words_of(["978-601-07-0967-6"]) == words_of(["9786010709676"]) == {"9786010709676"}
    assert words_of(["5-7667-4567-х"]) == {"576674567x"}


def test_an_older_library_gets_its_words(server: Server, school: SchoolBuilder) -> None:
    book = school.copy("Ұшқан ұя")
    readers = [school.reader(surname=f"Ким{n}") for n in range(3)]
    with server.library.writing():
        index_reader(readers[0].id, "Басқа")
    assert rebuild(server) == 3, "the one that has words keeps them"
    assert rebuild(server) == 0
    assert kept(server, READER, readers[0].id) == {"баска"}
    assert kept(server, TITLE, book.title_id) == {"ушкан", "уя", "ауезов", "м"}


def test_very_long_and_empty_texts_do_no_harm(server: Server) -> None:
    with server.library.writing():
        index_title(5, "x" * 10_000, "—", " ", None)
        index_title(6)
    assert kept(server, TITLE, 5) == {"x" * 60}
    assert kept(server, TITLE, 6) == set()
