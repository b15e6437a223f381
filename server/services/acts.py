"""Numbered acts as they are listed and read. They are written where they are made: by
posting and correcting deliveries, by revaluing; here nothing changes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN, fn

from library.registers import Act, ActLine
from server.server import Server
from server.tables import AccessionBatch, PaperAct, PaperActLine
from server.tables.fields import day_of, day_or_none

KINDS = ("acceptance", "difference", "correction", "revaluation", "write-off")
"""Acts that are printed here; stocktake has a form of its own."""


@dataclass(frozen=True, slots=True)
class ActsWanted:
    """Which acts to list; `sort` is `made` or `number`."""

    kind: str | None = None
    year: int | None = None
    sort: str = "made"
    down: bool = True
    first: int = 0
    count: int | None = 100


@dataclass(frozen=True, slots=True)
class ActHead:
    """One act of a list."""

    act_id: int
    kind: str
    number: int
    year: int
    made_on: date
    copies: int
    sum_tiyn: int
    batch_id: int | None
    supplier: str


def list_acts(server: Server, wanted: ActsWanted) -> tuple[list[ActHead], int]:
    """The acts of one page, and how many fit in all."""
    act = PaperAct
    where = [act.kind.in_(KINDS if wanted.kind is None else (wanted.kind,))]
    if wanted.year is not None:
        where.append(act.year == wanted.year)
    order: Sequence[Any] = (
        (act.year, act.number, act.id) if wanted.sort == "number" else (act.made_on, act.id)
    )
    rows: Any = (
        act.select(
            act.id, act.kind, act.number, act.year, act.made_on, act.copies, act.sum_tiyn,
            act.batch, fn.COALESCE(AccessionBatch.supplier, ""),
        )
        .join(AccessionBatch, JOIN.LEFT_OUTER)
        .where(*where)
        .order_by(*((column.desc() for column in order) if wanted.down else order))
    )  # fmt: skip
    if wanted.count is not None:
        rows = rows.limit(wanted.count).offset(wanted.first)
    with server.library.snapshot():
        total = int(act.select(fn.COUNT(act.id)).where(*where).scalar())
        found = [
            ActHead(
                act_id=row[0], kind=row[1], number=row[2], year=row[3], made_on=day_of(row[4]),
                copies=row[5], sum_tiyn=row[6], batch_id=row[7], supplier=row[8],
            )
            for row in rows.tuples()
        ]  # fmt: skip
        return found, total


def act_years(server: Server) -> list[int]:
    """Years there are acts of, the newest first."""
    with server.library.reading():
        rows: Any = PaperAct.select(PaperAct.year).distinct().tuples()
        return sorted((row[0] for row in rows), reverse=True)


def act_of(server: Server, act_id: int) -> Act | None:
    """An act with all its lines; None when there is none of the kinds printed here."""
    act, batch = PaperAct, AccessionBatch
    asked: Any = (
        act.select(act, batch)
        .join(batch, JOIN.LEFT_OUTER)
        .where(act.id == act_id, act.kind.in_(KINDS))
    )
    with server.library.snapshot():
        row = asked.first()
        if row is None:
            return None
        lines: Any = (
            PaperActLine.select().where(PaperActLine.act == act_id).order_by(PaperActLine.position)
        )
        return _act(row, [_line(each) for each in lines])


def _act(row: Any, lines: Sequence[ActLine]) -> Act:
    batch = row.batch
    return Act(
        act_id=row.id, kind=row.kind, number=row.number, year=row.year,
        made_on=day_of(row.made_on), copies=row.copies, sum_tiyn=row.sum_tiyn,
        people=_kept(row.people), detail=_kept(row.detail), lines=tuple(lines),
        batch_id=None if batch is None else batch.id,
        document_no=None if batch is None else batch.document_no,
        document_on=None if batch is None else day_or_none(batch.document_on),
        supplier="" if batch is None else batch.supplier,
    )  # fmt: skip


def _line(row: Any) -> ActLine:
    return ActLine(
        position=row.position, inventory_no=row.inventory_no, author_title=row.author_title,
        year=row.year, before=row.before, after=row.after, price_tiyn=row.price_tiyn,
        note=row.note, copy_id=row.copy_id,
    )  # fmt: skip


def _kept(text: str) -> dict[str, Any]:
    found = json.loads(text or "{}")
    return found if isinstance(found, dict) else {}
