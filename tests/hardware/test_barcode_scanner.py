"""Real bytes over a real port become scans; the cable may be pulled at any time."""

from __future__ import annotations

import logging
import time

import pytest

from hardware.barcode_scanner import scanner_at
from hardware.scan import DeviceEvent, DeviceFound, DeviceLost, Scan
from hardware.simulated import SimulatedScanner, close_twins
from hardware.simulated import twin as twin_named
from tests.hardware.listening import Inbox, listening

CODE, OTHER = "6000000010", "6000000028"


def test_bytes_on_the_line_become_a_scan(twin: SimulatedScanner) -> None:
    inbox = Inbox()
    before = time.monotonic()
    with listening(twin.url, inbox, "front"):
        inbox.wait_for(1)
        twin.type_code(CODE)
        found, scan = inbox.wait_for(2)
    assert found == DeviceFound("front")
    assert isinstance(scan, Scan)
    assert (scan.text, scan.device) == (CODE, "front")
    assert before < scan.received_at <= time.monotonic()


def test_a_code_that_arrives_in_pieces_is_one_scan(twin: SimulatedScanner) -> None:
    inbox = Inbox()
    with listening(twin.url + "?suffix=CR", inbox):
        inbox.wait_for(1)
        twin.type_split(CODE, [1, 3, 2], pause=0.01)
        assert inbox.wait_for_codes(1) == [CODE]


def test_a_burst_comes_whole_and_in_order(twin: SimulatedScanner) -> None:
    codes = [f"60000{n:05}" for n in range(200)]
    inbox = Inbox()
    with listening(twin.url + "?suffix=CR", inbox):
        inbox.wait_for(1)
        twin.burst(codes)
        assert inbox.wait_for_codes(200) == codes


def test_a_code_without_suffix_ends_with_silence(pty_twin: SimulatedScanner) -> None:
    inbox = Inbox()
    with listening(pty_twin.url + "?gap=20", inbox):
        inbox.wait_for(1)
        pty_twin.send(CODE.encode())
        assert inbox.wait_for_codes(1) == [CODE]


def test_noise_does_not_stop_the_next_code(pty_twin: SimulatedScanner) -> None:
    inbox = Inbox()
    with listening(pty_twin.url, inbox):
        inbox.wait_for(1)
        for seed in range(5):
            pty_twin.noise(3000, seed)
        pty_twin.send(b"\r" + CODE.encode() + b"\r")
        while inbox.wait_for_codes(1)[-1] != CODE:
            inbox.wait_for(len(inbox.events) + 1)


def test_a_megabyte_without_an_ending_does_not_stop_the_next_code(
    pty_twin: SimulatedScanner,
) -> None:
    inbox = Inbox()
    with listening(pty_twin.url + "?suffix=CR", inbox):
        inbox.wait_for(1)
        assert pty_twin.send(b"\xfe" * 1_000_000)
        pty_twin.send(b"\r" + CODE.encode() + b"\r")
        assert inbox.wait_for_codes(1) == [CODE]


def test_a_code_lying_before_the_scanner_is_one_scan(pty_twin: SimulatedScanner) -> None:
    inbox = Inbox()
    with listening(pty_twin.url, inbox):
        inbox.wait_for(1)
        pty_twin.burst([CODE, CODE, CODE, OTHER, CODE])
        assert inbox.wait_for_codes(2) == [CODE, OTHER]


def test_options_of_the_address_reach_the_frames(pty_twin: SimulatedScanner) -> None:
    inbox = Inbox()
    with listening(pty_twin.url + "?baud=115200&parity=E&suffix=CR&aim=1&dtr=0", inbox):
        inbox.wait_for(1)
        pty_twin.type_code("]C0" + CODE)
        assert inbox.wait_for_codes(1) == [CODE]


def test_a_pulled_cable_is_told_once_and_heals_after_plugging_in(twin: SimulatedScanner) -> None:
    inbox = Inbox()
    with listening(twin.url + "?suffix=CR", inbox) as scanner:
        inbox.wait_for(1)
        twin.send(b"6000")  # half a code: must not stick to the next one
        twin.unplug()
        lost = inbox.wait_for(2)[1]
        assert lost == DeviceLost("front", "unplugged")
        assert not scanner.connected
        assert not twin.type_code(CODE)
        twin.replug()
        assert inbox.wait_for(3)[2] == DeviceFound("front")
        twin.type_code(OTHER)
        assert inbox.wait_for_codes(1) == [OTHER]


