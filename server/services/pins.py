"""The forgotten card: card number and PIN on the keypad, slowed down by wrong tries.

Wrong tries slow that reader's keypad and the station; a card always works. Each try is
counted before it is checked, so that many at once gain nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from library.operations import OpenSessionByPin, PinRefused
from server.database import Work
from server.facts import reader_by_card
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.secrets_kept import hash_password, password_fits
from server.services.slowing import READER_PIN as READER_SLOWING
from server.services.slowing import STATION_PIN as STATION_SLOWING
from server.services.slowing import seconds_left
from server.statements.readers import (
    READER_PIN,
    SET_READER_PIN_FAILURES,
    SET_STATION_PIN_FAILURES,
    STATION_PIN,
)
from server.tables import Reader
from server.tables.fields import instant_or_none, instant_text


@dataclass(frozen=True, slots=True)
class _Try:
    """One counted try: whose PIN, its hash, and what it costs if wrong."""

    reader_id: int | None
    pin_hash: str | None
    wait_seconds: int


def reader_of_pin(server: Server, question: OpenSessionByPin) -> int | PinRefused:
    """The reader's number, or a refusal that never tells whether card or PIN was wrong."""
    now = server.now()
    station_id = question.origin.station_id
    with server.library.writing() as work:
        found = reader_by_card(work, question.card)
        reader_id = found.facts.reader_id if found else None
        reader_wait, pin_hash = _reader_wait(work, reader_id, now)
        wait = max(_station_wait(work, station_id, now), reader_wait)
        if wait:
            return PinRefused(wait)
        tried = _count(work, station_id, reader_id, pin_hash, now)
    if not password_fits(tried.pin_hash, question.pin) or tried.reader_id is None:
        return PinRefused(tried.wait_seconds)
    with server.library.writing() as work:
        _forgive(work, station_id, tried.reader_id)
    return tried.reader_id


def set_pin(server: Server, reader_id: int, pin: str, deed: Deed | None = None) -> None:
    """Give a reader a PIN of 4 to 8 digits; raises ValueError for another one. `act` is
    written when a member of staff stands by; it never holds the PIN."""
    if not (pin.isascii() and pin.isdigit() and 4 <= len(pin) <= 8):
        raise ValueError("a PIN is 4 to 8 digits")
    hashed = hash_password(pin)
    with server.library.writing() as work:
        if deed is not None and done_before(work, deed):
            return
        Reader.update(pin_hash=hashed, pin_failures=0, pin_locked_until=None).where(
            Reader.id == reader_id
        ).execute()
        if deed is not None:
            write_deed(server, work, deed)


def _station_wait(work: Work, station_id: int, now: datetime) -> int:
    row = work.one(STATION_PIN, station_id=station_id)
    return 0 if row is None else seconds_left(instant_or_none(row[2]), now)


def _reader_wait(work: Work, reader_id: int | None, now: datetime) -> tuple[int, str | None]:
    row = None if reader_id is None else work.one(READER_PIN, reader_id=reader_id)
    if row is None:
        return 0, None
    return seconds_left(instant_or_none(row[2]), now), row[0]


def _count(
    work: Work, station_id: int, reader_id: int | None, pin_hash: str | None, now: datetime
) -> _Try:
    """Write the try down as wrong; what it will cost when it is."""
    failures, failed_at, _ = work.one(STATION_PIN, station_id=station_id) or (0, None, None)
    failures = STATION_SLOWING.counted(failures, instant_or_none(failed_at), now) + 1
    wait = STATION_SLOWING.wait_after(failures)
    until = STATION_SLOWING.until(failures, now)
    work.run(
        SET_STATION_PIN_FAILURES,
        station_id=station_id,
        failures=failures,
        failed_at=instant_text(now),
        until=None if until is None else instant_text(until),
    )
    if reader_id is not None:
        wait = max(wait, _count_reader(work, reader_id, now))
    return _Try(reader_id, pin_hash, wait)


def _count_reader(work: Work, reader_id: int, now: datetime) -> int:
    row = work.one(READER_PIN, reader_id=reader_id)
    failures = (row[1] if row else 0) + 1
    until = READER_SLOWING.until(failures, now)
    work.run(
        SET_READER_PIN_FAILURES,
        reader_id=reader_id,
        failures=failures,
        until=None if until is None else instant_text(until),
    )
    return READER_SLOWING.wait_after(failures)


def _forgive(work: Work, station_id: int, reader_id: int) -> None:
    """The try was right: take back what was written down for it."""
    work.run(SET_READER_PIN_FAILURES, reader_id=reader_id, failures=0, until=None)
    row = work.one(STATION_PIN, station_id=station_id)
    if row is not None:
        work.run(
            SET_STATION_PIN_FAILURES,
            station_id=station_id,
            failures=max(row[0] - 1, 0),
            failed_at=row[1],
            until=None,
        )
