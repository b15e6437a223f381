"""Where a copy belongs that somebody holds in the hand: its shelf, a corner, the hold shelf."""

from __future__ import annotations

from enum import StrEnum

from library.catalogue import CopyState


class Spot(StrEnum):
    """The kind of place; text key `trolley.spot-<value>`."""

    SHELF = "shelf"
    CORNER = "corner"
    READING_ROOM = "reading-room"
    HOLD_SHELF = "hold-shelf"
    CHECK = "check"
    REPAIR = "repair"
    DESK = "desk"
    READER = "reader"


_BY_STATE = {
    CopyState.ON_HOLD_SHELF: Spot.HOLD_SHELF,
    CopyState.TO_CHECK: Spot.CHECK,
    CopyState.IN_REPAIR: Spot.REPAIR,
    CopyState.ON_LOAN: Spot.READER,
}


def spot_of(state: CopyState, reading_room_only: bool, on_display: bool) -> Spot:
    """Where the copy belongs now; whatever has no place of its own goes to the desk."""
    if state is not CopyState.ON_SHELF:
        return _BY_STATE.get(state, Spot.DESK)
    if on_display:
        return Spot.CORNER
    return Spot.READING_ROOM if reading_room_only else Spot.SHELF
