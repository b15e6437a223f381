"""How many teachers each subject has, and a reference on the provision written in autumn."""

from __future__ import annotations

from datetime import date, timedelta

from i18n.texts import texts
from library.provision_reference import Reference, ReferenceKind, textbook_rows, written_rows
from server import tables
from server.server import Server
from server.services.provision import school_provision

_TEACHERS = {
    "Қазақ тілі": 4, "Қазақ әдебиеті": 3, "Алгебра": 3, "Физика": 2, "Химия": 1,
    "Ағылшын тілі": 4, "Информатика": 2,
}  # fmt: skip
_DAYS_AGO = 20
_SIGNER = "Демо К. Д."


def add_provision(server: Server, year: str, today: date, staff_id: int, school: str) -> None:
    """Inside a writing() block, after plan, copies and class sets."""
    for subject, teachers in _TEACHERS.items():
        tables.MethodicalNeed.create(year=year, subject=subject, teachers=teachers)
    t, day = texts("kk"), today - timedelta(days=_DAYS_AGO)
    about = Reference(
        ReferenceKind.TEXTBOOKS, year, day, "kk", str(t("provision.paper-title-textbooks")),
        str(t("provision.opening-words", school=school, year=year, day=f"{day:%d.%m.%Y}")),
        "", _SIGNER, textbook_rows(school_provision(server, year).line_sums),
    )  # fmt: skip
    whole = about.whole
    tables.ProvisionReference.create(
        year=year, made_on=day, language=about.language, title=about.title,
        opening=about.opening, signer=about.signer, figures=written_rows(about.rows),
        conclusion=str(t(
            "provision.conclusion", needed=whole.needed, usable=whole.usable, short=whole.short,
            percent=whole.percent or 0,
        )),
        saved_at=server.now() - timedelta(days=_DAYS_AGO), staff=staff_id,
    )  # fmt: skip
