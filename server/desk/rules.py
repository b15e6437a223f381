"""`/desk/rules`: the loan rules as a table; every change is looked at before it is saved."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.catalogue import ItemKind
from library.policy import Policy
from library.policy_changes import NUMBERS, raw_of, with_line
from library.readers import Category
from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.guard import allowed, signed_in
from server.desk.rule_forms import LineForm, LineRow, NumbersForm, NumbersRow
from server.desk.rule_words import line_words, number_words
from server.server import Server
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.policies import (
    FILE,
    PolicyChangedMeanwhile,
    change_policy,
    own_rules,
    preview,
    rules_before,
    text_of,
    version_of,
    wanted_policy,
)
from web.language import texts_of

_ADDRESS = "/desk/rules"
_LONGEST = 50_000
"""No policy is as long; what is longer was not made by our pages."""


def add_rules_pages(pages: Blueprint, server: Server) -> None:
    """The table, the form of a cell, the numbers beside it, preview and saving."""
    _add_table(pages, server)
    _add_line(pages, server)
    _add_numbers(pages, server)
    _add_saving(pages, server)


def _add_table(pages: Blueprint, server: Server) -> None:
    @pages.get("/rules")
    @allowed(Right.RULES)
    def rules() -> str:
        return drawn(
            server, "desk/rules.html", policy=server.policy, categories=list(Category),
            kinds=list(ItemKind), line_words=line_words, numbers=_numbers(server),
            own=own_rules(server), undoable=rules_before(server) is not None,
        )  # fmt: skip

    @pages.post("/rules/restore")
    @allowed(Right.RULES)
    def rules_restore() -> Response | str:
        """Back to the file's rules, or to those before the last change: looked at first."""
        which = request.form.get("which")
        text = FILE if which == "file" else rules_before(server) if which == "before" else None
        if text is None:
            abort(400)
        return _preview(server, text)


def _add_line(pages: Blueprint, server: Server) -> None:
    @pages.route("/rules/line/<category>/<kind>", methods=["GET", "POST"])
    @allowed(Right.RULES)
    def rules_line(category: str, kind: str) -> Response | str | tuple[str, int]:
        """What one category may do with one kind; the same for others that are ticked."""
        try:
            reader, item = Category(category), ItemKind(kind)
        except ValueError:
            abort(404)
        now = LineRow.of(server.policy.line(reader, item))
        form = LineForm.of(request, opened=now)
        also = [each for each in Category if each.value in request.form.getlist("also")]
        if form.sent() and form.fits(now=now):
            new = with_line(server.policy, {reader, *also}, item, form.line())
            return _preview(server, text_of(new))
        page = drawn(
            server, "desk/rules-line.html", form=form.in_words(texts_of(request)),
            category=reader, kind=item, also=also,
            categories=[each for each in Category if each is not reader],
        )  # fmt: skip
        return (page, 422) if request.method == "POST" else page


def _add_numbers(pages: Blueprint, server: Server) -> None:
    @pages.route("/rules/numbers", methods=["GET", "POST"])
    @allowed(Right.RULES)
    def rules_numbers() -> Response | str | tuple[str, int]:
        now = NumbersRow.of(server.policy)
        form = NumbersForm.of(request, opened=now)
        if form.sent() and form.fits(now=now):
            return _preview(server, text_of(form.policy(server.policy)))
        page = drawn(
            server, "desk/rules-numbers.html", kinds=list(ItemKind),
            form=form.in_words(texts_of(request)),
        )  # fmt: skip
        return (page, 422) if request.method == "POST" else page


def _add_saving(pages: Blueprint, server: Server) -> None:
    @pages.post("/rules/save")
    @allowed(Right.RULES)
    def rules_save() -> Response | tuple[str, int]:
        text, version = request.form.get("policy", ""), request.form.get("version", "")
        policy = _posted(server, text)
        origin = desk_origin(server, operation_id(), signed_in().staff_id)
        deed = Deed(origin, "policy-changed", f"{text if text == FILE else raw_of(policy)}")
        try:
            changed = change_policy(server, deed, text, version)
        except PolicyChangedMeanwhile:
            page = _preview(server, text, changed_meanwhile=True)
            return (page, 409) if isinstance(page, str) else page
        flash("", "rules.saved" if changed else "rules.same")
        return see(_ADDRESS)


def _posted(server: Server, text: str) -> Policy:
    if len(text) > _LONGEST:
        abort(400)
    try:
        return wanted_policy(server, text)
    except ValueError:
        abort(400)


def _preview(server: Server, text: str, changed_meanwhile: bool = False) -> Response | str:
    """What would change and for whom; the button saves it."""
    old, new = server.policy, wanted_policy(server, text)
    change, effects = preview(server, new)
    if not change and (text == FILE) != own_rules(server):
        flash("", "rules.same")
        return see(_ADDRESS)
    t = texts_of(request)
    return drawn(
        server, "desk/rules-preview.html", change=change, effects=effects, policy=text,
        version=version_of(old), changed_meanwhile=changed_meanwhile, line_words=line_words,
        numbers=[
            (each.name, number_words(t, each.name, each.before),
             number_words(t, each.name, each.after))
            for each in change.numbers
        ],
    )  # fmt: skip


def _numbers(server: Server) -> list[tuple[str, str]]:
    t: Any = texts_of(request)
    policy = server.policy
    return [(name, number_words(t, name, getattr(policy, name))) for name in NUMBERS]
