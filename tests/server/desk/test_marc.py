"""Records of other libraries at the desk: uploaded, looked at, brought in; export and lists."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pymarc import MARCReader
from werkzeug.test import TestResponse

from library.marc_fields import Dialect, TitleFields
from server.desk import marc_preview
from server.jobs.work import do_next
from server.server import Server
from server.services.marc.applying import bring_in_marc
from server.services.marc.files import keep_marc
from server.services.marc.reading import read_marc
from server.tables import KnownRecord, Title
from tests.server.desk.visitor import Visitor
from tests.server.importing.made_files import csv_of
from tests.server.marc.made_records import ABAI, DAUGHTER, TALES, iso

OPERATION = "5f0c2b1e-6a1c-4f7e-9a55-00000000000"
Upload = Callable[..., TestResponse]


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """One engine is enough here: what is written is tested on both beside the service."""
    return str(request.getfixturevalue("sqlite_shelf").new())


@pytest.fixture
def server(server: Server, tmp_path: Path) -> Server:
    server.files = tmp_path / "files"
    return server


@pytest.fixture
def upload(librarian: Visitor) -> Upload:
    def upload(content: bytes, name: str = "x.mrc") -> TestResponse:
        return librarian.send("/desk/marc", file=(io.BytesIO(content), name))

    return upload


@pytest.fixture
def catalogue(server: Server) -> None:
    """Three titles."""
    from server.services.desk_station import desk_origin

    file_id = keep_marc(server, iso([ABAI, DAUGHTER, TALES]), None)
    bring_in_marc(server, file_id, desk_origin(server, f"{OPERATION}9", None), False)


def apply(librarian: Visitor, server: Server, number: int = 1, **fields: str) -> str:
    """Press the button, let the work be done; the page it leads to."""
    sent = librarian.send(f"/desk/marc/{number}/apply", operation=f"{OPERATION}{number}", **fields)
    assert sent.status_code == 303
    do_next(server)
    answer = librarian.open(sent.headers["Location"])
    return answer.headers.get("Location", sent.headers["Location"])


def titles(server: Server) -> list[str]:
    with server.library.reading():
        return [row.name for row in Title.select().order_by(Title.id)]


def test_a_file_goes_from_upload_to_the_catalogue(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    assert upload(iso([ABAI, DAUGHTER])).headers["Location"] == "/desk/marc/1"
    page = librarian.text("/desk/marc/1")
    assert "Records: 2" in page and "UTF-8" in page and "2 new titles" in page
    assert "Әуезов, М. Абай жолы : роман-эпопея / М. Әуезов. – Алматы : Жазушы, 2007." in page
    assert titles(server) == []
    assert apply(librarian, server) == "/desk/marc/1"
    assert titles(server) == ["Абай жолы", "Капитанская дочка"]
    assert "2 new titles" in librarian.text("/desk/marc/1")
    assert "new: 2, changed: 0, refused: 0" in librarian.text("/desk/marc")


def test_half_a_file_is_told_by_record_and_byte_and_waits_for_a_yes(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    whole = iso([ABAI, DAUGHTER])
    upload(whole[:-40])
    page = librarian.text("/desk/marc/1")
    first = len(iso([ABAI]))
    assert f"middle of record 2: it begins at byte {first}" in page
    assert "Nothing was brought in" in page and 'name="others"' in librarian.open(
        "/desk/marc/1"
    ).get_data(as_text=True)
    assert apply(librarian, server).startswith("/desk/jobs/") and titles(server) == []
    sent = librarian.send("/desk/marc/1/apply", operation=f"{OPERATION}7", others="yes")
    do_next(server)
    assert sent.status_code == 303 and titles(server) == ["Абай жолы"]


def test_another_encoding_and_family_may_be_chosen(upload: Upload, librarian: Visitor) -> None:
    upload(iso([DAUGHTER, replace(DAUGHTER, name="Сказки", isbn=None)], Dialect.MARC21, "cp866"))
    assert "Капитанская" not in librarian.text("/desk/marc/1")
    sent = librarian.send("/desk/marc/1/choose", encoding="cp866", dialect="", target="catalogue")
    assert sent.status_code == 303
    page = librarian.text("/desk/marc/1")
    assert "Пушкин, А. С. Капитанская дочка" in page and "DOS-866" in page
    librarian.send("/desk/marc/1/choose", encoding="utf-8", dialect="", target="catalogue")
    assert "The chosen encoding has no such letters" in librarian.text("/desk/marc/1")


@pytest.mark.parametrize(
    "fields",
    [{"encoding": "klingon"}, {"dialect": "x"}, {"target": "bin"}, {"target": ""}],
)
def test_a_choice_nobody_offered_is_refused(
    upload: Upload, librarian: Visitor, fields: dict[str, str]
) -> None:
    upload(iso([ABAI]))
    given = {"encoding": "", "dialect": "", "target": "known", **fields}
    assert librarian.send("/desk/marc/1/choose", **given).status_code == 400


def test_a_family_that_is_not_told_is_asked_for(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    upload(iso([ABAI]) + iso([TALES], Dialect.UNIMARC))
    page = librarian.open("/desk/marc/1").get_data(as_text=True)
    assert "do not tell their format" in page and "/desk/marc/1/apply" not in page
    librarian.send("/desk/marc/1/choose", encoding="", dialect="marc21", target="catalogue")
    assert "The record has no title" in librarian.text("/desk/marc/1")


def test_records_are_kept_for_new_books_without_touching_the_catalogue(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    upload(iso([ABAI, TALES], Dialect.RUSMARC))
    librarian.send("/desk/marc/1/choose", encoding="", dialect="", target="known")
    page = librarian.text("/desk/marc/1")
    assert "1 new records" in page and "without ISBN, not kept: 1" in page
    apply(librarian, server)
    assert titles(server) == []
    with server.library.reading():
        assert KnownRecord.get().isbn == ABAI.isbn


def test_a_list_of_books_is_kept_for_new_books(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    upload(csv_of([["ISBN", "Атауы"], ["9786010709677", "Абай жолы"], ["", ""], ["x", "Ертегі"]]),
           "list.csv")  # fmt: skip
    page = librarian.text("/desk/marc/1")
    assert "List of books" in page and "Абай жолы" in page
    assert apply(librarian, server, others="yes") == "/desk/marc/1"
    with server.library.reading():
        assert KnownRecord.select().count() == 1


def test_a_long_file_is_counted_by_long_work(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    many = [TitleFields(f"Кітап {n}-бөлім") for n in range(marc_preview.SOON + 1)]
    upload(iso(many))
    page = librarian.text("/desk/marc/1")
    assert "The file is long" in page and "Records: 1,001" in page
    sent = librarian.send("/desk/marc/1/look")
    do_next(server)
    assert librarian.open(sent.headers["Location"]).headers["Location"] == "/desk/marc/1"
    assert "1,001 new titles" in librarian.text("/desk/marc/1")
    assert titles(server) == []


def test_pressed_twice_it_comes_in_once(upload: Upload, librarian: Visitor, server: Server) -> None:
    upload(iso([ABAI]))
    first = librarian.send("/desk/marc/1/apply", operation=f"{OPERATION}1")
    second = librarian.send("/desk/marc/1/apply", operation=f"{OPERATION}1")
    assert first.headers["Location"] == second.headers["Location"]
    assert do_next(server) and not do_next(server)
    assert titles(server) == ["Абай жолы"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02\x03" * 40, "no MARC file"),
        (b"00500nam a22", "ends in the middle of its first record"),
        (b"<!DOCTYPE a><collection/>", "document type"),
        (b"x;y\n1;2\n", "no column of titles"),
    ],
)
def test_what_cannot_be_read_is_told_on_the_same_page(
    upload: Upload, librarian: Visitor, content: bytes, said: str
) -> None:
    answer = upload(content)
    assert answer.status_code == 422 and said in answer.get_data(as_text=True)
    assert librarian.open("/desk/marc/1").status_code == 404


def test_no_file_at_all_is_told(librarian: Visitor) -> None:
    assert librarian.send("/desk/marc").status_code == 422


@pytest.mark.parametrize("form", ["marc21", "rusmarc", "unimarc", "marcxml"])
def test_an_exported_catalogue_comes_back_as_it_was(
    librarian: Visitor, server: Server, catalogue: None, form: str
) -> None:
    answer = librarian.open(f"/desk/titles/export/file?form={form}")
    assert "attachment" in answer.headers["Content-Disposition"]
    look = read_marc(answer.get_data())
    found = {line.title.name: line.title.columns() for line in look.titles if line.title}
    assert found["Абай жолы"] == ABAI.columns()
    assert found["Капитанская дочка"] == DAUGHTER.columns()


def test_the_leader_says_unicode_in_marc_21_only(librarian: Visitor, catalogue: None) -> None:
    (first, *_) = MARCReader(librarian.open("/desk/titles/export/file?form=marc21").get_data())
    assert first is not None and first.leader[9] == "a"
    content = librarian.open("/desk/titles/export/file?form=rusmarc").get_data()
    assert content[9:10] == b" " and b"y0kazy50" in content


def test_letters_that_do_not_fit_are_told_and_no_file_is_made(
    librarian: Visitor, catalogue: None
) -> None:
    for form in ("marc21", "csv"):
        answer = librarian.open(f"/desk/titles/export/file?form={form}&encoding=cp1251")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422 and "Абай жолы" in page and "Choose UTF-8" in page
    russian = "/desk/titles/export/file?form=rusmarc&encoding=cp1251&language=ru"
    look = read_marc(librarian.open(russian).get_data())
    assert look.encoding == "cp1251" and look.titles[0].title
    assert look.titles[0].title.name == "Капитанская дочка"


def test_tables_have_all_columns_and_hold_no_formula(
    librarian: Visitor, server: Server, catalogue: None
) -> None:
    with server.library.writing():
        Title.update(name="=1+1").where(Title.name == "Ертегілер").execute()
    book = librarian.open("/desk/titles/export/file?form=xlsx").get_data()
    heads, *lines = load_workbook(io.BytesIO(book)).active.values
    assert len(heads) == 18 and len(lines) == 3
    text = librarian.open("/desk/titles/export/file?form=csv").get_data().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert "'=1+1" in [row[0] for row in rows] and len(rows) == 4


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 3), ("kind=fiction", 3), ("kind=textbook", 0), ("language=ru", 1),
     ("since=14.10.2026", 3), ("since=15.10.2026", 0), ("since=gestern", 3), ("kind=%00", 3)],
)  # fmt: skip
def test_the_choice_narrows_what_is_given(
    librarian: Visitor, catalogue: None, query: str, count: int
) -> None:
    assert f"Titles: {count}" in librarian.text(f"/desk/titles/export?{query}")
    shown = librarian.open(f"/desk/titles/descriptions?{query}").get_data(as_text=True)
    assert shown.count("Жазушы, 2007") == (1 if count == 3 else 0)


def test_a_day_that_is_none_is_told_at_its_field(librarian: Visitor, catalogue: None) -> None:
    export = librarian.open("/desk/titles/export?since=31.02.2026").get_data(as_text=True)
    assert 'aria-invalid="true"' in export
    page = librarian.open("/desk/titles/descriptions?since=x").get_data(as_text=True)
    assert 'aria-invalid="true"' in page


def test_descriptions_stand_in_kazakh_order_by_their_headings(
    librarian: Visitor, server: Server, catalogue: None
) -> None:
    page = librarian.text("/desk/titles/descriptions")
    places = [page.index(word) for word in ("Әуезов, М. Абай", "Ертегілер", "Пушкин, А. С.")]
    assert places == sorted(places)
    assert "New arrivals since 01.10.2026" in librarian.text(
        "/desk/titles/descriptions?since=01.10.2026"
    )


def test_the_page_of_a_title_shows_its_description(librarian: Visitor, catalogue: None) -> None:
    page = librarian.text("/desk/titles/1")
    assert "Bibliographic description" in page and "Абай жолы : роман-эпопея / М. Әуезов" in page


def test_a_file_that_is_not_there_is_not_found(librarian: Visitor) -> None:
    assert librarian.open("/desk/marc/99").status_code == 404
    assert librarian.send("/desk/marc/99/apply", operation=f"{OPERATION}1").status_code == 404


@pytest.mark.parametrize(
    "rubbish",
    ["%00", "Ә" * 5000, "' OR 1=1; --", "99999999999999999999", "-1", "%F0%9F%93%9A", "{{7*7}}"],
)
def test_rubbish_in_the_address_breaks_no_page(
    librarian: Visitor, catalogue: None, rubbish: str
) -> None:
    query = "&".join(
        f"{name}={rubbish}" for name in ("kind", "language", "since", "form", "encoding")
    )
    for page in ("export", "export/file", "descriptions"):
        assert librarian.open(f"/desk/titles/{page}?{query}").status_code == 200
