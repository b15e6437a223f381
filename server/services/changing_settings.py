"""Settings changed at the desk: several at once, with their old values in the journal."""

from __future__ import annotations

from collections.abc import Mapping

from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.settings import put_setting
from server.tables import Setting

_OTHERS = ("policy", "demo.")
"""Rows of other rooms: they are never changed here."""


def change_settings(server: Server, deed: Deed, wanted: Mapping[str, str | None]) -> list[str]:
    """Put the values in force, None: back to what the start says. The keys that changed."""
    if any(key.startswith(_OTHERS) for key in wanted):
        raise ValueError("not a setting of the page")
    with server.library.writing() as work:
        if done_before(work, deed):
            return []
        rows = Setting.select().where(Setting.key.in_(list(wanted)))
        old = {row.key: str(row.value) for row in rows}
        changed = [key for key, value in wanted.items() if old.get(key) != value]
        if not changed:
            return []
        for key in changed:
            put_setting(key, wanted[key])
        write_deed(server, work, deed, before={
            "old": {key: old.get(key) for key in changed},
            "new": {key: wanted[key] for key in changed},
        })  # fmt: skip
    return changed
