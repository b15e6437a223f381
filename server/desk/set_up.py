"""`/set-up`: the page of the first start. The one-time word stands behind `#` of its address,
which no log sees; the page's script puts it into the form, or a person does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zoneinfo import available_timezones

from flask import Blueprint, Response, flash, jsonify, render_template, request, session
from wtforms import Field, HiddenField

from library.password_strength import Strength, strength
from server.desk.drawing import see
from server.desk.forms import DeskForm, Line, Pick, Secret, Wrong
from server.desk.guard import COOKIE
from server.server import Server, school_zone
from server.services.accounts import SESSION_HOURS
from server.services.set_up import SchoolValues, SetUpDoor, set_up
from web.language import LANGUAGES, texts_of

ZONES = ("Asia/Qyzylorda", "Asia/Almaty", "Asia/Aqtau", "Asia/Aqtobe", "Asia/Atyrau",
         "Asia/Oral", "Asia/Qostanay")  # fmt: skip
"""Zones of Kazakhstan first; any other of the pinned tzdata may be typed by its name."""
NEXT = "/desk/first-steps"
_LANGUAGE_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}

KeepHost = Callable[[bool], None]
"""Writes down whether the pages are for the school's network from the next start on."""


class SetUpForm(DeskForm):
    """The school and its head librarian."""

    school = Line("setup.school", required=True, longest=200)
    language = Pick("setup.language", _LANGUAGE_NAMES.items())
    zone = Line("setup.zone", required=True, longest=60)
    name = Line("setup.name", required=True, longest=100)
    login = Line("setup.login", required=True, longest=40)
    password = Secret("setup.password", shortest=8)
    again = Secret("setup.again", shortest=8)
    network = Pick("setup.network", [("here", ""), ("school", "")])
    word = HiddenField("setup.word")

    def validate_zone(self, field: Field) -> None:
        try:
            school_zone(field.data)
        except (KeyError, ValueError, OSError) as fault:
            raise Wrong("setup.no-zone") from fault

    def validate_login(self, field: Field) -> None:
        if not all(sign.isalnum() or sign in "._-" for sign in field.data or ""):
            raise Wrong("setup.login-signs")

    def validate_password(self, field: Field) -> None:
        about = (self.login.data or "", self.name.data or "", self.school.data or "")
        if strength(field.data or "", about) == Strength.WEAK:
            raise Wrong("setup.weak")

    def validate_again(self, field: Field) -> None:
        if field.data != self.password.data:
            raise Wrong("setup.differs")


def set_up_pages(
    server: Server, door: SetUpDoor, https: bool = False, keep_host: KeepHost | None = None
) -> Blueprint:
    """The blueprint. `keep_host` None: where the pages are shown is settled elsewhere."""
    pages = Blueprint("set_up", __name__, url_prefix="/set-up", template_folder="templates")
    _add_form(pages, server, door, https, keep_host)
    _add_strength(pages)
    return pages


def _add_form(
    pages: Blueprint, server: Server, door: SetUpDoor, https: bool, keep_host: KeepHost | None
) -> None:
    @pages.get("")
    def page() -> str | Response:
        if door.is_done():
            return _done_before()
        form = SetUpForm.of(request)
        form.language.data, form.zone.data = texts_of(request).lang, server.zone.key
        form.network.data = "here"
        return _drawn(form, keep_host)

    @pages.post("")
    def sent() -> Response | tuple[str, int]:
        if door.is_done():
            return _done_before()
        form = SetUpForm.of(request)
        # A paste brings spaces, and people paste the whole address.
        word = (form.word.data or "").strip().rpartition("#")[2]
        good = form.sent()
        if not door.fits(word):
            return _drawn(form, keep_host, "setup.word-wrong"), 403
        if not good:
            return _drawn(form, keep_host), 422
        made = set_up(server, door, word, _values(form))
        if made is None:
            return _done_before()
        if keep_host is not None:
            keep_host(form.network.data == "school")
        session.clear()
        answer = see(NEXT)
        answer.set_cookie(
            COOKIE, made.token, max_age=SESSION_HOURS * 3600, path="/desk",
            httponly=True, samesite="Strict", secure=https,
        )  # fmt: skip
        return answer


def _add_strength(pages: Blueprint) -> None:
    @pages.post("/strength")
    def judged() -> Response:
        """How strong what is being typed is; nothing of it is kept."""
        asked = request.get_json(silent=True)
        words = asked if isinstance(asked, dict) else {}
        about = [str(words.get(key, ""))[:200] for key in ("login", "name", "school")]
        found = strength(str(words.get("password", ""))[:1000], about)
        t = texts_of(request)
        return jsonify(level=int(found), said=t(f"setup.strength-{int(found)}"))


def _done_before() -> Response:
    """The desk, or its door, which says that somebody was quicker."""
    flash("", "setup.done-before")
    return see("/desk")


def _values(form: SetUpForm) -> SchoolValues:
    return SchoolValues(
        form.school.data, form.language.data, form.zone.data, form.name.data, form.login.data,
        form.password.data,
    )  # fmt: skip


def _drawn(form: SetUpForm, keep_host: KeepHost | None, said: str = "") -> str:
    t: Any = texts_of(request)
    form.network.offer([("here", t("setup.network-here")), ("school", t("setup.network-school"))])
    others = sorted(name for name in available_timezones() if "/" in name and name not in ZONES)
    return render_template(
        "desk/set-up.html", t=t, form=form, zones=[*ZONES, *others], said=said,
        new_id=lambda: "", languages=LANGUAGES, may_choose_network=keep_host is not None,
    )  # fmt: skip
