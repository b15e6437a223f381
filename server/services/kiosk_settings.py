"""Settings of the kiosks that the desk keeps; what it does not keep comes from the start."""

from __future__ import annotations

from dataclasses import dataclass

from server.database import Library
from server.services.undo import KIOSK_SECONDS
from server.tables import Setting

KEYPAD = "kiosk.keypad"


@dataclass(frozen=True, slots=True)
class KioskTime:
    """A time in whole seconds: the name of its row (that of settings.toml) and its bounds."""

    name: str
    least: int
    most: int

    @property
    def key(self) -> str:
        """The part of the name after the dot."""
        return self.name.partition(".")[2]


TIMES = (
    KioskTime("kiosk.idle_after", 10, 600),
    KioskTime("kiosk.countdown", 5, 60),
    # The server undoes nothing older, whatever a kiosk offers.
    KioskTime("kiosk.undo_for", 0, KIOSK_SECONDS),
    KioskTime("kiosk.card_follows_within", 0, 120),
    KioskTime("kiosk.farewell_for", 3, 60),
)


def kept_kiosk_settings(library: Library) -> dict[str, bool | float]:
    """What the desk keeps, by the last part of the name: `keypad` yes or no, times in
    seconds. A damaged or impossible value counts as not kept."""
    with library.reading():
        rows = {
            row.key: str(row.value)
            for row in Setting.select().where(Setting.key.startswith("kiosk."))
        }
    found: dict[str, bool | float] = {}
    if rows.get(KEYPAD) in ("yes", "no"):
        found["keypad"] = rows[KEYPAD] == "yes"
    for each in TIMES:
        text = rows.get(each.name, "")
        if text.isascii() and text.isdigit() and each.least <= int(text) <= each.most:
            found[each.key] = float(text)
    return found
