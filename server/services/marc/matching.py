"""Which titles of the catalogue the records of a file are: by the number of the book and the
volume, else by title, first author's surname, volume and year.

Only what the file names is read, in chunks, with no lock held.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from i18n.searching import words
from i18n.sorting import sort_key
from library.author_names import authors_of
from library.import_titles import volume_of
from library.isbn import bare_isbn, both_forms
from library.marc_fields import COLUMNS, TitleFields
from server.services.importing.bulk import chunks
from server.tables import Title

_RANGES_AT_ONCE = 100


@dataclass(slots=True, eq=False)
class Met:
    """A title that records of the file are. `title_id` None: it comes with the file;
    `changed`: columns that were empty and that a record fills."""

    title_id: int | None
    values: dict[str, Any]
    changed: dict[str, Any] = field(default_factory=dict)
    times: int = 0


class TitlesMet:
    """Titles by number of the book, and by name."""

    def __init__(self) -> None:
        self._by_isbn: dict[tuple[str, str], Met] = {}
        self._by_name: dict[tuple[str, str, str], list[Met]] = {}

    def add(self, met: Met, isbns: Iterable[str] = ()) -> None:
        """Know a title from now on."""
        volume = _volume(met.values)
        kept = bare_isbn(met.values["isbn"] or "")
        for isbn in {*isbns, *filter(None, [kept])}:
            for form in both_forms(isbn):
                self._by_isbn.setdefault((form, volume), met)
        self._by_name.setdefault(_name(met.values), []).append(met)

    def find(self, title: TitleFields) -> Met | None:
        """The title of a record. A year or a number that one side does not say is no
        difference; of several the oldest has it."""
        values = title.columns()
        volume = _volume(values)
        for isbn in title.isbns:
            if met := self._by_isbn.get((isbn, volume)):
                return met
        alike = [
            met
            for met in self._by_name.get(_name(values), [])
            if not (title.isbn and met.values["isbn"])
        ]
        if title.year is None:
            return alike[0] if alike else None
        exact = [met for met in alike if met.values["year"] == title.year]
        if exact:
            return exact[0]
        open_year = [met for met in alike if met.values["year"] is None]
        return open_year[0] if len(open_year) == 1 else None


def titles_met(titles: Sequence[TitleFields]) -> TitlesMet:
    """What the catalogue holds of these records; inside a snapshot() or writing() block."""
    found = TitlesMet()
    columns = [getattr(Title, name) for name in COLUMNS]
    for part in chunks(sorted(_numbers(titles))):
        rows: Any = Title.select(Title.id, *columns).where(Title.id.in_(part)).order_by(Title.id)
        for number, *values in rows.tuples():
            found.add(Met(number, dict(zip(COLUMNS, values, strict=True))))
    return found


def _numbers(titles: Sequence[TitleFields]) -> set[int]:
    """Titles with one of the numbers, or with a name that sorts alike."""
    isbns = {form for title in titles for isbn in title.isbns for form in both_forms(isbn)}
    found: set[int] = set()
    for part in chunks(sorted(isbns)):
        found.update(_ids(Title.isbn.in_(part)))
    # A key ends in 01 and the exact letters: what stands before is the name itself.
    starts = {sort_key(title.name).partition(b"\x01")[0] for title in titles}
    for some in chunks(sorted(starts), _RANGES_AT_ONCE):
        ranges = [
            (Title.sort_key >= start + b"\x01") & (Title.sort_key < start + b"\x02")
            for start in some
        ]
        found.update(_ids(_any_of(ranges)))
    return found


def _ids(condition: Any) -> Iterable[int]:
    rows: Any = Title.select(Title.id).where(condition).tuples()
    return (number for (number,) in rows)


def _any_of(conditions: list[Any]) -> Any:
    """All of them joined by OR as a low tree: SQLite reads no deep ones."""
    if len(conditions) == 1:
        return conditions[0]
    middle = len(conditions) // 2
    return _any_of(conditions[:middle]) | _any_of(conditions[middle:])


def _folded(text: str) -> str:
    return " ".join(words(text))


def _name(values: dict[str, Any]) -> tuple[str, str, str]:
    """What a title is known by: catalogues write the same author with one initial or two."""
    names = authors_of(values["author"] or "")
    surname = _folded(names[0].surname) if names else ""
    return _folded(values["name"]), surname, _volume(values)


def _volume(values: dict[str, Any]) -> str:
    """The number of the part, in its own column or at the end of the name."""
    said = values["volume"]
    if said:
        return volume_of(said) or _folded(said)
    return volume_of(values["name"])
