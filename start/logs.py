"""The log: JSON lines in the data folder, put aside by size, without personal data.

Messages are written to hold none; the last guard is here: any run of ten or more digits,
which may be a card, a copy or a personal number, is struck out of every line.
"""

from __future__ import annotations

import logging
import re
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path

from pythonjsonlogger.json import JsonFormatter

FILE = "kiosk.log"
_LONG_NUMBER = re.compile(r"(?<![0-9a-fA-F-])[0-9]{10,14}(?![0-9a-fA-F-])")
QUIET = ("waitress.queue", "werkzeug", "peewee")
"""Only errors of these are kept, whatever the level: Peewee tells statements with the names,
titles and numbers in them."""


class CarefulFormatter(JsonFormatter):
    """One JSON object a line: at, level, from, thread, message, and a traceback if any."""

    def __init__(self) -> None:
        super().__init__(
            "%(asctime)s %(levelname)s %(name)s %(threadName)s %(message)s",
            rename_fields={
                "asctime": "at", "levelname": "level", "name": "from", "threadName": "thread",
            },
            json_ensure_ascii=False,
        )  # fmt: skip
        self.default_msec_format = "%s.%03d"

    def format(self, record: logging.LogRecord) -> str:
        """The line, long numbers struck out."""
        return _LONG_NUMBER.sub("…", super().format(record))


def start_log(folder: Path, level: str, megabytes: int, files: int) -> logging.Handler:
    """Send everything that is logged to `folder`; warnings go to the terminal as well."""
    kept = RotatingFileHandler(
        folder / FILE, maxBytes=megabytes * 1_000_000, backupCount=files, encoding="utf-8"
    )
    kept.setFormatter(CarefulFormatter())
    shown = logging.StreamHandler(sys.stderr)
    shown.setLevel(logging.ERROR)
    shown.setFormatter(CarefulFormatter())
    logging.basicConfig(level=level.upper(), handlers=[kept, shown], force=True)
    logging.captureWarnings(True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.ERROR)
    return kept
