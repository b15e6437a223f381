"""The plan of textbooks around one loan."""

from __future__ import annotations

from peewee import JOIN, SQL

from server.database import Arg, Statement
from server.tables import (
    Membership,
    Reader,
    SchoolClass,
    TextbookPlanEdition,
    TextbookPlanLine,
    TextbookPlanMember,
    Title,
)

PUPIL_AND_BOOK = Statement(
    "pupil and book",
    lambda: Membership.select(
        SchoolClass.id, SchoolClass.grade, SchoolClass.language, SchoolClass.track,
        SchoolClass.year, Reader.sex, Title.subject, Title.grade, Title.language,
    )
    .join(SchoolClass, on=Membership.school_class == SchoolClass.id)
    .join(Reader, on=Membership.reader == Reader.id)
    .join(Title, on=Title.id == Arg("title_id"))
    .where(Membership.reader == Arg("reader_id"), Membership.to_on.is_null()),
)  # fmt: skip
# The lines of the pupil's grade, and those of any grade that name the book.
PLAN_LINES = Statement(
    "plan lines",
    lambda: TextbookPlanLine.select(
        TextbookPlanLine.id, TextbookPlanLine.grade, TextbookPlanLine.subject,
        TextbookPlanLine.language, TextbookPlanLine.track, TextbookPlanLine.variant,
        TextbookPlanLine.for_whom, TextbookPlanLine.parts, TextbookPlanLine.by_quantity,
        TextbookPlanEdition.title, TextbookPlanEdition.part, TextbookPlanMember.reader,
    )
    .join(
        TextbookPlanEdition, JOIN.LEFT_OUTER,
        on=TextbookPlanEdition.line == TextbookPlanLine.id,
    )
    .join(
        TextbookPlanMember, JOIN.LEFT_OUTER,
        on=(TextbookPlanMember.line == TextbookPlanLine.id)
        & (TextbookPlanMember.reader == Arg("reader_id")),
    )
    .where(TextbookPlanLine.year == Arg("year"))
    .where(
        (TextbookPlanLine.grade == Arg("grade"))
        | TextbookPlanLine.id.in_(
            TextbookPlanEdition.alias("naming")
            .select(SQL("line_id"))
            .where(SQL("naming.title_id") == Arg("title_id"))
        )
    )
    .order_by(TextbookPlanLine.position, TextbookPlanLine.id, TextbookPlanEdition.id),
)  # fmt: skip
