"""Files of records in the catalogue, and as records for the form of a new book."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

import pytest

from library.marc_fields import Dialect, TitleFields
from server.jobs.marc import ask_look, ask_marc
from server.jobs.work import do_next, job
from server.server import Server
from server.services.desk_station import desk_origin
from server.services.importing.applying import BroughtIn, NotClean, NotReady
from server.services.importing.files import FileGone
from server.services.importing.tables import FileRefused
from server.services.known_titles import known_by_isbn
from server.services.marc.applying import bring_in_marc
from server.services.marc.files import (
    choose_marc,
    keep_marc,
    marc_file_of,
    opened_marc,
    remove_old_marc,
)
from server.services.marc.reading import HowToReadMarc
from server.tables import KnownRecord, Operation, SearchWord, Title
from tests.builders import Clock, SchoolBuilder
from tests.server.importing.made_files import csv_of, xlsx
from tests.server.marc.conftest import BringMarc
from tests.server.marc.made_records import ABAI, DAUGHTER, TALES, iso

ID = "5f0c2b1e-6a1c-4f7e-9a55-00000000000"


def titles(server: Server) -> list[Title]:
    with server.library.reading():
        return list(Title.select().order_by(Title.id))


def counts(said: Mapping[str, int]) -> tuple[int, int, int]:
    return said["new"], said["changed"], said["same"]


@pytest.mark.parametrize("dialect", Dialect)
def test_records_become_titles_with_all_their_columns(
    server: Server, bring: BringMarc, dialect: Dialect
) -> None:
    full = replace(ABAI, subtitle="роман", edition="2-бас.", series="Мұра", volume="1-кітап",
                   responsibility="М. Әуезов", subject="проза", grade=9)  # fmt: skip
    assert counts(bring(iso([full, DAUGHTER], dialect))) == (2, 0, 0)
    first, second = titles(server)
    assert {name: getattr(first, name) for name in full.columns()} == full.columns()
    assert first.shelf_key and first.sort_key and first.added_on == server.today()
    assert second.name == "Капитанская дочка"
    with server.library.reading():
        found = SearchWord.select().where(SearchWord.word == "пушкин", SearchWord.kind == "title")
        assert [word.row_id for word in found] == [second.id]


def test_the_same_file_again_changes_nothing(server: Server, bring: BringMarc) -> None:
    bring(iso([ABAI, DAUGHTER, TALES]))
    assert counts(bring(iso([ABAI, DAUGHTER, TALES], Dialect.RUSMARC))) == (0, 0, 3)
    assert len(titles(server)) == 3


def test_a_known_title_keeps_what_people_wrote_and_gains_what_it_lacks(
    server: Server, school: SchoolBuilder, bring: BringMarc
) -> None:
    school.copy("Абай жолы. Эпопея")
    with server.library.writing():
        Title.update(author="Әуезов Мұхтар", isbn=ABAI.isbn).execute()
    assert counts(bring(iso([ABAI]))) == (0, 1, 0)
    (row,) = titles(server)
    assert (row.name, row.author) == ("Абай жолы. Эпопея", "Әуезов Мұхтар")
    assert (row.publisher, row.pages, row.subtitle) == ("Жазушы", 496, "роман-эпопея")
    assert row.shelf_key


def test_titles_are_met_by_either_form_of_the_number_and_by_name_author_and_year(
    server: Server, bring: BringMarc
) -> None:
    old = TitleFields("Химия", isbn="0306406152", isbns=("0306406152",))
    bring(iso([old, TALES, replace(DAUGHTER, isbn=None)]))
    new_form = replace(old, name="Химия. Учебник", isbn="9780306406157")
    one_initial = replace(DAUGHTER, isbn=None, author="Пушкин А.")
    other_year = replace(TALES, year=2001)
    assert counts(bring(iso([new_form, one_initial, other_year]))) == (1, 0, 2)


def test_volumes_that_share_their_number_stay_apart(server: Server, bring: BringMarc) -> None:
    volumes = [replace(ABAI, volume=f"{n}-кітап") for n in (1, 2)]
    assert counts(bring(iso(volumes))) == (2, 0, 0)
    assert counts(bring(iso(volumes))) == (0, 0, 2)


def test_a_book_twice_in_a_file_is_one_title(server: Server, bring: BringMarc) -> None:
    said = bring(iso([replace(ABAI, pages=None), ABAI, ABAI]))
    assert counts(said) == (1, 0, 0) and said["twice"] == 2
    assert titles(server)[0].pages == 496


def test_half_a_file_comes_in_only_when_somebody_said_so(server: Server, bring: BringMarc) -> None:
    half = iso([ABAI, DAUGHTER])[:-40]
    with pytest.raises(NotClean):
        bring(half)
    assert titles(server) == []
    said = bring(half, others=True)
    assert counts(said) == (1, 0, 0) and said["refused"] == 1


def test_a_file_whose_family_is_not_told_waits_for_a_person(
    server: Server, bring: BringMarc
) -> None:
    mixed = iso([ABAI, DAUGHTER]) + iso([TALES, TALES], Dialect.UNIMARC)
    with pytest.raises(NotReady):
        bring(mixed, others=True)
    assert counts(bring(mixed, others=True, dialect="marc21")) == (2, 0, 0)


def test_records_are_kept_for_the_form_of_a_new_book(server: Server, bring: BringMarc) -> None:
    priced = iso([ABAI, DAUGHTER, TALES])
    said = bring(priced, target="known")
    assert counts(said) == (2, 0, 0) and said["no-isbn"] == 1
    assert titles(server) == []
    known = known_by_isbn(server, "978-601-07-0967-6")
    assert known and known.source == "record" and known.file == "MARC 21"
    assert (known.values.name, known.values.year) == ("Абай жолы", 2007)
    assert known.values.subtitle == "роман-эпопея"
    assert counts(bring(priced, target="known")) == (0, 0, 2)
    changed = iso([replace(ABAI, year=2008)], Dialect.RUSMARC)
    assert counts(bring(changed, target="known")) == (0, 1, 0)
    with server.library.reading():
        rows = list(KnownRecord.select().where(KnownRecord.isbn == ABAI.isbn))
    assert [json.loads(row.fields)["year"] for row in rows] == [2008]


@pytest.mark.parametrize("make", [xlsx, csv_of])
def test_a_list_gives_records_too(server: Server, bring: BringMarc, make) -> None:
    lines = [["ISBN", "Атауы", "Авторы", "Бағасы"],
             ["978-601-07-0967-6", "Абай жолы", "Әуезов М.", 2500],
             ["", "Ертегі", "", ""]]  # fmt: skip
    said = bring(make(lines), target="known")
    assert counts(said) == (1, 0, 0) and said["no-isbn"] == 1
    with server.library.reading():
        row = KnownRecord.get()
    assert json.loads(row.fields)["price_tiyn"] == 250_000 and row.source == "XLSX/CSV"


def test_a_table_without_a_column_of_titles_is_refused(server: Server) -> None:
    with pytest.raises(FileRefused) as fault:
        keep_marc(server, csv_of([["x", "y"], ["1", "2"]]), None)
    assert fault.value.reason == "no-columns"


def test_the_journal_tells_counts_and_no_titles(server: Server, bring: BringMarc) -> None:
    bring(iso([ABAI]))
    bring(iso([ABAI]), target="known")
    with server.library.reading():
        rows = list(Operation.select().order_by(Operation.seq.desc()).limit(2))
    assert [row.kind for row in rows] == ["records-kept", "marc-imported"]
    assert "Абай" not in json.dumps([row.detail for row in rows], ensure_ascii=False)


def test_the_same_act_gives_the_same_counts_and_another_is_refused(server: Server) -> None:
    file_id = keep_marc(server, iso([ABAI]), None)
    origin = desk_origin(server, f"{ID}1", None)
    first = bring_in_marc(server, file_id, origin, False)
    assert bring_in_marc(server, file_id, origin, False) == first
    with pytest.raises(BroughtIn):
        bring_in_marc(server, file_id, desk_origin(server, f"{ID}2", None), False)
    assert len(titles(server)) == 1


def test_long_work_tells_what_would_become_of_a_file_then_brings_it_in(
    server: Server, school: SchoolBuilder
) -> None:
    staff = school.staff()
    file_id = keep_marc(server, iso([ABAI, DAUGHTER])[:-9], staff)
    looked = ask_look(server, file_id, staff)
    assert looked is not None and do_next(server)
    view = marc_file_of(server, file_id)
    assert view is not None and view.checked is not None
    assert view.checked["counts"]["new"] == 1 and view.checked["cut"][0] == 2
    assert titles(server) == []
    done = ask_marc(server, file_id, f"{ID}1", staff, others=False)
    assert done is not None and do_next(server)
    said = job(server, done)
    assert said is not None and said.error == "import-not-clean" and titles(server) == []
    again = ask_marc(server, file_id, f"{ID}2", staff, others=True)
    assert again == ask_marc(server, file_id, f"{ID}3", staff, others=True)
    assert do_next(server) and not do_next(server)
    assert len(titles(server)) == 1


def test_another_choice_makes_what_was_worked_out_void(server: Server) -> None:
    file_id = keep_marc(server, iso([ABAI]), None)
    choose_marc(server, file_id, HowToReadMarc("cp1251", "rusmarc"), "known")
    view = marc_file_of(server, file_id)
    assert view is not None and view.checked is None and view.how.dialect == "rusmarc"
    with pytest.raises(ValueError, match="no such"):
        choose_marc(server, file_id, HowToReadMarc("klingon"), "known")
    with pytest.raises(ValueError, match="no such"):
        choose_marc(server, file_id, HowToReadMarc(), "bin")


def test_files_go_after_two_days(server: Server, clock: Clock) -> None:
    file_id = keep_marc(server, iso([ABAI]), None)
    assert remove_old_marc(server) == 0
    clock.now += timedelta(days=3)
    assert remove_old_marc(server) == 1
    view = marc_file_of(server, file_id)
    assert view is not None and view.removed
    with pytest.raises(FileGone):
        opened_marc(server, view)
