"""`python3 run_kiosk.py devices [--listen URL]`: which ports are there, and what comes out of one.

For setting up a scanner: raw bytes show a wrong speed or a missing suffix at a glance. Codes
are printed for the person at the terminal and go nowhere else.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

from hardware.errors import DeviceError
from hardware.framing import Frame, FrameCutter, FrameRules, RepeatFilter
from hardware.port_url import read_port_url
from hardware.ports import FoundPort, found_ports
from hardware.serial_port import Port, SerialSource

Say = Callable[[str], object]


def devices(
    argv: Sequence[str],
    t: Callable[..., str],
    *,
    say: Say = print,
    ports: Callable[[], list[FoundPort]] = found_ports,
    clock: Callable[[], float] = time.monotonic,
    done: Callable[[], bool] = lambda: False,
) -> int:
    """Run the command; the exit code: 0 well, 1 a port that cannot be used, 2 wrong arguments.

    `t(key, **values)` gives the texts (domain `device`); `done` ends listening, as Ctrl+C does.
    """
    parser = argparse.ArgumentParser(prog="run_kiosk.py devices", description=t("device.about"))
    parser.add_argument("--listen", metavar="URL", help=t("device.listen-option"))
    options = parser.parse_args(argv)
    if options.listen is None:
        _list(ports(), t, say)
        return 0
    try:
        url = read_port_url(options.listen)
        port = SerialSource(url).open(url.frames.gap + 0.005)
        say(t("device.listening", port=url.text))
        _listen(port, Reading(url.frames, t, say), clock, done)
    except DeviceError as fault:
        say(t(fault.code, port=fault.port, detail=fault.detail))
        return 1
    except KeyboardInterrupt:
        say("")
    return 0


class Reading:
    """What one line says, written out: bytes as they come, codes as they are understood."""

    def __init__(self, rules: FrameRules, t: Callable[..., str], say: Say) -> None:
        self._cutter = FrameCutter(rules)
        self._repeats = RepeatFilter(rules.repeat)
        self._t = t
        self._say = say

    def take(self, data: bytes, at: float) -> None:
        """Bytes that arrived at monotonic second `at`; none when the line was quiet until then."""
        if data:
            self._say(self._t("device.raw", bytes=data.hex(" ")))
        before = self._cutter.discarded
        frames = self._cutter.feed(data, at) if data else self._cutter.silence(at)
        if self._cutter.discarded > before:
            self._say(self._t("device.too-long"))
        for frame in frames:
            self._say(self._code(frame, at))

    def _code(self, frame: Frame, at: float) -> str:
        shown = ascii(frame.text) if not frame.text.isprintable() else frame.text
        milliseconds = f"{(at - frame.started_at) * 1000:.1f}"
        if not self._repeats.fresh(frame.text, frame.received_at):
            return self._t("device.repeat", code=shown)
        return self._t("device.code", code=shown, ms=milliseconds)


def _list(found: list[FoundPort], t: Callable[..., str], say: Say) -> None:
    if not found:
        say(t("device.no-ports"))
        return
    say(t("device.ports-found", n=len(found)))
    for port in found:
        usb = f"  USB {port.usb}" if port.usb else ""
        say(f"  {port.path}{usb}  {port.description}".rstrip())
        if port.url != port.path:
            say(f"    {port.url}")
    say(t("device.try-listening", url=found[0].url))


def _listen(
    port: Port, reading: Reading, clock: Callable[[], float], done: Callable[[], bool]
) -> None:
    try:
        while not done():
            data = port.read()
            reading.take(data, clock())
    finally:
        port.close()
