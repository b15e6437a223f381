"""Provision: references that were written, teachers who need method literature, groups of
the coming year, orders of textbooks with their steps."""

from __future__ import annotations

from peewee import (
    SQL,
    BigIntegerField,
    CompositeKey,
    DateField,
    ForeignKeyField,
    IntegerField,
    TextField,
)

from library.provision_reference import ReferenceKind
from library.textbook_order import OrderState
from server.tables.accessions import AccessionBatch
from server.tables.catalogue import Title
from server.tables.fields import InstantField, NumberedTable, Table, one_of
from server.tables.people import Staff


class ProvisionReference(NumberedTable):
    """An анықтама: texts as edited, `figures` the table of its day
    (library.provision_reference.written_rows)."""

    year = TextField()
    kind = TextField(
        default="textbooks", constraints=[one_of("kind", ReferenceKind), SQL("DEFAULT 'textbooks'")]
    )
    made_on = DateField()
    language = TextField()
    title = TextField()
    opening = TextField()
    conclusion = TextField()
    signer = TextField()
    figures = TextField()
    saved_at = InstantField()
    staff = ForeignKeyField(Staff, null=True, index=False)


class MethodicalNeed(Table):
    """So many teachers teach a subject in a year and need its method literature."""

    year = TextField()
    subject = TextField()
    teachers = IntegerField(constraints=[SQL("CHECK (teachers > 0)")])

    class Meta:
        primary_key = CompositeKey("year", "subject")


class ForecastGroup(Table):
    """So many pupils will be in a grade, language and track, as the school says; `track`
    empty: none."""

    year = TextField()
    grade = IntegerField()
    language = TextField()
    track = TextField(default="")
    pupils = IntegerField(constraints=[SQL("CHECK (pupils >= 0)")])

    class Meta:
        primary_key = CompositeKey("year", "grade", "language", "track")


class TextbookOrder(NumberedTable):
    """Textbooks wanted for a school year. Each step has its day and who took it."""

    year = TextField()
    state = TextField(constraints=[one_of("state", OrderState)])
    made_on = DateField()
    agreed_on = DateField(null=True)
    agreed_by = TextField(default="")
    approved_on = DateField(null=True)
    approved_by = TextField(default="")
    handed_on = DateField(null=True)
    handed_to = TextField(default="")


class TextbookOrderLine(NumberedTable):
    """One book of an order, as it is printed; `title` when it is in the catalogue."""

    order = ForeignKeyField(TextbookOrder, backref="lines")
    position = IntegerField()
    title = ForeignKeyField(Title, null=True)
    name = TextField()
    author = TextField(default="")
    publisher = TextField(default="")
    published = IntegerField(null=True)
    grade = IntegerField()
    subject = TextField()
    language = TextField()
    track = TextField(default="")
    copies = IntegerField(constraints=[SQL("CHECK (copies > 0)")])
    price_tiyn = BigIntegerField(null=True)


class TextbookOrderBatch(Table):
    """A delivery that came of an order."""

    batch = ForeignKeyField(AccessionBatch, primary_key=True)
    order = ForeignKeyField(TextbookOrder)
