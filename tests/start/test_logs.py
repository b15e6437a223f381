"""The log is JSON, rotates, and keeps no long number."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from start.logs import FILE, CarefulFormatter, start_log


def line(message: str, *args: object) -> dict[str, str]:
    record = logging.LogRecord("kiosk.x", logging.INFO, "p", 1, message, args, None)
    found: dict[str, str] = json.loads(CarefulFormatter().format(record))
    return found


def test_a_line_says_when_how_grave_who_and_what() -> None:
    found = line("scanner %s connected", "scanner-1-1")
    assert found["message"] == "scanner scanner-1-1 connected"
    assert found["level"] == "INFO"
    assert found["from"] == "kiosk.x"
    assert {"at", "thread"} <= set(found)


@pytest.mark.parametrize("number", ["7343629717", "070512500123", "20000000001234"])
def test_numbers_of_cards_copies_and_persons_are_struck_out(number: str) -> None:
    assert number not in json.dumps(line("code %s of a card", number))


def test_tracebacks_are_struck_out_too() -> None:
    try:
        raise KeyError("7343629717")
    except KeyError as fault:
        record = logging.LogRecord("x", logging.ERROR, "p", 1, "lost", (), None)
        record.exc_info = (type(fault), fault, fault.__traceback__)
    text = CarefulFormatter().format(record)
    assert "KeyError" in text
    assert "7343629717" not in text


def test_operation_ids_and_incidents_stay_whole() -> None:
    text = "incident 4F7A2C of 12345678-1234-4123-8123-123456789012"
    assert line(text)["message"] == text


@pytest.fixture
def logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)


def test_the_log_is_put_aside_by_size(tmp_path: Path, logging_as_it_was: None) -> None:
    handler = start_log(tmp_path, "info", 1, 2)
    for number in range(9000):
        logging.getLogger("much").info("line %d %s", number, "x" * 300)
    handler.close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "kiosk.log", "kiosk.log.1", "kiosk.log.2",
    ]  # fmt: skip


def test_statements_with_names_in_them_are_never_kept(
    tmp_path: Path, logging_as_it_was: None
) -> None:
    kept = start_log(tmp_path, "debug", 1, 2)
    for name in ("peewee", "peewee.pool"):
        logging.getLogger(name).debug("INSERT INTO reader … %s", ["Серік"])
    logging.getLogger("kiosk").debug("something else")
    kept.close()
    text = (tmp_path / FILE).read_text(encoding="utf-8")
    assert "something else" in text and "Серік" not in text
