"""Millimetres and points as dots of a printer."""

from __future__ import annotations

RESOLUTIONS = (203, 300, 600)
"""Dots an inch as printers are sold; 203 means 8 dots/mm."""
_PER_MM = {203: 8.0, 300: 300 / 25.4, 600: 600 / 25.4}
MM_OF_POINT = 25.4 / 72


def dots_per_mm(dpi: int) -> float:
    """Raises ValueError for a resolution that is none of RESOLUTIONS."""
    if dpi not in _PER_MM:
        raise ValueError(f"no such resolution: {dpi}")
    return _PER_MM[dpi]


def whole_dots(mm: float, dpi: int) -> int:
    """The nearest whole dot."""
    return round(mm * dots_per_mm(dpi))


def points_per_dot(dpi: int) -> float:
    """A dot in points (1/72 inch)."""
    return 1 / (dots_per_mm(dpi) * MM_OF_POINT)
