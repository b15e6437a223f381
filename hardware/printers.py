"""Printers: an address, and `send(bytes)`. What the bytes mean is nobody's business here.

    tcp://10.0.0.9:9100      raw port of a label or network printer (9100 when not said)
    serial:/dev/ttyUSB0?baud=9600      a serial line, as for scanners (docs/devices.md)
    file:/dev/usb/lp0        a device file
    lp:QUEUE                 a queue of CUPS; PDF is printed, everything else is passed raw

With `?ask=1` (tcp, serial) the printer is asked first whether it can print.
A printer that takes nothing was *not reached*: nothing is printed and the job may wait. One
that breaks off in the middle leaves it *unknown* what was printed: a person must look.
"""

from __future__ import annotations

import os
import re
import select
import socket
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from hardware.errors import DeviceError, PortUrlFault
from hardware.port_url import read_port_url
from hardware.printer_status import not_ready, question_before
from hardware.serial_port import Port, SerialSource

SENT, NOT_REACHED, UNKNOWN = "sent", "not-reached", "unknown"
RAW_PORT = 9100
CONNECT_SECONDS, STALL_SECONDS, LISTEN_SECONDS = 5.0, 20.0, 0.5
"""How long a printer may take to answer the call, and to take more bytes (a label printer
holds the line while it prints), and how long it may say something against a whole job."""
CHUNK, SERIAL_CHUNK = 16_384, 256
"""A serial line must take its piece within a second: 256 bytes at 9,600 baud take 0.27 s."""
_DEVICE = re.compile(r"/dev/(usb/)?lp\d{1,3}")
_QUEUE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,126}")
_HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.:-]{0,251}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Sending:
    """What came of it: `outcome` SENT, NOT_REACHED or UNKNOWN; `reason` a stable code
    (no-answer, refused, no-such-host, denied, missing, busy, broken-off, stalled, queue; with
    `ask=1` also not-ready, paper-out, head-open, ribbon-out, paused, jam, device-error)."""

    outcome: str
    reason: str = ""


class AddressFault(ValueError):
    """No address of a printer; the argument is a stable code: kind, host, port, path, queue,
    option."""


@dataclass(frozen=True, slots=True)
class PrinterAddress:
    """A parsed address: `kind` tcp, serial, file or lp; `place` host, port address, path or
    queue; `port` of tcp; `asks` whether it is asked before it gets a job."""

    kind: str
    place: str
    port: int = RAW_PORT
    asks: bool = False


def read_address(text: str) -> PrinterAddress:
    """Raises AddressFault."""
    kind, _, rest = text.strip().partition(":")
    if kind == "tcp":
        return _tcp(text.strip())
    if kind == "serial":
        return _serial(rest)
    if kind == "file":
        # Only files of printers: a slip of the finger must not write over a disk.
        if not _DEVICE.fullmatch(rest):
            raise AddressFault("path")
        return PrinterAddress("file", rest)
    if kind == "lp":
        if not _QUEUE.fullmatch(rest):
            raise AddressFault("queue")
        return PrinterAddress("lp", rest)
    raise AddressFault("kind")


def _tcp(text: str) -> PrinterAddress:
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError as fault:
        raise AddressFault("port") from fault
    if not _HOST.fullmatch(host) or parts.path or parts.username:
        raise AddressFault("host")
    if port == 0:
        raise AddressFault("port")
    if parts.query not in ("", "ask=0", "ask=1") or parts.fragment:
        raise AddressFault("option")
    return PrinterAddress("tcp", host, port or RAW_PORT, parts.query == "ask=1")


def _serial(text: str) -> PrinterAddress:
    """The option is ours; everything else of the address is the line's."""
    place, _, options = text.partition("?")
    kept = [each for each in options.split("&") if each and each not in ("ask=0", "ask=1")]
    asks = "ask=1" in options.split("&")
    address = f"{place}?{'&'.join(kept)}" if kept else place
    try:
        read_port_url(address)
    except PortUrlFault as fault:
        raise AddressFault("port") from fault
    return PrinterAddress("serial", address, asks=asks)


def send(
    address: str, content: bytes,
    connect_seconds: float = CONNECT_SECONDS, stall_seconds: float = STALL_SECONDS,
) -> Sending:  # fmt: skip
    """Send it all, once. Raises AddressFault for a text that is no address."""
    where = read_address(address)
    return _WAYS[where.kind](where, content, connect_seconds, stall_seconds)


def _send_tcp(where: PrinterAddress, content: bytes, connect: float, stall: float) -> Sending:
    try:
        line = socket.create_connection((where.place, where.port), timeout=connect)
    except socket.gaierror:
        return Sending(NOT_REACHED, "no-such-host")
    except ConnectionRefusedError:
        return Sending(NOT_REACHED, "refused")
    except OSError:
        return Sending(NOT_REACHED, "no-answer")
    with line:
        try:
            wrong = _asked(where, content, line.sendall, partial(_heard, line))
        except OSError:
            return Sending(NOT_REACHED, "broken-off")
        if wrong:
            return Sending(NOT_REACHED, wrong)
        line.settimeout(stall)
        taken = _poured(content, line)
        return _closed(line) if taken.outcome == SENT else taken


