"""What can go wrong with a label; `code` is the text key's end."""

from __future__ import annotations


class LabelError(Exception):
    """A label cannot be made."""

    code = "label"


class DoesNotScan(LabelError):
    """The code cannot be drawn so that a decoder reads it back; the argument is the code."""

    code = "does-not-scan"
