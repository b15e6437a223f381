"""The locked browser comes back when it dies, each time with a fresh link."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from start.kiosk_browser import BACK_OFF, KioskBrowser, browser_words, find_chromium


class FakeBrowser:
    """A browser that lives for a given time of the fake clock, then ends by itself."""

    def __init__(self, world: World, lives: float) -> None:
        self._world = world
        self._lives = lives

    def wait(self, timeout: float | None = None) -> int:
        self._world.now += self._lives
        return 1

    def poll(self) -> int | None:
        return 1

    def terminate(self) -> None: ...

    def kill(self) -> None: ...


class World:
    """A clock, and browsers that live as long as the script says; then the supervisor stops."""

    def __init__(self, *lives: float) -> None:
        self.now = 0.0
        self.lives = list(lives)
        self.launched: list[list[str]] = []
        self.pauses: list[float] = []
        self.links = 0

    def start(self, words: Sequence[str]) -> FakeBrowser:
        self.launched.append(list(words))
        return FakeBrowser(self, self.lives.pop(0))

    def wait(self, seconds: float) -> bool:
        self.pauses.append(seconds)
        return not self.lives

    def link(self) -> str:
        self.links += 1
        return f"http://127.0.0.1/pair#{self.links}"

    def run(self) -> None:
        browser = KioskBrowser(
            "chromium", Path("profile"), self.link,
            start_process=self.start, clock=lambda: self.now, wait=self.wait,
        )  # fmt: skip
        browser.keep_alive()


def test_it_comes_back_with_growing_pauses() -> None:
    world = World(*[1.0] * 7)
    world.run()
    assert world.pauses == [*BACK_OFF, BACK_OFF[-1], BACK_OFF[-1]]


def test_after_a_long_life_it_comes_back_at_once() -> None:
    world = World(1.0, 1.0, 3600.0, 1.0)
    world.run()
    assert world.pauses == [1.0, 2.0, 1.0, 1.0]


def test_each_launch_gets_its_own_one_time_link() -> None:
    world = World(1.0, 1.0)
    world.run()
    assert [words[-1][-1] for words in world.launched] == ["1", "2"]


def test_a_browser_that_cannot_be_started_is_tried_again() -> None:
    class Broken(World):
        def start(self, words: Sequence[str]) -> FakeBrowser:
            if not self.launched:
                self.launched.append(list(words))
                raise OSError("not there")
            return super().start(words)

    world = Broken(1.0)
    world.run()
    assert len(world.launched) == 2


def test_the_browser_is_locked_and_keeps_its_own_profile() -> None:
    words = browser_words("chromium", Path("p"), "http://x")
    assert {"--kiosk", "--incognito", "--noerrdialogs", "--disable-pinch"} <= set(words)
    assert "--user-data-dir=p" in words
    assert words[-1] == "http://x"


def test_a_chosen_browser_that_is_absent_is_not_replaced_in_silence() -> None:
    assert find_chromium("/nowhere/chromium") is None
