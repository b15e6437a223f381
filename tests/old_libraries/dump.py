"""Write `stage_N.sql` at the end of a stage: `python -m tests.old_libraries.dump stage_1`.

Everything happens once in that library. A file of a finished stage is never written again.
"""

from __future__ import annotations

import sqlite3
import sys
import tempfile
from datetime import date
from pathlib import Path

from library.checking import Finding
from library.operations import CallLibrarian
from server import tables
from server.database import Library
from server.jobs.unseen_returns import find_unseen_returns
from server.migrations import upgrade
from server.services.accounts import add_staff
from server.services.checking import Check, check
from server.services.losses import Lose, lose
from server.services.pins import set_pin
from server.services.proof import prove
from tests.builders import Clock, SchoolBuilder, server_of
from tests.old_libraries.new_books_life import take_new_books
from tests.old_libraries.textbook_life import live_with_textbooks
from tests.server.asking import Station

FOLDER = Path(__file__).parent


def live_through(library: Library) -> None:
    """A school in which everything happened once."""
    school, clock = SchoolBuilder(library), Clock()
    server = server_of(library, clock)
    station = Station(server, school.station_id)
    aliya, ivan = school.reader(language="kk"), school.reader("Иван", "Ким", grade=11, letter="А")
    teacher = school.reader("Гүлнар", "Омарова", category="teacher")
    abai, kan, algebra, lost = (
        school.copy(),
        school.copy("Қан мен тер"),
        school.copy("Алгебра 8", kind="textbook", grade=8),
        school.copy("Көшпенділер"),
    )
    add_staff(server, "head", "Бас кітапханашы", "long enough", "head")
    set_pin(server, aliya.id, "2580")
    school.lent(school.copy("Мәңгілік бала бейне"), teacher, date(2026, 10, 1))
    for person in (aliya, ivan):
        station.card(person)
    station.undo(station.lend(kan, ivan), ivan)
    for book in (abai, algebra, lost):
        station.lend(book, aliya)
    station.renew(abai, aliya)
    station.request(abai, ivan)
    station.give_back(abai)
    station.lend(kan, ivan)
    station.give_back(kan, ivan)
    lose(server, Lose(station.origin(), lost.code))
    station.ask(CallLibrarian(station.origin(), "touched"))
    clock.pass_(days=6)
    find_unseen_returns(server)
    check(server, Check(station.origin(), kan.id, Finding.DAMAGED))
    with library.writing():
        tables.LinkedCode.create(code="30114012345678", copy=abai.id)
        place = tables.Place.create(name="Негізгі сөре")
        tables.Copy.update(home_place=place).execute()
    take_new_books(server, (abai.title_id, algebra.title_id))
    live_with_textbooks(server, school, aliya, algebra, lost.title_id)
    assert prove(library) == ()


def main(name: str) -> None:
    """Write the file of a stage; refuses to touch a file that exists."""
    target = FOLDER / f"{name}.sql"
    if target.exists():
        raise SystemExit(f"{target.name} exists: a finished stage is never written again")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        library = Library.open(path)
        upgrade(library)
        live_through(library)
        library.close()
        connection = sqlite3.connect(path)
        target.write_text("\n".join(connection.iterdump()) + "\n", encoding="utf-8")
        connection.close()


if __name__ == "__main__":
    main(sys.argv[1])
