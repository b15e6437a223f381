"""The provision as both engines count it: other schools' copies, teachers, turnover."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from library.operations import Origin
from library.provision import Amounts
from library.provision_reference import Reference, ReferenceKind, textbook_rows
from server import tables
from server.server import Server
from server.services.deeds import Deed
from server.services.methodical import methodical_table, save_needs
from server.services.provision import school_provision
from server.services.provision_kept import KeptProvision
from server.services.provision_references import (
    CHANGED,
    CREATED,
    change_reference,
    reference_of,
    remove_reference,
    write_reference,
)
from server.services.provision_spare import spare_lines
from server.services.turnover import turnover
from tests.builders import NOW, TODAY, SchoolBuilder

YEAR = "2026-2027"


def act(server: Server, school: SchoolBuilder, kind: str) -> Deed:
    return Deed(Origin(str(uuid4()), school.station_id, server.now()), kind)


def planned(server: Server, title_id: int) -> None:
    with server.library.writing():
        line = tables.TextbookPlanLine.create(
            year=YEAR, grade=8, subject="Алгебра", language="kk", for_whom="class"
        )
        tables.TextbookPlanEdition.create(line=line, title=title_id)


def borrowed(server: Server, title_id: int, copy_id: int) -> None:
    with server.library.writing():
        batch = tables.AccessionBatch.create(
            source="interschool", arrived_on=TODAY, state="posted", opened_at=NOW, posted_at=NOW
        )
        line = tables.AccessionLine.create(
            batch=batch, position=1, title=title_id, invoiced=1, came=1, price_tiyn=0,
            accounting="temporary",
        )  # fmt: skip
        tables.AccessionCopy.create(copy=copy_id, line=line)


def test_copies_of_other_schools_stand_in_a_column_of_their_own(
    server: Server, school: SchoolBuilder
) -> None:
    ours = school.copy("Алгебра", "textbook", 8)
    planned(server, ours.title_id)
    other, _free = (school.copy("Алгебра", "textbook", 8) for _ in range(2))
    school.copy("Алгебра", "textbook", 8, condition=1)
    borrowed(server, other.title_id, other.id)
    readers = [school.reader(name) for name in ("Айгүл", "Берік", "Дана", "Ерлан")]
    school.lent(ours, readers[0], TODAY)
    school.lent(other, readers[1], TODAY)
    found = school_provision(server, YEAR)
    (line,) = found.line_sums
    assert (line.pupils, line.amounts, line.borrowed) == (4, Amounts(4, 2, 1), 1)
    assert found.kins[0].borrowed == found.borrowed_in_all == 1
    assert spare_lines(server, found) == []
    kept = KeptProvision(server)
    assert kept.now() is kept.now(), "counted once for a state of the library"
    save_needs(server, act(server, school, "methodical-need-saved"), YEAR, {"Алгебра": 1})
    assert kept.now().seq == found.seq + 1


def test_teachers_are_provided_from_shelf_and_by_what_they_hold(
    server: Server, school: SchoolBuilder
) -> None:
    books = [school.copy("Алгебра: әдістеме", "methodical") for _ in range(4)]
    with server.library.writing():
        tables.Title.update(subject="Алгебра").execute()
    teacher = school.reader("Айман", category="teacher")
    for book in books[:2]:
        school.lent(book, teacher, TODAY)
    deed = act(server, school, "methodical-need-saved")
    save_needs(server, deed, YEAR, {"алгебра": 6})
    save_needs(server, deed, YEAR, {"алгебра": 6})
    (line,) = methodical_table(server, YEAR)
    assert line.amounts == Amounts(6, 1, 2) and line.amounts.percent == 50
    save_needs(server, act(server, school, "methodical-need-saved"), YEAR, {"Алгебра": 0})
    assert methodical_table(server, YEAR)[0].teachers == 0


def test_turnover_counts_living_copies_and_loans_that_were_not_undone(
    server: Server, school: SchoolBuilder
) -> None:
    book = school.copy("Физика", "textbook", 8)
    school.copy("Физика", "textbook", 8, state="written-off")
    reader = school.reader()
    for end, lent_on in (("returned", date(2025, 9, 2)), ("voided", TODAY), (None, TODAY)):
        loan = school.lent(book, reader, TODAY, lent_on)
        if end:
            with server.library.writing():
                tables.Loan.update(closed_at=NOW, closed_as=end).where(
                    tables.Loan.id == loan
                ).execute()
    (line,) = turnover(server)
    assert (line.use.copies, line.use.issues, line.use.issues_of_year) == (1, 2, 1)
    assert line.use.per_copy == 2.0 and line.years == 2


def test_a_reference_stays_as_it_was_written(server: Server, school: SchoolBuilder) -> None:
    book = school.copy("Алгебра", "textbook", 8)
    planned(server, book.title_id)
    school.reader()
    about = Reference(
        ReferenceKind.TEXTBOOKS, YEAR, TODAY, "kk", "Анықтама", "Кіріспе", "Қорытынды", "",
        textbook_rows(school_provision(server, YEAR).line_sums),
    )  # fmt: skip
    deed = act(server, school, CREATED)
    number = write_reference(server, deed, about)
    assert write_reference(server, deed, about) == number
    school.reader("Берік")
    kept = reference_of(server, number)
    assert kept is not None and kept.about == about
    assert not change_reference(server, act(server, school, CHANGED), number + 1, about)
    assert remove_reference(server, act(server, school, CHANGED), number)
    assert reference_of(server, number) is None
