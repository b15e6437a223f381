"""What the library holds of the titles in a file: found by ISBN, by title and author, by
the numbers of copies. Only what the file names is read, in chunks, with no lock held."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from i18n.searching import words
from i18n.sorting import sort_key
from library.import_titles import TitleRow, volume_of
from library.isbn import both_forms
from server.services.importing.bulk import chunks
from server.tables import Copy, LinkedCode, Place, Title

_RANGES_AT_ONCE = 100
COLUMNS = (
    "name", "author", "item_kind", "language", "year", "publisher", "place", "isbn", "bbk",
    "author_mark", "subject", "grade", "pages",
)  # fmt: skip


@dataclass(slots=True)
class KnownCopy:
    """A copy of the library; written off ones are known by their numbers only."""

    copy_id: int
    title_id: int
    code: str | None
    inventory_no: str | None
    state: str
    price_tiyn: int | None
    home_place_id: int | None


@dataclass(slots=True, eq=False)
class KnownTitle:
    """A title with its values by column; `title_id` None: it comes with this file."""

    title_id: int | None
    values: dict[str, Any]
    copies: list[KnownCopy] = field(default_factory=list)


def folded(text: str) -> str:
    """A title or an author as it is compared: folded words."""
    return " ".join(words(text))


def _name_key(values: dict[str, Any]) -> tuple[str, str]:
    return folded(values["name"]), folded(values["author"] or "")


class TitleIndex:
    """Titles by ISBN and volume, and by name and author."""

    def __init__(self) -> None:
        self.by_isbn: dict[tuple[str, str], KnownTitle] = {}
        self.by_name: dict[tuple[str, str], list[KnownTitle]] = {}

    def add(self, title: KnownTitle) -> None:
        """Know a title from now on."""
        self._add_isbn(title)
        self.by_name.setdefault(_name_key(title.values), []).append(title)

    def learn(self, title: KnownTitle, said: dict[str, Any]) -> None:
        """A known title will have these values: later lines meet it so."""
        before = _name_key(title.values)
        title.values.update(said)
        self._add_isbn(title)
        if _name_key(title.values) != before:
            self.by_name[before].remove(title)
            # In the order of their numbers, as the next file will meet them.
            alike = self.by_name.setdefault(_name_key(title.values), [])
            alike.append(title)
            alike.sort(key=lambda each: (each.title_id is None, each.title_id or 0))

    def _add_isbn(self, title: KnownTitle) -> None:
        values = title.values
        for isbn in both_forms(values["isbn"]) if values["isbn"] else ():
            self.by_isbn.setdefault((isbn, volume_of(values["name"])), title)

    def sureness(self, row: TitleRow) -> int:
        """0 for a row with a known ISBN, 1 with a new one, 2 without."""
        if not row.isbn:
            return 2
        return 0 if (row.isbn, volume_of(row.name)) in self.by_isbn else 1

    def find(self, row: TitleRow) -> KnownTitle | None:
        """The title of a row: by ISBN and volume, else by name, author and year. A year or
        an ISBN that one side does not say is no difference; of several the oldest has it."""
        if row.isbn:
            found = self.by_isbn.get((row.isbn, volume_of(row.name)))
            if found is not None:
                return found
        alike = [
            title
            for title in self.by_name.get((folded(row.name), folded(row.author)), [])
            if not (row.isbn and title.values["isbn"])
        ]
        if row.year is None:
            return alike[0] if alike else None
        exact = [title for title in alike if title.values["year"] == row.year]
        if exact:
            return exact[0]
        open_year = [title for title in alike if title.values["year"] is None]
        return open_year[0] if len(open_year) == 1 else None


@dataclass(slots=True)
class Holdings:
    """What the library holds of a file's titles and numbers."""

    titles: TitleIndex = field(default_factory=TitleIndex)
    by_id: dict[int, KnownTitle] = field(default_factory=dict)
    inventory: dict[str, KnownCopy] = field(default_factory=dict)
    barcodes: dict[str, KnownCopy | None] = field(default_factory=dict)
    """None: the number is a reader's."""
    places: dict[str, int] = field(default_factory=dict)


