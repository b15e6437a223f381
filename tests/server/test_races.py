"""Two at the same instant: one gets the copy, the other a plain answer, on both engines."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from library.operations import CheckIn, CheckOut, Lent, Refused, Returned
from server.server import Server
from server.services.proof import prove
from server.tables import Loan, Visit
from tests.builders import SchoolBuilder
from tests.server.asking import Station, journal

ROOT = Path(__file__).parents[2]


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """The results of calls that begin at the same instant, each in its own thread."""
    barrier = threading.Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(place: int) -> None:
        barrier.wait()
        results[place] = calls[place]()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def kinds(answers: Sequence[Any]) -> Counter[str]:
    return Counter(type(answer).__name__ for answer in answers)


def test_eight_threads_want_one_copy(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    for number in range(5):
        book = school.copy(f"Том {number}")
        readers = [school.reader(f"Оқырман {n}") for n in range(8)]
        questions = [CheckOut(station.origin(), reader.id, book.code) for reader in readers]
        answers = at_once([lambda q=q: station.ask(q) for q in questions])
        assert kinds(answers) == {"Lent": 1, "Refused": 7}
    assert prove(school.library) == ()


def test_eight_readers_at_their_limit_get_no_copy_more(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    aliya = school.reader()
    books = [school.copy(f"Том {n}") for n in range(8)]
    questions = [CheckOut(station.origin(), aliya.id, book.code) for book in books]
    answers = at_once([lambda q=q: station.ask(q) for q in questions])
    assert kinds(answers) == {"Lent": 5, "Refused": 3}
    assert sorted(a.lent for a in answers if isinstance(a, Lent)) == [1, 2, 3, 4, 5]
    assert all(a.reasons[0].code == "limit-reached" for a in answers if isinstance(a, Refused))


def test_one_question_sent_eight_times_is_done_once(
    station: Station, school: SchoolBuilder
) -> None:
    aliya, abai = school.reader(), school.copy()
    lending = CheckOut(station.origin(), aliya.id, abai.code)
    assert len(set(map(repr, at_once([lambda: station.ask(lending)] * 8)))) == 1
    returning = CheckIn(station.origin(), abai.code, aliya.id)
    answers = at_once([lambda: station.ask(returning)] * 8)
    assert isinstance(answers[0], Returned)
    assert len(set(map(repr, answers))) == 1
    assert [row["kind"] for row in journal(school.library)] == ["check-out", "check-in"]


def test_one_card_at_eight_stations_is_one_visit(
    server: Server, station: Station, school: SchoolBuilder
) -> None:
    aliya = school.reader()
    at_once([lambda: station.card(aliya)] * 8)
    with school.library.reading():
        assert Visit.select().count() == 1


def test_two_processes_want_one_copy(address: str, station: Station, school: SchoolBuilder) -> None:
    abai = school.copy()
    children = []
    for _ in range(2):
        arguments = [address, str(station.station_id), str(school.reader().id), abai.code]
        children.append(
            subprocess.Popen(
                [sys.executable, "-m", "tests.server.race_child", *arguments],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
    for child in children:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
    for child in children:
        assert child.stdin is not None
        child.stdin.write("go\n")
        child.stdin.flush()
    said = Counter(child.communicate(timeout=30)[0].strip() for child in children)
    assert said == {"Lent": 1, "Refused": 1}
    with school.library.reading():
        assert Loan.select().count() == 1
