"""What a school does with textbooks, once each, for the kept libraries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from library.clearance import Purpose
from library.collection import CollectionState
from library.forecast import Fitness
from library.form_headings import Signers
from library.provision_reference import ReferenceKind
from library.textbook_order import OrderState
from server import tables
from server.server import Server
from server.services.cases import promise
from server.services.clearance import Slip, give_slip
from server.services.collecting import CollectScan, collect
from server.services.collection_closing import post_closing
from server.services.collections import open_collections, set_state
from server.services.forecasts import forecast_view, tell_groups
from server.services.raids import save_raid
from server.services.register_headings import change_signers
from server.services.replacements import Brought, NotReplaced, replace_copy
from server.services.textbook_orders import make_order, take_step
from server.services.unlabelled import issue_unlabelled
from tests.builders import TODAY, Book, Person, SchoolBuilder
from tests.server.acting import Librarian
from tests.server.issuing import YEAR


def live_with_textbooks(
    server: Server, school: SchoolBuilder, aliya: Person, algebra: Book, lost_title: int
) -> None:
    """A plan, a book without a label, a collection, a lost book replaced, a slip, an order."""
    aigul = Librarian(server, "textbooks")
    with server.library.reading():
        class_id = int(tables.SchoolClass.get(tables.SchoolClass.grade == 8).id)
    _plan(server, algebra.title_id)
    leaver = school.reader("Дана", "Тілеу", language="kk")
    issue_unlabelled(server, aigul.deed("").origin, leaver.id, algebra.title_id)
    save_raid(server, aigul.deed("raid-saved"), class_id, TODAY, {aliya.id: 5}, "таза")
    open_collections(server, aigul.deed("collection-open"), [class_id], None)
    collect(server, CollectScan(aigul.deed("").origin, algebra.code, aliya.id))
    collection = _newest(server, tables.Collection)
    set_state(server, aigul.deed("collection-state"), collection, CollectionState.CLOSED)
    post_closing(server, aigul.deed("collection-posted"), collection)
    _settle(server, aigul, lost_title)
    given = give_slip(server, aigul.deed("clearance-given", aliya.id), Purpose.LEAVES)
    assert given is not None and (isinstance(given, Slip) or not given.clear)
    _order(server, aigul)
    _rows_of_pages(server, class_id, aliya)


def _plan(server: Server, title_id: int) -> None:
    with server.library.writing():
        for grade in (8, 9):
            line = tables.TextbookPlanLine.create(
                year=YEAR, grade=grade, subject="Алгебра", language="kk", for_whom="class"
            )
            tables.TextbookPlanEdition.create(line=line, title=title_id)


def _newest(server: Server, table: Any) -> int:
    with server.library.reading():
        return int(table.select().order_by(table.id.desc()).get().id)


def _settle(server: Server, aigul: Librarian, lost_title: int) -> None:
    change_signers(server, aigul.deed("signers-changed"), Signers("Д", "К", "Т", ("М1", "М2")))
    with server.library.reading():
        case = int(tables.LoanCase.get(tables.LoanCase.kind == "lost").id)
    promise(server, aigul.deed("case-promised"), case, TODAY + timedelta(days=30), "тамызда")
    done = replace_copy(server, aigul.deed("case-replaced"), case, Brought(lost_title, 200_000))
    assert not isinstance(done, NotReplaced), done


def _order(server: Server, aigul: Librarian) -> None:
    tell_groups(server, aigul.deed("forecast-groups"), "2027-2028", {(9, "kk", None): 20})
    view = forecast_view(server, Fitness())
    assert view is not None
    made = make_order(server, aigul.deed("order-drafted"), view)
    assert made is not None
    today = server.today()
    take_step(server, aigul.deed("order-agreed"), made, OrderState.AGREED, today, "Орынбасар")


def _rows_of_pages(server: Server, class_id: int, aliya: Person) -> None:
    """What pages write that need no more than a row."""
    now = server.now()
    with server.library.writing():
        tables.Lesson.create(
            station=1, school_class=class_id, opened_at=now, until=now, closed_at=now
        )
        tables.MethodicalNeed.create(year=YEAR, subject="Алгебра", teachers=2)
        tables.ProvisionReference.create(
            year=YEAR, made_on=TODAY, language="kk", title="Анықтама", opening="", conclusion="",
            signer="", figures="[]", saved_at=now, kind=ReferenceKind.TEXTBOOKS.value,
        )  # fmt: skip
        line = tables.TextbookPlanLine.get()
        tables.TextbookQuantity.create(
            line=line, reader=aliya.id, quantity=1, given_on=TODAY
        )
