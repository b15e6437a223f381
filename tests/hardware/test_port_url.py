"""Addresses of ports: what they mean, and that all their faults come at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.errors import PortUrlFault
from hardware.framing import FrameRules
from hardware.port_url import LineSettings, UsbId, read_port_url


@pytest.mark.parametrize(
    ("text", "kind", "place"),
    [
        ("/dev/ttyUSB0", "path", "/dev/ttyUSB0"),
        ("by-id:usb-Honeywell_1900-if00", "path", "/dev/serial/by-id/usb-Honeywell_1900-if00"),
        ("COM3", "path", "COM3"),
        ("com12?baud=115200", "path", "com12"),
        ("socket://10.0.0.7:4001", "network", "socket://10.0.0.7:4001"),
        ("rfc2217://box:4001?baud=9600", "network", "rfc2217://box:4001"),
        ("loop://", "network", "loop://"),
        ("simulated:", "simulated", "scanner"),
        ("simulated:front", "simulated", "front"),
    ],
)
def test_every_form_of_address_is_understood(text: str, kind: str, place: str) -> None:
    url = read_port_url(text)
    assert (url.kind, url.place) == (kind, place)


def test_a_usb_address_names_vendor_product_and_perhaps_a_serial_number() -> None:
    assert read_port_url("usb:1a86:7523").usb == UsbId(0x1A86, 0x7523)
    assert read_port_url("usb:0C2E:0b6a:S/N 1+2").usb == UsbId(0x0C2E, 0x0B6A, "S/N 1+2")


def test_what_is_not_said_is_the_usual_line_of_a_scanner() -> None:
    url = read_port_url("/dev/ttyS0")
    assert url.line == LineSettings(9600, 8, "N", 1.0, None, None)
    assert url.frames == FrameRules("any", 0.08, False, False, 1.0)


def test_options_set_the_line_and_the_frames() -> None:
    url = read_port_url(
        "/dev/ttyS0?baud=115200&bits=7&parity=e&stop=2&dtr=0&rts=1"
        "&suffix=crlf&gap=120&aim=1&codeid=yes&repeat=0.5"
    )
    assert url.line == LineSettings(115200, 7, "E", 2.0, False, True)
    assert url.frames == FrameRules("CRLF", 0.12, True, True, 0.5)


def test_all_faults_of_an_address_are_told_at_once_with_a_hint() -> None:
    with pytest.raises(PortUrlFault) as caught:
        read_port_url("ttyUSB0?baud=fast&party=E&gap=5&baud=9601x")
    said = str(caught.value)
    for part in ("'ttyUSB0' is no port", "baud=", "gap=5", "unknown option party", "parity?"):
        assert part in said


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_fault(text: str) -> None:
    try:
        read_port_url(text)
    except PortUrlFault as fault:
        assert fault.detail
