"""Lost books in their several states, a clearance slip, an order of textbooks.

Made through the use cases, so that acts, registers and labels agree.
"""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any
from uuid import UUID

from library.clearance import Purpose
from library.forecast import Fitness
from library.form_headings import Signers
from library.operations import Noted, Origin
from library.textbook_order import OrderState
from server import tables
from server.server import Server
from server.services.cases import promise
from server.services.clearance import give_slip
from server.services.deeds import Deed
from server.services.forecasts import forecast_view
from server.services.losses import Lose, lose
from server.services.register_headings import change_signers
from server.services.replacements import Brought, replace_copy
from server.services.textbook_orders import make_order, order_of, take_step

_STATION = 1
_LOST = 3
"""One is replaced, one is promised, one is open."""
_PROMISED_DAYS = 21
_SIGNERS = Signers(
    "Демо К. Д.", "Демо кітапханашы", "Демо төраға", ("Демо мүше 1", "Демо мүше 2")
)


def add_debts(server: Server, random: Random, staff_id: int) -> None:
    """After loans, plan and copies; outside a writing() block."""
    maker = _Maker(server, random, staff_id)
    change_signers(server, maker.deed("signers-changed"), _SIGNERS)
    cases = [maker.lose(code) for code in _lent_codes(server)]
    if len(cases) == _LOST:
        maker.replace(cases[0])
        by = server.today() + timedelta(days=_PROMISED_DAYS)
        promise(server, maker.deed("case-promised"), cases[1].id, by, "Ата-анасымен келісілді")
    maker.slip()
    maker.order()


def _lent_codes(server: Server) -> list[str]:
    """Ordinary books whose reader nobody waits behind, one of each reader."""
    wanted = tables.Request.select(tables.Request.title).where(tables.Request.closed_at.is_null())
    with server.library.reading():
        rows: Any = (
            tables.Copy.select(tables.Loan.reader, tables.Copy.code)
            .join(tables.Loan, on=tables.Loan.copy == tables.Copy.id)
            .join(tables.Title, on=tables.Copy.title == tables.Title.id)
            .where(
                tables.Loan.closed_at.is_null(), tables.Title.item_kind == "fiction",
                tables.Copy.code.is_null(False), tables.Copy.title.not_in(wanted),
            )
            .order_by(tables.Loan.id)
            .tuples()
        )  # fmt: skip
        return list(dict(rows).values())[:_LOST]


class _Maker:
    """Does what a librarian would press; ids come from the seed."""

    def __init__(self, server: Server, random: Random, staff_id: int) -> None:
        self.server, self.random, self.staff_id = server, random, staff_id

    def deed(self, kind: str, reader_id: int | None = None) -> Deed:
        number = str(UUID(int=self.random.getrandbits(128), version=4))
        origin = Origin(number, _STATION, self.server.now(), self.staff_id)
        return Deed(origin, kind, number, reader_id)

    def lose(self, code: str) -> Any:
        answer = lose(self.server, Lose(self.deed("").origin, code))
        assert isinstance(answer, Noted)  # it was on loan
        with self.server.library.reading():
            return tables.LoanCase.select().order_by(tables.LoanCase.id.desc()).get()

    def replace(self, case: Any) -> None:
        """The same title came back, new."""
        with self.server.library.reading():
            copy: Any = tables.Copy.get_by_id(case.copy_id)
        brought = Brought(copy.title_id, copy.price_tiyn or 250_000)
        replace_copy(self.server, self.deed("case-replaced", case.reader_id), case.id, brought)

    def slip(self) -> None:
        """The first pupil who owes nothing leaves the school."""
        owing = tables.Loan.select(tables.Loan.reader).where(tables.Loan.closed_at.is_null())
        with self.server.library.reading():
            pupil: Any = (
                tables.Reader.select()
                .where(tables.Reader.category == "student", tables.Reader.id.not_in(owing))
                .order_by(tables.Reader.id.desc())
                .first()
            )
        if pupil is not None:
            give_slip(self.server, self.deed("clearance-given", pupil.id), Purpose.LEAVES)

    def order(self) -> None:
        """What the coming year lacks, agreed already."""
        view = forecast_view(self.server, Fitness())
        made = None if view is None else make_order(self.server, self.deed("order-drafted"), view)
        order = None if made is None else order_of(self.server, made)
        if order is not None:
            act, today = self.deed("order-agreed"), self.server.today()
            take_step(
                self.server, act, order.order_id, OrderState.AGREED, today, "Демо орынбасар"
            )
