"""The process that is killed: lends, returns, renews and undoes without pause, and prints
the id of each operation only after its answer said that it is recorded.

Arguments: the library's address, a seed. It never ends by itself.
"""

from __future__ import annotations

import random
import sys
import threading
import tomllib
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.children import ROOT, announce_ready
from library.operations import CheckIn, CheckOut, Lent, Origin, Renew, Returned, Undo
from library.policy import policy_from
from library.scanned_code import make_number
from server.database import Library
from server.server import Server
from server.services.stations import answer_question

STATION = 1
CLIENTS = 2
READERS = range(1, 21)
CODES = tuple(make_number("6", serial) for serial in range(1, 41))
"""Few enough that clients often want the same copy."""


class Client:
    """One pupil after another at one kiosk, choosing by chance."""

    def __init__(self, server: Server, chance: random.Random, said: threading.Lock) -> None:
        self._server, self._chance, self._said = server, chance, said

    def work(self) -> None:
        """One operation, sometimes with its undo."""
        reader, code = self._chance.choice(READERS), self._chance.choice(CODES)
        answer = self._ask(self._question(reader, code))
        if isinstance(answer, Lent | Returned) and self._chance.random() < 0.2:
            self._ask(Undo(_origin(), answer.operation_id, reader))

    def _question(self, reader: int, code: str) -> CheckOut | CheckIn | Renew:
        drawn = self._chance.random()
        if drawn < 0.45:
            return CheckOut(_origin(), reader, code)
        if drawn < 0.95:
            return CheckIn(_origin(), code, reader, confirmed=True, seen=True)
        return Renew(_origin(), reader, code)

    def _ask(self, question: Any) -> Any:
        answer = answer_question(self._server, STATION, question)
        done = getattr(answer, "operation_id", None)
        if done is not None:
            with self._said:
                print(done, flush=True)
        return answer


def _origin() -> Origin:
    return Origin(str(uuid.uuid4()), STATION, datetime.now(UTC))


def main(address: str, seed: str) -> None:
    """Work until killed."""
    sys.setswitchinterval(0.0005)  # as the program itself
    policy = policy_from(
        tomllib.loads((Path(ROOT) / "config" / "policy.toml").read_text(encoding="utf-8"))
    )
    server = Server(Library.open(address), policy)
    said = threading.Lock()

    def play(number: int) -> None:
        client = Client(server, random.Random(f"{seed} {number}"), said)
        while True:
            client.work()

    threads = [threading.Thread(target=play, args=(n,), daemon=True) for n in range(CLIENTS)]
    announce_ready(address)
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
