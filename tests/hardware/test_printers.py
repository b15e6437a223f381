"""Printers over real sockets and files: sent, not reached, or nobody knows."""

from __future__ import annotations

import os
import socket
import sys
import threading
from collections.abc import Iterator

import pytest

from hardware.printers import (
    NOT_REACHED,
    SENT,
    UNKNOWN,
    AddressFault,
    PrinterAddress,
    Sending,
    _into_file,
    read_address,
    send,
)
from hardware.simulated_printer import SimulatedPrinter

if sys.platform != "win32":
    import tty

PAPER = b"^XA^FO10,10^GFA,8,8,1,FF^FS^XZ" * 2000


@pytest.fixture
def printer() -> Iterator[SimulatedPrinter]:
    printer = SimulatedPrinter()
    yield printer
    printer.close()


def test_all_bytes_arrive_in_their_order(printer: SimulatedPrinter) -> None:
    assert send(printer.address, PAPER) == Sending(SENT)
    assert printer.wait(1) and printer.papers == [PAPER]


def test_a_printer_that_is_off_is_not_reached(printer: SimulatedPrinter) -> None:
    printer.refuse()
    assert send(printer.address, PAPER) == Sending(NOT_REACHED, "refused")


def test_a_printer_that_breaks_off_leaves_it_unknown(printer: SimulatedPrinter) -> None:
    printer.break_after = 20_000
    assert send(printer.address, PAPER) == Sending(UNKNOWN, "broken-off")


def test_a_printer_that_takes_nothing_more_does_not_hold_us_for_ever(
    printer: SimulatedPrinter,
) -> None:
    printer.silent = True
    answer = send(printer.address, PAPER * 400, stall_seconds=0.2)
    assert answer == Sending(UNKNOWN, "stalled")


@pytest.mark.parametrize("start", [b"^XA^XZ", b"SIZE 58 mm,40 mm\r\n", b"\x1b@"])
def test_a_printer_that_is_asked_says_that_its_paper_is_out(
    printer: SimulatedPrinter, start: bytes
) -> None:
    asking = f"{printer.address}?ask=1"
    printer.out_of_paper = True
    assert send(asking, start + PAPER) == Sending(NOT_REACHED, "paper-out")
    assert printer.papers == [], "the question is no label"
    printer.out_of_paper = False
    assert send(asking, start + PAPER) == Sending(SENT)
    assert printer.wait(1) and printer.papers == [start + PAPER]


def test_silence_means_not_ready_only_where_makers_say_so(printer: SimulatedPrinter) -> None:
    printer.mute = True
    asking = f"{printer.address}?ask=1"
    assert send(asking, b"^XA^XZ") == Sending(NOT_REACHED, "not-ready")
    assert send(asking, b"SIZE 58 mm,40 mm\r\n") == Sending(SENT)
    assert send(printer.address, b"^XA^XZ") == Sending(SENT), "nobody asked"


@pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals")
def test_a_serial_printer_is_asked_and_takes_its_bytes() -> None:
    ours, theirs = os.openpty()
    tty.setraw(theirs)
    content = b"SIZE 58 mm,40 mm\r\n".ljust(2000, b"x")
    taken: list[bytes] = []

    def device() -> None:
        while sum(map(len, taken)) < 3 + len(content):
            taken.append(os.read(ours, 2000))
            if len(taken) == 1:
                os.write(ours, b"\x00")

    playing = threading.Thread(target=device, daemon=True)
    playing.start()
    assert send(f"serial:{os.ttyname(theirs)}?ask=1&baud=115200", content) == Sending(SENT)
    playing.join(timeout=5)
    os.close(ours)
    os.close(theirs)
    assert b"".join(taken) == b"\x1b!?" + content


def test_nobody_answers_at_a_wrong_address() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert send(f"tcp://127.0.0.1:{port}", b"x").outcome == NOT_REACHED
    assert send("file:/dev/usb/lp199", b"x") == Sending(NOT_REACHED, "missing")
    assert send("serial:/dev/ttyNONE7", b"x") == Sending(NOT_REACHED, "missing")


@pytest.mark.skipif(os.name == "nt", reason="device files")
def test_a_device_file_takes_its_bytes_and_one_that_stops_is_unknown() -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    assert _into_file(writing, b"label", 0.1) == Sending(SENT)
    assert os.read(reading, 10) == b"label"
    assert _into_file(writing, b"x" * 1_000_000, 0.1) == Sending(UNKNOWN, "stalled")
    os.close(reading)
    assert _into_file(writing, b"label", 0.1) == Sending(NOT_REACHED, "broken-off")
    os.close(writing)


def test_a_queue_of_the_system_that_is_not_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert send("lp:labels", b"%PDF-1.4") == Sending(NOT_REACHED, "missing")


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("tcp://10.0.0.9", PrinterAddress("tcp", "10.0.0.9", 9100)),
        ("tcp://10.0.0.9?ask=1", PrinterAddress("tcp", "10.0.0.9", 9100, asks=True)),
        ("tcp://zebra.local:6101", PrinterAddress("tcp", "zebra.local", 6101)),
        ("file:/dev/usb/lp0", PrinterAddress("file", "/dev/usb/lp0")),
        ("lp:Zebra_ZD220", PrinterAddress("lp", "Zebra_ZD220")),
        ("serial:/dev/ttyUSB0?baud=9600", PrinterAddress("serial", "/dev/ttyUSB0?baud=9600")),
        ("serial:COM3?ask=1", PrinterAddress("serial", "COM3", asks=True)),
    ],
)
def test_addresses(text: str, address: PrinterAddress) -> None:
    assert read_address(text) == address


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "kind"), ("http://x", "kind"), ("tcp://", "host"), ("tcp://a b", "host"),
        ("tcp://x:99999", "port"), ("tcp://x:0", "port"), ("tcp://x/../y", "host"),
        ("file:/etc/passwd", "path"), ("file:/dev/sda", "path"), ("file:/dev/usb/../sda", "path"),
        ("tcp://x?ask=2", "option"), ("lp:", "queue"), ("lp:-o evil", "queue"),
        ("serial:?baud=3", "port"),
    ],
)  # fmt: skip
def test_what_is_no_address_is_told_by_a_code(text: str, code: str) -> None:
    with pytest.raises(AddressFault, match=f"^{code}$"):
        read_address(text)
