"""The check command: clean after real work, and it finds what is planted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from server.commands import check, main
from server.database import Library
from server.services.proof import Fault, prove
from server.tables import Copy, Loan, Operation, Request
from tests.builders import NOW, SchoolBuilder
from tests.server.asking import Station


@pytest.fixture
def worked(station: Station, school: SchoolBuilder) -> SchoolBuilder:
    """A library in which everything happened once."""
    aliya, other = school.reader(), school.reader("Иван", "Ким")
    abai, kan = school.copy(), school.copy("Қан мен тер")
    station.card(aliya)
    station.undo(station.lend(abai, aliya), aliya)
    station.lend(abai, aliya)
    station.renew(abai, aliya)
    station.request(abai, other)
    station.lend(kan, other)
    station.undo(station.give_back(kan, other), other)
    station.give_back(abai, aliya)
    return school


def test_what_was_done_is_whole(worked: SchoolBuilder) -> None:
    assert prove(worked.library) == ()


def second_loan() -> None:
    Copy.update(state="on-shelf").where(Copy.state == "on-loan").execute()


def lost_state() -> None:
    Copy.update(state="on-loan").where(Copy.state == "on-hold-shelf").execute()


def forgotten_loan() -> None:
    Loan.update(closed_at=NOW, closed_as="returned").where(Loan.closed_at.is_null()).execute()


def cancelled() -> None:
    Request.update(state="cancelled").execute()


@pytest.mark.parametrize(
    ("plant", "codes"),
    [
        (second_loan, {"loan-of-copy-not-on-loan"}),
        (lost_state, {"on-loan-without-loan", "hold-without-copy"}),
        (forgotten_loan, {"on-loan-without-loan", "journal-against-loans"}),
        (cancelled, {"copy-held-for-nobody"}),
    ],
)
def test_what_is_planted_is_found(
    worked: SchoolBuilder, plant: Callable[[], None], codes: set[str]
) -> None:
    with worked.library.writing():
        plant()
    assert {fault.code for fault in prove(worked.library)} == codes


def test_a_gap_in_the_journal_is_found(worked: SchoolBuilder) -> None:
    with worked.library.writing():
        Operation.delete().where(Operation.kind == "visit").execute()
    assert prove(worked.library) == (Fault("journal-gap", 1),)


def test_the_command_says_it_in_the_language(worked: SchoolBuilder) -> None:
    assert check(worked.library, "en") == ((), ["The library is whole."])
    with worked.library.writing():
        Operation.delete().where(Operation.kind == "visit").execute()
    assert check(worked.library, "en")[1] == ["Numbers missing in the journal: 1"]


def test_the_exit_code_tells(
    tmp_path: Path, sqlite_shelf, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(sqlite_shelf.new()).rename(tmp_path / "library.db")
    assert main(["check"], tmp_path) == 0
    assert capsys.readouterr().out == "Кітапхана деректері бүтін.\n"
    library = Library.open(tmp_path / "library.db")
    book = SchoolBuilder(library).copy()
    with library.writing():
        Copy.update(state="on-loan").where(Copy.id == book.id).execute()
    library.close()
    assert main(["check"], tmp_path) == 1
    assert main(["sing"], tmp_path) == 2
