"""Revaluing: an act with each price before and after, the new prices, the difference in the
summary book, all in one transaction. Old prices as written stay where they are."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from library.catalogue import ItemKind
from library.form_headings import Signers
from library.registers import Amount, CellKey, SummaryAmounts
from library.revaluation import Pricing
from library.summary_book import content_of
from library.summary_cells import cells_of
from server.server import Server
from server.services.bbk_divisions import divisions
from server.services.deeds import Deed, done_before, write_deed
from server.services.importing import bulk
from server.services.journal import find
from server.services.number_series import act_series, take_numbers
from server.services.revaluation_choice import CopiesWanted, Plan, Revalued, planned
from server.services.settings import SCHOOL_NAME, setting
from server.services.summary_entries import write_entry
from server.tables import Copy, PaperAct, PaperActLine

_LINE = (
    "act_id", "position", "copy_id", "inventory_no", "author_title", "year", "before", "after",
    "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RevaluationPeople:
    """Who sets the prices, and on what ground, as the act will say."""

    chair: str
    members: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class NotRevalued:
    """Nothing was written: `changed` (since the preview something became different),
    `nothing` (no price would change), `too-many`. `plan` as it is now."""

    code: str
    plan: Plan


def plan_revaluation(server: Server, wanted: CopiesWanted, pricing: Pricing) -> Plan:
    """What would change, nothing is written."""
    with server.library.snapshot():
        return planned(wanted, pricing)


def seal_of(plan: Plan) -> str:
    """A short word for the plan: the same only for the same copies and prices."""
    said = repr([(line.copy_id, line.before, line.after) for line in plan.lines])
    return hashlib.sha256(said.encode()).hexdigest()[:20]


def revalue(
    server: Server, deed: Deed, wanted: CopiesWanted, pricing: Pricing, seen: str,
    people: RevaluationPeople, signed: Signers,
) -> int | NotRevalued:  # fmt: skip
    """Do what the preview with the seal `seen` showed; the row of the act. A form sent
    twice gives the act of the first time."""
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            return int(recorded.detail["before"]["act"])
        plan = planned(wanted, pricing)
        if not plan.lines:
            return NotRevalued("too-many" if plan.too_many else "nothing", plan)
        if seal_of(plan) != seen:
            return NotRevalued("changed", plan)
        act = _write_act(server, deed, plan, people, signed)
        _change_prices(plan.lines)
        entry = write_entry(
            server, deed, "revaluation", server.today(), _difference(server, plan.lines),
            document_no=str(act.number), document_on=act.made_on, note=people.reason,
        )  # fmt: skip
        write_deed(server, work, deed, before={
            "act": act.id, "entry": entry.id, "copies": len(plan.lines),
        })  # fmt: skip
    return int(act.id)


def _write_act(
    server: Server, deed: Deed, plan: Plan, people: RevaluationPeople, signed: Signers
) -> PaperAct:
    today = server.today()
    number = take_numbers(act_series("revaluation", today.year), 1)[0]
    named = {
        "chair": people.chair, "members": list(people.members), "director": signed.director
    }  # fmt: skip
    detail = {"school": setting(server.library, SCHOOL_NAME), "reason": people.reason}
    act: PaperAct = PaperAct.create(
        kind="revaluation", year=today.year, number=number, made_on=today,
        copies=len(plan.lines), sum_tiyn=plan.after - plan.before,
        people=json.dumps(named, ensure_ascii=False),
        detail=json.dumps(detail, ensure_ascii=False),
        recorded_at=server.now(), staff=deed.origin.staff_id,
    )  # fmt: skip
    bulk.insert(server, PaperActLine, _LINE, [
        (act.id, position, line.copy_id, line.inventory_no, line.author_title, line.year,
         line.before, line.after, line.written_price or "")
        for position, line in enumerate(plan.lines, start=1)
    ])  # fmt: skip
    return act


def _change_prices(lines: Sequence[Revalued]) -> None:
    by_price: dict[int, list[int]] = defaultdict(list)
    for line in lines:
        by_price[line.after].append(line.copy_id)
    for price, copies in by_price.items():
        for part in bulk.chunks(copies, 500):
            Copy.update(price_tiyn=price).where(Copy.id.in_(part)).execute()


def _difference(server: Server, lines: Iterable[Revalued]) -> SummaryAmounts:
    """No copy more or less; the difference of the sums in every group of columns."""
    known = divisions(server)
    cells: dict[CellKey, int] = defaultdict(int)
    total = 0
    for line in lines:
        more = line.after - line.before
        total += more
        content = content_of(line.bbk, line.item_kind, line.grade, known)
        for key in cells_of(line.item_kind, line.language, content):
            cells[key] += more
        if line.item_kind == ItemKind.TEXTBOOK:
            cells["grade", str(line.grade) if line.grade else "other"] += more
    return SummaryAmounts(
        Amount(0, total), 0, 0, {key: Amount(0, tiyn) for key, tiyn in cells.items()}
    )