def look_up(rows: Sequence[TitleRow]) -> Holdings:
    """Read what is known of these rows; inside a snapshot() or writing() block."""
    found = Holdings()
    copies: dict[int, KnownCopy] = {}
    inventory = {number for row in rows for number in row.inventory}
    codes = {code for row in rows for code in row.barcodes}
    for copy in _copies(Copy.inventory_no, inventory):
        found.inventory[str(copy.inventory_no)] = copies[copy.copy_id] = copy
    for copy in _copies(Copy.code, codes):
        found.barcodes[str(copy.code)] = copies[copy.copy_id] = copy
    _link(found, codes, copies)
    numbers = {copy.title_id for copy in copies.values()} | _titles_like(rows)
    for part in chunks(sorted(numbers)):
        for title_id, *values in _titles(part):
            title = KnownTitle(title_id, dict(zip(COLUMNS, values, strict=True)))
            found.by_id[title_id] = title
            found.titles.add(title)
    for copy in _copies(Copy.title, found.by_id):
        copy = copies.get(copy.copy_id, copy)
        if copy.state != "written-off":
            found.by_id[copy.title_id].copies.append(copy)
    found.places = {folded(place.name): place.id for place in Place.select()}
    return found


def _titles(numbers: list[int]) -> Iterable[tuple[Any, ...]]:
    columns = [getattr(Title, name) for name in COLUMNS]
    rows: Any = Title.select(Title.id, *columns).where(Title.id.in_(numbers))
    return rows.order_by(Title.id).tuples()  # type: ignore[no-any-return]


def _titles_like(rows: Sequence[TitleRow]) -> set[int]:
    """Numbers of titles with one of the ISBNs, or with a name that sorts alike: sorting
    passes over large letters, quotes and signs as folding does."""
    isbns = {form for row in rows if row.isbn for form in both_forms(row.isbn)}
    found: set[int] = set()
    for part in chunks(sorted(isbns)):
        found.update(number for (number,) in _numbers(Title.isbn.in_(part)))
    # A key ends in 01 and the exact letters: what stands before is the name itself.
    starts = {sort_key(row.name).partition(b"\x01")[0] for row in rows}
    for some in chunks(sorted(starts), _RANGES_AT_ONCE):
        ranges = [
            (Title.sort_key >= start + b"\x01") & (Title.sort_key < start + b"\x02")
            for start in some
        ]
        found.update(number for (number,) in _numbers(_any_of(ranges)))
    return found


def _any_of(conditions: list[Any]) -> Any:
    """All of them joined by OR as a low tree: SQLite reads no deep ones."""
    if len(conditions) == 1:
        return conditions[0]
    middle = len(conditions) // 2
    return _any_of(conditions[:middle]) | _any_of(conditions[middle:])


def _numbers(condition: Any) -> Iterable[tuple[int]]:
    rows: Any = Title.select(Title.id)
    return rows.where(condition).tuples()  # type: ignore[no-any-return]


def _copies(column: Any, values: Iterable[Any]) -> Iterable[KnownCopy]:
    fields = (
        Copy.id, Copy.title, Copy.code, Copy.inventory_no, Copy.state, Copy.price_tiyn,
        Copy.home_place,
    )  # fmt: skip
    for part in chunks(sorted(values)):
        rows: Any = Copy.select(*fields)
        for row in rows.where(column.in_(part)).order_by(Copy.id).tuples():
            yield KnownCopy(*row)


def _link(found: Holdings, codes: set[str], copies: dict[int, KnownCopy]) -> None:
    """Foreign numbers that stand for our copies or readers."""
    linked: dict[str, int | None] = {}
    for part in chunks(sorted(codes - set(found.barcodes))):
        rows: Any = LinkedCode.select(LinkedCode.code, LinkedCode.copy)
        linked.update(rows.where(LinkedCode.code.in_(part)).tuples())
    known = {copy.copy_id: copy for copy in _copies(Copy.id, filter(None, linked.values()))}
    for code, copy_id in linked.items():
        copy = None if copy_id is None else known[copy_id]
        if copy is not None:
            copy = copies.setdefault(copy.copy_id, copy)
        found.barcodes[code] = copy
