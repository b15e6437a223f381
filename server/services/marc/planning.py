"""What a file of records would change: new titles, known ones that gain what they lack,
records kept for the form of a new book. Worked out with no lock held.

A known title keeps what the library's own people wrote; a record fills only what is empty.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.catalogue import ItemKind
from library.isbn import both_forms
from library.marc_fields import COLUMNS, Dialect, TitleFields
from server.server import Server
from server.services.importing.bulk import chunks, insert, next_number, update_each
from server.services.importing.outcome import Tell, tell_nobody
from server.services.marc.matching import Met, titles_met
from server.services.marc.reading import LIST, MarcLook
from server.services.shelf_keys import shelf_key_of
from server.tables import KnownRecord, Title

CATALOGUE, KNOWN = "catalogue", "known"
_TITLE = ("id", *COLUMNS, "in_programme", "added_on", "sort_key", "search_key", "shelf_key")
_FOUND_BY = frozenset({"author", "subject", "isbn"})
_SHELVED_BY = frozenset({"bbk", "author_mark", "volume"})
_TOLD_EVERY = 200
_ROWS_AT_ONCE = 500
_SOURCES = {Dialect.MARC21: "MARC 21", Dialect.UNIMARC: "UNIMARC", Dialect.RUSMARC: "RUSMARC"}


@dataclass(frozen=True, slots=True)
class MarcPlan:
    """Counts by word: `new`, `changed`, `same`, and beside them `twice`, `no-isbn`, and
    doubts; `write` changes the library inside a writing() block and gives the numbers of
    titles whose words are to be made anew."""

    counts: Counter[str]
    write: Callable[[], tuple[int, ...]]


def plan_of(server: Server, look: MarcLook, target: str, tell: Tell = tell_nobody) -> MarcPlan:
    """What the readable records of a file would change."""
    titles = [line.title for line in look.titles if line.title is not None]
    counts: Counter[str] = Counter()
    for title in titles:
        counts.update(title.doubts)
    if target == KNOWN:
        return _known(server, look, titles, counts)
    return _catalogue(server, titles, counts, tell)


def _catalogue(
    server: Server, titles: list[TitleFields], counts: Counter[str], tell: Tell
) -> MarcPlan:
    with server.library.snapshot():
        index = titles_met(titles)
    met_ones: dict[int, Met] = {}
    for done, title in enumerate(titles):
        if done % _TOLD_EVERY == 0:
            tell(done, len(titles))
        met = index.find(title)
        if met is None:
            met = Met(None, _new_values(title))
            index.add(met, title.isbns)
        else:
            _fill(met, title)
        counts["twice"] += met.times > 0
        met.times += 1
        met_ones[id(met)] = met
    new = [met for met in met_ones.values() if met.title_id is None]
    changed = {met.title_id: met for met in met_ones.values() if met.title_id and met.changed}
    counts["new"], counts["changed"] = len(new), len(changed)
    counts["same"] = len(met_ones) - len(new) - len(changed)
    rows = [_row(server, met.values) for met in new]
    updates = {number: _update(met) for number, met in changed.items()}
    named_anew = [number for number, met in changed.items() if _FOUND_BY & set(met.changed)]
    return MarcPlan(counts, lambda: _write_titles(server, rows, updates, named_anew))


def _new_values(title: TitleFields) -> dict[str, Any]:
    values = title.columns()
    textbook = title.item_kind is None and title.grade is not None
    values["item_kind"] = title.item_kind or (
        ItemKind.TEXTBOOK.value if textbook else ItemKind.FICTION.value
    )
    return values


def _fill(met: Met, title: TitleFields) -> None:
    """Columns of a title that say nothing take what the record says."""
    for name, said in title.columns().items():
        if said not in (None, "") and met.values[name] in (None, ""):
            met.values[name] = met.changed[name] = said


def _row(server: Server, values: dict[str, Any]) -> tuple[Any, ...]:
    return (
        *(values[name] for name in COLUMNS), False, server.today(), sort_key(values["name"]),
        search_key(f"{values['name']} {values['author']}"), shelf_key_of(values),
    )  # fmt: skip


def _update(met: Met) -> dict[str, Any]:
    columns = dict(met.changed)
    if "author" in columns:
        columns["search_key"] = search_key(f"{met.values['name']} {met.values['author']}")
    if _SHELVED_BY & set(columns):
        columns["shelf_key"] = shelf_key_of(met.values)
    return columns


def _write_titles(
    server: Server, rows: list[tuple[Any, ...]], updates: dict[int, dict[str, Any]],
    named_anew: list[int],
) -> tuple[int, ...]:  # fmt: skip
    first = next_number(Title)
    insert(server, Title, _TITLE, [(first + n, *row) for n, row in enumerate(rows)])
    update_each(server, Title, updates)
    return (*range(first, first + len(rows)), *named_anew)


def _known(
    server: Server, look: MarcLook, titles: list[TitleFields], counts: Counter[str]
) -> MarcPlan:
    """One record for each number of a book; of two in the file the last."""
    wanted: dict[str, str] = {}
    for title in titles:
        counts["no-isbn"] += not title.isbns
        said = {name: value for name, value in title.columns().items() if value not in (None, "")}
        if title.price_tiyn is not None:
            said["price_tiyn"] = title.price_tiyn
        for isbn in title.isbns:
            counts["twice"] += isbn in wanted
            wanted[isbn] = json.dumps({**said, "isbn": isbn}, ensure_ascii=False)
    had = _records_of(server, wanted)
    counts["new"] = sum(isbn not in had for isbn in wanted)
    counts["same"] = sum(had.get(isbn) == said for isbn, said in wanted.items())
    counts["changed"] = len(wanted) - counts["new"] - counts["same"]
    source = "XLSX/CSV" if look.form == LIST else _SOURCES.get(look.dialect or Dialect.MARC21, "")
    rows = [(isbn, said, source) for isbn, said in wanted.items() if had.get(isbn) != said]
    return MarcPlan(counts, lambda: _write_records(server, rows))


def _records_of(server: Server, wanted: dict[str, str]) -> dict[str, str]:
    """The records kept already, by the number as the file has it."""
    by_form = {form: isbn for isbn in wanted for form in both_forms(isbn)}
    found: dict[str, str] = {}
    with server.library.snapshot():
        for part in chunks(sorted(by_form)):
            rows: Any = KnownRecord.select(KnownRecord.isbn, KnownRecord.fields)
            for isbn, said in rows.where(KnownRecord.isbn.in_(part)).tuples():
                found[by_form[isbn]] = said
    return found


def _write_records(server: Server, rows: list[tuple[str, str, str]]) -> tuple[int, ...]:
    now = server.now()
    forms = sorted({form for isbn, _, _ in rows for form in both_forms(isbn)})
    for part in chunks(forms):
        KnownRecord.delete().where(KnownRecord.isbn.in_(part)).execute()
    fields = [KnownRecord.isbn, KnownRecord.fields, KnownRecord.source, KnownRecord.read_at]
    for some in chunks(rows, _ROWS_AT_ONCE):
        KnownRecord.insert_many([(*row, now) for row in some], fields=fields).execute()
    return ()
