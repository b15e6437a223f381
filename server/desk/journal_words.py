"""The journal in words: kinds, moments, who did it, and what stood before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from server.server import Server
from server.services.journal_pages import Line

_BEFORE = {
    "state": "journal.before-state", "due_on": "journal.before-due-on",
    "renewals": "journal.before-renewals", "loan": "journal.before-loan",
    "hold": "journal.before-hold", "released": "journal.before-released",
    "request": "journal.before-request", "placed": "journal.before-placed",
    "cancelled": "journal.before-cancelled", "case": "journal.before-case",
    "seen": "journal.before-seen", "people": "journal.before-people",
    "override": "journal.before-override",
}  # fmt: skip
"""What of a before-image has words; all of it is shown as it is kept, too."""


def kind_words(t: Any, kind: str) -> str:
    """A kind of operation for people; the word itself while nobody gave it words."""
    key = f"journal.kind-{kind}"
    return str(t(key)) if key in t else kind


def what_words(t: Any, line: Line) -> str:
    """What was done; of an undo also what was undone; whether it was undone itself."""
    said = kind_words(t, line.kind)
    if line.undone_kind is not None:
        said = f"{said}: {kind_words(t, line.undone_kind)}"
    return said if line.undone_by is None else f"{said} ({t('journal.undone').lower()})"


def who_words(t: Any, line: Line) -> str:
    """The member of staff, the reader at a kiosk, or the program by itself."""
    if line.staff:
        return line.staff
    return str(t("journal.by-program" if line.station is None else "journal.by-reader"))


def who_where_words(t: Any, line: Line) -> str:
    """Both in one cell."""
    return ", ".join(filter(None, (who_words(t, line), line.station)))


def when_words(server: Server, instant: datetime, seconds: bool = False) -> str:
    """Day and time of the school."""
    here = instant.astimezone(server.zone)
    return f"{here:%d.%m.%Y %H:%M:%S}" if seconds else f"{here:%d.%m.%Y %H:%M}"


def before_words(t: Any, before: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What stood before, as far as there are words for it."""
    return [
        (str(t(key)), _value(t, name, before[name])) for name, key in _BEFORE.items()
        if name in before
    ]  # fmt: skip


def _value(t: Any, name: str, value: Any) -> str:
    if name == "state" and f"state.{value}" in t:
        return str(t(f"state.{value}"))
    if name == "due_on":
        return f"{date.fromisoformat(str(value)):%d.%m.%Y}"
    if isinstance(value, list) and value:
        return str(value[0])
    return str(value)
