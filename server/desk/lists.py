"""Every list of the desk: columns to order by, filters in the address, print, XLSX.

A room describes its list once (`Listing`); page, printed page and file follow from it.
Filters and order stand in the address, so that a list can be bookmarked; names never do.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask import Request

from i18n.sorting import sort_key
from library.tenge import written_sum

PAGE_ROWS = 100
"""Lines of one page; printing and XLSX take all of them."""
FARTHEST = 10**9
"""Where a page may begin at most: an address may hold any number, an engine not."""
MOST_ROWS = 50_000
"""So many at most are printed or written to a file."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `title` is a text key; `value` gives text, a number, a date or None from
    a row, as it is shown and exported; `link` an address of ours; `key` what to order by
    (text is ordered in Kazakh order by itself); `kind`: text, number, date, code or tag."""

    name: str
    title: str
    value: Callable[[Any], object]
    kind: str = "text"
    link: Callable[[Any], str | None] | None = None
    key: Callable[[Any], Any] | None = None
    sorts: bool = True
    exports: bool = True

    def order(self, row: Any) -> tuple[bool, Any]:
        """What a row is ordered by: empty values last."""
        value = self.value(row) if self.key is None else self.key(row)
        if value is None or value == "":
            return True, b""
        return False, sort_key(value) if isinstance(value, str) else value


@dataclass(frozen=True, slots=True, order=True)
class Tenge:
    """A sum of a column, in whole tiyn: a page shows «12 345,50 ₸», a file holds a number."""

    tiyn: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: its word in the address and its text for people."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: `name` in the address, `title` a text key, its choices beside "all"."""

    name: str
    title: str
    choices: Sequence[Choice]

    def accepts(self, value: str) -> bool:
        """Whether the word of an address is one of the choices."""
        return any(choice.value == value for choice in self.choices)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see. `count` None: all of it."""

    filters: Mapping[str, str]
    sort: str
    down: bool
    first: int
    count: int | None


@dataclass(frozen=True, slots=True)
class Found:
    """Rows of one page and how many there are in all."""

    rows: Sequence[Any]
    total: int


Source = Callable[[Asked], Found]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list. `title` is a text key; `sort` the column it is ordered by at first; `down`
    whether from the end; `empty` a text key for a list without rows."""

    title: str
    columns: Sequence[Column]
    source: Source
    filters: Sequence[Filter] = ()
    sort: str = ""
    down: bool = False
    empty: str = "list.empty"


@dataclass(frozen=True, slots=True)
class Shown:
    """A list as a page draws it (macros of `desk/list-parts.html`)."""

    listing: Listing
    asked: Asked
    rows: Sequence[Any]
    total: int
    path: str
    fixed: Mapping[str, str] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """The number of the last line on the page, from 1."""
        return self.asked.first + len(self.rows)

    def address(self, **changed: object) -> str:
        """The list with something changed; a change of order or filter begins at the top."""
        asked = self.asked
        values: dict[str, object] = {
            **asked.filters, "sort": asked.sort, "down": "1" if asked.down else "",
            "first": asked.first or "",
        }  # fmt: skip
        if not set(changed) <= {"first", "as"}:
            values["first"] = ""
        values.update(changed)
        left = {name: value for name, value in values.items() if value not in ("", None)}
        return f"{self.path}?{urlencode(left)}" if left else self.path

    def turned(self, column: Column) -> str:
        """The list ordered by a column; a second press turns the order round."""
        same = column.name == self.asked.sort
        return self.address(sort=column.name, down="1" if same and not self.asked.down else "")


def asked_of(request: Request, listing: Listing, whole: bool = False) -> Asked:
    """What the address asks for; words it does not know are passed over."""
    args = request.args
    names = {column.name for column in listing.columns if column.sorts}
    chosen = args.get("sort", "")
    sort = chosen if chosen in names else listing.sort
    down = args.get("down") == "1" if chosen in names else listing.down
    filters = {
        each.name: args[each.name]
        for each in listing.filters
        if each.name in args and each.accepts(args[each.name])
    }
    first = 0 if whole else min(max(args.get("first", 0, type=int), 0), FARTHEST)
    return Asked(filters, sort, down, first, None if whole else PAGE_ROWS)


def shown(request: Request, listing: Listing) -> Shown:
    """The list as this request asks for it. `?all=1` (printing) shows it whole."""
    asked = asked_of(request, listing, whole=request.args.get("all") == "1")
    found = listing.source(asked)
    return Shown(listing, asked, found.rows, found.total, request.path)


def in_memory(
    rows: Callable[[], Sequence[Any]],
    columns: Sequence[Column],
    fits: Callable[[Any, Mapping[str, str]], bool] | None = None,
) -> Source:
    """A source for lists of at most some thousand rows, ordered and filtered here."""
    by_name = {column.name: column for column in columns}

    def source(asked: Asked) -> Found:
        found = [row for row in rows() if fits is None or fits(row, asked.filters)]
        column = by_name.get(asked.sort)
        if column is not None:
            full = [row for row in found if not column.order(row)[0]]
            empty = [row for row in found if column.order(row)[0]]
            found = sorted(full, key=column.order, reverse=asked.down) + empty
        last = None if asked.count is None else asked.first + asked.count
        return Found(found[asked.first : last], len(found))

    return source


def written(t: Any, value: object) -> str:
    """A value as a page shows it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, bool):
        return str(t("list.yes" if value else "list.no"))
    if isinstance(value, Tenge):
        return written_sum(value.tiyn)
    if isinstance(value, float):
        return str(t.number(value))
    return str(value)
