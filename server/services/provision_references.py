"""References on provision that were written: kept with their texts and the table of their day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from library.provision_reference import Reference, ReferenceKind, read_rows, written_rows
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.tables import ProvisionReference, Staff

CREATED, CHANGED, REMOVED = (
    "provision-reference-written", "provision-reference-changed", "provision-reference-removed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptReference:
    """A reference as it was saved last, and by whom (empty: nobody known)."""

    number: int
    about: Reference
    saved_at: datetime
    staff: str


def references(server: Server) -> list[KeptReference]:
    """All of them, the newest first."""
    with server.library.reading():
        rows: Any = ProvisionReference.select().order_by(
            ProvisionReference.made_on.desc(), ProvisionReference.id.desc()
        )
        return [_kept(row) for row in rows]


def reference_of(server: Server, number: int) -> KeptReference | None:
    """One of them."""
    with server.library.reading():
        row = ProvisionReference.get_or_none(ProvisionReference.id == number)
        return None if row is None else _kept(row)


def write_reference(server: Server, deed: Deed, about: Reference) -> int:
    """Keep a new one; its number."""
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            return int(recorded.detail["before"]["reference"])
        row = ProvisionReference.create(
            year=about.year, kind=about.kind.value, language=about.language,
            **_edited(server, deed, about),
        )  # fmt: skip
        write_deed(server, work, deed, before={"reference": row.id})
        return int(row.id)


def change_reference(server: Server, deed: Deed, number: int, about: Reference) -> bool:
    """Save its texts and its table; False when it is gone."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        mine = ProvisionReference.id == number
        if not ProvisionReference.update(**_edited(server, deed, about)).where(mine).execute():
            return False
        write_deed(server, work, deed, before={"reference": number})
        return True


def remove_reference(server: Server, deed: Deed, number: int) -> bool:
    """Throw it away; False when it is gone."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        mine = ProvisionReference.id == number
        if not ProvisionReference.delete().where(mine).execute():
            return False
        write_deed(server, work, deed, before={"reference": number})
        return True


def _edited(server: Server, deed: Deed, about: Reference) -> dict[str, Any]:
    return {
        "made_on": about.made_on, "title": about.title, "opening": about.opening,
        "conclusion": about.conclusion, "signer": about.signer,
        "figures": written_rows(about.rows), "saved_at": server.now(),
        "staff": deed.origin.staff_id,
    }  # fmt: skip


def _kept(row: Any) -> KeptReference:
    staff = Staff.get_or_none(Staff.id == row.staff_id)
    about = Reference(
        ReferenceKind(row.kind), row.year, row.made_on, row.language, row.title, row.opening,
        row.conclusion, row.signer, read_rows(row.figures),
    )  # fmt: skip
    return KeptReference(row.id, about, row.saved_at, "" if staff is None else staff.name)
