"""How inventory numbers run: from which number on, with what prefix, textbooks in a series of
their own or not."""

from __future__ import annotations

from dataclasses import dataclass

from server.server import Server
from server.services.deeds import Deed


@dataclass(frozen=True, slots=True)
class SeriesState:
    """A series: what comes next; `begun`: a number was given, so it is settled. `suggested` is
    the start after the highest old number that is written in the stock."""

    key: str
    prefix: str
    next_number: int
    begun: bool
    suggested: int


@dataclass(frozen=True, slots=True)
class NumberSettings:
    """`own_textbooks`: textbooks are numbered in a series of their own."""

    books: SeriesState
    textbooks: SeriesState
    own_textbooks: bool


@dataclass(frozen=True, slots=True)
class StartRefused:
    """Text key `accession.start-<code>`: begun (a number was given), number (1 to 9,999,999),
    prefix (at most 10 letters), same (both series would write the same)."""

    code: str


def number_settings(server: Server) -> NumberSettings:
    """How numbers run now."""
    raise NotImplementedError


def set_start(
    server: Server, deed: Deed, key: str, start: int, prefix: str = ""
) -> NumberSettings | StartRefused:
    """Set where a series (`inventory-books`, `inventory-textbooks`) begins, once: refused
    after its first number was given."""
    raise NotImplementedError


def set_own_textbooks(server: Server, deed: Deed, own: bool) -> NumberSettings:
    """Number textbooks in a series of their own from now on, or not."""
    raise NotImplementedError