def _asked(
    where: PrinterAddress, content: bytes,
    put: Callable[[bytes], object], read: Callable[[], bytes],
) -> str | None:  # fmt: skip
    question = question_before(content) if where.asks else None
    return None if question is None else not_ready(question, put, read)


def _heard(line: socket.socket) -> bytes:
    line.settimeout(0.25)
    try:
        piece = line.recv(CHUNK)
    except TimeoutError:
        return b""
    if not piece:
        raise ConnectionResetError
    return piece


def _poured(content: bytes, line: socket.socket) -> Sending:
    """`send` and not `sendall`: only so it is known whether the printer took a byte."""
    done = 0
    while done < len(content):
        try:
            done += line.send(content[done : done + CHUNK])
        except TimeoutError:
            return Sending(UNKNOWN if done else NOT_REACHED, "stalled")
        except OSError:
            return Sending(UNKNOWN if done else NOT_REACHED, "broken-off")
    return Sending(SENT)


def _closed(line: socket.socket) -> Sending:
    """The printer has it all when it ends the line itself or says nothing against it: a
    reset now means that it dropped what it had taken."""
    until = time.monotonic() + LISTEN_SECONDS
    try:
        line.shutdown(socket.SHUT_WR)
        while (left := until - time.monotonic()) > 0:
            line.settimeout(left)
            if not line.recv(CHUNK):
                break
    except TimeoutError:
        pass
    except OSError:
        return Sending(UNKNOWN, "broken-off")
    return Sending(SENT)


def _send_serial(where: PrinterAddress, content: bytes, connect: float, stall: float) -> Sending:
    try:
        port = SerialSource(read_port_url(where.place)).open(0.25)
    except DeviceError as fault:
        return Sending(NOT_REACHED, _SERIAL.get(fault.code, "missing"))
    try:
        wrong = _asked(where, content, port.write, port.read)
        return Sending(NOT_REACHED, wrong) if wrong else _written(content, port)
    except DeviceError:
        return Sending(NOT_REACHED, "broken-off")
    finally:
        port.close()


def _written(content: bytes, port: Port) -> Sending:
    for start in range(0, len(content), SERIAL_CHUNK):
        try:
            port.write(content[start : start + SERIAL_CHUNK])
        except DeviceError:
            # Of the first piece, too, nobody knows how far it came.
            return Sending(UNKNOWN, "broken-off")
    return Sending(SENT)


_SERIAL = {"device.port-denied": "denied", "device.port-busy": "busy"}


def _send_file(where: PrinterAddress, content: bytes, connect: float, stall: float) -> Sending:
    """Without waiting for ever on a printer that is switched off: its file takes nothing."""
    try:
        number = os.open(where.place, os.O_WRONLY | getattr(os, "O_NONBLOCK", 0))
    except PermissionError:
        return Sending(NOT_REACHED, "denied")
    except OSError as fault:
        return Sending(NOT_REACHED, "busy" if fault.errno == 16 else "missing")
    try:
        return _into_file(number, content, stall)
    finally:
        os.close(number)


def _into_file(number: int, content: bytes, stall: float) -> Sending:
    done, until = 0, time.monotonic() + stall
    while done < len(content):
        try:
            taken = os.write(number, content[done : done + CHUNK])
        except BlockingIOError:
            taken = 0
        except OSError:
            return Sending(UNKNOWN if done else NOT_REACHED, "broken-off")
        if taken:
            done, until = done + taken, time.monotonic() + stall
        elif time.monotonic() >= until:
            return Sending(UNKNOWN if done else NOT_REACHED, "stalled")
        else:
            select.select([], [number], [], min(1.0, stall))
    return Sending(SENT)


def _send_lp(where: PrinterAddress, content: bytes, connect: float, stall: float) -> Sending:
    """CUPS keeps the job from here on: it prints when the printer is there again."""
    words = ["lp", "-d", where.place]
    if not content.startswith(b"%PDF"):
        words += ["-o", "raw"]
    try:
        done = subprocess.run([*words, "--", "-"], input=content, capture_output=True,
                              timeout=stall)  # fmt: skip
    except FileNotFoundError:
        return Sending(NOT_REACHED, "missing")
    except subprocess.TimeoutExpired:
        return Sending(UNKNOWN, "stalled")
    return Sending(SENT) if done.returncode == 0 else Sending(NOT_REACHED, "queue")


_WAYS = {"tcp": _send_tcp, "serial": _send_serial, "file": _send_file, "lp": _send_lp}
