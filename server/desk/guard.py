"""Who gets through to a page: every page of the desk names the right it needs.

A page that names none is shut to everybody, so a forgotten name is found at its first use
and by the test that walks all routes.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Response, current_app, g, request
from werkzeug.exceptions import Forbidden, Unauthorized

from library.rights import Right, may
from server.server import Server
from server.services.accounts import StaffMember, staff_of

COOKIE = "desk"

View = TypeVar("View", bound=Callable[..., Any])
_NEEDS = "_needs_rights"
_OPEN = "_open_to_all"
_BY_ITSELF = "_asks_by_itself"


def allowed(*rights: Right) -> Callable[[View], View]:
    """The view is for staff with at least one of the rights. Stands below the route."""

    def marked(view: View) -> View:
        setattr(view, _NEEDS, rights)
        return view

    return marked


def open_to_all(view: View) -> View:
    """The view needs no sign-in: the door itself."""
    setattr(view, _OPEN, True)
    return view


def asks_by_itself(view: View) -> View:
    """A script asks for this view, no person: it keeps no session alive and is refused
    with 401 instead of being led to the door."""
    setattr(view, _BY_ITSELF, True)
    return view


def needs(view: Callable[..., Any]) -> tuple[Right, ...] | None:
    """The rights a view asks for; empty for a view open to all; None when it names none."""
    if getattr(view, _OPEN, False):
        return ()
    found: tuple[Right, ...] | None = getattr(view, _NEEDS, None)
    return found


def add_guard(pages: Blueprint, server: Server) -> None:
    """Guard all pages of the blueprint; `g.staff` is who is signed in."""

    @pages.before_request
    def guarded() -> Response | None:
        if request.endpoint == f"{pages.name}.static":
            return None
        view = current_app.view_functions[request.endpoint or ""]
        rights = needs(view)
        if rights == ():
            return None
        by_itself = getattr(view, _BY_ITSELF, False)
        g.staff = staff_of(server, request.cookies.get(COOKIE), present=not by_itself)
        if g.staff is None:
            if by_itself or request.method != "GET":
                raise Unauthorized
            return Response(status=303, headers={"Location": "/desk/sign-in"})
        if not rights or not may(g.staff.role, *rights):
            raise Forbidden
        if g.staff.must_change and rights != (Right.OWN_ACCOUNT,):
            # A password that somebody else knows opens nothing but its own change.
            return Response(status=303, headers={"Location": "/desk/account"})
        return None


def signed_in() -> StaffMember:
    """Who is at the desk in this request."""
    staff: StaffMember = g.staff
    return staff


def i_may(*rights: Right) -> bool:
    """Whether who is signed in has one of the rights: for buttons and columns."""
    return may(signed_in().role, *rights)
