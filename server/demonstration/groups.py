"""What lies ready on the demonstration page: cards, copies and codes by situation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from i18n.searching import fold, search_key
from library.scanned_code import COMMAND_DIGIT, Command, make_number

_READERS = (
    ("active", 5), ("has-loans", 2), ("late", 2), ("suspended", 1), ("expired", 1), ("waits", 1),
)
_COPIES = (
    ("on-shelf", 6), ("on-loan", 3), ("textbook", 5), ("to-check", 1), ("on-hold-shelf", 1),
    ("requested", 1), ("reading-room", 1), ("on-display", 1), ("in-repair", 1), ("lost", 1),
    ("written-off", 1), ("methodical", 1),
)
_OTHERS = (
    ("isbn", "9786010709676"), ("foreign", "30000000012348"),
    ("wrong-digit", "6000000017"), ("unknown", make_number("6", 99_999_999)),
)
FOUND_AT_MOST = 12


@dataclass(frozen=True, slots=True)
class Clickable:
    """One thing to scan: `number` is what the scanner types, `words` what is shown."""

    number: str
    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Things in one situation; text key `demo.group-<name>`."""

    name: str
    things: tuple[Clickable, ...]


def reader_groups(page: Mapping[str, Any]) -> list[Group]:
    """Cards by how their readers stand; active ones from several classes and an adult."""
    readers = page["readers"]
    groups = [
        Group(f"reader-{state}", _cards(_spread([r for r in readers if r["state"] == state],
                                                count)))
        for state, count in _READERS
    ]
    with_pin = [r for r in readers if r.get("pin")]
    groups.append(Group("reader-with-pin", _cards(with_pin[:1])))
    return [group for group in groups if group.things]


def copy_groups(page: Mapping[str, Any]) -> list[Group]:
    """Copies by their state; textbooks of several grades."""
    copies = page["copies"]
    groups = [
        Group(f"copy-{state}", _books(_apart([c for c in copies if c["state"] == state], count)))
        for state, count in _COPIES
    ]
    return [group for group in groups if group.things]


def other_groups() -> list[Group]:
    """Commands on a printed sheet, and codes that are none of ours."""
    commands = tuple(
        Clickable(make_number(COMMAND_DIGIT, command.value), command.name, "command")
        for command in Command
    )
    others = tuple(Clickable(number, kind, "kind") for kind, number in _OTHERS)
    return [Group("commands", commands), Group("codes", others)]


def found(page: Mapping[str, Any], words: str) -> Group:
    """Cards and copies whose name, class, title or number has all the words."""
    wanted = fold(search_key(words)).split()
    cards = [r for r in page["readers"]
             if _has(wanted, r["name"], r["class"] or "", r["card"])]
    copies = [c for c in page["copies"] if _has(wanted, c["title"], c["code"])]
    return Group("found", (*_cards(cards[:FOUND_AT_MOST]), *_books(copies[:FOUND_AT_MOST])))


def _has(wanted: list[str], *texts: str) -> bool:
    text = fold(search_key(" ".join(texts)))
    return bool(wanted) and all(word in text for word in wanted)


def _spread(readers: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """One of each grade first, then adults: not five of one class."""
    by_grade: dict[object, dict[str, Any]] = {}
    for reader in readers:
        by_grade.setdefault(reader["grade"] or reader["category"], reader)
    first = list(by_grade.values())
    return (first + [reader for reader in readers if reader not in first])[:count]


def _apart(copies: list[dict[str, Any]], count: int) -> list[dict[str, Any]]:
    """Different titles, and of textbooks different grades."""
    seen: dict[object, dict[str, Any]] = {}
    for copy in copies:
        seen.setdefault(copy["grade"] or copy["title"], copy)
    return list(seen.values())[:count]


def _cards(readers: Iterable[Mapping[str, Any]]) -> tuple[Clickable, ...]:
    return tuple(
        Clickable(r["card"], r["name"], " · ".join(filter(None, (
            r["class"], f"PIN {r['pin']}" if r.get("pin") else None)))) for r in readers
    )


def _books(copies: Iterable[Mapping[str, Any]]) -> tuple[Clickable, ...]:
    return tuple(
        Clickable(c["code"], c["title"], str(c["grade"] or "")) for c in copies
    )
