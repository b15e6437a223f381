"""The board of the collection for a screen in the hall: counts of classes, no person.

A kept address opens it: a word of this library, made at the desk and void as soon as the
desk makes another (docs/decisions/0006-board-by-a-kept-address.md says why no pairing).
"""

from __future__ import annotations

import hmac
import secrets
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from server.server import Server
from server.services.collection_progress import ClassProgress, progress
from server.services.contest import contest_table
from server.services.deeds import Deed, done_before, write_deed
from server.services.settings import SCHOOL_NAME, put_setting, setting

WORD = "collection.board-word"
"""The setting: the last part of the board's address; none while the board is shut."""
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Typed with the remote control of a television: no signs that look alike."""
WORD_LENGTH = 10
RANK_SECONDS = 30.0
"""Between two computations of the contest: it reads all textbook loans of the year."""
NAMED = 3
"""Places that are shown; nobody is last."""


@dataclass(frozen=True, slots=True)
class BoardClass:
    """One class that collects: books `back` of those `waited` for."""

    label: str
    back: int
    waited: int
    percent: int

    @property
    def whole(self) -> bool:
        """Nothing is missing any more."""
        return self.percent == 100


@dataclass(frozen=True, slots=True)
class BoardPlace:
    """A class among the first of the contest, `place` 1 … 3, `points` 0 … 100."""

    place: int
    label: str
    points: int


@dataclass(frozen=True, slots=True)
class HallBoard:
    """All that the hall sees. `classes` as they are numbered, only those with books to bring;
    `version` differs when the picture would."""

    school: str
    classes: tuple[BoardClass, ...]
    first: tuple[BoardPlace, ...]
    version: str

    @property
    def back(self) -> int:
        """Books that came back."""
        return sum(each.back for each in self.classes)

    @property
    def waited(self) -> int:
        """Books expected by now."""
        return sum(each.waited for each in self.classes)

    @property
    def percent(self) -> int:
        """Rounded down: 100 only when nothing is missing."""
        return 100 * self.back // self.waited if self.waited else 0


class SharedBoard:
    """The board for all screens; threads share it."""

    def __init__(self, server: Server, clock: Callable[[], float] = time.monotonic) -> None:
        self._server = server
        self._clock = clock
        self._lock, self._ranking = threading.Lock(), threading.Lock()
        self._ranked_at: float | None = None
        self._first: tuple[BoardPlace, ...] = ()

    def now(self) -> HallBoard:
        """As it is: one look into the journal, and the classes whose books moved."""
        self._rank()
        with self._lock:
            lines = progress(self._server)
            school = setting(self._server.library, SCHOOL_NAME)
            classes = tuple(_class(each) for each in lines if each.collection_id and each.waited)
            version = f"{zlib.crc32(repr((school, classes, self._first)).encode()):08x}"
            return HallBoard(school, classes, self._first, version)

    def _rank(self) -> None:
        # While one screen's thread computes, the others show the places of before.
        if self._ranks_stand() or not self._ranking.acquire(blocking=self._ranked_at is None):
            return
        try:
            if not self._ranks_stand():
                self._first = _first(self._server)
                self._ranked_at = self._clock()
        finally:
            self._ranking.release()

    def _ranks_stand(self) -> bool:
        at = self._ranked_at
        return at is not None and self._clock() - at < RANK_SECONDS


def _first(server: Server) -> tuple[BoardPlace, ...]:
    return tuple(
        BoardPlace(each.place, each.label, (each.total or 0) // 10)
        for each in contest_table(server) if each.place is not None and each.place <= NAMED
    )  # fmt: skip


def _class(line: ClassProgress) -> BoardClass:
    return BoardClass(line.about.label, line.back, line.waited, line.percent)


def board_word(server: Server) -> str:
    """The word of the address; empty while the board is shut."""
    return setting(server.library, WORD)


def board_opens(server: Server, word: str) -> bool:
    """Whether this word opens the board."""
    kept = board_word(server)
    return bool(kept) and hmac.compare_digest(kept.encode(), word.encode())


def change_board_word(server: Server, deed: Deed, opened: bool) -> None:
    """Make a new address, or shut the board; screens with the old address go dark."""
    word = "".join(secrets.choice(SIGNS) for _ in range(WORD_LENGTH)) if opened else None
    with server.library.writing() as work:
        if done_before(work, deed):
            return
        put_setting(WORD, word)
        write_deed(server, work, deed, before={"opened": opened})
