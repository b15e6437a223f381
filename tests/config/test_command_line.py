"""The command line: commands, options, and every slip named with what was meant."""

from __future__ import annotations

import pytest

from config.command_line import COMMANDS, help_text, read_command_line
from config.settings import TABLE


def test_no_words_start_the_library() -> None:
    line = read_command_line([])
    assert (line.command, line.demo, line.faults) == ("", False, ())


def test_options_come_with_a_space_or_an_equals_sign() -> None:
    line = read_command_line(["--demo", "--port", "0", "--host=0.0.0.0", "--no-browser"])
    assert line.demo
    assert line.given == {
        "server.port": "0", "server.host": "0.0.0.0", "start.open_browser": False,
    }  # fmt: skip


def test_scanners_may_be_repeated() -> None:
    line = read_command_line(["--scanner", "usb:1a86:7523?baud=9600", "--scanner=2=COM3"])
    assert line.scanners == ("usb:1a86:7523?baud=9600", "2=COM3")


def test_every_slip_is_named_at_once_with_what_was_meant() -> None:
    faults = read_command_line(["--prot", "8080", "--kiosk-browser=1", "--data"]).faults
    assert [(each.code, each.where, each.meant) for each in faults] == [
        ("unknown-option", "--prot", "--port"),
        ("value-not-wanted", "--kiosk-browser", ""),
        ("value-missing", "--data", ""),
    ]


def test_an_option_is_no_value_of_the_one_before() -> None:
    line = read_command_line(["--data", "--demo"])
    assert line.demo
    assert line.faults[0].where == "--data"


def test_a_misspelt_command_is_guessed() -> None:
    fault = read_command_line(["devises"]).faults[0]
    assert (fault.code, fault.meant) == ("unknown-command", "devices")


def test_tests_and_benchmarks_read_their_own_words() -> None:
    line = read_command_line(["test", "tests/library", "-k", "overdue", "--unknown"])
    assert line.rest == ("tests/library", "-k", "overdue", "--unknown")
    assert not line.faults


def test_other_commands_know_the_data_folder() -> None:
    line = read_command_line(["commands-sheet", "sheet.pdf", "--data", "d"])
    assert line.given == {"data.folder": "d"}
    assert line.rest == ("sheet.pdf",)


def test_help_names_every_command_and_option() -> None:
    text = help_text()
    for word in [*filter(None, COMMANDS), *(each.option for each in TABLE)]:
        assert word in text


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help_can_be_asked(word: str) -> None:
    assert read_command_line([word]).help
