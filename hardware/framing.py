"""Bytes in, frames out: where one scan ends and the next begins. Knows no port and no clock.

Scanners end a code with CR, LF, CR LF, TAB or ETX, as they are set, or with nothing at all; then
silence ends it. A frame is at most 4096 bytes: more is noise, thrown away up to the next end.
Whatever arrives, nothing here raises and memory stays bounded.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

MAX_FRAME = 4096
"""Bytes; the longest code in use (a full QR) is shorter."""

ENDS = {
    "any": b"\r\n\t\x03",
    "CR": b"\r",
    "LF": b"\n",
    "CRLF": b"\r\n",
    "TAB": b"\t",
    "ETX": b"\x03",
    "none": b"",
}
"""Ending bytes by the name used in port addresses. CR LF makes an empty frame, which is dropped."""

FORGET_AFTER = 1.0
"""Seconds of silence after which an unfinished frame is noise, where silence ends none."""

_REMEMBERED = 64
_EDGES = "".join(map(chr, range(0x21))) + "\x7f"
_AIM = re.compile(r"\][A-Za-z][0-9A-Za-z]")
_CODE_ID = re.compile(r"[A-Za-z]")
_NEVER = re.compile(rb"(?!)")


@dataclass(frozen=True, slots=True)
class FrameRules:
    """How one scanner writes. `suffix` is a name of `ENDS`; with `any` and `none` a silence of
    `gap` seconds ends a frame too. `aim`: `]cm` stands before each code (ISO/IEC 15424);
    `code_id`: one letter does. `repeat`: seconds a code must be absent to count again."""

    suffix: str = "any"
    gap: float = 0.08
    aim: bool = False
    code_id: bool = False
    repeat: float = 1.0

    @property
    def silence_ends(self) -> bool:
        """A scanner with a known suffix may pause inside a code (radio links do)."""
        return self.suffix in ("any", "none")


@dataclass(frozen=True, slots=True)
class Frame:
    """One code: `raw` bytes without the ending, readable `text`, and monotonic seconds of the
    first byte and of the last."""

    raw: bytes
    text: str
    started_at: float
    received_at: float


class FrameCutter:
    """Cuts the stream of one port into frames; `discarded` counts those that were too long."""

    def __init__(self, rules: FrameRules | None = None) -> None:
        self.rules = rules or FrameRules()
        self.discarded = 0
        ends = ENDS[self.rules.suffix]
        self._ends = re.compile(b"[" + re.escape(ends) + b"]") if ends else _NEVER
        self._pending = bytearray()
        self._overflown = False
        self._started_at = 0.0
        self._last_at = 0.0

    def feed(self, data: bytes, at: float) -> list[Frame]:
        """The frames that `data` completes. Time never cuts here: bytes that waited in a buffer
        while the computer was busy belong together (see `silence`)."""
        frames: list[Frame] = []
        if not data:
            return frames
        *ended, rest = self._ends.split(data)
        for piece in ended:
            self._take(piece, at)
            self._last_at = at
            frames += self._finish()
        self._take(rest, at)
        self._last_at = at
        return frames

    def silence(self, at: float) -> list[Frame]:
        """To be called when a read found the line quiet until `at`: ends what waits."""
        if not self._pending and not self._overflown:
            return []
        quiet = at - self._last_at
        if self.rules.silence_ends:
            return self._finish() if quiet >= self.rules.gap else []
        if quiet >= FORGET_AFTER:
            self.reset()
        return []

    def reset(self) -> None:
        """Forget a half-received frame (the cable was pulled)."""
        self._pending.clear()
        self._overflown = False

    def _take(self, piece: bytes, at: float) -> None:
        if self._overflown or not piece:
            return
        if not self._pending:
            self._started_at = at
        if len(self._pending) + len(piece) > MAX_FRAME:
            self._overflown = True
            self.discarded += 1
            self._pending.clear()
        else:
            self._pending += piece

    def _finish(self) -> list[Frame]:
        raw = bytes(self._pending)
        self.reset()
        text = readable(raw, self.rules)
        return [Frame(raw, text, self._started_at, self._last_at)] if text else []


class RepeatFilter:
    """Presentation scanners read a code again and again while it lies before them.

    A code counts once, until it was absent for `window` seconds; each re-read restarts the
    window. Codes are told apart: two labels seen in turn do not free each other.
    """

    def __init__(self, window: float = 1.0) -> None:
        self._window = window
        self._seen: OrderedDict[str, float] = OrderedDict()

    def fresh(self, text: str, at: float) -> bool:
        """Whether `text`, read at monotonic second `at`, is a new presentation of the code."""
        before = self._seen.pop(text, None)
        self._seen[text] = at
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        return before is None or at - before >= self._window


def readable(raw: bytes, rules: FrameRules) -> str:
    """The text of a frame without NULs, edges of control characters and blanks, and prefixes."""
    text = _decoded(raw.replace(b"\0", b"")).strip(_EDGES)
    if rules.aim and (prefix := _AIM.match(text)):
        text = text[prefix.end() :]
    if rules.code_id and (prefix := _CODE_ID.match(text)):
        text = text[prefix.end() :]
    return text.strip(_EDGES)


def _decoded(raw: bytes) -> str:
    # UTF-8 first: hardly any other text is valid UTF-8 by chance. Old scanners set to Russian
    # send cp1251, in which one byte (0x98) has no meaning; latin-1 takes every byte.
    for encoding in ("utf-8", "cp1251"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1")
