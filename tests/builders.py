"""A small school, built line by line: readers, cards, titles, copies, open loans.

    school = SchoolBuilder(library)
    aliya = school.reader("Әлия", "Серік", grade=8)
    abai = school.copy("Абай жолы")
    school.lent(abai, aliya, due_on=date(2026, 10, 20))

Each call is one transaction. The calendar holds one school year with an autumn vacation
around TODAY, a Wednesday on which the library is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from config.label_stocks import label_stock_measures
from i18n.searching import search_key
from i18n.sorting import sort_key
from labels.stock import stocks_of
from library.catalogue import ItemKind
from library.policy import Policy, PolicyLine
from library.readers import Category
from library.scanned_code import make_number
from server import tables
from server.database import Library
from server.server import Server

TODAY = date(2026, 10, 14)
NOW = datetime(2026, 10, 14, 5, 24, tzinfo=UTC)
"""10:24 in the school (Asia/Qyzylorda, +05)."""


POLICY = Policy(
    lines={
        (Category.STUDENT, ItemKind.FICTION): PolicyLine(limit=5, days=15, renewals=2),
        (Category.STUDENT, ItemKind.TEXTBOOK): PolicyLine(until="year-end"),
        (Category.STUDENT, ItemKind.REFERENCE): PolicyLine(until="same-day", home=False),
        (Category.TEACHER, ItemKind.FICTION): PolicyLine(limit=10, days=30, renewals=2),
        (Category.TEACHER, ItemKind.METHODICAL): PolicyLine(limit=10, until="year-end", renewals=1),
    }
)


STOCKS = stocks_of(label_stock_measures())


class Clock:
    """A clock that stands until told."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, **time: float) -> None:
        self.now += timedelta(**time)


def server_of(library: Library, clock: Clock | None = None) -> Server:
    """A server on this library with POLICY and a standing clock."""
    return Server(library, POLICY, now=clock or Clock(), stocks=STOCKS)


@dataclass(frozen=True)
class Person:
    """A reader with a card."""

    id: int
    card: str


@dataclass(frozen=True)
class Book:
    """A copy with its number and title."""

    id: int
    code: str
    title_id: int


class SchoolBuilder:
    """Adds to a library; numbers are given in order."""

    def __init__(self, library: Library, calendar: bool = True) -> None:
        self.library = library
        self._cards = 0
        self._copies = 0
        self._classes: dict[tuple[int, str], int] = {}
        self._titles: dict[tuple[str, str], int] = {}
        with library.writing():
            self.station_id = tables.Station.create(name="1").id
            if calendar:
                self._calendar()

    def _calendar(self) -> None:
        tables.Setting.create(key="school.name", value="№4 лицей-интернат")
        tables.SchoolYear.create(
            name="2026-2027",
            first_on=date(2026, 9, 1),
            last_on=date(2027, 5, 25),
            status="confirmed",
        )
        tables.ClosedPeriod.create(
            kind="vacation", name="Күзгі", first_on=date(2026, 10, 26), last_on=date(2026, 11, 1)
        )
        for weekday in range(1, 6):
            tables.OpeningHours.create(weekday=weekday, opens="08:30", closes="17:00")

    def station(self, name: str, kind: str = "self-service") -> int:
        with self.library.writing():
            return int(tables.Station.create(name=name, kind=kind).id)

    def staff(self, login: str = "librarian", role: str = "librarian") -> int:
        """An account nobody can sign in to; its number."""
        with self.library.writing():
            return int(tables.Staff.create(login=login, name="", password_hash="", role=role).id)

    def reader(
        self,
        given_name: str = "Әлия",
        surname: str = "Серік",
        category: str = "student",
        grade: int | None = 8,
        letter: str = "Ә",
        **fields: object,
    ) -> Person:
        self._cards += 1
        card = make_number("7", 1000 + self._cards)
        whole = f"{surname} {given_name}"
        with self.library.writing():
            reader = tables.Reader.create(
                given_name=given_name,
                surname=surname,
                category=category,
                sort_key=sort_key(whole),
                search_key=search_key(whole),
                **fields,
            )
            tables.Card.create(number=card, reader=reader)
            if category == "student" and grade is not None:
                tables.Membership.create(
                    reader=reader,
                    school_class=self._class(grade, letter),
                    from_on=date(2026, 9, 1),
                )
        return Person(reader.id, card)

    def _class(self, grade: int, letter: str) -> int:
        key = (grade, letter)
        if key not in self._classes:
            self._classes[key] = tables.SchoolClass.create(
                year="2026-2027", grade=grade, letter=letter, language="kk"
            ).id
        return self._classes[key]

    def copy(
        self, name: str = "Абай жолы", kind: str = "fiction", grade: int | None = None,
        in_programme: bool = False, **fields: object,
    ) -> Book:  # fmt: skip
        self._copies += 1
        code = make_number("6", self._copies)
        with self.library.writing():
            title_id = self._title(name, kind, grade, in_programme)
            copy = tables.Copy.create(title=title_id, code=code, **fields)
        return Book(copy.id, code, title_id)

    def _title(self, name: str, kind: str, grade: int | None, in_programme: bool) -> int:
        key = (name, kind)
        if key not in self._titles:
            self._titles[key] = tables.Title.create(
                name=name,
                author="Әуезов М.",
                item_kind=kind,
                grade=grade,
                in_programme=in_programme,
                sort_key=sort_key(name),
                search_key=search_key(name),
            ).id
        return self._titles[key]

    def lent(self, book: Book, person: Person, due_on: date, lent_on: date | None = None) -> int:
        """An open loan as if lent at the desk; its number."""
        day = lent_on or due_on - timedelta(days=15)
        with self.library.writing():
            reader = tables.Reader.get_by_id(person.id)
            loan = tables.Loan.create(
                copy=book.id,
                reader=person.id,
                lent_at=datetime.combine(day, time(6), UTC),
                due_on=due_on,
                category=reader.category,
            )
            tables.Copy.update(state="on-loan").where(tables.Copy.id == book.id).execute()
        return int(loan.id)

    def request(self, book: Book, person: Person, asked_at: datetime = NOW) -> int:
        """A waiting request of the book's title; its number."""
        with self.library.writing():
            return int(
                tables.Request.create(reader=person.id, title=book.title_id, asked_at=asked_at).id
            )
