"""`/desk/registers/revaluation`: choose copies, look at their new prices, post the act."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request

from library.rights import Right
from library.tenge import written_sum
from server.desk.drawing import drawn, operation_id, see
from server.desk.forms import Wrong, clean_text
from server.desk.guard import allowed, signed_in
from server.desk.registers import series_name
from server.desk.revaluation_forms import lines_of_file, revaluation_form
from server.server import Server
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.importing.tables import FileRefused
from server.services.register_headings import signers
from server.services.registers import book_series
from server.services.revaluation import (
    NotRevalued,
    plan_revaluation,
    revalue,
    seal_of,
)
from server.services.revaluation_choice import MOST_COPIES, Plan
from web.language import texts_of

_SHOWN = 200
"""Lines of the preview; the act has all of them."""


def add_revaluation_pages(pages: Blueprint, server: Server) -> None:
    """The form, its preview, the posting."""

    @pages.get("/registers/revaluation")
    @allowed(Right.ACCESSION)
    def revaluation() -> str:
        return _page(server, _form(server))

    @pages.post("/registers/revaluation")
    @allowed(Right.ACCESSION)
    def revaluation_step() -> Response | str | tuple[str, int]:
        form = _form(server)
        try:
            text = lines_of_file(request)
        except FileRefused as fault:
            said = str(texts_of(request)(f"import.file-{fault.reason}", **fault.values))
            form.validate()
            form.listed.errors = [said]
            return _page(server, form), 422
        if text is not None:
            form.listed.process_formdata([text])
            form.listed.data, form.by.data = clean_text(text), "list"
        if not form.validate():
            return _page(server, form), 422
        if request.form.get("do") == "post" and text is None:
            return _post(server, form)
        plan = plan_revaluation(server, form.wanted(), form.pricing())
        return _previewed(server, form, plan)


def _form(server: Server) -> Any:
    t = texts_of(request)
    series = [(key, series_name(t, key)) for key in book_series(server)]
    return revaluation_form(request, t, series, signers(server))


def _previewed(server: Server, form: Any, plan: Plan, said: str = "") -> str | tuple[str, int]:
    if plan.too_many:
        form.by.errors = [Wrong("register.reval-too-many", n=MOST_COPIES).args[0]]
        return _page(server, form), 422
    form.seen.data = seal_of(plan)
    return _page(server, form, plan, said)


def _post(server: Server, form: Any) -> Response | str | tuple[str, int]:
    content = repr((form.wanted(), form.pricing(), form.people()))
    origin = desk_origin(server, operation_id(), signed_in().staff_id)
    answer = revalue(
        server, Deed(origin, "revalued", content), form.wanted(), form.pricing(),
        form.seen.data or "", form.people(), signers(server),
    )  # fmt: skip
    if isinstance(answer, NotRevalued):
        said = "" if answer.code == "too-many" else f"register.reval-not-{answer.code}"
        return _previewed(server, form, answer.plan, said)
    flash("", "register.reval-posted")
    return see(f"/desk/registers/acts/{answer}")


def _page(server: Server, form: Any, plan: Plan | None = None, said: str = "") -> str:
    return drawn(
        server, "desk/revaluation.html", form=form, plan=plan, said_key=said, sum=written_sum,
        most=_SHOWN,
    )  # fmt: skip
