"""Loan rules in words, for the table and for what a change would do."""

from __future__ import annotations

from typing import Any

from library.catalogue import ItemKind
from library.policy import PolicyLine

_DAYS = ("grace_days", "call_in_days", "unseen_open_days")


def line_words(t: Any, line: PolicyLine | None) -> list[str]:
    """What one line allows, in short phrases; one phrase when nothing is lent."""
    if line is None:
        return [str(t("rules.not-lent"))]
    limit = t("rules.no-limit") if line.limit is None else t("rules.up-to", n=line.limit)
    time = t("rules.for-days", n=line.days or 0) if line.until is None else (
        t("rules.until-year-end") if line.until == "year-end" else t("rules.until-same-day")
    )  # fmt: skip
    renewals = t("rules.renewals", n=line.renewals) if line.renewals else t("rules.no-renewals")
    home = [] if line.home else [t("rules.only-here")]
    return [str(each) for each in (limit, time, renewals, *home)]


def number_words(t: Any, name: str, value: Any) -> str:
    """One of the numbers beside the lines, with its unit."""
    if name in _DAYS:
        return str(t("rules.days", n=value))
    if name == "just_lent_seconds":
        return str(t("rules.seconds", n=value))
    if name == "summer_due":
        month, day = value
        return f"{day:02}.{month:02}"
    if name == "vacations":
        return str(t(f"rules.vacations-{value}"))
    kinds = [str(t(f"item.{kind.value}")) for kind in ItemKind if kind in value]
    return ", ".join(kinds) or str(t("rules.none"))
