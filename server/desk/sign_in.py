"""Signing in and out at the desk: the cookie, the guard of all desk pages, the slowed tries."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request, session

from library.rights import Right
from server.desk.drawing import see
from server.desk.guard import COOKIE, add_guard, allowed, open_to_all
from server.desk.rooms import landing
from server.server import Server
from server.services.accounts import (
    SESSION_HOURS,
    SignInRefused,
    has_staff,
    sign_in,
    sign_out,
)
from web.language import texts_of


def add_sign_in(pages: Blueprint, server: Server, https: bool) -> None:
    """Guard all `pages`, and add `/sign-in` and `/sign-out`."""
    add_guard(pages, server)
    _add_door(pages, server, https)


def _add_door(pages: Blueprint, server: Server, https: bool) -> None:
    @pages.get("/sign-in")
    @open_to_all
    def sign_in_page() -> str:
        return _form(server)

    @pages.post("/sign-in")
    @open_to_all
    def sign_in_post() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
        login = request.form.get("login", "")[:100]
        answer = sign_in(server, login, request.form.get("password", "")[:1000])
        if isinstance(answer, SignInRefused):
            return _refused(server, login, answer.wait_seconds)
        session.clear()  # the form's token of before ends with it
        welcome = see(landing(answer.member.role))
        welcome.set_cookie(
            COOKIE, answer.token, max_age=SESSION_HOURS * 3600, path="/desk",
            httponly=True, samesite="Strict", secure=https,
        )  # fmt: skip
        return welcome

    @pages.post("/sign-out")
    @allowed(Right.OWN_ACCOUNT)
    def sign_out_post() -> Response:
        sign_out(server, request.cookies.get(COOKIE, ""))
        session.clear()
        farewell = Response(status=303, headers={"Location": "/desk/sign-in"})
        farewell.delete_cookie(COOKIE, path="/desk", httponly=True, samesite="Strict")
        return farewell


def _form(server: Server, login: str = "", refused: bool = False, wait: int = 0) -> str:
    return render_template(
        "desk/sign-in.html", t=texts_of(request), login=login, refused=refused, wait=wait,
        has_staff=has_staff(server),
    )  # fmt: skip


def _refused(server: Server, login: str, wait: int) -> tuple[str, int, dict[str, str]]:
    page = _form(server, login, refused=True, wait=wait)
    # 429 only when there is something to wait for: a monitor may tell typos from attacks.
    return (page, 429, {"Retry-After": str(wait)}) if wait else (page, 401, {})
