"""A year of textbooks, from September to September, in the real program on its own days:
two classes get their sets, books change hands and one is lost in winter, in May everything
comes back at two desks through a power cut, swaps are settled, the year is rolled over."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from hardware.simulated import SimulatedScanner
from tests.flows.textbook_may import (
    closed,
    give_slips,
    hand_in,
    open_collections,
    roll_over,
    settled,
)
from tests.flows.textbook_september import (
    issue_again,
    issue_by_card,
    issue_by_row,
    looks_at_papers,
    set_up,
)
from tests.flows.textbook_winter import lose, raid, swap
from tests.flows.textbook_year import DESKS, SCANNERS, Year
from tests.flows.year_files import PUPILS, SWAPPED

SEPTEMBER, WINTER = "2026-09-02T08:00+05:00", "2027-01-20T09:00+05:00"
MAY, SUMMER = "2027-05-20T08:00+05:00", "2027-08-25T10:00+05:00"
NEXT_SEPTEMBER = "2027-09-02T08:00+05:00"


@pytest.fixture(scope="module")
def scanners() -> Iterator[dict[int, SimulatedScanner]]:
    found = {number: SimulatedScanner(name) for number, name in SCANNERS.items()}
    yield found
    for scanner in found.values():
        scanner.close()


@pytest.fixture
def year(browser: Browser, tmp_path: Path, scanners: dict[int, SimulatedScanner]) -> Iterator[Year]:
    year = Year(browser, tmp_path / "library", scanners)
    year.prepare()
    yield year
    year.close_pages()


def test_textbooks_go_out_in_september_and_are_back_in_may(year: Year, tmp_path: Path) -> None:
    with year.on(SEPTEMBER):
        set_up(year, tmp_path)
        held = issue_by_card(year, "8Ә")
        held |= issue_by_row(year, "11Б")
        looks_at_papers(year)
    with year.on(WINTER):
        year.sign_in()
        raid(year, "8Ә", 5)
        raid(year, "11Б", 3)
        lose(year, held)
    swap(held)
    back: dict[str, str] = {}
    with year.on(MAY):
        year.sign_in()
        open_collections(year)
        hand_in(year, held, back, "8Ә", SWAPPED[:2], at=DESKS)
        year.now.running.process.send_signal(signal.SIGKILL)
        year.now.running.process.wait()
    with year.on(MAY):
        for code in back:
            assert year.borrower(code) is None, "what a screen told is kept"
        hand_in(year, held, back, "8Ә", PUPILS["8Ә"][2:], at=DESKS)
        hand_in(year, held, back, "11Б", PUPILS["11Б"], at=DESKS)
        settled(year)
        closed(year)
        give_slips(year)
    with year.on(SUMMER):
        year.sign_in()
        roll_over(year)
    with year.on(NEXT_SEPTEMBER):
        year.sign_in()
        issue_again(year)
