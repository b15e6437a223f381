"""What staff change about titles: a new one, a corrected one, more copies of one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from i18n.searching import search_key
from i18n.sorting import sort_key
from library.catalogue import CopyState
from library.scanned_code import COPY_DIGIT, SERIALS, make_number
from server.server import Server
from server.services.author_marks import MarkToKeep, keep_mark
from server.services.copy_numbers import next_serial
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.services.searching import index_title, title_texts
from server.services.shelf_keys import shelf_key_of
from server.tables import Copy, Place, Title

MOST_NEW_COPIES = 500


@dataclass(frozen=True, slots=True)
class TitleValues:
    """The columns of a title that people fill in; `isbn` without hyphens when it is one."""

    name: str
    author: str
    item_kind: str
    language: str | None
    year: int | None
    publisher: str | None
    place: str | None
    isbn: str | None
    bbk: str | None
    author_mark: str | None
    subject: str | None
    grade: int | None
    pages: int | None
    in_programme: bool
    subtitle: str | None = None
    responsibility: str | None = None
    edition: str | None = None
    series: str | None = None
    volume: str | None = None


@dataclass(frozen=True, slots=True)
class NewCopies:
    """How many copies come, where they live and what each cost; with `first_inventory_no`
    they are numbered on from it, none otherwise. `room_only`: they never leave the room."""

    count: int
    place_id: int | None = None
    price_tiyn: int | None = None
    first_inventory_no: int | None = None
    room_only: bool = False


@dataclass(frozen=True, slots=True)
class InventoryTaken:
    """A number of the inventory book that stands for another copy already."""

    inventory_no: str


def add_title(
    server: Server, deed: Deed, values: TitleValues, kept: MarkToKeep | None = None
) -> int:
    """A new title; its number. A form sent twice gives the number of the first time. `kept`
    is an author mark to remember."""
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            return int(recorded.detail["before"]["title"])
        row = Title.create(added_on=server.today(), **_columns(values))
        index_title(row.id, *title_texts(row))
        if kept is not None:
            keep_mark(work, server.now(), kept)
        write_deed(server, work, deed, before={"title": row.id})
        return int(row.id)


def change_title(
    server: Server, deed: Deed, title_id: int, values: TitleValues, kept: MarkToKeep | None = None
) -> bool:
    """Correct a title; False when there is no such title. `kept` is an author mark to
    remember."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row = Title.get_or_none(Title.id == title_id)
        if row is None:
            return False
        new = _columns(values)
        changed = sorted(name for name in asdict(values) if getattr(row, name) != new[name])
        Title.update(**new).where(Title.id == title_id).execute()
        index_title(title_id, *title_texts(values))
        if kept is not None:
            keep_mark(work, server.now(), kept)
        # The names of the columns, not what stood in them: a title is no business of the journal.
        write_deed(server, work, deed, before={"title": title_id, "changed": changed})
        return True


def add_copies(
    server: Server, deed: Deed, title_id: int, new: NewCopies
) -> list[int] | InventoryTaken:
    """So many new copies with running numbers, on their shelf; their numbers, empty when
    the form was sent before or the title is gone."""
    with server.library.writing() as work:
        if done_before(work, deed) or Title.get_or_none(Title.id == title_id) is None:
            return []
        numbers = _inventory_numbers(new)
        taken: Any = Copy.get_or_none(Copy.inventory_no.in_(numbers)) if numbers else None
        if taken is not None:
            return InventoryTaken(taken.inventory_no)
        serial = next_serial()
        if serial + new.count > SERIALS:
            raise ValueError("no serials are left")
        made = [
            int(Copy.create(
                title=title_id, code=make_number(COPY_DIGIT, serial + n),
                state=CopyState.ON_SHELF.value, reading_room_only=new.room_only,
                home_place=new.place_id, price_tiyn=new.price_tiyn, added_on=server.today(),
                inventory_no=numbers[n] if numbers else None,
            ).id)
            for n in range(new.count)
        ]  # fmt: skip
        write_deed(
            server, work, deed,
            before={"title": title_id, "first": made[0], "copies": len(made)},
        )  # fmt: skip
        return made


def place_exists(server: Server, place_id: int) -> bool:
    """Whether copies may be put there."""
    with server.library.reading():
        return Place.get_or_none(Place.id == place_id) is not None


def _inventory_numbers(new: NewCopies) -> list[str]:
    first = new.first_inventory_no
    return [] if first is None else [str(first + n) for n in range(new.count)]


def _columns(values: TitleValues) -> dict[str, Any]:
    return {
        **asdict(values),
        "sort_key": sort_key(values.name),
        "search_key": search_key(f"{values.name} {values.author}"),
        "shelf_key": shelf_key_of(asdict(values)),
    }
