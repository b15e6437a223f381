"""What a printer says of itself before it is given a job, where its address has `?ask=1`.

ZPL printers are asked `~HS` (three lines between STX and ETX), TSPL printers `ESC ! ?` (one
byte), receipt printers `DLE EOT 2` (one byte). A Zebra that is out of labels or whose head
is open does not answer at all: with `ask=1` its silence means "not ready". Cheap TSPL and
receipt printers often never answer: their silence means nothing.
Sources: Zebra's ZPL II guide (~HS), TSC's TSPL manual, Epson's ESC/POS reference.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

ASK_SECONDS = 1.0
STX, ETX = b"\x02", b"\x03"
NOT_READY = "not-ready"


@dataclass(frozen=True, slots=True)
class Question:
    """The bytes to send, how to know that the answer is whole, what it means (a stable code,
    None for ready), and whether silence means that the printer is not ready."""

    asked: bytes
    whole: Callable[[bytes], bool]
    meaning: Callable[[bytes], str | None]
    silence_matters: bool


def question_before(content: bytes) -> Question | None:
    """What to ask before sending this job; None for a job that is no printer commands."""
    for start, question in _QUESTIONS:
        if content.startswith(start):
            return question
    return None


def not_ready(
    question: Question, send: Callable[[bytes], object], read: Callable[[], bytes],
    seconds: float = ASK_SECONDS,
) -> str | None:  # fmt: skip
    """Ask, and wait for the answer: None when the job may go, else a stable code. `read`
    gives some bytes, or none after a while of silence; what both raise passes through."""
    send(question.asked)
    answer, until = b"", time.monotonic() + seconds
    while not question.whole(answer) and time.monotonic() < until:
        piece = read()
        if not piece and answer:
            break
        answer += piece
    if not question.whole(answer):
        return NOT_READY if question.silence_matters else None
    return question.meaning(answer)


def _zpl(answer: bytes) -> str | None:
    """Line 1: paper out is field 2, pause 3; line 2: head up 3, ribbon out 4 (from 1)."""
    lines = [line.partition(ETX)[0].split(b",") for line in answer.split(STX)[1:3]]
    for line, place, code in (
        (0, 1, "paper-out"), (1, 2, "head-open"), (1, 3, "ribbon-out"), (0, 2, "paused"),
    ):  # fmt: skip
        fields = lines[line]
        if place < len(fields) and fields[place].strip() == b"1":
            return code
    return None


def _by_bits(answer: bytes, bits: tuple[tuple[int, str], ...]) -> str | None:
    return next((code for bit, code in bits if answer[0] & bit), None)


_TSPL_BITS = (
    (0x04, "paper-out"), (0x01, "head-open"), (0x02, "jam"), (0x08, "ribbon-out"),
    (0x10, "paused"), (0x80, "device-error"),
)  # fmt: skip
_RECEIPT_BITS = ((0x20, "paper-out"), (0x04, "head-open"), (0x40, "device-error"))


def _receipt(answer: bytes) -> str | None:
    # Every true answer has these four bits so; anything else is noise of the line.
    return _by_bits(answer, _RECEIPT_BITS) if answer[0] & 0x93 == 0x12 else None


_QUESTIONS = (
    (b"^XA", Question(b"~HS\r\n", lambda got: got.count(ETX) >= 3, _zpl, True)),
    (b"SIZE", Question(b"\x1b!?", bool, lambda got: _by_bits(got, _TSPL_BITS), False)),
    (b"\x1b@", Question(b"\x10\x04\x02", bool, _receipt, False)),
)
