"""Keep-alive HTTP clients in a process of their own, so that they take no turn of the
server's interpreter. One order a line on stdin (JSON), one answer a line on stdout.

An order: `port`, `path`, `headers`, `seconds`, `station`, `lanes` (for each client its own
pairs of reader id and copy code). The answer: the round's `seconds` and `durations`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from benchmarks.children import Child, announce_ready, child
from benchmarks.keep_alive import HttpFault, KeepAlive
from benchmarks.measures import Round
from benchmarks.rounds import play_clients
from benchmarks.traffic import Lane, Pair, body_of


@dataclass(frozen=True, slots=True)
class Target:
    """One address that takes operations; `path` is posted to."""

    port: int
    path: str
    headers: Mapping[str, str]
    station: int = 1


class Clients:
    """The parent's handle on the client process."""

    def __init__(self, process: Child) -> None:
        self._process = process

    def play(self, target: Target, lanes: Sequence[Sequence[Pair]], seconds: float) -> Round:
        """One round: as many clients as lanes, each lending and returning its own pairs."""
        order = {
            "port": target.port,
            "path": target.path,
            "headers": dict(target.headers),
            "station": target.station,
            "seconds": seconds,
            "lanes": [list(x) for x in lanes],
        }
        return self._order(order)

    def _order(self, order: dict[str, object]) -> Round:
        self._process.tell(json.dumps(order))
        answer = json.loads(self._process.hear(patience=120))
        if "fault" in answer:
            raise RuntimeError(f"HTTP clients: {answer['fault']}")
        return Round(answer["seconds"], tuple(answer["durations"]))


@contextmanager
def http_clients() -> Iterator[Clients]:
    """A running client process."""
    with child("benchmarks.http_clients") as process:
        yield Clients(process)


def play(order: Mapping[str, object]) -> Round:
    """Carry out one order (in the child)."""
    lanes = [Lane([(int(r), str(c)) for r, c in pairs]) for pairs in order["lanes"]]  # type: ignore[attr-defined]
    path, station = str(order["path"]), int(order["station"])  # type: ignore[call-overload]
    with ExitStack() as stack:
        lines = [
            stack.enter_context(KeepAlive(order["port"], order["headers"]))  # type: ignore[arg-type]
            for _ in lanes
        ]

        def operate(client: int) -> None:
            answer = lines[client].post(path, body_of(lanes[client].next_operation(station)))
            if b'"is"' in answer and b'"Lent"' not in answer and b'"Returned"' not in answer:
                raise HttpFault(f"not granted: {answer[:300]!r}")

        found = play_clients(operate, len(lanes), float(order["seconds"]))  # type: ignore[arg-type]
        for client, lane in enumerate(lanes):
            if lane.lent:  # the next round begins with a lending
                operate(client)
        return found


def main() -> None:
    """Obey until stdin ends."""
    sys.setswitchinterval(0.0005)
    announce_ready("")
    for line in sys.stdin:
        try:
            found = play(json.loads(line))
            answer: dict[str, object] = {"seconds": found.seconds, "durations": found.durations}
        except Exception as fault:  # told to the parent, which raises it
            answer = {"fault": f"{type(fault).__name__}: {fault}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
