"""Bringing a file in: worked out with no transaction open, written at once or not at all.

Between the working out and the writing others may have changed the library; lending does
not matter here, any other act means that it is worked out again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import fn

from library.import_columns import ImportKind
from library.operations import Origin
from server.database import Work
from server.errors import LibraryError
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.importing.bulk import chunks, insert
from server.services.importing.files import FileView, Look, file_of, opened, remember
from server.services.importing.outcome import Outcome, Tell, tell_nobody
from server.services.importing.reader_plan import plan_readers
from server.services.importing.reader_writing import prepare_readers, write_readers
from server.services.importing.title_plan import plan_titles
from server.services.importing.title_writing import prepare_titles, write_titles
from server.services.searching import READER, TITLE, reader_texts, title_texts, words_of
from server.tables import ImportFile, Operation, Reader, SearchWord, Title

HARMLESS = frozenset(
    {"check-out", "check-in", "renew", "find", "check", "call", "visit", "lose", "undo",
     "request", "cancel-request", "set-language"}
)  # fmt: skip
"""Acts after which a plan still holds: they touch loans and states of copies only."""
_TRIES = 3
_WORDS_AT_ONCE = 500


class NotClean(LibraryError):
    """Lines are refused and nobody said that the others shall be taken."""

    code = "import-not-clean"


class NotReady(LibraryError):
    """Columns are missing, or letters were lost: nothing can be taken."""

    code = "import-not-ready"


class BroughtIn(LibraryError):
    """The file was brought in before."""

    code = "import-done-before"


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan ready to be written: `write` gives the numbers of rows to index."""

    outcome: Outcome
    write: Callable[[], tuple[int, ...]]


def look_ahead(
    server: Server, kind: ImportKind, look: Look, roster: bool, tell: Tell = tell_nobody
) -> Outcome:
    """What bringing the file in would do now; changes nothing."""
    if not look.fits:
        return Outcome()
    if kind is ImportKind.READERS:
        return plan_readers(server, look.lines, roster, tell).outcome
    return plan_titles(server, look.lines, tell).outcome


def bring_in(
    server: Server, file_id: int, origin: Origin, others: bool, tell: Tell = tell_nobody
) -> Mapping[str, int]:
    """Write all lines that can be taken, in one transaction; the counts. `others`: take them
    although some are refused. Raises NotClean, NotReady, BroughtIn, FileGone."""
    view = file_of(server, file_id)
    if view is None:
        raise NotReady(str(file_id))
    deed = Deed(origin, f"{view.kind.value}-imported", f"{view.sha256} {view.roster} {others}")
    if view.outcome is not None:
        return _said_before(server, deed, view)
    look = opened(server, view)
    if not look.fits:
        raise NotReady(str(file_id))
    for attempt in range(1, _TRIES + 1):
        seq = last_operation(server)
        ready = _prepared(server, view, look, tell, origin.staff_id)
        if ready.outcome.refused and not others:
            raise NotClean(str(len(ready.outcome.refused)))
        with server.library.writing() as work:
            if done_before(work, deed):
                return ready.outcome.counts()
            if changed_since(seq):
                if attempt < _TRIES:
                    continue
                # The library is busier than we are quick: work it out while it stands still.
                ready = _prepared(server, view, look, tell_nobody, origin.staff_id)
                if ready.outcome.refused and not others:
                    raise NotClean(str(len(ready.outcome.refused)))
            numbers = _write(server, work, deed, view, look, ready)
            break
    index_written(server, view.kind, numbers)
    return ready.outcome.counts()


def _said_before(server: Server, deed: Deed, view: FileView) -> Mapping[str, int]:
    with server.library.reading() as work:
        if view.outcome is not None and done_before(work, deed):
            counts: Mapping[str, int] = view.outcome["counts"]
            return counts
    raise BroughtIn(str(view.file_id))


def _prepared(
    server: Server, view: FileView, look: Look, tell: Tell, staff_id: int | None
) -> Prepared:
    today = server.today()
    if view.kind is ImportKind.READERS:
        plan = plan_readers(server, look.lines, view.roster, tell)
        readers = prepare_readers(plan, today)
        return Prepared(plan.outcome, lambda: write_readers(server, readers, staff_id))
    titles_plan = plan_titles(server, look.lines, tell)
    titles = prepare_titles(titles_plan, today)
    return Prepared(titles_plan.outcome, lambda: write_titles(server, titles))


def _write(
    server: Server, work: Work, deed: Deed, view: FileView, look: Look, ready: Prepared
) -> tuple[int, ...]:
    numbers = ready.write()
    remember(view.kind, look)
    before = {"file": view.file_id, **ready.outcome.counts()}
    write_deed(server, work, deed, before=before)
    ImportFile.update(applied_at=server.now(), outcome=json.dumps(ready.outcome.kept())).where(
        ImportFile.id == view.file_id
    ).execute()
    return numbers


def last_operation(server: Server) -> int:
    """The number of the journal's last operation: a plan is worked out as of it."""
    with server.library.reading():
        return int(Operation.select(fn.MAX(Operation.seq)).scalar() or 0)


def changed_since(seq: int) -> bool:
    """Whether anything was done since that a plan would notice; inside a block."""
    rows: Any = Operation.select(Operation.kind).where(Operation.seq > seq).distinct().tuples()
    return any(kind not in HARMLESS for (kind,) in rows)


def index_written(server: Server, kind: ImportKind, numbers: tuple[int, ...]) -> None:
    """Words to search by, in short transactions: what a stop leaves out is made at the next
    start (server/services/searching.py)."""
    table: Any = Reader if kind is ImportKind.READERS else Title
    texts = reader_texts if kind is ImportKind.READERS else title_texts
    word_kind = READER if kind is ImportKind.READERS else TITLE
    for part in chunks(numbers, _WORDS_AT_ONCE):
        with server.library.reading():
            rows = [(row.id, texts(row)) for row in table.select().where(table.id.in_(part))]
        said = [(word, word_kind, row_id) for row_id, own in rows for word in words_of(own)]
        with server.library.writing():
            had = SearchWord.kind == word_kind, SearchWord.row_id.in_(part)
            SearchWord.delete().where(*had).execute()
            insert(server, SearchWord, ("word", "kind", "row_id"), said)
