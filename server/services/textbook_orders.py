"""Orders of textbooks: drafted from the forecast, edited, agreed, approved, handed over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from library.forecast import titles_to_order
from library.textbook_order import OrderState, WrongStep, may_reopen, may_step
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.forecasts import ForecastView
from server.services.journal import find
from server.tables import TextbookOrder, TextbookOrderLine, Title
from server.tables.fields import day_of, day_or_none

MOST_COPIES = 5000
LONGEST_WHO = 100
_DAY_OF = {
    OrderState.AGREED: "agreed_on", OrderState.APPROVED: "approved_on",
    OrderState.HANDED: "handed_on",
}  # fmt: skip
_WHO_OF = {
    OrderState.AGREED: "agreed_by", OrderState.APPROVED: "approved_by",
    OrderState.HANDED: "handed_to",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One book of an order as it is printed."""

    line_id: int
    position: int
    title_id: int | None
    name: str
    author: str
    publisher: str
    published: int | None
    grade: int
    subject: str
    language: str
    track: str
    copies: int
    price_tiyn: int | None

    @property
    def sum_tiyn(self) -> int:
        """What all copies cost; nothing while the price is not known."""
        return self.copies * (self.price_tiyn or 0)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that was taken: its day, and who took it."""

    state: OrderState
    on: date
    who: str


@dataclass(frozen=True, slots=True)
class Order:
    """An order with its lines and its steps."""

    order_id: int
    year: str
    state: OrderState
    made_on: date
    steps: tuple[Step, ...]
    lines: tuple[OrderLine, ...]

    @property
    def copies(self) -> int:
        """Books in all."""
        return sum(line.copies for line in self.lines)

    @property
    def sum_tiyn(self) -> int:
        """What they cost."""
        return sum(line.sum_tiyn for line in self.lines)

    @property
    def is_draft(self) -> bool:
        """Whether its lines may change."""
        return self.state is OrderState.DRAFT


def list_orders(server: Server) -> list[Order]:
    """All orders, the newest first."""
    with server.library.snapshot():
        rows: Any = TextbookOrder.select().order_by(TextbookOrder.id.desc())
        return [_order(row) for row in rows]


def order_of(server: Server, order_id: int) -> Order | None:
    """One order."""
    with server.library.snapshot():
        row: Any = TextbookOrder.get_or_none(TextbookOrder.id == order_id)
        return None if row is None else _order(row)


def make_order(server: Server, deed: Deed, view: ForecastView) -> int | None:
    """A draft with everything that is short; None when nothing is. A form sent twice gives
    the order of the first time."""
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            return None if recorded is None else int(recorded.detail["before"]["order"])
        lines = _drafted(view)
        if not lines:
            return None
        row = TextbookOrder.create(
            year=view.year, state=OrderState.DRAFT.value, made_on=server.today()
        )
        TextbookOrderLine.insert_many([
            {"order": row.id, "position": position, **line}
            for position, line in enumerate(lines, start=1)
        ]).execute()  # fmt: skip
        write_deed(server, work, deed, before={"order": row.id, "lines": len(lines)})
        return int(row.id)


def change_lines(
    server: Server, deed: Deed, order_id: int, changed: Mapping[int, tuple[int, int | None]]
) -> WrongStep | None:
    """New copies and prices by line; no copies: the line goes."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        if _draft(order_id) is None:
            return WrongStep("not-next")
        own = TextbookOrderLine.order == order_id
        for line_id, (copies, price) in changed.items():
            line = own & (TextbookOrderLine.id == line_id)
            if copies:
                TextbookOrderLine.update(copies=copies, price_tiyn=price).where(line).execute()
            else:
                TextbookOrderLine.delete().where(line).execute()
        write_deed(server, work, deed, before={"order": order_id, "lines": len(changed)})
        return None


def take_step(
    server: Server, deed: Deed, order_id: int, wanted: OrderState, day: date, who: str
) -> WrongStep | None:
    """Agreed, approved or handed over on this day."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        row: Any = TextbookOrder.get_or_none(TextbookOrder.id == order_id)
        if row is None:
            return WrongStep("not-next")
        order = _order(row)
        last = order.steps[-1].on if order.steps else order.made_on
        wrong = may_step(order.state, wanted, day, last, len(order.lines), server.today())
        if wrong is not None:
            return wrong
        TextbookOrder.update(
            {"state": wanted.value, _DAY_OF[wanted]: day, _WHO_OF[wanted]: who[:LONGEST_WHO]}
        ).where(TextbookOrder.id == order_id).execute()
        write_deed(server, work, deed, before={"order": order_id, "state": order.state.value})
        return None


def reopen(server: Server, deed: Deed, order_id: int) -> WrongStep | None:
    """Back to a draft, to be agreed anew."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return None
        row: Any = TextbookOrder.get_or_none(TextbookOrder.id == order_id)
        wrong = WrongStep("not-next") if row is None else may_reopen(OrderState(row.state))
        if wrong is not None:
            return wrong
        TextbookOrder.update(
            state=OrderState.DRAFT.value, agreed_on=None, agreed_by="", approved_on=None,
            approved_by="",
        ).where(TextbookOrder.id == order_id).execute()  # fmt: skip
        write_deed(server, work, deed, before={"order": order_id, "state": row.state})
        return None


def drop_order(server: Server, deed: Deed, order_id: int) -> bool:
    """Throw a draft away; False for anything else."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if _draft(order_id) is None:
            return False
        TextbookOrderLine.delete().where(TextbookOrderLine.order == order_id).execute()
        TextbookOrder.delete().where(TextbookOrder.id == order_id).execute()
        write_deed(server, work, deed, before={"order": order_id})
        return True


def _drafted(view: ForecastView) -> list[dict[str, Any]]:
    titles = sorted({edition.title_id for each in view.lines for edition in each.line.editions})
    rows: Any = Title.select().where(Title.id.in_(titles))
    known = {row.id: row for row in rows}
    printed = {row.id: row.year for row in known.values()}
    lines = []
    for each in view.lines:
        for title_id, part, copies in titles_to_order(each, printed):
            title = known.get(title_id) if title_id is not None else None
            about = each.line
            name = about.subject if part == 0 else f"{about.subject}, {part}"
            lines.append({
                "title": title_id, "name": title.name if title else name,
                "author": title.author if title else "",
                "publisher": (title.publisher or "") if title else "",
                "published": title.year if title else None, "grade": about.grade,
                "subject": about.subject, "language": about.language, "track": about.track or "",
                "copies": copies, "price_tiyn": None,
            })  # fmt: skip
    return lines


def _draft(order_id: int) -> Any:
    return TextbookOrder.get_or_none(
        (TextbookOrder.id == order_id) & (TextbookOrder.state == OrderState.DRAFT.value)
    )


def _order(row: Any) -> Order:
    lines: Any = TextbookOrderLine.select().where(TextbookOrderLine.order == row.id)
    steps = [
        Step(state, day, getattr(row, _WHO_OF[state]))
        for state in _DAY_OF if (day := day_or_none(getattr(row, _DAY_OF[state]))) is not None
    ]  # fmt: skip
    return Order(
        row.id, row.year, OrderState(row.state), day_of(row.made_on), tuple(steps),
        tuple(_line(each) for each in lines.order_by(TextbookOrderLine.position)),
    )  # fmt: skip


def _line(row: Any) -> OrderLine:
    return OrderLine(
        row.id, row.position, row.title_id, row.name, row.author, row.publisher, row.published,
        row.grade, row.subject, row.language, row.track, row.copies, row.price_tiyn,
    )  # fmt: skip
