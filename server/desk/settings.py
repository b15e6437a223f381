"""`/desk/settings`: the school, the kiosks; what comes from the start is shown beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from flask import Blueprint, Response, flash, request

from library.rights import Right
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import DeskForm, Line, Pick, Whole, Wrong
from server.desk.guard import allowed, signed_in
from server.server import Server, school_zone
from server.services.changing_settings import change_settings
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.kiosk_settings import KEYPAD, TIMES
from server.services.settings import LANGUAGE, SCHOOL_CODE, SCHOOL_NAME, ZONE, kept_settings
from server.start_settings import StartSetting
from web.language import LANGUAGES, texts_of

_ADDRESS = "/desk/settings"
_TEXT = {"name": SCHOOL_NAME, "code": SCHOOL_CODE, "language": LANGUAGE, "zone": ZONE,
         "keypad": KEYPAD}  # fmt: skip
_KEYS = (*_TEXT.values(), *(each.name for each in TIMES))
_KEYPAD = ("", "yes", "no")
_LONGEST_ZONE = 60


@dataclass(frozen=True)
class SettingsRow:
    """The kept settings as the form shows them; what is not kept is empty."""

    kept: Mapping[str, str]

    def __getattr__(self, name: str) -> Any:
        if name in _TEXT:
            return self.kept.get(_TEXT[name], "")
        for each in TIMES:
            if each.key == name:
                text = self.kept.get(each.name, "")
                return int(text) if text.isascii() and text.isdigit() else None
        raise AttributeError(name)


def _time(name: str) -> Whole:
    bounds = next(each for each in TIMES if each.key == name)
    key = name.replace("_", "-")
    return Whole(f"settings.{key}", least=bounds.least, most=bounds.most)


class SettingsForm(DeskForm):
    """An empty field of the kiosk: what settings.toml says."""

    name = Line("settings.name", required=True, longest=200)
    code = Line("settings.code", longest=30)
    language = Pick("settings.language")
    zone = Line("settings.zone", longest=_LONGEST_ZONE)
    keypad = Pick("settings.keypad")
    idle_after = _time("idle_after")
    countdown = _time("countdown")
    undo_for = _time("undo_for")
    card_follows_within = _time("card_follows_within")
    farewell_for = _time("farewell_for")

    def in_words(self, t: Any) -> Self:
        """With its choices, said in the user's language."""
        names = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
        self.language.offer([("", t("settings.as-started")),
                             *((each, names[each]) for each in LANGUAGES)])  # fmt: skip
        self.keypad.offer([("", t("settings.as-started")), ("yes", t("list.yes")),
                           ("no", t("list.no"))])  # fmt: skip
        return self

    def validate_code(self, field: Any) -> None:
        """ISIL: KZ- and Latin letters, digits, a few signs; a code of one's own will do."""
        allowed_signs = set("-/:")
        if not all(s.isascii() and (s.isalnum() or s in allowed_signs) for s in field.data or ""):
            raise Wrong("settings.wrong-code")

    def validate_zone(self, field: Any) -> None:
        """A zone that this computer knows."""
        try:
            if field.data:
                school_zone(field.data)
        except (KeyError, ValueError, OSError) as fault:
            raise Wrong("settings.unknown-zone") from fault

    def wanted(self) -> dict[str, str | None]:
        """The rows of a form without mistakes; None: no row."""
        found: dict[str, str | None] = {key: self[name].data or None for name, key in _TEXT.items()}
        for each in TIMES:
            seconds = self[each.key].data
            found[each.name] = None if seconds is None else str(seconds)
        return found


def add_settings_pages(
    pages: Blueprint, server: Server, started: Sequence[StartSetting] = ()
) -> None:
    """One form; below it what this start was told, and by whom."""
    by_name = {each.name: each for each in started}

    @pages.route("/settings", methods=["GET", "POST"])
    @allowed(Right.SETTINGS)
    def settings() -> Response | str | tuple[str, int]:
        t = texts_of(request)
        now = SettingsRow(kept_settings(server.library, _KEYS))
        form = SettingsForm.of(request, opened=now).in_words(t)
        if form.sent() and form.fits(now=now):
            return _saved(server, form)
        values = {name: each.value.strip('"') for name, each in by_name.items()}
        page = drawn(
            server, "desk/settings.html", form=form, started=started, values=values,
            times=[each.key for each in TIMES], zone_name=str(server.zone),
        )  # fmt: skip
        return (page, 422) if request.method == "POST" else page


def _saved(server: Server, form: SettingsForm) -> Response:
    wanted = form.wanted()
    origin = desk_origin(server, operation_id(), signed_in().staff_id)
    changed = change_settings(server, Deed(origin, "settings-changed", repr(wanted)), wanted)
    flash("", "settings.saved" if changed else "settings.same")
    zone = wanted[ZONE]
    if ZONE in changed and zone:
        server.zone = school_zone(zone)
    elif ZONE in changed:
        # What settings.toml says is known to the start only.
        flash("", "settings.zone-next-start")
    return see(_ADDRESS)
