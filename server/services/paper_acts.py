"""Writing numbered acts: each with the people, the school and the words of its day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from library.accession import ActRef, BatchHead, People
from library.acts import DraftAct
from server.server import Server
from server.services.deeds import Deed
from server.services.importing import bulk
from server.services.number_series import act_series, take_numbers
from server.services.register_headings import signers
from server.services.settings import SCHOOL_NAME, setting
from server.tables import PaperAct, PaperActLine

_LINE = (
    "act_id", "position", "inventory_no", "author_title", "year", "before", "after",
    "price_tiyn", "note",
)  # fmt: skip


def write_act(
    server: Server, deed: Deed, act: DraftAct, batch_id: int, people: People,
    detail: Mapping[str, Any],
) -> ActRef:  # fmt: skip
    """Give the act its number of the year and write it down; inside a writing() block."""
    today = server.today()
    number = take_numbers(act_series(act.kind, today.year), 1)[0]
    row = PaperAct.create(
        kind=act.kind, year=today.year, number=number, made_on=today, batch=batch_id,
        copies=act.copies, sum_tiyn=act.sum_tiyn, people=_people(server, people),
        detail=_text({"school": setting(server.library, SCHOOL_NAME), **detail}),
        recorded_at=server.now(), staff=deed.origin.staff_id,
    )  # fmt: skip
    bulk.insert(server, PaperActLine, _LINE, [
        (row.id, position, each.inventory_no, each.author_title, each.year, each.before,
         each.after, each.price_tiyn, each.note)
        for position, each in enumerate(act.lines, start=1)
    ])  # fmt: skip
    return ActRef(row.id, act.kind, number, today.year)


def words_of(head: BatchHead) -> dict[str, Any]:
    """What an act says of the delivery it belongs to, as it was that day."""
    return {
        "source": head.source, "supplier": head.supplier, "document_no": head.document_no,
        "document_on": _day(head.document_on), "arrived_on": _day(head.arrived_on),
    }  # fmt: skip


def _people(server: Server, people: People) -> str:
    return _text({
        "giver": people.giver, "chair": people.chair, "members": list(people.members),
        "director": signers(server).director,
    })  # fmt: skip


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _text(said: Mapping[str, Any]) -> str:
    return json.dumps(said, ensure_ascii=False, sort_keys=True)
