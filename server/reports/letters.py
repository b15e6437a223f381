"""The letters of printed forms: Golos Text with every Kazakh letter, measured and wrapped."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from importlib.resources import files as resources

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

PLAIN, STRONG = "golos-text-400", "golos-text-600"
_lock = threading.Lock()
# No-break spaces hold the groups of a sum together.
_SPACES = re.compile(r"[ \t]+")


def know_letters() -> None:
    """Tell reportlab the two weights; once for a process."""
    with _lock:
        known = pdfmetrics.getRegisteredFontNames()
        for name in (PLAIN, STRONG):
            if name not in known:
                path = resources("labels").joinpath("fonts", f"{name}.ttf")
                pdfmetrics.registerFont(TTFont(name, str(path)))


@lru_cache(maxsize=50_000)
def width(text: str, font: str, size: float) -> float:
    """How wide the text is, in points."""
    return float(pdfmetrics.stringWidth(text, font, size))


def wrapped(text: str, room: float, font: str, size: float) -> list[str]:
    """The text in lines no wider than `room` points; a word too wide for one is broken.

    An empty text is no line."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in _SPACES.split(paragraph.strip()):
            longer = f"{line} {word}" if line else word
            if width(longer, font, size) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *broken, line = _broken(word, room, font, size)
            lines += broken
        if line or (lines and paragraph != text):
            lines.append(line)
    return lines


def _broken(word: str, room: float, font: str, size: float) -> list[str]:
    """A word in parts that fit; after a hyphen or slash when there is one near the end."""
    parts: list[str] = []
    while width(word, font, size) > room and len(word) > 1:
        cut = _fitting(word, room, font, size)
        sign = max(word.rfind(sign, 1, cut) for sign in "-–/.,(")
        if sign > cut // 2:
            cut = sign + 1
        parts.append(word[:cut])
        word = word[cut:]
    return [*parts, word]


def _fitting(word: str, room: float, font: str, size: float) -> int:
    """How many letters fit, at least one."""
    low, high = 1, len(word)
    while low < high:
        middle = (low + high + 1) // 2
        if pdfmetrics.stringWidth(word[:middle], font, size) <= room:
            low = middle
        else:
            high = middle - 1
    return low
