"""The command that shows which ports are there and what comes out of one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from hardware.devices_command import devices
from hardware.ports import FoundPort, found_ports
from hardware.serial_port import AttachedPort
from hardware.simulated import SimulatedScanner
from i18n.texts import texts

T = texts("en")
CODE = "6000000010"


def run(*argv: str, ports: list[FoundPort] | None = None) -> tuple[int, list[str]]:
    said: list[str] = []
    result = devices(argv, T, say=said.append, ports=lambda: ports or [])
    return result, said


def test_no_port_is_said_with_the_next_step() -> None:
    result, said = run()
    assert result == 0
    assert "USB COM" in said[0]


def test_each_port_stands_with_its_names_and_the_lasting_one_is_offered() -> None:
    by_id = "/dev/serial/by-id/usb-Honeywell-if00"
    port = FoundPort("/dev/ttyACM0", "Honeywell 1900", "0c2e:0b6a", by_id, by_id)
    said = "\n".join(run(ports=[port])[1])
    assert "1 port found" in said
    assert "/dev/ttyACM0  USB 0c2e:0b6a  Honeywell 1900" in said
    assert f"--listen {by_id}" in said


@pytest.mark.parametrize(
    ("url", "part"),
    [("nonsense", "cannot be read"), ("/dev/absent-port", "Is the scanner plugged in")],
)
def test_a_port_that_cannot_be_used_is_explained(url: str, part: str) -> None:
    result, said = run("--listen", url)
    assert result == 1
    assert part in said[-1]


class Listener:
    """Runs the command in a thread and lets the test wait for its lines."""

    def __init__(self, url: str) -> None:
        self.said: list[str] = []
        self.stop = threading.Event()
        self._more = threading.Condition()
        self.result = -1
        self._thread = threading.Thread(target=self._run, args=(url,))
        self._thread.start()

    def _run(self, url: str) -> None:
        self.result = devices(["--listen", url], T, say=self._say, done=self.stop.is_set)

    def _say(self, line: str) -> None:
        with self._more:
            self.said.append(line)
            self._more.notify_all()

    def wait_for(self, part: str) -> str:
        with self._more:
            seen = self._more.wait_for(lambda: any(part in line for line in self.said), 5)
            assert seen, self.said
            return next(line for line in self.said if part in line)

    def end(self) -> int:
        self.stop.set()
        self._thread.join(5)
        return self.result


def test_listening_shows_bytes_code_and_latency(twin: SimulatedScanner) -> None:
    listener = Listener(twin.url)
    listener.wait_for("Listening")
    twin.type_code(CODE)
    assert " ms)" in listener.wait_for(f"code   {CODE}")
    shown = [line.removeprefix("bytes") for line in listener.said if line.startswith("bytes")]
    assert bytes.fromhex("".join(shown)) == CODE.encode() + b"\r"
    twin.type_code(CODE)
    listener.wait_for(f"repeat {CODE}")
    assert listener.end() == 0


def test_control_characters_in_a_code_cannot_play_with_the_terminal(
    pty_twin: SimulatedScanner,
) -> None:
    listener = Listener(pty_twin.url)
    listener.wait_for("Listening")
    pty_twin.send(b"60\x1b[2J10\r")
    assert r"60\x1b[2J10" in listener.wait_for("code  ")
    listener.end()


def test_too_long_a_frame_is_told(pty_twin: SimulatedScanner) -> None:
    listener = Listener(pty_twin.url)
    listener.wait_for("Listening")
    pty_twin.send(b"x" * 5000 + b"\r")
    listener.wait_for("too long")
    listener.end()


def test_pulling_the_cable_ends_listening_with_the_reason(twin: SimulatedScanner) -> None:
    listener = Listener(twin.url)
    listener.wait_for("Listening")
    twin.unplug()
    listener.wait_for("connection to the scanner is lost")
    assert listener.end() == 1


def links(folder: Path, **targets: str) -> Path:
    folder.mkdir()
    for name, target in targets.items():
        (folder / name).symlink_to(target)
    return folder


def test_the_by_id_name_is_the_address_to_write_down(tmp_path: Path) -> None:
    by_id = links(tmp_path / "by-id", scanner="/dev/ttyUSB0")
    (port,) = found_ports([AttachedPort("/dev/ttyUSB0", "n/a", 0x1A86, 0x7523, None)], by_id)
    assert port.url == port.by_id == str(by_id / "scanner")
    assert (port.usb, port.description) == ("1a86:7523", "")


def test_without_a_by_id_name_the_usb_numbers_serve_and_else_the_path(tmp_path: Path) -> None:
    usb = AttachedPort("COM3", "USB Serial", 0x1A86, 0x7523, None)
    wired = AttachedPort("COM1", "Communications Port", None, None, None)
    found = found_ports([usb, wired], tmp_path / "none", tmp_path / "none")
    assert [port.url for port in found] == ["usb:1a86:7523", "COM1"]


def test_twins_without_serial_numbers_go_by_their_sockets(tmp_path: Path) -> None:
    alike = [AttachedPort(f"/dev/ttyUSB{n}", "", 0x1A86, 0x7523, None) for n in (0, 1)]
    by_id = links(tmp_path / "by-id", clone="/dev/ttyUSB1")
    by_path = links(tmp_path / "by-path", one="/dev/ttyUSB0", two="/dev/ttyUSB1")
    urls = [port.url for port in found_ports(alike, by_id, by_path)]
    assert urls == [str(by_path / "one"), str(by_path / "two")]


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_the_command_speaks_every_language(lang: str) -> None:
    said: list[str] = []
    port = FoundPort("COM3", "", None, None, "COM3")
    assert devices([], texts(lang), say=said.append, ports=lambda: [port]) == 0
    assert devices(["--listen", "nonsense"], texts(lang), say=said.append) == 1
