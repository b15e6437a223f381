"""Opening ports by every kind of address, and faults in plain words."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from hardware.errors import PortAmbiguous, PortBusy, PortFailed, PortMissing
from hardware.port_url import read_port_url
from hardware.serial_port import AttachedPort, SerialSource
from hardware.simulated import SimulatedScanner


def source(url: str, *attached: AttachedPort) -> SerialSource:
    return SerialSource(read_port_url(url), lambda: list(attached))


def adapter(path: str, serial_number: str | None = None) -> AttachedPort:
    return AttachedPort(path, "USB Serial", 0x1A86, 0x7523, serial_number)


def test_a_loop_gives_back_what_was_written() -> None:
    port = source("loop://?baud=115200").open(0.05)
    port.write(b"6000000010\r")
    assert port.read() == b"6000000010\r"
    assert port.read() == b""
    port.close()


def test_a_port_that_is_not_there_is_missing(tmp_path: Path) -> None:
    absent = source(str(tmp_path / "ttyUSB9"))
    assert absent.present() is False
    with pytest.raises(PortMissing, match="is the scanner plugged in"):
        absent.open(0.05)


def test_what_is_no_serial_port_fails_with_the_systems_words(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("not a port")
    with pytest.raises(PortFailed, match=r"letter\.txt"):
        source(str(file)).open(0.05)


def test_a_second_opener_hears_that_the_port_is_held(pty_twin: SimulatedScanner) -> None:
    first = source(pty_twin.url).open(0.05)
    with pytest.raises(PortBusy, match="another program holds this port"):
        source(pty_twin.url).open(0.05)
    first.close()
    source(pty_twin.url).open(0.05).close()


@pytest.mark.parametrize("scheme", ["socket", "rfc2217"])
def test_nobody_at_a_network_address_is_a_fault_of_the_port(scheme: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    with pytest.raises(PortFailed):
        source(f"{scheme}://127.0.0.1:{port}").open(0.05)


def test_a_usb_address_finds_its_port(pty_twin: SimulatedScanner) -> None:
    found = source("usb:1a86:7523", adapter(pty_twin.url), AttachedPort("x", "", 1, 2, None))
    assert found.present() is True
    port = found.open(0.2)
    pty_twin.type_code("6000000010")
    assert port.read()
    port.close()


def test_a_usb_address_that_fits_two_ports_names_both() -> None:
    with pytest.raises(PortAmbiguous, match="/dev/ttyUSB0, /dev/ttyUSB1"):
        source("usb:1a86:7523", adapter("/dev/ttyUSB0"), adapter("/dev/ttyUSB1")).open(0.05)


def test_the_serial_number_tells_two_alike_ports_apart(pty_twin: SimulatedScanner) -> None:
    ports = (adapter("/dev/ttyUSB0", "A1"), adapter(pty_twin.url, "B2"))
    source("usb:1a86:7523:B2", *ports).open(0.05).close()
    with pytest.raises(PortMissing):
        source("usb:1a86:7523:C3", *ports).open(0.05)
