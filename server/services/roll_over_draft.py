"""A draft of a roll-over: begun, thrown away, choices for classes and for single pupils."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from library.roll_over import PupilWay, Way
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.roll_over import DRAFT, draft_row, years_now
from server.tables import (
    RollOver,
    RollOverChoice,
    RollOverFault,
    RollOverListed,
    RollOverWay,
)

KEPT_DAYS = 60
"""So long a list stays after it was used."""


def begin(server: Server, deed: Deed) -> bool:
    """Begin a draft from the year of now; False when there are no pupils, or one lies open."""
    years = years_now(server)
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if years is None or RollOver.select().where(RollOver.state == DRAFT).exists():
            return False
        # Lists of pupils stay no longer than they can be needed for undoing.
        for table in (RollOverListed, RollOverFault):
            table.delete().execute()
        made = RollOver.create(
            year_from=years[0], year_to=years[1], begun_at=server.now(),
            begun_by=deed.origin.staff_id,
        )  # fmt: skip
        write_deed(server, work, deed, before={"roll_over": made.id, "year": years[1]})
        return True


def drop(server: Server, deed: Deed, roll_over_id: int) -> bool:
    """Throw the draft away; False when it is none any more."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if draft_row(roll_over_id) is None:
            return False
        for table in (RollOverListed, RollOverFault, RollOverWay, RollOverChoice):
            table.delete().where(table.roll_over == roll_over_id).execute()
        RollOver.delete().where(RollOver.id == roll_over_id).execute()
        write_deed(server, work, deed, before={"roll_over": roll_over_id})
        return True


def choose_ways(server: Server, deed: Deed, roll_over_id: int, ways: Mapping[int, Way]) -> bool:
    """What becomes of classes; False when it is no draft any more."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if draft_row(roll_over_id) is None:
            return False
        for class_id, way in ways.items():
            mine = RollOverWay.roll_over == roll_over_id, RollOverWay.school_class == class_id
            RollOverWay.delete().where(*mine).execute()
            RollOverWay.create(
                roll_over=roll_over_id, school_class=class_id, way=way.way.value, track=way.track
            )
        write_deed(server, work, deed, before={"roll_over": roll_over_id, "classes": len(ways)})
        return True


def choose_pupils(
    server: Server, deed: Deed, roll_over_id: int, choices: Mapping[int, PupilWay | None]
) -> bool:
    """What becomes of single pupils, None: as their class; False when it is no draft."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if draft_row(roll_over_id) is None:
            return False
        for reader_id, way in choices.items():
            RollOverChoice.delete().where(
                RollOverChoice.roll_over == roll_over_id, RollOverChoice.reader == reader_id
            ).execute()
            if way is not None:
                RollOverChoice.create(roll_over=roll_over_id, reader=reader_id, way=way.value)
        write_deed(server, work, deed, before={"roll_over": roll_over_id, "pupils": len(choices)})
        return True


def forget_lists(server: Server) -> int:
    """Remove the lists of roll-overs done two months ago: they name children, and nobody undoes
    them any more. How many lines. A regular duty."""
    before = server.now() - timedelta(days=KEPT_DAYS)
    with server.library.writing():
        old: Any = RollOver.select(RollOver.id).where(RollOver.done_at < before)
        numbers = [row.id for row in old]
        RollOverFault.delete().where(RollOverFault.roll_over.in_(numbers)).execute()
        mine = RollOverListed.roll_over.in_(numbers)
        return int(RollOverListed.delete().where(mine).execute())
