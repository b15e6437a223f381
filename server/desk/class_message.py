"""The polite message about books past their date: numbers for a class's chat, names only in
the message to the teacher alone; and a QR code of the first one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import Blueprint, request
from markupsafe import Markup

from i18n.texts import texts
from labels.qr_code import svg
from library.rights import Right
from server.desk.classes import class_or_404
from server.desk.drawing import drawn
from server.desk.guard import allowed
from server.server import Server
from server.services.debts import Debt, Wanted, debts
from server.services.settings import SCHOOL_NAME, setting
from web.language import language_of

SPOKEN = ("kk", "ru")
"""Languages of the messages."""


@dataclass(frozen=True, slots=True)
class Message:
    """Both texts in one language. `group` holds numbers only; `qr` is a picture of it."""

    language: str
    group: str
    own: str
    qr: Markup


def message_of(server: Server, label: str, late: Sequence[Debt], language: str) -> Message:
    """What to say about a class or a dormitory group; `late`: its debts past their date, by
    reader."""
    t = texts(language)
    values = {"group": label, "day": f"{server.today():%d.%m.%Y}",
              "school": setting(server.library, SCHOOL_NAME)}  # fmt: skip
    if not late:
        text = t("class.message-none", **values)
        return Message(language, text, text, _picture(t, text))
    readers = len({each.reader_id for each in late})
    group = t("class.message-group", readers=readers, books=len(late), **values)
    lines = [t("class.message-own", readers=readers, books=len(late), **values), ""]
    for number, (_, owed) in enumerate(groupby(late, key=lambda each: each.reader_id), start=1):
        each = list(owed)
        lines.append(f"{number}. {each[0].reader}")
        lines += [
            "   " + t("class.message-line", title=debt.title, day=f"{debt.due_on:%d.%m.%Y}")
            for debt in each
        ]
    lines += ["", t("class.message-thanks")]
    return Message(language, group, "\n".join(lines), _picture(t, group))


def spoken_language() -> str:
    """The language of the message: `?in=`, else the one of the page."""
    asked = request.args.get("in", "")
    if asked in SPOKEN:
        return asked
    language = language_of(request)
    return language if language in SPOKEN else SPOKEN[0]


def add_message_pages(pages: Blueprint, server: Server) -> None:
    """`/desk/classes/…/message`."""

    @pages.get("/classes/<int:class_id>/message")
    @allowed(Right.CLASSES)
    def class_message(class_id: int) -> str:
        about = class_or_404(server, class_id)
        late = debts(server, Wanted(class_ids=[class_id])).debts
        message = message_of(server, about.label, late, spoken_language())
        return drawn(server, "desk/class-message.html", about=about, message=message)


def _picture(t: object, text: str) -> Markup:
    # Our own drawing of modules; the label is one of our texts and holds no markup.
    return Markup(svg(text, t("class.qr")))  # type: ignore[operator]
