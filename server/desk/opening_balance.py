"""`/desk/registers/opening`: the stock a school starts with, entered once."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, request

from library.opening_balance import MOST_COPIES, DoesNotAddUp, OpeningBalance
from library.rights import Right
from library.summary_cells import GROUPS, KINDS
from library.tenge import written_sum
from server.desk.drawing import drawn, number, operation_id, see
from server.desk.forms import Day, DeskForm, Line, Whole, Wrong
from server.desk.guard import allowed, i_may, signed_in
from server.desk.sum_field import Sum
from server.reports.register_lines import content_count
from server.server import Server
from server.services.deeds import Deed
from server.services.desk_station import desk_origin
from server.services.opening_balance import NotOpened, open_with, opening, take_back

ADDRESS = "/desk/registers/opening"
_MOST_TIYN = 100_000_000_000_000
_FIELD_OF = {"date": "opened_on", "nothing": "copies", "kind-sum": "sum_tiyn",
             "off-balance": "off_balance", "pedagogy": "content_pedagogy"}  # fmt: skip


class OpeningForm(DeskForm):
    """Totals; the fields of the cells are added below, one for each column."""

    opened_on = Day("register.opening-date", required=True)
    copies = Whole("register.opening-copies", least=1, most=MOST_COPIES, required=True)
    sum_tiyn = Sum("register.opening-sum", _MOST_TIYN, required=True)
    off_balance = Whole("register.opening-off-balance", most=MOST_COPIES)
    note = Line("register.head-note")

    def balance(self) -> OpeningBalance:
        """What was typed; an empty cell is none."""
        opened_on: Any = self.opened_on.data
        counts = {
            (group, cell): self[f"{group}_{cell}"].data or 0
            for group, members in GROUPS.items() for cell in members
        }  # fmt: skip
        # On paper social and humanities hold pedagogy; the columns of the book exclude it.
        counts["content", "social"] -= counts["content", "pedagogy"]
        return OpeningBalance(
            opened_on, self.copies.data or 0, self.sum_tiyn.data or 0,
            self.off_balance.data or 0,
            counts,
            {kind: self[f"sum_{kind}"].data or 0 for kind in KINDS},
            self.note.data or "",
        )  # fmt: skip


for _group, _members in GROUPS.items():
    for _cell in _members:
        _label = f"register.head-{_group}-{_cell}"
        setattr(OpeningForm, f"{_group}_{_cell}", Whole(_label, most=MOST_COPIES))
for _kind in KINDS:
    setattr(OpeningForm, f"sum_{_kind}", Sum("register.opening-kind-sum", _MOST_TIYN))


class TakeBackForm(DeskForm):
    """Why the balance is taken back."""

    note = Line("register.opening-why", required=True)


def add_opening_pages(pages: Blueprint, server: Server) -> None:
    """The balance in force, or the form for it."""

    @pages.route("/registers/opening", methods=["GET", "POST"])
    @allowed(Right.REGISTERS)
    def opening_balance() -> Response | str | tuple[str, int]:
        form: Any = OpeningForm.of(request)
        if request.method != "POST":
            return _page(server, form)
        if not i_may(Right.ACCESSION):
            return _page(server, form), 403
        if form.sent():
            answer = open_with(server, _deed(server, "opening-entered", form), form.balance())
            if not isinstance(answer, NotOpened):
                flash(str(answer), "register.opening-entered")
                return see(ADDRESS)
            _tell(form, answer)
        return _page(server, form), 422

    @pages.post("/registers/opening/take-back")
    @allowed(Right.ACCESSION)
    def opening_taken_back() -> Response | tuple[str, int]:
        form: Any = TakeBackForm.of(request)
        entry = number("entry")
        if not form.sent():
            return _page(server, OpeningForm(), form), 422
        done = take_back(server, _deed(server, "opening-taken-back", form), entry, form.note.data)
        flash("", "register.opening-taken-back" if done else "register.opening-changed")
        return see(ADDRESS)


def _deed(server: Server, kind: str, form: DeskForm) -> Deed:
    said = repr(sorted((field.name, str(field.data)) for field in form if field.name != "version"))
    return Deed(desk_origin(server, operation_id(), signed_in().staff_id), kind, said)


def _tell(form: Any, answer: NotOpened) -> None:
    """Each fault at its field; of a group at its first cell."""
    if answer.already:
        form.copies.errors = [Wrong("register.opening-already").args[0]]
    for fault in answer.faults:
        group = next(iter(GROUPS.get(fault.code, ())), "")
        name = _FIELD_OF.get(fault.code) or f"{fault.code}_{group}"
        form[name].errors = [*form[name].errors, _words(fault)]


def _words(fault: DoesNotAddUp) -> Any:
    numbers: tuple[object, object] = (fault.found, fault.wanted)
    if fault.code == "kind-sum":
        numbers = (written_sum(fault.found), written_sum(fault.wanted))
    mistake = Wrong(f"register.opening-fault-{fault.code}", found=numbers[0], wanted=numbers[1])
    return mistake.args[0]


def _page(server: Server, form: Any, back: Any = None) -> str:
    return drawn(
        server, "desk/opening-balance.html", opening=opening(server), form=form,
        back=back or TakeBackForm(), groups=GROUPS, kinds=KINDS, sum=written_sum,
        content_count=content_count,
    )  # fmt: skip
