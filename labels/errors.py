"""What can go wrong with a label; `code` is the text key's end."""

from __future__ import annotations


class LabelError(Exception):
    """A label cannot be made. `position` is the label's place in the job, from 0; -1 while
    it is not known."""

    code = "label"
    position = -1


class DoesNotScan(LabelError):
    """The code cannot be drawn so that a decoder reads it back; the argument is the code."""

    code = "does-not-scan"


class DoesNotFit(LabelError):
    """The words do not fit the label even at the stated minimum. `part` says which of them:
    "shelf-mark", "title", "number", "code", "caption", "name", "table", "pocket"."""

    code = "does-not-fit"

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class StockRefused(LabelError):
    """Measures that make no stock. `reason` is a stable word: "missing", "not-a-number",
    "too-small", "too-large", "unknown-kind", "wider-than-page", "taller-than-page",
    "labels-overlap", "same-name"; `field` the name of the measure as in label_stock.toml."""

    code = "stock-refused"

    def __init__(self, reason: str, field: str) -> None:
        super().__init__(reason, field)
        self.reason = reason
        self.field = field