def test_a_scanner_that_is_plugged_in_later_is_found(pty_twin: SimulatedScanner) -> None:
    inbox = Inbox()
    pty_twin.unplug()
    with listening(pty_twin.url, inbox):
        assert inbox.wait_for(1) == [DeviceLost("front", "missing")]
        pty_twin.replug()
        assert inbox.wait_for(2)[1] == DeviceFound("front")


def test_pulling_the_cable_again_and_again_leaves_a_working_scanner(
    pty_twin: SimulatedScanner,
) -> None:
    inbox = Inbox()
    with listening(pty_twin.url, inbox):
        for turn in range(5):
            inbox.wait_for(2 * turn + 1)
            pty_twin.unplug()
            inbox.wait_for(2 * turn + 2)
            pty_twin.replug()
        inbox.wait_for(11)
        pty_twin.type_code(CODE)
        assert inbox.wait_for_codes(1) == [CODE]
    assert [type(event) for event in inbox.events[:11]] == [DeviceFound, DeviceLost] * 5 + [
        DeviceFound
    ]


def test_two_scanners_report_under_their_own_names(pty_twin: SimulatedScanner) -> None:
    inbox, second = Inbox(), SimulatedScanner()
    with listening(pty_twin.url, inbox, "left"), listening(second.url, inbox, "right"):
        inbox.wait_for(2)
        pty_twin.type_code(CODE)
        inbox.wait_for_codes(1)
        second.type_code(CODE)
        inbox.wait_for_codes(2)
        pty_twin.unplug()
        inbox.wait_for(5)
        second.type_code(OTHER)
        inbox.wait_for_codes(3)
    second.close()
    scans = [(e.device, e.text) for e in inbox.events if isinstance(e, Scan)]
    assert scans == [("left", CODE), ("right", CODE), ("right", OTHER)]


def test_a_port_held_by_another_is_said_plainly_and_taken_when_free(
    pty_twin: SimulatedScanner, caplog: pytest.LogCaptureFixture
) -> None:
    holder, late = Inbox(), Inbox()
    with caplog.at_level(logging.WARNING), listening(pty_twin.url, holder, "holder") as first:
        holder.wait_for(1)
        with listening(pty_twin.url, late, "late"):
            assert late.wait_for(1) == [DeviceLost("late", "busy")]
            first.stop()
            assert late.wait_for(2)[1] == DeviceFound("late")
    assert "another program holds this port" in caplog.text


def test_the_log_has_one_line_per_change_and_never_a_code(
    pty_twin: SimulatedScanner, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = Inbox()
    with caplog.at_level(logging.DEBUG), listening(pty_twin.url, inbox):
        inbox.wait_for(1)
        pty_twin.type_code(CODE)
        inbox.wait_for_codes(1)
        pty_twin.unplug()
        inbox.wait_for(3)
        time.sleep(0.05)  # several attempts to open fail meanwhile
        pty_twin.replug()
        inbox.wait_for(4)
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 3, said
    assert CODE not in caplog.text


class FailsOnce(Inbox):
    """An inbox that is out of order for the first scan."""

    def put(self, event: DeviceEvent) -> None:
        super().put(event)
        if self.codes == [CODE]:
            raise RuntimeError(f"no room for {CODE}")


def test_a_fault_over_one_scan_neither_loses_the_next_nor_reaches_the_log(
    pty_twin: SimulatedScanner, caplog: pytest.LogCaptureFixture
) -> None:
    inbox = FailsOnce()
    with caplog.at_level(logging.DEBUG), listening(pty_twin.url, inbox):
        inbox.wait_for(1)
        pty_twin.burst([CODE, OTHER])
        assert inbox.wait_for_codes(2) == [CODE, OTHER]
    assert "RuntimeError" in caplog.text
    assert CODE not in caplog.text


def test_a_simulated_address_and_the_twin_of_that_name_meet() -> None:
    inbox = Inbox()
    scanner = scanner_at("front", "simulated:till", inbox.put)
    scanner.start()
    try:
        inbox.wait_for(1)
        twin_named("till").type_code(CODE)
        assert inbox.wait_for_codes(1) == [CODE]
    finally:
        scanner.stop()
        close_twins()
