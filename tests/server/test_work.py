"""Long work: done in order, told, cancelled, cut off; never half a word about its end."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from server import tables
from server.errors import DamagedDatabase
from server.jobs import work
from server.jobs.work import (
    JobStopped,
    Running,
    WorkThread,
    ask_to_cancel,
    do_next,
    enqueue,
    job,
    mark_interrupted,
    register,
    unfinished,
)
from server.server import Server


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    kept = dict(work._functions)
    yield
    work._functions.clear()
    work._functions.update(kept)


def done(server: Server, job_id: int) -> tuple[str, int, int]:
    found = job(server, job_id)
    assert found is not None
    return found.state, found.done, found.total


def test_work_is_done_in_the_order_of_asking_and_its_result_is_kept(server: Server) -> None:
    said: list[int] = []

    def count(_: Server, running: Running) -> dict[str, int]:
        said.append(running.arguments["n"])
        running.progress(3, 3)
        return {"counted": running.arguments["n"]}

    register("count", count)
    first, second = (enqueue(server, "count", {"n": n, "page": "/desk/x"}) for n in (1, 2))
    assert [each.job_id for each in unfinished(server, "count")] == [first, second]
    assert do_next(server) and do_next(server) and not do_next(server)
    assert said == [1, 2]
    assert done(server, second) == ("done", 3, 3)
    found = job(server, first)
    assert found is not None and found.result == {"counted": 1} and found.page == "/desk/x"
    assert unfinished(server, "count") == []


def test_a_kind_nobody_does_is_refused_at_once(server: Server) -> None:
    with pytest.raises(KeyError):
        enqueue(server, "unheard-of")


def test_cancelling_is_obeyed_between_steps(server: Server) -> None:
    steps: list[int] = []

    def slow(_: Server, running: Running) -> None:
        for step in range(10):
            steps.append(step)
            ask_to_cancel(server, running.job_id)
            running._told_at = -100.0  # as if time had passed
            running.progress(step, 10)

    register("slow", slow)
    job_id = enqueue(server, "slow")
    do_next(server)
    assert done(server, job_id)[0] == "cancelled"
    assert steps == [0]
    assert not ask_to_cancel(server, job_id)


def test_waiting_work_is_cancelled_before_it_begins(server: Server) -> None:
    register("never", lambda *_: pytest.fail("begun"))
    job_id = enqueue(server, "never")
    assert ask_to_cancel(server, job_id)
    assert not do_next(server)
    assert done(server, job_id)[0] == "cancelled"


def test_work_that_breaks_says_so_and_the_next_goes_on(server: Server) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    def damaged(*_: object) -> None:
        raise DamagedDatabase("reader")

    register("broken", broken)
    register("damaged", damaged)
    ids = [enqueue(server, "broken"), enqueue(server, "damaged")]
    assert do_next(server) and do_next(server)
    assert [job(server, each).error for each in ids] == ["incident", "database-damaged"]
    assert {done(server, each)[0] for each in ids} == {"failed"}


def test_what_ran_when_the_program_ended_is_interrupted_at_the_next_start(server: Server) -> None:
    register("long", lambda *_: None)
    job_id = enqueue(server, "long")
    with server.library.writing():
        tables.Job.update(state="running").execute()
    assert mark_interrupted(server) == 1
    assert done(server, job_id)[0] == "interrupted"
    assert not do_next(server)


def test_the_thread_wakes_for_work_and_interrupts_it_when_stopped(server: Server) -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless(_: Server, running: Running) -> None:
        begun.set()
        try:
            while True:
                running.progress(0, 1)
        except JobStopped:
            ended.set()
            raise

    register("endless", endless)
    thread = WorkThread(server)
    thread.start()
    job_id = enqueue(server, "endless")
    assert begun.wait(10)
    thread.stop()
    assert ended.is_set()
    assert done(server, job_id)[0] == "interrupted"


def test_an_address_elsewhere_is_no_page_of_a_job(server: Server) -> None:
    register("x", lambda *_: None)
    found = job(server, enqueue(server, "x", {"page": "https://example.org/"}))
    assert found is not None and found.page == ""
