"""`/desk/textbook-orders/forecast`: what the coming year needs and lacks, and a draft of it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, abort, flash, request

from library.forecast import Fitness, GroupKey
from library.rights import Right
from library.textbooks import CONDITIONS
from server.desk.classes import act_at_desk
from server.desk.drawing import drawn, see
from server.desk.guard import allowed
from server.desk.spreadsheets import download, workbook
from server.server import Server
from server.services.forecasts import ForecastView, forecast_view, tell_groups
from server.services.textbook_orders import make_order
from web.language import texts_of

ADDRESS = "/desk/textbook-orders"
MOST_PUPILS = 2000
_FIRST_YEAR = 1990


def add_forecast_pages(pages: Blueprint, server: Server) -> None:
    """The forecast, its groups, its file, the draft."""
    _add_looks(pages, server)
    _add_acts(pages, server)


def _add_looks(pages: Blueprint, server: Server) -> None:
    @pages.get("/textbook-orders/forecast")
    @allowed(Right.PROVISION)
    def textbook_forecast() -> Response | str:
        view = forecast_view(server, _fitness(server))
        if view is not None and request.args.get("as") == "xlsx":
            return _file(view)
        return _page(server, view)


def _page(server: Server, view: ForecastView | None, **more: Any) -> str:
    today = server.today()
    return drawn(
        server, "desk/textbook-forecast.html", view=view, path=ADDRESS, conditions=CONDITIONS,
        years=range(today.year - 15, today.year + 1), **more,
    )  # fmt: skip


def _fitness(server: Server) -> Fitness:
    least = request.values.get("least", 3, type=int)
    since = request.values.get("since", type=int)
    known = since if since and _FIRST_YEAR <= since <= server.today().year else None
    return Fitness(least if least in CONDITIONS else 3, known)


def _file(view: ForecastView) -> Response:
    t = texts_of(request)
    heads = ("grade", "subject", "language", "track", "pupils", "needed", "usable", "short")
    lines = [
        (each.line.grade, each.line.subject, str(t(f"provision.language-{each.line.language}")),
         each.line.track or "", each.pupils, each.needed, each.usable, sum(each.short))
        for each in view.lines
    ]  # fmt: skip
    title = str(t("order.forecast-title", year=view.year))
    return download(
        workbook(title, [str(t(f"order.{name}")) for name in heads], lines), "forecast"
    )


def _add_acts(pages: Blueprint, server: Server) -> None:
    @pages.post("/textbook-orders/forecast/groups")
    @allowed(Right.PROVISION)
    def textbook_forecast_groups() -> Response | tuple[str, int]:
        view = forecast_view(server, _fitness(server)) or abort(404)
        told: dict[GroupKey, int | None] = {}
        for place, group in enumerate(view.groups):
            said = request.form.get(f"group-{place}", "").strip()
            number = int(said) if said.isascii() and said.isdigit() and len(said) < 5 else None
            if (said and number is None) or (number or 0) > MOST_PUPILS:
                return _page(server, view, wrong=place), 422
            kept = None if number == group.supposed else number
            if kept != group.told:
                told[group.key] = kept
        if told:
            deed = act_at_desk(server, "forecast-groups", f"{view.year} {sorted(told.items())}")
            tell_groups(server, deed, view.year, told)
            flash(str(len(told)), "order.groups-saved")
        return see(_again(view))

    @pages.post("/textbook-orders/forecast/draft")
    @allowed(Right.PROVISION)
    def textbook_forecast_draft() -> Response:
        view = forecast_view(server, _fitness(server)) or abort(404)
        deed = act_at_desk(server, "order-drafted", f"{view.year} {view.short}")
        made = make_order(server, deed, view)
        if made is None:
            flash("", "order.nothing-short")
            return see(_again(view))
        flash("", "order.drafted")
        return see(f"{ADDRESS}/{made}")


def _again(view: ForecastView) -> str:
    since = f"&since={view.fitness.since}" if view.fitness.since else ""
    return f"{ADDRESS}/forecast?least={view.fitness.least_condition}{since}"
