"""The forms of a delivery: its document, one line of it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import request

from library.accession import (
    ACCOUNTING,
    MOST_COPIES,
    MOST_TIYN,
    SOURCES,
    BatchHead,
    LineValues,
    LineView,
    People,
)
from library.money import MOST_TIYN as MOST_OF_ALL
from server.desk.forms import Day, DeskForm, Line, Lines, Pick, Whole, Wrong
from server.desk.sum_field import Sum
from server.desk.title_forms import number_or_none, place_choices
from server.server import Server
from server.services.places import places
from web.language import texts_of

MOST_MEMBERS = 6
LONGEST_NAME = 120


class HeadForm(DeskForm):
    """What the supplier's document says; who gave, who accepted."""

    source = Pick("acquisition.source")
    supplier = Line("acquisition.supplier", longest=200)
    document_no = Line("acquisition.document-no", longest=60)
    document_on = Day("acquisition.document-on")
    arrived_on = Day("acquisition.arrived-on", required=True)
    document_tiyn = Sum("acquisition.document-sum", most=MOST_OF_ALL)
    giver = Line("acquisition.giver", longest=LONGEST_NAME)
    chair = Line("acquisition.chair", longest=LONGEST_NAME)
    members = Lines("acquisition.members", longest=MOST_MEMBERS * LONGEST_NAME)
    note = Line("acquisition.note", longest=500)

    def fits_days(self, server: Server) -> bool:
        """Days that are yet to come are told at their fields."""
        for field in (self.document_on, self.arrived_on):
            if field.data is not None and field.data > server.today():
                field.errors = [Wrong("acquisition.day-to-come").args[0]]
        return not (self.document_on.errors or self.arrived_on.errors)

    def values(self) -> BatchHead:
        """What was typed, made plain."""
        assert self.arrived_on.data is not None, "required"
        members = [line for line in (self.members.data or "").split("\n") if line]
        return BatchHead(
            self.source.data, self.arrived_on.data, self.supplier.data or "",
            self.document_no.data or "", self.document_on.data, self.document_tiyn.data,
            People(self.giver.data or "", self.chair.data or "", tuple(members[:MOST_MEMBERS])),
            self.note.data or "",
        )  # fmt: skip


class LineForm(DeskForm):
    """One title of the delivery: by the document, as it came, what a copy costs."""

    invoiced = Whole("acquisition.invoiced", least=0, most=MOST_COPIES, required=True)
    came = Whole("acquisition.came", least=0, most=MOST_COPIES, required=True)
    price_tiyn = Sum("acquisition.price", most=MOST_TIYN)
    accounting = Pick("acquisition.accounting")
    place_id = Pick("copy.home-place")
    note = Line("acquisition.line-note", longest=200)

    def values(self, title_id: int) -> LineValues:
        """What was typed; an empty price is none."""
        return LineValues(
            title_id, self.invoiced.data or 0, self.came.data or 0, self.price_tiyn.data or 0,
            self.accounting.data, number_or_none(self.place_id.data), self.note.data or "",
        )  # fmt: skip


def head_form(server: Server, head: BatchHead | None = None) -> Any:
    """The form of a head; a new one came today."""
    t = texts_of(request)
    opened = opened_head(head) if head else None
    form: Any = HeadForm.of(request, opened=opened)
    form.source.offer([(each, str(t(f"accession.source-{each}"))) for each in SOURCES])
    if head is None and request.method != "POST":
        form.source.data, form.arrived_on.data = SOURCES[0], server.today()
    return form


def opened_head(head: BatchHead) -> Any:
    """A head as its form shows it."""
    return SimpleNamespace(
        source=head.source, supplier=head.supplier, document_no=head.document_no,
        document_on=head.document_on, arrived_on=head.arrived_on,
        document_tiyn=head.document_tiyn, giver=head.people.giver, chair=head.people.chair,
        members="\n".join(head.people.members), note=head.note,
    )  # fmt: skip


def line_form(server: Server, line: LineView) -> Any:
    """The form of a line with its choices."""
    form: Any = LineForm.of(request, opened=opened_line(line))
    form.accounting.offer(accounting_choices())
    form.place_id.offer(place_choices(places(server), "shelf", "reading-room", "store"))
    return form


def opened_line(line: LineView) -> Any:
    """A line as its form shows it."""
    values = line.values
    return SimpleNamespace(
        invoiced=values.invoiced, came=values.came, price_tiyn=values.price_tiyn,
        accounting=values.accounting, place_id=str(values.place_id or ""), note=values.note,
    )  # fmt: skip


def accounting_choices() -> list[tuple[str, str]]:
    """How copies may be accounted for, in words."""
    t = texts_of(request)
    return [(each, str(t(f"accession.by-{each}"))) for each in ACCOUNTING]
