"""What the library holds: titles, their copies, where they stand, foreign numbers."""

from __future__ import annotations

from peewee import SQL, BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from library.catalogue import CopyState, ItemKind
from server.tables.fields import BytesField, NumberedTable, one_of
from server.tables.people import Reader

PLACE_KINDS = ("shelf", "hold-shelf", "display", "reading-room", "store")


class Place(NumberedTable):
    """Where copies stand; `number` is the printed place number, if any."""

    name = TextField()
    kind = TextField(default="shelf", constraints=[one_of("kind", PLACE_KINDS)])
    number = TextField(null=True, unique=True)


class Title(NumberedTable):
    """One edition. `grade` and `subject` matter for textbooks; `in_programme` marks works
    of the literature programme. `bbk` over `author_mark` over `volume` is the shelf mark;
    `shelf_key` orders by it (library/shelf_order.py). `responsibility`,
    `edition` and `series` stand in the description as on the title page."""

    name = TextField()
    author = TextField(default="")
    item_kind = TextField(constraints=[one_of("item_kind", ItemKind)])
    language = TextField(null=True)
    year = IntegerField(null=True)
    publisher = TextField(null=True)
    place = TextField(null=True)
    isbn = TextField(null=True, index=True)
    bbk = TextField(null=True)
    author_mark = TextField(null=True)
    subject = TextField(null=True)
    grade = IntegerField(null=True)
    pages = IntegerField(null=True)
    in_programme = BooleanField(default=False)
    subtitle = TextField(null=True)
    responsibility = TextField(null=True)
    edition = TextField(null=True)
    series = TextField(null=True)
    volume = TextField(null=True)
    shelf_key = BytesField(null=True, index=True)
    added_on = DateField(null=True, index=True)
    sort_key = BytesField()
    search_key = TextField()


class Copy(NumberedTable):
    """One copy and its state; `code` stays empty until it is labelled. `inventory_no` as it
    stands in the book: old numbers may occur twice, new ones never do (`InventoryLine`);
    `condition` as last judged, 5 … 1."""

    title = ForeignKeyField(Title, backref="copies")
    code = TextField(null=True, unique=True)
    state = TextField(default=CopyState.ON_SHELF.value, constraints=[one_of("state", CopyState)])
    reading_room_only = BooleanField(default=False)
    on_display = BooleanField(default=False)
    home_place = ForeignKeyField(Place, null=True)
    display_place = ForeignKeyField(Place, null=True, index=False)
    inventory_no = TextField(null=True, index=True)
    price_tiyn = IntegerField(null=True)
    added_on = DateField(null=True)
    condition = IntegerField(null=True)


Title.add_index(
    Title.index(Title.sort_key, Title.item_kind, Title.language, Title.grade, name="title_listed")
)
# Lending moves copies between the two common states: it must not touch this index.
Copy.add_index(
    Copy.index(Copy.state, where=SQL("\"state\" NOT IN ('on-shelf', 'on-loan')"), name="copy_away")
)


class LinkedCode(NumberedTable):
    """A foreign library number or UID that stands for one of our copies or readers."""

    code = TextField(unique=True)
    copy = ForeignKeyField(Copy, null=True, backref="linked_codes")
    reader = ForeignKeyField(Reader, null=True, backref="linked_codes")

    class Meta:
        constraints = (SQL('CHECK (("copy_id" IS NULL) <> ("reader_id" IS NULL))'),)
