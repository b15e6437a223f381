"""The last weeks at the desk: loans, late ones, requests, a hold shelf.

Everything goes through the use cases, with the true times of the past, so that the journal,
the states and the loans agree as they would in a school.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from library.catalogue import CopyState
from library.operations import (
    CallLibrarian,
    CheckIn,
    CheckOut,
    Lent,
    Origin,
    PlaceRequest,
    RequestPlaced,
)
from library.readers import Category
from server.demonstration.people import DemoReader
from server.demonstration.stock import DemoCopy
from server.server import Server
from server.services.calls import call_librarian
from server.services.checkin import check_in
from server.services.checkout import check_out
from server.services.requests import place_request

STATION = 1


@dataclass
class Traffic:
    """What happened: readers with loans by how they stand, titles somebody waits for"""

    lent: dict[int, list[DemoCopy]] = field(default_factory=dict)
    requested: set[int] = field(default_factory=set)


class Days:
    """Makes loans some days ago; `now` is the true time, ids come from the seed."""

    def __init__(self, server: Server, random: Random, now: datetime) -> None:
        self.server, self.random, self.now = server, random, now
        self.traffic = Traffic()

    def lend(self, reader: DemoReader, copy: DemoCopy, days_ago: int) -> bool:
        """Whether the rules let it through."""
        question = CheckOut(self._origin(days_ago), reader.reader_id, copy.code)
        if not isinstance(check_out(self.server, question), Lent):
            return False
        self.traffic.lent.setdefault(reader.reader_id, []).append(copy)
        return True

    def ask(self, reader: DemoReader, copy: DemoCopy) -> None:
        """The reader waits for the copy's title since yesterday."""
        question = PlaceRequest(self._origin(1), reader.reader_id, copy.code)
        if isinstance(place_request(self.server, question), RequestPlaced):
            self.traffic.requested.add(copy.title_id)

    def give_back(self, reader_id: int, copy: DemoCopy, days_ago: int = 0) -> None:
        """Back at the kiosk, without a card; nobody has looked at the book yet."""
        check_in(self.server, CheckIn(self._origin(days_ago), copy.code, confirmed=True))
        self.traffic.lent[reader_id].remove(copy)
        if not self.traffic.lent[reader_id]:
            del self.traffic.lent[reader_id]

    def call(self, reason: str) -> None:
        """Somebody at the kiosk waits for a person."""
        call_librarian(self.server, CallLibrarian(self._origin(0), reason))

    def _origin(self, days_ago: int) -> Origin:
        minutes = self.random.randrange(5, 200)
        happened_at = self.now - timedelta(days=days_ago, minutes=minutes)
        number = UUID(int=self.random.getrandbits(128), version=4)
        return Origin(str(number), STATION, happened_at)


def make_traffic(
    server: Server,
    random: Random,
    now: datetime,
    readers: list[DemoReader],
    copies: list[DemoCopy],
) -> Traffic:
    """Textbooks out since weeks, fiction out since days, some late, some waited for."""
    days = Days(server, random, now)
    pupils = [r for r in readers if r.category is Category.STUDENT and r.state == "active"]
    free = [c for c in copies if c.state == CopyState.ON_SHELF.value and not c.mark]
    _textbooks(days, pupils, free)
    fiction = [c for c in free if c.kind == "fiction"]
    _waited_for(days, pupils, fiction)
    _novels(days, pupils, fiction)
    days.call("touched")
    return days.traffic


def _textbooks(days: Days, pupils: list[DemoReader], free: list[DemoCopy]) -> None:
    """Six pupils of each grade have three textbooks of their sets each."""
    for grade in range(7, 12):
        own = [pupil for pupil in pupils if pupil.grade == grade][:6]
        # By name: of parallel editions the first one. They are not of the other track.
        books: dict[str, list[DemoCopy]] = {}
        for copy in free:
            mine = copy.kind == "textbook" and copy.grade == grade and copy.language == "kk"
            if mine and "(ҚГБ)" not in copy.title:
                books.setdefault(copy.title, []).append(copy)
        for place, pupil in enumerate(own):
            for title in list(books)[:3]:
                days.lend(pupil, books[title][place], 60 - place)


def _waited_for(days: Days, pupils: list[DemoReader], fiction: list[DemoCopy]) -> None:
    """Readers wait for two titles: of the first a copy came back and is kept for its reader,
    of the second one copy still stands on the shelf."""
    titles = list(dict.fromkeys(copy.title_id for copy in fiction))[-2:]
    takers = iter(pupils[30:60])
    for place, title in enumerate(titles):
        own = [each for each in fiction if each.title_id == title]
        for copy in own[place:]:
            days.lend(next(takers), copy, 5)
        days.ask(pupils[100 + place], own[0])
    first = next(copy for copy in fiction if copy.title_id == titles[0])
    holder = next(r for r, lent in days.traffic.lent.items() if first in lent)
    days.give_back(holder, first)


def _novels(days: Days, pupils: list[DemoReader], fiction: list[DemoCopy]) -> None:
    """Second copies of each title are out: most in time, some late past the grace days."""
    seen: dict[int, int] = {}
    shelf = []
    for copy in fiction:
        seen[copy.title_id] = seen.get(copy.title_id, 0) + 1
        if seen[copy.title_id] == 2 and copy.title_id not in days.traffic.requested:
            shelf.append(copy)
    for number, copy in enumerate(shelf[:48]):
        pupil = pupils[150 + number * 2 % 90]
        late = number % 4 == 0
        days.lend(pupil, copy, 30 if late else 1 + number % 12)
    for number, copy in enumerate([c for c in fiction if c.title_id < 40][-6::2]):
        pupil = pupils[90 + number]
        if days.lend(pupil, copy, 9):
            # The first one waits so long that it becomes a task of the desk.
            days.give_back(pupil.reader_id, copy, 4 if number == 0 else 0)
