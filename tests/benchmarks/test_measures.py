"""The arithmetic of the benchmarks: a wrong quantile would flatter for ever."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from benchmarks.measures import Round, latency_ratio, quantile, rate_ratio, spread_of
from benchmarks.report import Aim, Report, as_text, milliseconds, write_json
from benchmarks.rounds import Contender, interleave, play_clients


def test_a_quantile_is_an_observed_value_of_nearest_rank() -> None:
    hundred = [float(n) for n in range(1, 101)]
    assert quantile(hundred, 0.95) == 95
    assert quantile(hundred, 0.99) == 99
    assert quantile([3.0, 1.0, 2.0], 0.95) == 3
    assert quantile([7.0], 0.01) == 7
    with pytest.raises(ValueError, match="no values"):
        quantile([], 0.5)


def test_a_spread_counts_and_orders_its_samples() -> None:
    spread = spread_of([0.004, 0.001, 0.002, 0.003])
    assert (spread.count, spread.median, spread.p95) == (4, 0.0025, 0.004)


def test_ratios_compare_neighbouring_rounds_so_that_drift_cancels() -> None:
    floor = [Round(1, (0.001,) * 100), Round(1, (0.002,) * 50)]
    ours = [Round(1, (0.002,) * 50), Round(1, (0.004,) * 25)]
    assert rate_ratio(ours, floor) == 0.5
    assert latency_ratio(ours, floor) == 2


def test_contenders_take_turns_and_the_order_turns_round() -> None:
    played: list[str] = []

    def contender(name: str) -> Contender:
        def play(seconds: float) -> Round:
            played.append(name)
            return Round(seconds, (seconds,))

        return Contender(name, play)

    found = interleave([contender("floor"), contender("ours")], 3, 0.5)
    assert played == ["floor", "ours", "ours", "floor", "floor", "ours"]
    assert len(found["ours"]) == 3


@pytest.mark.parametrize("clients", [1, 3])
def test_clients_are_bounded_in_time_and_each_does_its_own_work(clients: int) -> None:
    done: set[int] = set()
    found = play_clients(done.add, clients, 0.02, warm_up=1)
    assert done == set(range(clients))
    assert 0 < found.seconds < 5
    assert found.durations


def test_a_fault_of_one_client_is_not_hidden() -> None:
    main_thread = threading.get_ident()

    def operate(client: int) -> None:
        if client == 1 and threading.get_ident() != main_thread:
            raise LookupError("copy gone")

    with pytest.raises(LookupError, match="copy gone"):
        play_clients(operate, 2, 0.02, warm_up=1)


def test_the_report_says_ok_short_and_not_measured(tmp_path: Path) -> None:
    report = Report()
    section = report.section("Speed", "what", "median")
    section.add("lend", milliseconds(0.00052))
    report.aims += [
        Aim("ratio", 0.61, 0.5, "", most=False),
        Aim("memory", 180.0, 150.0, "MB"),
        Aim("painted", None, 1.5, "×", note="no Chromium on the path"),
    ]
    text = as_text(report)
    assert "0.520 ms" in text
    assert "no Chromium on the path" in text
    write_json(report, tmp_path / "bench.json")
    content = json.loads((tmp_path / "bench.json").read_text(encoding="utf-8"))
    assert [aim["mark"] for aim in content["aims"]] == ["OK", "SHORT", "not measured"]
