"""How the plan of textbooks is said on its pages, in its files and on the pages of titles."""

from __future__ import annotations

from typing import Any

from library.classes import LANGUAGES, TRACKED_FROM, Track
from library.textbooks import WHOLE, ForWhom, PlanLine, Variant
from server.services.textbook_plan import EditionShown, PlannedLine

ADDRESS = "/desk/textbook-plan"


def whom_said(t: Any, line: PlanLine) -> str:
    """Who of a class needs it: `whole class`, `girls`, `a list`, `who chose it`."""
    if line.variant is not None:
        return str(t(f"plan.variant-{line.variant}"))
    return str(t(f"plan.whom-{line.for_whom.value}"))


def state_of(line: PlannedLine) -> str | None:
    """What is amiss: `no-edition`, `part-missing`, `nobody`, or None; ends `plan.state-…`."""
    if line.missing:
        return "part-missing" if line.editions else "no-edition"
    return None if line.needed else "nobody"


def edition_said(t: Any, edition: EditionShown) -> str:
    """An edition in a few words: publisher, year, part."""
    words = ", ".join(filter(None, (edition.publisher, str(edition.year or ""))))
    said = words or edition.name
    if edition.part == WHOLE:
        return said
    return f"{said} ({t('plan.part', n=edition.part)})"


def line_said(t: Any, line: PlanLine) -> str:
    """A line in a few words, without its subject."""
    words = [t("plan.grade-of", n=line.grade), t(f"class.in-{line.language}")]
    words += [line.track] if line.track else []
    if line.variant is not None or line.for_whom is not ForWhom.CLASS:
        words.append(whom_said(t, line))
    return ", ".join(str(word) for word in words)


def track_choices(grade: int) -> list[tuple[str, str]]:
    """The tracks a line of a grade may have."""
    tracks = [(each.value, each.value) for each in Track] if grade >= TRACKED_FROM else []
    return [("", "—"), *tracks]


def variant_choices(t: Any) -> list[tuple[str, str]]:
    """For boys, for girls, for all."""
    return [("", "—"), *((each.value, str(t(f"plan.variant-{each.value}"))) for each in Variant)]


def whom_choices(t: Any) -> list[tuple[str, str]]:
    """Who of a class."""
    return [(each.value, str(t(f"plan.whom-{each.value}"))) for each in ForWhom]


def language_choices(t: Any) -> list[tuple[str, str]]:
    """Languages of instruction."""
    return [(each, str(t(f"class.in-{each}"))) for each in LANGUAGES]


def part_choices(t: Any, line: PlanLine) -> list[tuple[str, str]]:
    """The whole line, or one of its parts."""
    parts = range(1, line.parts + 1) if line.parts > 1 else ()
    return [("0", str(t("plan.whole"))), *((str(n), str(t("plan.part", n=n))) for n in parts)]
