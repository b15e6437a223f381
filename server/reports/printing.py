"""A form as PDF: laid out on sheets, then written; the same form gives the same bytes."""

from __future__ import annotations

import io
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from server.reports.letters import PLAIN, STRONG, know_letters, width
from server.reports.paper import CENTRE, LEFT, RIGHT, Approval, Paper, Signature
from server.reports.sheets import MARGIN, Frame, Sheet, Words, height_of
from server.reports.tables import TableDrawing

_SIGNATURE_HEIGHT = 26.0
_FOOT_SIZE = 7.5
_MOST_TRIES = 3


def drawn_pdf(paper: Paper) -> bytes:
    """The bytes of the form."""
    know_letters()
    frame = Frame(paper.landscape)
    _heading(frame, paper)
    for text in paper.before:
        frame.paragraph(text)
    if paper.table is not None:
        frame.space(4)
        TableDrawing(frame, paper.table, paper.letters).draw()
    if paper.after:
        frame.space(8)
    for text in paper.after:
        frame.paragraph(text)
    _signatures(frame, paper.signatures, paper.language)
    if paper.certificate is not None:
        _certify(frame, paper)
    elif paper.seal:
        frame.paragraph(paper.seal)
    return _written(paper, frame)


def _certify(frame: Frame, paper: Paper) -> None:
    """The certificate names the number of sheets and stands on one of them: when it opens
    a new one it is written again."""
    mark = frame.mark()
    count = len(frame.sheets)
    for _ in range(_MOST_TRIES):
        frame.back_to(mark)
        _certificate(frame, paper, count)
        if len(frame.sheets) == count:
            return
        count = len(frame.sheets)


def _heading(frame: Frame, paper: Paper) -> None:
    middle = frame.left + frame.wide * 0.56
    top = frame.y
    frame.paragraph(paper.school, 10, left=frame.left, right=middle - 8 * mm)
    after_school = frame.y
    if paper.approval is not None:
        frame.y = top
        _approval(frame, paper.approval, middle)
    frame.y = min(frame.y, after_school) - 6
    frame.paragraph(paper.title, 14, STRONG, CENTRE)
    for fact in paper.facts:
        frame.paragraph(fact, 10, align=CENTRE, gap=1)
    if paper.basis:
        frame.paragraph(paper.basis, 8, align=CENTRE, gap=1)
    frame.y -= 4


def _approval(frame: Frame, approval: Approval, left: float) -> None:
    frame.paragraph(approval.word, 10.5, STRONG, left=left, gap=1)
    frame.paragraph(approval.role, 10, left=left, gap=1)
    frame.y -= 14
    name_at = left + 40 * mm
    frame.line_to_write(left, name_at - 3 * mm, frame.y)
    name_wide = frame.right - name_at
    frame.y += 12
    frame.paragraph(approval.name or "_" * 22, 10, left=frame.right - name_wide, gap=3)
    frame.paragraph(approval.date, 10, left=left)


def _signatures(frame: Frame, signatures: Any, language: str) -> None:
    for signature in signatures:
        _signature(frame, signature, language)


def _signature(frame: Frame, signature: Signature, language: str) -> None:
    role_wide = frame.wide * 0.42
    high = height_of(signature.role, role_wide - 6, 10)
    frame.need(high + _SIGNATURE_HEIGHT)
    frame.y -= 10
    top = frame.y
    frame.paragraph(signature.role, 10, right=frame.left + role_wide - 6, gap=0)
    line = frame.y
    signed_to = frame.left + frame.wide * 0.66
    frame.line_to_write(frame.left + role_wide, signed_to, line)
    sign = {"kk": ("қолы", "аты-жөні"), "ru": ("подпись", "Ф. И. О.")}.get(language, ("", ""))
    frame.caption((frame.left + role_wide + signed_to) / 2, line - 8, sign[0])
    named_from = signed_to + 4 * mm
    if signature.name:
        frame.y = max(top, line + 13)
        frame.paragraph(signature.name, 10, left=named_from, gap=0)
        frame.y = min(frame.y, line)
    else:
        frame.line_to_write(named_from, frame.right, line)
        frame.caption((named_from + frame.right) / 2, line - 8, sign[1])
    frame.y = min(frame.y, line) - 12


def _certificate(frame: Frame, paper: Paper, sheets: int) -> None:
    assert paper.certificate is not None
    texts = list(paper.certificate(sheets))
    high = sum(height_of(text, frame.wide, 10) + 3 for text in texts)
    high += len(paper.certificate_signatures) * _SIGNATURE_HEIGHT * 1.4 + 16
    frame.need(min(high + 20, frame.top - frame.bottom))
    frame.space(14)
    for place, text in enumerate(texts):
        frame.paragraph(text, 10, STRONG if place == 0 else PLAIN, CENTRE if place == 0 else LEFT)
    _signatures(frame, paper.certificate_signatures, paper.language)
    if paper.seal:
        frame.paragraph(paper.seal)


def _written(paper: Paper, frame: Frame) -> bytes:
    out = io.BytesIO()
    # invariant: no clock and no random id in the file, an act prints the same for ever.
    canvas: Any = Canvas(out, pagesize=frame.page, invariant=1, lang=paper.language)
    canvas.setTitle(paper.title)
    canvas.setAuthor(paper.school)
    total = len(frame.sheets)
    for place, sheet in enumerate(frame.sheets, start=1):
        _write_sheet(canvas, sheet)
        said = paper.page.replace("{n}", str(place)).replace("{total}", str(total))
        _write_words(
            canvas, Words(frame.right, MARGIN, said, PLAIN, _FOOT_SIZE, RIGHT)
        )  # fmt: skip
        room = frame.wide - width(said, PLAIN, _FOOT_SIZE) - 12
        foot = _cut(paper.foot, room)
        _write_words(canvas, Words(frame.left, MARGIN, foot, PLAIN, _FOOT_SIZE))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _cut(text: str, room: float) -> str:
    """The foot in one line: a very long school's name loses its end there."""
    if width(text, PLAIN, _FOOT_SIZE) <= room:
        return text
    while text and width(text + "…", PLAIN, _FOOT_SIZE) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def _write_sheet(canvas: Any, sheet: Sheet) -> None:
    thick = 0.0
    for rule in sorted(sheet.rules, key=lambda rule: rule.thick):
        if rule.thick != thick:
            thick = rule.thick
            canvas.setLineWidth(thick)
        canvas.line(rule.x, rule.y, rule.to_x, rule.to_y)
    for words in sheet.words:
        _write_words(canvas, words)


def _write_words(canvas: Any, words: Words) -> None:
    canvas.setFont(words.font, words.size)
    put = {LEFT: canvas.drawString, RIGHT: canvas.drawRightString,
           CENTRE: canvas.drawCentredString}[words.align]  # fmt: skip
    put(words.x, words.y, words.text)
