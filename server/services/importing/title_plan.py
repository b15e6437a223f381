"""What a file of titles changes: worked out without a lock, written by title_writing.

A title is matched by ISBN and volume, else by name, author and year; a copy by its
inventory number or barcode. Copies without numbers are counted: a file adds what is
missing to its number, never more, and takes nothing away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from library.import_lines import Line, RowRefused, is_empty
from library.import_titles import TitleRow, title_row
from library.isbn import both_forms
from server.server import Server
from server.services.importing.outcome import (
    CHANGED,
    NEW,
    REFUSED,
    SAME,
    LineOutcome,
    Outcome,
    Tell,
    refuse,
    tell_nobody,
)
from server.services.importing.title_lookup import (
    COLUMNS,
    Holdings,
    KnownCopy,
    KnownTitle,
    folded,
    look_up,
)

_TOLD_EVERY = 200


@dataclass(slots=True)
class NewCopy:
    """A copy to add. `code` None: it gets the next number of ours; `linked`: a foreign
    number that shall stand for it."""

    inventory_no: str | None = None
    code: str | None = None
    linked: str | None = None
    price_tiyn: int | None = None
    shelf: str | None = None


@dataclass(slots=True)
class TitleChange:
    """One title of the file. `known.title_id` None: new; `changed` columns of a known one;
    `copies` to add."""

    known: KnownTitle
    changed: dict[str, Any] = field(default_factory=dict)
    copies: list[NewCopy] = field(default_factory=list)
    lines: list[LineOutcome] = field(default_factory=list)
    claimed: set[int] = field(default_factory=set)


@dataclass(slots=True)
class TitlePlan:
    """All changes of a file."""

    outcome: Outcome
    titles: list[TitleChange]
    copy_changes: dict[int, dict[str, Any]]
    links: list[tuple[str, int]]
    """Foreign numbers for copies that are there."""
    places: dict[str, str]
    """New shelves: folded name to name."""
    known_places: dict[str, int]


def plan_titles(
    server: Server, lines: Sequence[tuple[int, Line]], tell: Tell = tell_nobody
) -> TitlePlan:
    """What would change. Lines are numbered as in the file."""
    total, today = len(lines), server.today()
    outcome, taken = Outcome(), []
    for done, (number, line) in enumerate(lines):
        if done % _TOLD_EVERY == 0:
            tell(done, total * 2)
        if is_empty(line):
            continue
        row = title_row(line, today)
        if isinstance(row, RowRefused):
            outcome.lines.append(LineOutcome(number, REFUSED, refused=row))
        else:
            outcome.lines.append(LineOutcome(number, SAME, row))
            taken.append(outcome.lines[-1])
    with server.library.snapshot():
        holdings = look_up([line.taken for line in taken])
    planner = _Planner(holdings, outcome)
    # Numbers of books are surer than names: they are given out before names are compared.
    taken.sort(key=lambda line: holdings.titles.sureness(line.taken))
    for done, each in enumerate(taken):
        if done % _TOLD_EVERY == 0:
            tell(total + done, total * 2)
        planner.take(each)
    return planner.finished()


class _Planner:
    """Goes through the lines once, then settles the copies of each title."""

    def __init__(self, holdings: Holdings, outcome: Outcome) -> None:
        self.known = holdings
        self.plan = TitlePlan(outcome, [], {}, [], {}, holdings.places)
        self._changes: dict[int, TitleChange] = {}
        self._inventory: set[str] = set()
        self._codes: set[str] = set()

    def take(self, line: LineOutcome) -> None:
        """Find the line's title and check its copies; the copies are given out later."""
        row: TitleRow = line.taken
        if self._inventory & set(row.inventory) or self._codes & set(row.barcodes):
            field = "inventory" if self._inventory & set(row.inventory) else "barcode"
            refuse(line, "twice-in-file", field)
            return
        title = self.known.titles.find(row)
        held = self._held(row)
        elsewhere = [copy for copy, _ in held if title is None or copy.title_id != title.title_id]
        if elsewhere:
            refuse(line, "number-of-another", held[0][1])
            return
        if any(code in self.known.barcodes and self.known.barcodes[code] is None
               for code in row.barcodes):  # fmt: skip
            refuse(line, "number-of-a-reader", "barcode")
            return
        self._inventory.update(row.inventory)
        self._codes.update(row.barcodes)
        change = self._change(title, row)
        change.lines.append(line)
        self._place(row)

    def _held(self, row: TitleRow) -> list[tuple[KnownCopy, str]]:
        """Copies of the library that the line names, with the field that names them."""
        known = self.known
        found = [
            (known.inventory[no], "inventory") for no in row.inventory if no in known.inventory
        ]
        for code in row.barcodes:
            copy = known.barcodes.get(code)
            if copy is not None:
                found.append((copy, "barcode"))
        return found

    def _change(self, title: KnownTitle | None, row: TitleRow) -> TitleChange:
        """The change of the row's title, with what the row adds to it."""
        said = _values(row)
        if title is None:
            title = KnownTitle(None, {**said, "item_kind": row.kind_of_new.value})
            self.known.titles.add(title)
        change = self._changes.get(id(title))
        first = change is None
        if change is None:
            change = self._changes[id(title)] = TitleChange(title)
            self.plan.titles.append(change)
        # The first line decides; later ones say what it left open.
        fresh = {
            name: value
            for name, value in said.items()
            if _is_said(value)
            and not _is_same(name, value, title.values[name])
            and (first or not _is_said(title.values[name]))
        }
        if fresh:
            self.known.titles.learn(title, fresh)
            change.changed.update(fresh)
        return change

    def _place(self, row: TitleRow) -> None:
        if row.shelf and folded(row.shelf) not in self.known.places:
            self.plan.places.setdefault(folded(row.shelf), row.shelf)

    def finished(self) -> TitlePlan:
        """Settle the copies, then say what became of each line."""
        more = self.plan.outcome.more
        for change in self.plan.titles:
            before = len(self.plan.copy_changes) + len(self.plan.links)
            added = self._settle(change)
            touched = len(self.plan.copy_changes) + len(self.plan.links) > before
            is_new = change.known.title_id is None
            for line in change.lines:
                new = is_new or added.get(line.number, 0)
                changed = bool(change.changed) or touched
                line.state = NEW if new else CHANGED if changed else SAME
            more["titles"] += is_new
            more["titles-changed"] += bool(change.changed) and not is_new
            more["copies"] += len(change.copies)
        more["shelves"] = len(self.plan.places)
        return self.plan

    def _settle(self, change: TitleChange) -> dict[int, int]:
        """Give out the copies of a title: named ones first, then those that are only
        counted. How many each line adds."""
        wanted = [(line, copy) for line in change.lines for copy in _copies(line.taken)]
        open_ones: list[tuple[LineOutcome, NewCopy]] = []
        for line, copy in wanted:
            known = self._named(copy)
            if known is None:
                open_ones.append((line, copy))
            else:
                change.claimed.add(known.copy_id)
                self._update(known, copy)
        added: dict[int, int] = {}
        for line, copy in sorted(open_ones, key=lambda each: not _has_number(each[1])):
            free = self._free(change, copy)
            if free is None:
                change.copies.append(copy)
                added[line.number] = added.get(line.number, 0) + 1
            else:
                change.claimed.add(free.copy_id)
                if _has_number(copy):
                    self._update(free, copy)
        return added

    def _named(self, copy: NewCopy) -> KnownCopy | None:
        found = self.known.inventory.get(copy.inventory_no or "")
        return found or self.known.barcodes.get(copy.code or copy.linked or "")

    def _free(self, change: TitleChange, copy: NewCopy) -> KnownCopy | None:
        """A copy of the title that no line has claimed; one that gets a number must have
        none."""
        for known in change.known.copies:
            if known.copy_id in change.claimed:
                continue
            if copy.inventory_no and known.inventory_no:
                continue
            if copy.code and known.code:
                continue
            return known
        return None

    def _update(self, known: KnownCopy, copy: NewCopy) -> None:
        """Write to a copy that is there what the file says of it."""
        changed: dict[str, Any] = {}
        if copy.inventory_no and known.inventory_no is None:
            changed["inventory_no"] = copy.inventory_no
        if copy.code and known.code is None:
            changed["code"] = copy.code
        if copy.price_tiyn is not None and copy.price_tiyn != known.price_tiyn:
            changed["price_tiyn"] = copy.price_tiyn
        place = self.known.places.get(folded(copy.shelf)) if copy.shelf else known.home_place_id
        if copy.shelf and (place is None or place != known.home_place_id):
            changed["home_place_id"] = place or folded(copy.shelf)
        if changed:
            self.plan.copy_changes[known.copy_id] = changed
        if copy.linked and copy.linked not in self.known.barcodes:
            self.plan.links.append((copy.linked, known.copy_id))


def _copies(row: TitleRow) -> list[NewCopy]:
    """The copies a line speaks of, numbers given to the first ones."""
    plain = NewCopy(price_tiyn=row.price_tiyn, shelf=row.shelf)
    found = [replace(plain) for _ in range(row.count)]
    for copy, number in zip(found, row.inventory, strict=False):
        copy.inventory_no = number
    for copy, code in zip(found, row.barcodes, strict=False):
        if len(code) == 10 and code.startswith("6") and code.isdigit():
            copy.code = code
        else:
            copy.linked = code
    return found


def _has_number(copy: NewCopy) -> bool:
    return bool(copy.inventory_no or copy.code or copy.linked)


def _values(row: TitleRow) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in COLUMNS}
    values["item_kind"] = row.item_kind.value if row.item_kind else None
    return values


def _is_same(name: str, said: Any, now: Any) -> bool:
    """An ISBN of ten and of thirteen signs is one."""
    return said == now or (name == "isbn" and bool(now) and said in both_forms(now))


def _is_said(value: Any) -> bool:
    return value is not None and value != ""
