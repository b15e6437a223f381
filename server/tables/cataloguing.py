"""What helps to describe a title: author marks, divisions of the BBK, records from files."""

from __future__ import annotations

from peewee import DateField, IntegerField, TextField

from server.tables.fields import InstantField, NumberedTable, Table, one_of

MARK_BASES = ("imprint", "table", "computed", "typed")


class AuthorMark(NumberedTable):
    """A mark once confirmed for a heading; `heading_key` is the heading folded."""

    heading_key = TextField(unique=True)
    heading = TextField()
    mark = TextField()
    basis = TextField(constraints=[one_of("basis", MARK_BASES)])
    confirmed_at = InstantField()


class BbkDivision(Table):
    """A division of the BBK. `content` is the column of the summary book, `diary` that of
    the work diary; `own` marks what the library added."""

    code = TextField(primary_key=True)
    level = IntegerField()
    content = TextField()
    diary = TextField(default="")
    kk = TextField()
    ru = TextField()
    en = TextField()
    added_on = DateField(null=True)


class KnownRecord(NumberedTable):
    """A record of a file (MARC, a list) whose title is not in the catalogue yet: it fills
    the form when its number is scanned. `fields` is JSON by column of `title`."""

    isbn = TextField(index=True)
    fields = TextField()
    source = TextField(default="")
    read_at = InstantField()
