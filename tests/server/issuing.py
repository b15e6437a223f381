"""A class with a plan of textbooks, and a librarian who gives them out."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from library.operations import Origin
from server import tables
from server.server import Server
from server.services.accounts import add_staff
from server.services.class_issue import IssueTable, RosterRow, issue_table
from server.services.class_issue_scans import scanned
from server.services.class_issue_told import IssueScan, IssueTold
from server.services.deeds import Deed
from server.services.desk_station import desk_station
from tests.builders import Person, SchoolBuilder

YEAR = "2026-2027"


class Issue:
    """8Ә with three pupils in order Асан, Берік, Дана, and a librarian at the desk."""

    def __init__(self, server: Server, school: SchoolBuilder) -> None:
        self.server, self.school = server, school
        self.pupils = [school.reader(name, surname) for name, surname in
                       (("Асан", "Алиев"), ("Берік", "Болатов"), ("Дана", "Даирова"))]
        self.teacher = school.reader("Сәуле", "Омарова", category="teacher", grade=None)
        self.staff_id = add_staff(server, "issuing", "Айгүл", "kitap-soresi", "librarian")
        with server.library.reading():
            self.class_id = int(tables.SchoolClass.get().id)

    def line(self, subject: str, *titles: int, **values: Any) -> int:
        """A line of the plan of grade 8; with parts one title is one part."""
        row = {"year": YEAR, "grade": 8, "subject": subject, "language": "kk",
               "for_whom": "class", **values}  # fmt: skip
        parts = row.get("parts", 1) > 1
        with self.server.library.writing():
            line = tables.TextbookPlanLine.create(**row)
            for place, title_id in enumerate(titles, 1):
                tables.TextbookPlanEdition.create(
                    line=line, title=title_id, part=place if parts else 0
                )
        return int(line.id)

    def origin(self) -> Origin:
        return Origin(
            str(uuid4()), desk_station(self.server), self.server.now(), self.staff_id
        )

    def deed(self, kind: str, **about: Any) -> Deed:
        return Deed(self.origin(), kind, **about)

    def scan(self, text: str = "", person: Person | None = None, **more: Any) -> IssueTold:
        reader_id = person.id if person else None
        return scanned(
            self.server, IssueScan(self.origin(), self.class_id, text, reader_id, **more)
        )

    def table(self) -> IssueTable:
        found = issue_table(self.server, self.class_id)
        assert found is not None
        return found

    def row(self, person: Person) -> RosterRow:
        found = self.table().row_of(person.id)
        assert found is not None
        return found
