"""Files at the desk: uploaded, looked at, brought in by long work, told to the last line."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from library.import_columns import ImportKind, proposal
from server.jobs.work import do_next
from server.server import Server
from server.services.accounts import add_staff
from server.tables import ImportFile, Operation, Reader
from tests.builders import Clock
from tests.server.desk.visitor import Visitor
from tests.server.importing.made_files import READER_HEADS, csv_of, pupils, xlsx

HEADS = ["№", "Аты-жөні", "Туған күні", "Сыныбы", "ЖСН"]
GOOD = [1, "Серік Әлия", "01.05.2012", "8Ә", "119999500002"]
BAD = [2, "Ким Иван", "31.02.2012", "8Ә", ""]
OPERATION = "5f0c2b1e-6a1c-4f7e-9a55-000000000001"

Upload = Callable[..., TestResponse]


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """One engine is enough here: what is written is tested on both beside the service."""
    shelf = request.getfixturevalue("sqlite_shelf")
    return str(shelf.new())


@pytest.fixture
def server(server: Server, tmp_path: Path) -> Server:
    server.files = tmp_path / "files"
    return server


@pytest.fixture
def upload(librarian: Visitor) -> Upload:
    def upload(data: bytes, kind: str = "readers", name: str = "x.xlsx") -> TestResponse:
        return librarian.send("/desk/import", kind=kind, file=(io.BytesIO(data), name))

    return upload


def table(*lines: Sequence[Any]) -> bytes:
    return xlsx([HEADS, *lines])


def apply(librarian: Visitor, server: Server, **fields: str) -> str:
    """Press the button, let the work be done; the page it leads to."""
    sent = librarian.send("/desk/import/1/apply", operation=OPERATION, **fields)
    assert sent.status_code == 303
    do_next(server)
    answer = librarian.open(sent.headers["Location"])
    return answer.headers.get("Location", sent.headers["Location"])


def readers(server: Server) -> int:
    with server.library.reading():
        return int(Reader.select().count())


def test_a_clean_list_goes_from_upload_to_readers(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    assert upload(xlsx([READER_HEADS, *pupils()])).headers["Location"] == "/desk/import/1"
    page = librarian.text("/desk/import/1")
    assert "300 new" in page and "0 refused" in page and "Ахметов Әлия" in page
    assert readers(server) == 0
    assert apply(librarian, server) == "/desk/import/1"
    assert readers(server) == 300
    assert "300 new" in librarian.text("/desk/import/1")
    assert "new: 300, changed: 0, refused: 0" in librarian.text("/desk/import")


def test_nothing_comes_in_while_a_line_is_refused_and_nobody_said_take_the_others(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    upload(table(GOOD, BAD))
    page = apply(librarian, server)
    assert page.startswith("/desk/jobs/") and readers(server) == 0
    assert "import-not-clean" in librarian.text(page)
    assert apply(librarian, server, others="yes") == "/desk/import/1"
    assert readers(server) == 1


def test_refused_lines_are_told_before_and_after_on_the_page_and_as_a_file(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    upload(table(GOOD, BAD))
    before = librarian.text("/desk/import/1/refused")
    assert "31.02.2012" in before and "25.05.2012" in before and "Ким Иван" in before
    apply(librarian, server, others="yes")
    file = librarian.open("/desk/import/1/refused?as=xlsx").get_data()
    lines = list(load_workbook(io.BytesIO(file)).active.values)
    assert lines[1][:4] == (3, "Ким Иван, 8Ә", "Birth date", "31.02.2012")


def test_the_button_pressed_twice_brings_in_once(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    upload(table(GOOD))
    first = librarian.send("/desk/import/1/apply", operation=OPERATION)
    second = librarian.send("/desk/import/1/apply", operation=OPERATION)
    assert first.headers["Location"] == second.headers["Location"]
    assert do_next(server) and not do_next(server)
    again = librarian.send("/desk/import/1/apply", operation=OPERATION)
    assert again.headers["Location"] == "/desk/import/1"
    with server.library.reading():
        assert Operation.select().where(Operation.kind == "readers-imported").count() == 1


def test_a_person_may_say_what_a_column_is_and_it_is_remembered(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    data = xlsx([["Бала", "Қайда оқиды"], ["Серік Әлия", "8Ә"]])
    upload(data)
    assert "No column was found" in librarian.text("/desk/import/1")
    fields = {"encoding": "", "separator": "", "sheet": ""}
    librarian.send("/desk/import/1/columns", **fields,
                   **{"column-0": "full-name", "column-1": "class"})  # fmt: skip
    assert "1 new" in librarian.text("/desk/import/1")
    apply(librarian, server)
    upload(data + b"")
    assert "1 the same" in librarian.text("/desk/import/2")


def test_two_columns_for_one_thing_stop_the_import(upload: Upload, librarian: Visitor) -> None:
    upload(table(GOOD))
    columns = {f"column-{n}": "full-name" for n in range(5)}
    librarian.send("/desk/import/1/columns", encoding="", separator="", sheet="", **columns)
    assert "Two columns" in librarian.text("/desk/import/1")


@pytest.mark.parametrize(
    "fields",
    [{"encoding": "klingon"}, {"encoding": "", "separator": "' OR 1=1"},
     {"encoding": "", "separator": "", "column-0": "password_hash"}],
)  # fmt: skip
def test_a_choice_nobody_offered_is_refused(
    upload: Upload, librarian: Visitor, fields: dict[str, str]
) -> None:
    upload(table(GOOD))
    assert librarian.send("/desk/import/1/columns", **fields).status_code == 400


def test_another_encoding_and_another_sheet_are_a_choice(
    upload: Upload, librarian: Visitor
) -> None:
    upload(csv_of([HEADS[:4], GOOD[:4]], "kz1048"), name="x.csv")
    assert "KZ-1048" in librarian.text("/desk/import/1")
    wrong = {"encoding": "utf-8", "separator": "", "sheet": ""}
    librarian.send("/desk/import/1/columns", **wrong)
    answer = librarian.open("/desk/import/1")
    assert answer.status_code == 422 and "not in this encoding" in answer.get_data(as_text=True)
    right = {"encoding": "kz1048", "separator": "", "sheet": ""}
    librarian.send("/desk/import/1/columns", **right)
    assert "Серік Әлия" in librarian.text("/desk/import/1")
    upload(xlsx([HEADS, GOOD], [HEADS, [1, "Ким Иван", "", "9А", ""]], names=["бір", "екі"]))
    librarian.send("/desk/import/2/columns", encoding="", separator="", sheet="екі")
    assert "Ким Иван" in librarian.text("/desk/import/2")


def test_national_numbers_are_not_even_shown(upload: Upload, librarian: Visitor) -> None:
    upload(table(GOOD))
    page = librarian.text("/desk/import/1")
    assert "119999500002" not in page and "is not kept" in page


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b"%PDF-1.7", "This is no table"),
        (b"PK\x03\x04", "damaged or cut off"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old format of Excel"),
        (csv_of([HEADS[:4], GOOD[:4]], "cp1251"), "Lines: 1, 2"),
        (b"x" * (20 * 1024 * 1024 + 1), "at most 20 MB"),
    ],
    ids=["empty", "pdf", "broken", "xls", "cp1251", "large"],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    upload: Upload, server: Server, data: bytes, said: str
) -> None:
    answer = upload(data)
    assert answer.status_code == 422 and said in answer.get_data(as_text=True)
    with server.library.reading():
        assert not ImportFile.select().exists()


def test_an_upload_past_all_limits_is_cut_off(upload: Upload) -> None:
    assert upload(b"x" * (22 * 1024 * 1024)).status_code == 413


def test_a_form_without_file_or_kind_is_drawn_again(librarian: Visitor, upload: Upload) -> None:
    assert librarian.send("/desk/import", kind="readers").status_code == 422
    assert upload(table(GOOD), kind="people").status_code == 422


def test_a_file_with_nothing_but_headings_brings_in_nothing(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    upload(table())
    assert "nothing but its headings" in librarian.text("/desk/import/1")
    assert "import-not-ready" in librarian.text(apply(librarian, server))


def test_markup_in_a_file_stays_text(upload: Upload, librarian: Visitor) -> None:
    upload(table([1, "<script>alert(1)</script> Әлия", "", "8Ә", ""]))
    page = librarian.open("/desk/import/1").get_data(as_text=True)
    assert "<script>alert" not in page and "&lt;script&gt;" in page


def test_a_whole_roster_is_a_tick(upload: Upload, librarian: Visitor, server: Server) -> None:
    upload(table(GOOD, [2, "Ким Иван", "", "8Ә", ""]))
    apply(librarian, server)
    upload(table(GOOD))
    fields = {"encoding": "", "separator": "", "sheet": "", "roster": "yes"}
    librarian.send("/desk/import/2/columns", **fields)
    assert "marked “left?”: 1" in librarian.text("/desk/import/2")


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("kind", ImportKind)
def test_the_examples_are_understood_and_clean(
    upload: Upload, librarian: Visitor, kind: ImportKind, language: str
) -> None:
    data = librarian.open(f"/desk/import/example/{kind.value}-{language}.xlsx").get_data()
    heads = next(load_workbook(io.BytesIO(data)).active.values)
    assert None not in proposal(kind, heads)
    upload(data, kind=kind.value)
    assert "2 new" in librarian.text("/desk/import/1")
    assert librarian.open("/desk/import/example/staff-kk.xlsx").status_code == 404


def test_pages_of_files_that_are_not_there(librarian: Visitor) -> None:
    for path in ("/desk/import/7", "/desk/import/7/refused", "/desk/jobs/7", "/desk/jobs/7/now"):
        assert librarian.open(path).status_code == 404
    assert librarian.send("/desk/import/7/apply", operation=OPERATION).status_code == 404


def test_files_go_after_two_days_and_the_outcome_stays(
    upload: Upload, librarian: Visitor, server: Server, clock: Clock
) -> None:
    from server.services.importing.files import remove_old

    upload(table(GOOD, BAD))
    apply(librarian, server, others="yes")
    clock.pass_(days=1)
    assert remove_old(server) == 0
    clock.pass_(days=2)
    assert remove_old(server) == 1
    assert server.files is not None and not list(server.files.iterdir())
    # The sitting ended meanwhile.
    librarian.sign_in()
    assert "1 refused" in librarian.text("/desk/import/1")
    assert "25.05.2012" in librarian.text("/desk/import/1/refused")


def test_work_is_told_to_its_script_and_cancelled(
    upload: Upload, librarian: Visitor, server: Server
) -> None:
    upload(table(GOOD))
    librarian.send("/desk/import/1/apply", operation=OPERATION)
    said = librarian.open("/desk/jobs/1/now").get_json()
    assert (said["state"], said["unfinished"], said["page"]) == ("waiting", True, "")
    assert "Waiting its turn" in librarian.text("/desk/jobs/1")
    librarian.send("/desk/jobs/1/cancel")
    assert "Cancelled" in librarian.text("/desk/jobs/1")
    assert readers(server) == 0 and not do_next(server)
    # Asked for again it is done.
    assert apply(librarian, server) == "/desk/import/1"
    assert librarian.open("/desk/jobs/2/now").get_json()["page"] == "/desk/import/1"


def test_work_of_another_is_shown_only_to_the_head(
    upload: Upload, librarian: Visitor, server: Server, app: Flask
) -> None:
    upload(table(GOOD))
    librarian.send("/desk/import/1/apply", operation=OPERATION)
    for login, role, status in (("other", "librarian", 403), ("head", "head", 200)):
        add_staff(server, login, "Басқа", "password-1", role)
        other = Visitor(app)
        other.sign_in(login, "password-1")
        assert other.open("/desk/jobs/1").status_code == status


@pytest.mark.parametrize("role", ["assistant", "teacher", "director"])
def test_others_bring_nothing_in(server: Server, app: Flask, role: str) -> None:
    add_staff(server, role, "Басқа", "password-1", role)
    visitor = Visitor(app)
    visitor.sign_in(role, "password-1")
    for path in ("/desk/import", "/desk/import/1", "/desk/import/1/refused", "/desk/jobs/1"):
        assert visitor.open(path).status_code == 403
