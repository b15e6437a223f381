"""What a scan at a desk station means: the activity of the open page that its scanner works
for. Every activity is one function; typed and wedge scans of its page enter the same use case.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from library.collection import Outcome
from library.operations import Origin
from library.rights import Right, may
from server.desk_scanners import Told
from server.server import Server
from server.services.class_issue_scans import scanned as class_issue_scan
from server.services.class_issue_told import IssueScan
from server.services.collecting import CollectScan, collect
from server.services.lending import Scan
from server.services.lending import scanned as lend_scan
from server.services.scan_back import ScanBack, scan_back
from server.services.trolley import put

PATIENCE_SECONDS = 15.0
"""A scan waits so long for a page that is being loaded anew."""
LONGEST = 200


@dataclass(frozen=True, slots=True)
class DeskScan:
    """One scan at a desk station. `role` of who is signed in on the page; `context` what is
    open there, row numbers or 0."""

    origin: Origin
    text: str
    role: str
    context: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Answered:
    """What the activity answers, and what is open on the page afterwards."""

    told: Any
    context: dict[str, int]


@dataclass(frozen=True, slots=True)
class Activity:
    """Who may do it (one of the rights), and the function that does it."""

    rights: tuple[Right, ...]
    scanned: Callable[[Server, DeskScan], Answered]


def scanned(
    server: Server, station_id: int, text: str, happened_at: datetime, operation_id: str = "",
    patience: float = PATIENCE_SECONDS,
) -> Answered | None:  # fmt: skip
    """Do what a scan means on the page that the station's scanner works for; the answer
    appears there. None, and nothing done, when no page is open, when who opened it is signed
    out, or may not do this any more."""
    page = server.desk_scanners.page_of(station_id, patience)
    if page is None:
        return None
    activity, member = ACTIVITIES[page.activity], page.member(True)
    if member is None or member.must_change or not may(member.role, *activity.rights):
        page.end("ended")
        server.desk_scanners.closed(page)
        return None
    origin = Origin(operation_id or server.new_id(), station_id, happened_at, member.staff_id)
    clean = text.replace("\x00", "").strip()[:LONGEST]
    answered = None
    try:
        answered = activity.scanned(server, DeskScan(origin, clean, member.role, page.context))
        page.context = answered.context
    finally:
        page.tell(Told(None if answered is None else answered.told))
    return answered


def _lend(server: Server, scan: DeskScan) -> Answered:
    told = lend_scan(server, Scan(scan.origin, scan.text, scan.context.get("reader") or None))
    return Answered(told, {"reader": told.reader_id or 0})


def _trolley(server: Server, scan: DeskScan) -> Answered:
    told = put(server, scan.origin, scan.text, may(scan.role, Right.CHECK))
    return Answered(told, dict(scan.context))


def _scan_back(server: Server, scan: DeskScan) -> Answered:
    title_id, vouch = scan.context.get("title") or None, bool(scan.context.get("vouch"))
    told = scan_back(server, ScanBack(scan.origin, scan.text, title_id, vouch))
    return Answered(told, dict(scan.context))


def _class_issue(server: Server, scan: DeskScan) -> Answered:
    here = scan.context
    asked = IssueScan(
        scan.origin, here.get("class", 0), scan.text, here.get("reader") or None,
        here.get("line") or None, here.get("part", 0),
    )  # fmt: skip
    told = class_issue_scan(server, asked)
    return Answered(told, {**here, "reader": told.reader_id or 0})


def _collect(server: Server, scan: DeskScan) -> Answered:
    by, collecting = scan.context.get("by") or None, scan.context.get("class") or None
    told = collect(server, CollectScan(scan.origin, scan.text, by, collecting))
    named = told.outcome is Outcome.PUPIL_NAMED and told.handed_by is not None
    handing = told.handed_by.reader_id if named and told.handed_by else by or 0
    return Answered(told, {"by": handing, "class": collecting or 0})


ACTIVITIES: dict[str, Activity] = {
    "lending": Activity((Right.LEND,), _lend),
    "trolley": Activity((Right.CHECK, Right.SHELVE), _trolley),
    "collection": Activity((Right.COLLECT,), _collect),
    "scan-back": Activity((Right.PROCESS,), _scan_back),
    "class-issue": Activity((Right.TEXTBOOKS,), _class_issue),
}
"""The desk pages that take a scanner; text key `scanner.for-<activity>`."""
