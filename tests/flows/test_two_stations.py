"""Stations on other computers: the same instant, repeated questions, lost replies."""

from __future__ import annotations

import http.client
import json
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest

from config.settings import Settings
from library.operation_wire import to_wire
from library.operations import CheckIn, CheckOut, Origin, Undo
from library.questions import Question
from server.database import Library
from server.server import Server
from server.services.pairing import add_station, make_token
from start.rules import load_policy
from tests.flows.kiosk_page import KioskPage
from tests.flows.school import School
from tests.start.running import PATIENCE, ROOT


class Elsewhere:
    """A station on another computer: its number, its token, one kept line."""

    def __init__(self, port: int, number: int, token: str) -> None:
        self.number = number
        self.token = token
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

    def origin(self) -> Origin:
        return Origin(str(uuid.uuid4()), self.number, datetime.now(UTC))

    def ask(self, question: Question) -> dict[str, Any]:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "Content-Type": "application/json",
            "X-Library-Kiosk": "1",
        }
        body = json.dumps(to_wire(question))
        self._line.request("POST", "/station/operations", body, headers)
        reply = self._line.getresponse()
        text = reply.read()
        assert reply.status == 200, text
        answer: dict[str, Any] = json.loads(text)
        return answer


@pytest.fixture(scope="module")
def stations(school: School) -> Iterator[list[Elsewhere]]:
    """Two of them, made beside the running program as the desk would."""
    policy = load_policy(Settings(), ROOT)
    with closing(Library.open(school.folder / "library.db")) as library:
        server = Server(library, policy)
        numbers = [add_station(server, f"Far {place}") for place in (1, 2)]
        tokens = [make_token(server, number) for number in numbers]
    yield [
        Elsewhere(school.running.port, number, token)
        for number, token in zip(numbers, tokens, strict=True)
    ]


def at_once(*calls: Any) -> list[dict[str, Any]]:
    """All of them at the same instant."""
    gate = threading.Barrier(len(calls))

    def go(call: Any) -> dict[str, Any]:
        gate.wait()
        return dict(call())

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(go, calls))


def test_two_stations_at_the_same_instant_lend_one_copy_once(
    school: School, stations: list[Elsewhere]
) -> None:
    readers = [school.reader(category="teacher") for _ in stations]
    keys = [school.reader_id(reader) for reader in readers]
    for copy in school.copies(4):
        asks = [
            lambda s=station, k=key, c=copy["code"]: s.ask(CheckOut(s.origin(), k, c))
            for station, key in zip(stations, keys, strict=True)
        ]
        kinds = sorted(answer["is"] for answer in at_once(*asks))
        assert kinds == ["Lent", "Refused"]
        assert school.loans(copy) == [None]


def test_a_repeated_question_is_one_operation_and_gets_the_first_answer(
    school: School, stations: list[Elsewhere]
) -> None:
    reader, copy = school.reader(category="teacher"), school.copy()
    first, second = stations
    question = CheckOut(first.origin(), school.reader_id(reader), copy["code"])
    twin = Elsewhere(school.running.port, first.number, first.token)
    both = at_once(lambda: first.ask(question), lambda: twin.ask(question))
    assert both[0] == both[1] == first.ask(question)
    assert both[0]["is"] == "Lent"
    assert school.operations(copy) == ["check-out"]
    stolen = second.ask(Undo(second.origin(), question.origin.operation_id, question.reader_id))
    assert stolen["is"] == "Refused"
    other = CheckIn(question.origin, copy["code"])
    assert first.ask(other)["is"] == "OperationReused"
    assert school.loans(copy) == [None]


def test_the_kiosk_and_a_far_station_race_for_one_copy(
    kiosk: KioskPage, school: School, stations: list[Elsewhere]
) -> None:
    mine, theirs = school.reader(), school.reader(category="teacher")
    copy, key = school.copy(), school.reader_id(theirs)
    kiosk.begin(mine)
    far = stations[0]
    kiosk.scan(copy["code"])
    answer = far.ask(CheckOut(far.origin(), key, copy["code"]))
    kiosk.page.wait_for_selector("[data-answer]")
    shown = kiosk.page.locator("[data-answer]").get_attribute("data-answer")
    assert (shown, answer["is"]) in {("lent", "Refused"), ("refused", "Lent")}
    assert school.loans(copy) == [None]


def test_a_station_without_its_token_may_ask_nothing(school: School) -> None:
    line = http.client.HTTPConnection("127.0.0.1", school.running.port, timeout=PATIENCE)
    for token in ("", "Bearer ", "Bearer x", "Basic eDp5"):
        headers = {"Content-Type": "application/json", "X-Library-Kiosk": "1"}
        line.request("POST", "/station/operations", "{}", headers | {"Authorization": token})
        reply = line.getresponse()
        reply.read()
        assert reply.status == 401, token
