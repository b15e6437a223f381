"""The plan of textbooks: what each pupil needs in a school year, and what satisfies it."""

from __future__ import annotations

from peewee import BooleanField, CompositeKey, ForeignKeyField, IntegerField, TextField

from library.textbooks import ForWhom, Variant
from server.tables.catalogue import Title
from server.tables.fields import NumberedTable, Table, one_of
from server.tables.people import Reader


class TextbookPlanLine(NumberedTable):
    """One required book of a grade: library.textbooks.PlanLine. `year` is the name of the
    school year as in SchoolClass; `by_quantity`: workbooks without copy codes."""

    year = TextField()
    grade = IntegerField()
    subject = TextField()
    language = TextField()
    track = TextField(null=True)
    variant = TextField(null=True, constraints=[one_of("variant", Variant)])
    for_whom = TextField(constraints=[one_of("for_whom", ForWhom)])
    parts = IntegerField(default=1)
    by_quantity = BooleanField(default=False)
    position = IntegerField(default=0)


TextbookPlanLine.add_index(
    TextbookPlanLine.index(
        TextbookPlanLine.year, TextbookPlanLine.grade, TextbookPlanLine.language,
        name="textbook_plan_line_listed",
    )
)  # fmt: skip


class TextbookPlanEdition(NumberedTable):
    """A title that satisfies a line, or one of its parts; part 0 is the whole line."""

    line = ForeignKeyField(TextbookPlanLine, backref="editions", index=False)
    title = ForeignKeyField(Title)
    part = IntegerField(default=0)


TextbookPlanEdition.add_index(
    TextbookPlanEdition.index(
        TextbookPlanEdition.line, TextbookPlanEdition.title, unique=True,
        name="textbook_plan_edition_once",
    )
)  # fmt: skip


class TextbookPlanMember(Table):
    """A pupil of a subgroup, or one who chose the subject of this line."""

    line = ForeignKeyField(TextbookPlanLine, index=False)
    reader = ForeignKeyField(Reader)

    class Meta:
        primary_key = CompositeKey("line", "reader")
