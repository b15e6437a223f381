"""Names of backup files, which of them are kept, and when the last one is too old."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

KEPT_DAYS = 14
"""Of so many days with a backup the last one is kept."""
LATE_AFTER = timedelta(days=2)

_NAME = re.compile(r"library-([0-9]{4}-[0-9]{2}-[0-9]{2}-[0-9]{4})\.zip")
_FORM = "%Y-%m-%d-%H%M"


def name_of(made: datetime) -> str:
    """The file name of a backup made at this local time: `library-2026-11-23-0830.zip`."""
    return f"library-{made.strftime(_FORM)}.zip"


def made_of(name: str) -> datetime | None:
    """The local time (naive) in the name of a backup; None for any other name."""
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    try:
        return datetime.strptime(found[1], _FORM)
    except ValueError:
        return None


def spent(names: Iterable[str], today: date) -> list[str]:
    """Which backups go: of earlier days all but the last one of a day, and of days all but
    the last KEPT_DAYS. Those of today all stay; other files are never named."""
    known = sorted((made, name) for name in names if (made := made_of(name)) is not None)
    last_of_day = {made.date(): name for made, name in known}
    days = sorted(last_of_day)[-KEPT_DAYS:]
    stay = {last_of_day[day] for day in days}
    return [name for made, name in known if name not in stay and made.date() != today]


def is_late(last_at: datetime | None, since: datetime | None, now: datetime) -> bool:
    """Whether somebody has to look: the last good backup is older than two days, or there
    is none since `since`, when the library was first to be backed up."""
    at = last_at or since
    return at is not None and now - at > LATE_AFTER
