"""Readers come in by file: once, however often; told apart or refused; nobody removed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from peewee import JOIN

from library.import_columns import ImportKind
from library.scanned_code import is_own_number, make_number
from server.server import Server
from server.services.importing.applying import look_ahead
from server.services.importing.files import file_of, keep_upload, opened
from server.tables import Card, FormerName, Membership, Reader, SchoolClass, SearchWord
from tests.builders import TODAY, SchoolBuilder
from tests.server.importing.conftest import Bring
from tests.server.importing.made_files import READER_HEADS, csv_of, pupils, xlsx

KIND = ImportKind.READERS
HEADS = ["Аты-жөні", "Туған күні", "Сыныбы", "Билет №"]


def known(server: Server) -> list[tuple[Any, ...]]:
    """Readers with class, in order of their numbers."""
    with server.library.reading():
        rows = (
            Reader.select(Reader, SchoolClass.grade, SchoolClass.letter)
            .join(Membership, JOIN.LEFT_OUTER,
                  on=(Membership.reader == Reader.id) & Membership.to_on.is_null())
            .join(SchoolClass, JOIN.LEFT_OUTER, on=Membership.school_class == SchoolClass.id)
            .order_by(Reader.id).objects()
        )  # fmt: skip
        return [(row.surname, row.given_name, row.born_on, row.grade, row.letter) for row in rows]


def refusals(server: Server, lines: list[list[Any]]) -> dict[int, str]:
    """Reasons by line number, without bringing in."""
    view = file_of(server, keep_upload(server, KIND, csv_of([HEADS, *lines]), None))
    assert view is not None
    outcome = look_ahead(server, KIND, opened(server, view), False)
    return {line.number: line.refused.reason for line in outcome.refused if line.refused}


def test_boys_and_girls_come_in_and_are_kept_where_a_file_does_not_say(
    server: Server, bring: Bring
) -> None:
    heads = ["Аты-жөні", "Туған күні", "Сыныбы", "Жынысы"]
    lines = [["Серік Әлия", "01.05.2012", "8Ә", "қыз"], ["Ким Иван", "02.05.2012", "8Ә", "М"]]
    bring(KIND, csv_of([heads, *lines]), others=False)
    counts = bring(KIND, csv_of([heads[:3], *(line[:3] for line in lines)]), others=False)
    assert (counts["changed"], counts["same"]) == (0, 2)
    with server.library.reading():
        assert [row.sex for row in Reader.select().order_by(Reader.id)] == ["f", "m"]


def test_three_hundred_pupils_come_in_with_classes_cards_and_words(
    server: Server, bring: Bring
) -> None:
    counts = bring(KIND, xlsx([READER_HEADS, *pupils()]), others=False)
    assert counts == {"new": 300, "changed": 0, "same": 0, "refused": 0, "classes": 25}
    with server.library.reading():
        row = Reader.get(Reader.id == 1)
        assert (row.surname, row.given_name, row.room) == ("Ахметов", "Әлия", "0")
        assert row.registered_on == TODAY
        cards = [card.number for card in Card.select()]
        assert len(set(cards)) == 300 and all(map(is_own_number, cards))
        assert all(number.startswith("7") for number in cards)
        assert SchoolClass.select().where(SchoolClass.letter == "Ә").count() == 5
        words = SearchWord.select().where(SearchWord.word == "алия", SearchWord.kind == "reader")
        assert words.count() == sum(line[1].split()[1] == "Әлия" for line in pupils())


def test_the_same_file_again_changes_nothing(server: Server, bring: Bring) -> None:
    bring(KIND, xlsx([READER_HEADS, *pupils(60)]))
    before = known(server)
    assert bring(KIND, xlsx([READER_HEADS, *pupils(60)])) == {
        "new": 0, "changed": 0, "same": 60, "refused": 0,
    }  # fmt: skip
    assert known(server) == before


def test_a_pupil_known_by_birth_date_moves_to_the_class_of_the_file(
    server: Server, bring: Bring
) -> None:
    bring(KIND, [HEADS, ["Серік Әлия", "01.05.2010", "9А", ""]])
    counts = bring(KIND, [HEADS, ["СЕРІК ӘЛИЯ", "01.05.2010", "10Ә", ""]])
    assert (counts["changed"], counts["moved"]) == (1, 1)
    assert known(server) == [("Серік", "Әлия", date(2010, 5, 1), 10, "Ә")]
    with server.library.reading():
        assert [row.to_on for row in Membership.select().order_by(Membership.id)] == [TODAY, None]


def test_a_known_card_keeps_the_person_through_a_change_of_name(
    server: Server, school: SchoolBuilder, bring: Bring
) -> None:
    person = school.reader("Әлия", "Ахметова", grade=8, letter="А")
    bring(KIND, [HEADS, ["Ахмет Әлия", "", "8А", person.card]])
    with server.library.reading():
        row = Reader.get()
        assert (row.id, row.surname) == (person.id, "Ахмет")
        assert [each.surname for each in FormerName.select()] == ["Ахметова"]
        found = SearchWord.select().where(SearchWord.row_id == person.id).order_by(SearchWord.word)
        assert [row.word for row in found] == ["алия", "ахмет"]


def test_a_card_of_somebody_else_is_refused(server: Server, school: SchoolBuilder) -> None:
    person = school.reader("Әлия", "Ахметова", grade=8, letter="А")
    assert refusals(server, [["Ким Иван", "", "8А", person.card]]) == {2: "card-of-another"}


def test_a_number_of_the_schools_own_comes_beside_a_fresh_one(server: Server, bring: Bring) -> None:
    own = make_number("7", 4711)
    bring(KIND, [HEADS, ["Серік Әлия", "", "8А", "17"], ["Ким Иван", "", "8А", own]])
    with server.library.reading():
        cards = [(card.reader_id, card.number) for card in Card.select().order_by(Card.id)]
    assert len(cards) == 3 and (1, "17") in cards and (2, own) in cards


def test_a_name_alone_is_never_enough(server: Server, bring: Bring) -> None:
    bring(KIND, [HEADS, ["Серік Әлия", "", "8А", ""]])
    counts = bring(KIND, [HEADS, ["Серік Әлия", "", "9Б", ""]])
    assert counts["new"] == 1


def test_one_name_and_class_without_birth_date_is_the_same_when_there_is_one(
    server: Server, bring: Bring
) -> None:
    bring(KIND, [HEADS, ["Серік Әлия", "", "8А", ""]])
    counts = bring(KIND, [HEADS, ["Серік Әлия Қайратқызы", "01.05.2012", "8А", ""]])
    assert (counts["new"], counts["changed"]) == (0, 1)
    assert known(server) == [("Серік", "Әлия", date(2012, 5, 1), 8, "А")]


def test_two_of_one_name_in_a_class_are_refused_unless_something_tells_them_apart(
    server: Server, bring: Bring
) -> None:
    twins = [["Серік Әлия", "", "8А", ""], ["Серік Әлия", "", "8А", ""]]
    assert refusals(server, twins) == {2: "namesakes", 3: "namesakes"}
    dated = [["Серік Әлия", "01.05.2012", "8А", ""], ["Серік Әлия", "02.05.2012", "8А", ""]]
    assert refusals(server, dated) == {}
    named = [["Серік Әлия Ерланқызы", "", "8А", ""], ["Серік Әлия Қайратқызы", "", "8А", ""]]
    assert refusals(server, named) == {}
    bring(KIND, [HEADS, *dated])
    assert refusals(server, twins[:1]) == {2: "namesakes"}
    same = [["Серік Әлия", "01.05.2012", "8А", ""]] * 2
    assert refusals(server, same) == {3: "twice-in-file"}


def test_an_old_class_meets_the_new_one_a_year_above(
    server: Server, school: SchoolBuilder, bring: Bring
) -> None:
    school.reader("Әлия", "Серік", grade=8, letter="А")
    with server.library.writing():
        SchoolClass.update(year="2025-2026").execute()
    counts = bring(KIND, [HEADS, ["Серік Әлия", "", "9А", ""]])
    assert (counts["new"], counts["moved"], counts["classes"]) == (0, 1, 1)


def test_a_whole_roster_lists_those_it_does_not_name_and_removes_nobody(
    server: Server, bring: Bring
) -> None:
    lines = [[f"Серік {name}", "", "8А", ""] for name in ("Әлия", "Дана", "Ерлан")]
    other = ["Ким Иван", "", "8Б", ""]
    bring(KIND, [HEADS, *lines, other])
    counts = bring(KIND, [HEADS, *lines[:2]], roster=True)
    assert counts["absent"] == 1
    with server.library.reading():
        absent = [row.given_name for row in Reader.select().where(Reader.absent_since == TODAY)]
        assert absent == ["Ерлан"] and Reader.select().count() == 4
    assert bring(KIND, [HEADS, *lines], roster=True)["back"] == 1
    with server.library.reading():
        assert not Reader.select().where(Reader.absent_since.is_null(False)).exists()


def test_a_refused_line_still_names_its_pupil_on_a_roster(server: Server, bring: Bring) -> None:
    lines = [["Серік Әлия", "", "8А", ""], ["Серік Дана", "", "8А", ""]]
    bring(KIND, [HEADS, *lines])
    counts = bring(KIND, [HEADS, lines[0], ["Серік Дана", "31.02.2012", "8А", ""]], roster=True)
    assert counts["refused"] == 1 and "absent" not in counts


def test_one_who_left_and_stands_in_the_file_again_is_back(
    server: Server, school: SchoolBuilder, bring: Bring
) -> None:
    school.reader("Әлия", "Серік", grade=8, letter="А", state="left")
    bring(KIND, [HEADS, ["Серік Әлия", "", "8А", ""]])
    with server.library.reading():
        assert Reader.get().state == "active"


def test_national_numbers_are_left_out(server: Server, bring: Bring) -> None:
    bring(KIND, [["ТАӘ", "ЖСН", "Сыныбы"], ["Серік Әлия", "119999500002", "8А"]])
    with server.library.reading():
        rows = [*Reader.select().dicts(), *Card.select().dicts(), *SearchWord.select().dicts()]
    assert "119999500002" not in str(rows)


people = st.builds(
    lambda name, born, place, card: [name, born, place, card],
    st.sampled_from(["Серік Әлия", "Серік Әлия Ерланқызы", "Ким Иван", "Әлия", "", "К?м Иван"]),
    st.sampled_from(["", "01.05.2012", "02.05.2012", "31.02.2012"]),
    st.sampled_from(["8А", "8Б", "9А", "", "8"]),
    st.sampled_from(["", "", "", "17", "18", make_number("7", 1)]),
)


@pytest.mark.parametrize("address", ["sqlite"], indirect=True)
@settings(deadline=None, max_examples=50, derandomize=True,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
@given(st.lists(people, max_size=8), st.lists(people, max_size=8))
def test_any_file_twice_changes_nothing_the_second_time(
    server: Server, bring: Bring, first: list[list[str]], second: list[list[str]]
) -> None:
    with server.library.writing():
        for table in (SearchWord, Membership, Card, FormerName, Reader, SchoolClass):
            table.delete().execute()
    for lines in (first, second):
        filled = [line for line in lines if any(line)]
        if not filled:
            continue
        once = bring(KIND, [HEADS, *lines])
        assert sum(once[state] for state in ("new", "changed", "same", "refused")) == len(filled)
        again = bring(KIND, [HEADS, *lines])
        assert (again["new"], again["changed"]) == (0, 0), lines
        assert again["refused"] == once["refused"]
