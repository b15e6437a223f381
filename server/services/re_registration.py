"""Re-registering a class: the preview, then one act that does what the preview showed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from library.re_registration import Plan, Standing, marks_count_since, plan, to_mark
from server.server import Server
from server.services.classes import Pupil, pupils_of
from server.services.debts import Debt, debts_of_readers
from server.services.deeds import Deed, done_before, write_deed
from server.tables import Reader

RE_REGISTERED = "class-re-registered"


@dataclass(frozen=True, slots=True)
class Preview:
    """Who would be marked at once; who owes, with what is past its date; who is done."""

    clear: list[Pupil]
    owing: list[tuple[Pupil, list[Debt]]]
    done: list[Pupil]


@dataclass(frozen=True, slots=True)
class ReRegistered:
    """How many were marked now, and how many of those shown as clear owe by now."""

    marked: int
    fell_out: int = 0


def preview(server: Server, class_id: int) -> Preview:
    """What re-registering the class would do now."""
    with server.library.snapshot():
        pupils = {pupil.reader_id: pupil for pupil in pupils_of(server, class_id)}
        found = _plan(server, list(pupils.values()))
        late = [each for each in debts_of_readers(server, found.owing) if each.days_late > 0]
    return Preview(
        [pupils[number] for number in found.clear],
        [
            (pupils[number], [debt for debt in late if debt.reader_id == number])
            for number in found.owing
        ],
        [pupils[number] for number in found.done],
    )


def re_register(
    server: Server,
    deed: Deed,
    class_id: int,
    shown: Collection[int],
    chosen: Collection[int],
    rules: bool,
) -> ReRegistered:
    """Mark those the page showed as clear who still are, and those chosen one by one.
    `rules`: all of them accepted the rules of the library today."""
    today = server.today()
    with server.library.writing() as work:
        if done_before(work, deed):
            return ReRegistered(0)
        now = _plan(server, pupils_of(server, class_id))
        marked = to_mark(now, shown, chosen)
        if not marked:
            return ReRegistered(0, len(set(shown) & set(now.owing)))
        rows = Reader.select().where(Reader.id.in_(marked))
        before = {
            "class": class_id,
            "readers": [
                [row.id, _text(row.re_registered_on), _text(row.rules_accepted_on)] for row in rows
            ],
            "rules": rules,
        }
        changes = {"re_registered_on": today}
        if rules:
            changes["rules_accepted_on"] = today
        Reader.update(**changes).where(Reader.id.in_(marked)).execute()
        write_deed(server, work, deed, before=before)
    return ReRegistered(len(marked), len(set(shown) & set(now.owing) - set(marked)))


def _plan(server: Server, pupils: list[Pupil]) -> Plan:
    standings = [
        Standing(each.reader_id, each.held.overdue, each.held.cases, each.re_registered_on)
        for each in pupils
    ]
    return plan(standings, marks_count_since(server.calendar, server.today()))


def _text(day: object) -> str | None:
    return None if day is None else str(day)
