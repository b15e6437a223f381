"""From the forecast to an order, its steps and what came of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from library.forecast import Fitness
from library.textbook_order import OrderState, WrongStep
from server import tables
from server.server import Server
from server.services.forecasts import ForecastView, forecast_view, tell_groups
from server.services.order_acceptance import came, deliveries, link_delivery
from server.services.textbook_orders import (
    Order,
    change_lines,
    drop_order,
    make_order,
    order_of,
    reopen,
    take_step,
)
from tests.builders import NOW, TODAY, SchoolBuilder
from tests.server.acting import Librarian
from tests.server.issuing import YEAR


@pytest.fixture
def librarian(server: Server) -> Librarian:
    return Librarian(server)


@pytest.fixture
def titles(server: Server, school: SchoolBuilder) -> tuple[int, int]:
    """Three pupils of grade 8; the plan of grade 9 wants algebra, by either of two editions:
    one copy of the older one is there, worn out."""
    for name in ("Асан", "Берік", "Дана"):
        school.reader(name)
    old = school.copy("Алгебра 2019", "textbook", grade=9, condition=2).title_id
    new = school.copy("Алгебра 2024", "textbook", grade=9).title_id
    with server.library.writing():
        tables.Title.update(year=2019).where(tables.Title.id == old).execute()
        tables.Title.update(year=2024).where(tables.Title.id == new).execute()
        line = tables.TextbookPlanLine.create(
            year=YEAR, grade=9, subject="Алгебра", language="kk", for_whom="class"
        )
        for title in (old, new):
            tables.TextbookPlanEdition.create(line=line, title=title)
    return old, new


def view(server: Server, fitness: Fitness | None = None) -> ForecastView:
    found = forecast_view(server, fitness or Fitness())
    assert found is not None
    return found


def made(server: Server, librarian: Librarian) -> Order:
    number = make_order(server, librarian.deed("order-drafted"), view(server))
    order = order_of(server, number or 0)
    assert order is not None
    return order


def test_the_forecast_counts_fit_copies_and_what_the_school_says(
    server: Server, librarian: Librarian, titles: tuple[int, int]
) -> None:
    line = next(each for each in view(server).lines if each.line.grade == 9)
    assert (line.pupils, line.usable, line.short) == (3, 1, (2,)), "a worn copy does no more"
    worn = next(e for e in view(server, Fitness(1)).lines if e.line.grade == 9)
    assert worn.short == (1,)
    tell_groups(server, librarian.deed("g"), "2027-2028", {(9, "kk", None): 10})
    assert view(server).short == 9
    tell_groups(server, librarian.deed("g"), "2027-2028", {(9, "kk", None): None})
    assert view(server).short == 2


def test_an_order_goes_its_steps_and_stays_once_it_is_handed_over(
    server: Server, librarian: Librarian, titles: tuple[int, int]
) -> None:
    deed = librarian.deed("order-drafted")
    number = make_order(server, deed, view(server))
    assert make_order(server, deed, view(server)) == number, "sent twice, made once"
    order = order_of(server, number or 0)
    assert order is not None
    (line,) = order.lines
    assert (line.title_id, line.copies) == (titles[1], 2), "the newest edition"
    change = {line.line_id: (30, 180_000)}
    assert change_lines(server, librarian.deed("l"), order.order_id, change) is None
    steps = (OrderState.AGREED, OrderState.APPROVED, OrderState.HANDED)
    late = TODAY + timedelta(days=1)
    act = librarian.deed
    assert take_step(server, act("s"), order.order_id, steps[1], TODAY, "x") == WrongStep(
        "not-next"
    )
    assert take_step(server, act("s"), order.order_id, steps[0], late, "x") == WrongStep(
        "in-future"
    )
    for step in steps[:2]:
        assert take_step(server, act("s"), order.order_id, step, TODAY, "Серік А.") is None
    assert change_lines(server, act("l"), order.order_id, change) == WrongStep("not-next")
    assert reopen(server, act("r"), order.order_id) is None
    for step in steps:
        assert take_step(server, act("s"), order.order_id, step, TODAY, "Серік А.") is None
    assert reopen(server, act("r"), order.order_id) == WrongStep("done")
    done = order_of(server, order.order_id)
    assert done is not None and [step.who for step in done.steps] == ["Серік А."] * 3
    assert (done.copies, done.sum_tiyn) == (30, 5_400_000)
    assert not drop_order(server, act("d"), order.order_id)


def test_what_came_is_told_beside_what_was_ordered(
    server: Server, librarian: Librarian, titles: tuple[int, int]
) -> None:
    old, new = titles
    order = made(server, librarian)
    with server.library.writing():
        batch = tables.AccessionBatch.create(
            state="posted", source="purchase", supplier="Атамұра", arrived_on=TODAY, opened_at=NOW,
            posted_at=NOW,
        )  # fmt: skip
        for position, (title, copies) in enumerate(((new, 1), (old, 1)), start=1):
            tables.AccessionLine.create(
                batch=batch, position=position, title=title, invoiced=copies, came=copies,
                price_tiyn=1, accounting="inventory",
            )  # fmt: skip
        plan = tables.TextbookPlanLine.select().get()
        plan.year = "2027-2028"
        plan.save()
    ((delivery),) = deliveries(server, order)
    assert (delivery.copies, delivery.linked) == (2, False)
    assert link_delivery(server, librarian.deed("x"), order.order_id, delivery.batch_id, True)
    assert not link_delivery(server, librarian.deed("x"), order.order_id, 99, True)
    told = [(each.name, each.difference.code, each.instead_of) for each in came(server, order)]
    assert told == [
        ("Алгебра 2024", "short", ""), ("Алгебра 2019", "not-ordered", "Алгебра 2024"),
    ]  # fmt: skip
    assert link_delivery(server, librarian.deed("x"), order.order_id, delivery.batch_id, False)
    assert [each.difference.code for each in came(server, order)] == ["none"]
