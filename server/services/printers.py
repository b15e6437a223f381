"""Printers of labels: added, changed, calibrated, taken away; how they answered last."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.journal import find
from server.tables import Printer

LANGUAGES = ("zpl", "tspl", "escpos", "pdf")
RESOLUTIONS = (203, 300, 600)
MOST_OFFSET = 2000
"""Hundredths of a millimetre: a paper that lies 20 mm off is put in wrongly."""


@dataclass(frozen=True, slots=True)
class PrinterValues:
    """What people say about a printer; `stock` is what usually lies in it, by name; offsets
    in hundredths of a millimetre, right and down."""

    name: str
    language: str
    address: str
    dpi: int
    stock: str | None = None
    offset_x: int = 0
    offset_y: int = 0


@dataclass(frozen=True, slots=True)
class PrinterLine:
    """A printer as it stands. `fault` is how it answered last, None when well."""

    printer_id: int
    values: PrinterValues
    fault: str | None
    seen_at: datetime | None

    @property
    def offset_mm(self) -> tuple[float, float]:
        """For `labels.printing`."""
        return self.values.offset_x / 100, self.values.offset_y / 100


@dataclass(frozen=True, slots=True)
class NameTaken:
    """Another printer has this name."""


def all_printers(server: Server) -> list[PrinterLine]:
    """Those that were not taken away, in the order they were added."""
    with server.library.reading():
        rows = Printer.select().where(~Printer.removed).order_by(Printer.id)
        return [_line(row) for row in rows]


def printer(server: Server, printer_id: int) -> PrinterLine | None:
    """One printer, also when it was taken away; None when there is none."""
    with server.library.reading():
        row = Printer.get_or_none(Printer.id == printer_id)
        return None if row is None else _line(row)


def add_printer(server: Server, deed: Deed, values: PrinterValues) -> int | NameTaken:
    """A new printer; its number."""
    with server.library.writing() as work:
        if done_before(work, deed):
            recorded = find(work, deed.origin.operation_id)
            assert recorded is not None
            return int(recorded.detail["before"]["printer"])
        if Printer.get_or_none(Printer.name == values.name) is not None:
            return NameTaken()
        row = Printer.create(**asdict(values))
        write_deed(server, work, deed, before={"printer": row.id})
        return int(row.id)


def change_printer(
    server: Server, deed: Deed, printer_id: int, values: PrinterValues
) -> bool | NameTaken:
    """False when there is no such printer. What failed before is tried again."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row: Any = Printer.get_or_none(Printer.id == printer_id, ~Printer.removed)
        if row is None:
            return False
        other = Printer.get_or_none(Printer.name == values.name, Printer.id != printer_id)
        if other is not None:
            return NameTaken()
        old = {name: getattr(row, name) for name in asdict(values)}
        Printer.update(fault=None, **asdict(values)).where(Printer.id == printer_id).execute()
        work.after_commit(server.labels_asked.set)
        write_deed(server, work, deed, before={"printer": printer_id, "old": old})
        return True


def remove_printer(server: Server, deed: Deed, printer_id: int) -> bool:
    """Take it away: what waits for it goes on waiting until it is given another one."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        row: Any = Printer.get_or_none(Printer.id == printer_id, ~Printer.removed)
        if row is None:
            return False
        # Its name is free for the next one.
        name = f"{row.name} ({row.id})"
        Printer.update(removed=True, name=name).where(Printer.id == printer_id).execute()
        write_deed(server, work, deed, before={"printer": printer_id})
        return True


def note_answer(server: Server, printer_id: int, fault: str | None) -> None:
    """How it answered just now; no row of the journal: it is no deed of anybody."""
    changed: dict[str, Any] = {"fault": fault}
    if fault is None:
        changed["seen_at"] = server.now()
    with server.library.writing():
        Printer.update(**changed).where(Printer.id == printer_id).execute()


def _line(row: Any) -> PrinterLine:
    values = PrinterValues(
        row.name, row.language, row.address, row.dpi, row.stock, row.offset_x, row.offset_y
    )
    return PrinterLine(row.id, values, row.fault, row.seen_at)
