"""The clearance slip on half a sheet of A4: who owes the library nothing, with a code that the
desk verifies. One slip is an A5 page; several stand two on a sheet, to be cut."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from i18n.texts import Texts, texts
from labels.barcode_art import bars, modules
from library.clearance import CaseStanding, OwedCase, SlipState, spaced
from server.reports.letters import PLAIN, STRONG, know_letters, wrapped
from server.reports.register_lines import day as written_day

WIDE, HIGH = float(A4[0]), float(A4[1] / 2)
_LEFT, _RIGHT = 20 * mm, WIDE - 15 * mm
_ROOM = _RIGHT - _LEFT
_MODULE = 0.33 * mm
_BAR_HEIGHT = 13 * mm
_FOOT = 30 * mm
"""Room of the signature and the code."""
_MOST_LINES = 6
"""Cases that are named; more are counted, as are those that do not fit."""
_SIZES = (9.5, 8.0, 7.0)
"""Sizes tried for the cases, in points."""
_SAID = {
    SlipState.VALID: "clearance.paper-owes-nothing",
    SlipState.OWES_AGAIN: "clearance.means-owes-again",
    SlipState.VOIDED: "clearance.paper-voided",
}


@dataclass(frozen=True, slots=True)
class SlipPaper:
    """What stands on a slip. `purpose` ends the text key `clearance.purpose-<purpose>`."""

    number: int
    year: int
    code: str
    name: str
    class_label: str
    purpose: str
    lines: Sequence[OwedCase]
    issued_on: date
    librarian: str
    school: str
    language: str
    state: SlipState = SlipState.VALID


def slip_pdf(slip: SlipPaper) -> bytes:
    """One slip on A5."""
    return _pdf([slip], (WIDE, HIGH))


def slips_pdf(slips: Sequence[SlipPaper]) -> bytes:
    """Two on each sheet of A4, with a line to cut along."""
    return _pdf(slips, (float(A4[0]), float(A4[1])))


def _pdf(slips: Sequence[SlipPaper], page: tuple[float, float]) -> bytes:
    know_letters()
    out = io.BytesIO()
    canvas: Any = Canvas(out, pagesize=page, invariant=1)
    halves = round(page[1] / HIGH)
    for place, slip in enumerate(slips):
        half = place % halves
        if place and half == 0:
            canvas.showPage()
        _draw(canvas, slip, page[1] - (half + 1) * HIGH)
        if halves > 1 and half == 0:
            canvas.setDash(3, 3)
            canvas.setLineWidth(0.4)
            canvas.line(0, HIGH, page[0], HIGH)
            canvas.setDash()
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Any, slip: SlipPaper, bottom: float) -> None:
    t = texts(slip.language)
    y = bottom + HIGH - 13 * mm
    y = _paragraph(canvas, slip.school, y, 10, PLAIN)
    title = str(t("clearance.paper-title", number=slip.number, year=slip.year))
    y = _paragraph(canvas, title, y - 9 * mm, 19, STRONG)
    y = _paragraph(canvas, slip.name, y - 6 * mm, 15, STRONG)
    about = [slip.class_label] if slip.class_label else []
    about.append(str(t(f"clearance.purpose-{slip.purpose}")))
    y = _paragraph(canvas, " · ".join(about), y - 1 * mm, 11, PLAIN)
    y = _paragraph(canvas, str(t(_SAID[slip.state])), y - 4 * mm, 13, STRONG)
    _cases(canvas, t, slip, y, bottom + _FOOT + 5 * mm)
    _foot(canvas, t, slip, bottom)


def _cases(canvas: Any, t: Texts, slip: SlipPaper, y: float, lowest: float) -> None:
    """The cases between `y` and `lowest`, in the largest size in which all fit; the date, the
    code and the next slip below stay free in any case."""
    words = [f"• {case_words(t, case)}" for case in slip.lines[:_MOST_LINES]]
    size = next((size for size in _SIZES if y - _height(words, size) >= lowest), _SIZES[-1])
    left = len(words)
    while left and y - _height(words[:left], size) - _row_of_more(slip, left, size) < lowest:
        left -= 1
    for line in words[:left]:
        y = _paragraph(canvas, line, y - 1 * mm, size, PLAIN)
    if left < len(slip.lines):
        more = str(t("clearance.paper-more", n=len(slip.lines) - left))
        _paragraph(canvas, more, y, size, PLAIN)


def _row_of_more(slip: SlipPaper, named: int, size: float) -> float:
    return size * 1.22 if named < len(slip.lines) else 0.0


def _height(words: Sequence[str], size: float) -> float:
    rows = [len(wrapped(line, _ROOM, PLAIN, size)) for line in words]
    return float(sum(rows) * size * 1.22 + len(rows) * 1 * mm)


def case_words(t: Texts, case: OwedCase) -> str:
    """One case as it stands on the slip."""
    if case.standing is CaseStanding.NOT_REQUIRED:
        return str(t("clearance.line-not-required", title=case.title, note=case.note))
    day = written_day(case.on) if case.on else "–"
    return str(t("clearance.line-promised", title=case.title, date=day))


def _paragraph(canvas: Any, text: str, y: float, size: float, font: str) -> float:
    """Lines from `y` downwards; where the last one stands."""
    canvas.setFont(font, size)
    for line in wrapped(text, _ROOM, font, size):
        y -= size * 1.22
        canvas.drawString(_LEFT, y, line)
    return y


def _foot(canvas: Any, t: Texts, slip: SlipPaper, bottom: float) -> None:
    row = modules(slip.code)
    wide = len(row) * _MODULE
    left, base = _RIGHT - wide, bottom + 17 * mm
    for start, width in bars(row):
        canvas.rect(left + start * _MODULE, base, width * _MODULE, _BAR_HEIGHT, stroke=0, fill=1)
    canvas.setFont(STRONG, 11)
    canvas.drawCentredString(left + wide / 2, base - 5 * mm, spaced(slip.code))
    canvas.setFont(PLAIN, 8)
    for place, line in enumerate(wrapped(str(t("clearance.paper-verify")), wide, PLAIN, 8)):
        canvas.drawCentredString(left + wide / 2, base - 9 * mm - place * 10, line)
    canvas.setFont(PLAIN, 11)
    canvas.drawString(_LEFT, bottom + _FOOT, written_day(slip.issued_on))
    signed = bottom + 17 * mm
    canvas.setLineWidth(0.6)
    canvas.line(_LEFT, signed, left - 10 * mm, signed)
    canvas.setFont(PLAIN, 8)
    who = f"{t('clearance.paper-librarian')}  {slip.librarian}".strip()
    canvas.drawString(_LEFT, signed - 4 * mm, who)
