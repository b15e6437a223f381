"""`/desk/topics`: books on a topic, asked for, gathered by scan, handed over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, flash, request
from werkzeug.exceptions import BadRequest

from library.rights import Right
from library.topics import NotNow, TopicState, TopicStep, steps_of
from library.typed_code import typed_code
from server.desk.drawing import drawn, number, see
from server.desk.forms import Day, DeskForm, Line, Lines, Pick, Whole, Wrong, clean_line
from server.desk.guard import allowed
from server.desk.lists import Choice, Column, Filter, Listing, in_memory, shown, written
from server.desk.spreadsheets import file_answer, wants_file
from server.desk.title_forms import number_or_none
from server.desk.titles import act_here
from server.server import Server
from server.services.classes import classes_of, shown_year
from server.services.topics import (
    TopicLine,
    TopicValues,
    ask_topic,
    lay_aside,
    put_back,
    step_topic,
    teachers,
    topic,
    topics,
)
from web.language import texts_of

ADDRESS = "/desk/topics"


class TopicForm(DeskForm):
    """A wish; classes and teachers are filled in by the view."""

    topic = Line("request.topic", required=True, longest=200)
    how_many = Whole("request.how-many", least=1, most=200, required=True)
    wanted_on = Day("request.wanted-on", required=True)
    school_class = Pick("request.class")
    reader = Pick("request.teacher")
    note = Lines("request.note", longest=1000)

    def values(self) -> TopicValues:
        """What was typed."""
        wanted_on: Any = self.wanted_on.data
        return TopicValues(
            self.topic.data or "", self.how_many.data or 1, wanted_on,
            number_or_none(self.school_class.data), number_or_none(self.reader.data),
            self.note.data or "",
        )  # fmt: skip


def add_topic_pages(pages: Blueprint, server: Server) -> None:
    """The list, a new one, gathering and handing over."""
    _add_list(pages, server)
    _add_topic(pages, server)
    _add_work(pages, server)


def _add_list(pages: Blueprint, server: Server) -> None:
    @pages.get("/topics")
    @allowed(Right.REQUESTS)
    def all_topics() -> Response | str:
        t = texts_of(request)
        listing = _listing(server, t)
        if wants_file(request):
            return file_answer(request, listing, t)
        return drawn(server, "desk/topics.html", list=shown(request, listing), written=written)

    @pages.route("/topics/new", methods=["GET", "POST"])
    @allowed(Right.REQUESTS)
    def new_topic() -> Response | str | tuple[str, int]:
        form = _form(server)
        if form.sent():
            values = form.values()
            if values.wanted_on >= server.today():
                made = ask_topic(server, act_here(server, "topic-asked", repr(values)), values)
                flash(values.topic, "request.topic-added")
                return see(f"{ADDRESS}/{made}")
            form.wanted_on.errors = [Wrong("request.day-is-over").args[0]]
        page = drawn(server, "desk/topic-form.html", form=form)
        return (page, 422) if request.method == "POST" else page


def _form(server: Server) -> Any:
    form: Any = TopicForm.of(request)
    classes = classes_of(server, shown_year(server))
    labels = [(str(each.class_id), each.label) for each in classes]
    form.school_class.offer([("", "–"), *labels])
    known = [(str(reader_id), name) for reader_id, name in teachers(server)]
    form.reader.offer([("", "–"), *known])
    return form


def _listing(server: Server, t: Any) -> Listing:
    columns = (
        Column("topic", "request.topic", lambda row: row.values.topic,
               link=lambda row: f"{ADDRESS}/{row.topic_id}"),
        Column("gathered", "request.gathered",
               lambda row: f"{row.gathered} / {row.values.how_many}", kind="code", sorts=False),
        Column("for", "request.class", lambda row: row.class_label, kind="code"),
        Column("reader", "request.teacher", lambda row: row.reader),
        Column("wanted", "request.wanted-on", lambda row: row.values.wanted_on, kind="date"),
        Column("state", "request.state", lambda row: str(t(f"request.topic-{row.state}")), "tag",
               key=_urgency),
    )  # fmt: skip
    choices = [Choice(each.value, str(t(f"request.topic-{each}"))) for each in TopicState]
    return Listing(
        "request.topics", columns, in_memory(lambda: topics(server), columns, _fits),
        (Filter("state", "request.state", choices),), sort="state", empty="request.no-topics",
    )  # fmt: skip


def _fits(row: TopicLine, filters: Mapping[str, str]) -> bool:
    wanted = filters.get("state")
    return wanted is None or row.state == wanted


def _urgency(row: TopicLine) -> tuple[bool, date]:
    """What still has to be done stands first, the soonest of it."""
    return row.state in (TopicState.FULFILLED, TopicState.CANCELLED), row.values.wanted_on


def _add_topic(pages: Blueprint, server: Server) -> None:
    @pages.get("/topics/<int:topic_id>")
    @allowed(Right.REQUESTS)
    def one_topic(topic_id: int) -> str:
        found = topic(server, topic_id)
        if found is None:
            abort(404)
        line, copies = found
        return drawn(
            server, "desk/topic.html", line=line, copies=copies, written=written,
            steps=steps_of(line.state),
        )  # fmt: skip


def _add_work(pages: Blueprint, server: Server) -> None:
    @pages.post("/topics/<int:topic_id>/copies")
    @allowed(Right.REQUESTS)
    def topic_copy(topic_id: int) -> Response:
        """A scanned copy lies ready for it."""
        code = typed_code(clean_line(request.form.get("code"))[:64]).text
        act = act_here(server, "topic-copy", f"{topic_id} {code}")
        flash(code if code.isdigit() else "", f"request.copy-{_laid(server, act, topic_id, code)}")
        return see(f"{ADDRESS}/{topic_id}")

    @pages.post("/topics/<int:topic_id>/back")
    @allowed(Right.REQUESTS)
    def topic_back(topic_id: int) -> Response:
        copy_id = number("copy")
        act = act_here(server, "topic-copy-back", f"{topic_id} {copy_id}", copy_id)
        put_back(server, act, topic_id, copy_id)
        return see(f"{ADDRESS}/{topic_id}")

    @pages.post("/topics/<int:topic_id>/step")
    @allowed(Right.REQUESTS)
    def topic_step(topic_id: int) -> Response:
        try:
            step = TopicStep(request.form.get("step", ""))
        except ValueError as fault:
            raise BadRequest from fault
        act = act_here(server, "topic-step", f"{topic_id} {step}")
        done = step_topic(server, act, topic_id, step)
        if done is None:
            abort(404)
        flash("", f"request.not-{done.code}" if isinstance(done, NotNow)
              else f"request.topic-now-{done}")  # fmt: skip
        return see(f"{ADDRESS}/{topic_id}")


def _laid(server: Server, act: Any, topic_id: int, code: str) -> str:
    return lay_aside(server, act, topic_id, code) if code.isprintable() and code else "unknown"
