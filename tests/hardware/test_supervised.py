"""Loops go on after a fault, and the log keeps codes to itself."""

from __future__ import annotations

import logging

import pytest

from hardware.supervised import supervised, survives


class Turns:
    """A loop body that fails at some turns, and a wait that stops after so many turns."""

    def __init__(self, last: int, failing: set[int]) -> None:
        self.last = last
        self.failing = failing
        self.done = 0
        self.pauses: list[float] = []

    def turn(self) -> None:
        self.done += 1
        if self.done in self.failing:
            raise ValueError("card 7000000015")

    def wait(self, seconds: float) -> bool:
        if seconds:
            self.pauses.append(seconds)
        return self.done >= self.last


def test_a_loop_goes_on_after_a_fault_and_pauses_first() -> None:
    turns = Turns(last=5, failing={2, 3})
    supervised("scanner", turns.turn, turns.wait, pause=0.5)
    assert turns.done == 5
    assert turns.pauses == [0.5, 0.5]


def test_the_log_names_the_fault_and_its_place_but_not_its_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    turns = Turns(last=1, failing={1})
    with caplog.at_level(logging.ERROR):
        assert not survives("scanner front", turns.turn)
    assert "scanner front: ValueError" in caplog.text
    assert "in turn" in caplog.text
    assert "7000000015" not in caplog.text.replace('"card 7000000015"', "")


def test_a_stop_is_no_fault() -> None:
    def leave() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        survives("scanner", leave)
