"""Contenders take turns: floor, ours, floor, ours … so that drift of the machine cancels.

Every turn is bounded twice, in time and in operations, and begins with a few operations
that are not counted (another process may have written meanwhile, caches are cold).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.measures import Round

OperationOfClient = Callable[[int], None]
"""One measured operation of client number n."""

MOST_OPERATIONS = 20_000


@dataclass(frozen=True, slots=True)
class Contender:
    """`play(seconds)` returns one measured round."""

    name: str
    play: Callable[[float], Round]


def interleave(
    contenders: Sequence[Contender], rounds: int, seconds: float
) -> dict[str, list[Round]]:
    """`rounds` turns of each; the order is reversed every other time."""
    found: dict[str, list[Round]] = {each.name: [] for each in contenders}
    for number in range(rounds):
        turn = contenders if number % 2 == 0 else list(reversed(contenders))
        for contender in turn:
            found[contender.name].append(contender.play(seconds))
    return found


def play_clients(
    operate: OperationOfClient, clients: int, seconds: float, warm_up: int = 5
) -> Round:
    """`clients` threads repeat `operate` until `seconds` are over; closed loop.

    An exception of any client ends the round and is raised here.
    """
    for _ in range(warm_up):
        for client in range(clients):
            operate(client)
    if clients == 1:
        return _alone(operate, seconds)
    return _together(operate, clients, seconds)


def _repeat(operate: OperationOfClient, client: int, until: float, most: int) -> list[float]:
    clock = time.perf_counter
    durations: list[float] = []
    began = clock()
    while began < until and len(durations) < most:
        operate(client)
        ended = clock()
        durations.append(ended - began)
        began = ended
    return durations


def _alone(operate: OperationOfClient, seconds: float) -> Round:
    worked, began = time.process_time(), time.perf_counter()
    durations = _repeat(operate, 0, began + seconds, MOST_OPERATIONS)
    ended = time.perf_counter()
    return Round(ended - began, tuple(durations), time.process_time() - worked)


def _together(operate: OperationOfClient, clients: int, seconds: float) -> Round:
    found: list[list[float]] = [[] for _ in range(clients)]
    faults: list[BaseException] = []
    gate = threading.Barrier(clients + 1)

    def client_loop(client: int) -> None:
        gate.wait()
        try:
            until = time.perf_counter() + seconds
            found[client] = _repeat(operate, client, until, MOST_OPERATIONS // clients)
        except BaseException as fault:  # carried to the caller below
            faults.append(fault)

    threads = [threading.Thread(target=client_loop, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    gate.wait()
    worked, began = time.process_time(), time.perf_counter()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    ended, durations = time.perf_counter(), tuple(d for each in found for d in each)
    return Round(ended - began, durations, time.process_time() - worked)
