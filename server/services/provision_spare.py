"""What some classes have to spare of what others lack, with names of titles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from library.provision_split import exchanges
from library.textbooks import PlanLine
from server.server import Server
from server.services.provision import SchoolProvision
from server.tables import Title


@dataclass(frozen=True, slots=True)
class SpareLine:
    """A title that classes have beside their need, `offers` by class label (empty: with
    somebody in no class), while others lack it: `lacking` books by class label."""

    line: PlanLine
    title_id: int
    name: str
    offers: tuple[tuple[str, int], ...]
    lacking: tuple[tuple[str, int], ...]


def spare_lines(server: Server, found: SchoolProvision) -> list[SpareLine]:
    """One line for each title that could change hands, in the order of the plan."""
    made = exchanges(found.provision, found.lines)
    titles = {offer.title_id for each in made for offer in each.offers}
    with server.library.reading():
        rows: Any = Title.select(Title.id, Title.name).where(Title.id.in_(sorted(titles))).tuples()
        names = dict(rows)
    labels = {each.class_id: each.label for each in found.classes}
    return [
        SpareLine(
            each.line, title_id, names[title_id],
            tuple((labels.get(offer.class_id, ""), offer.copies) for offer in each.offers
                  if offer.title_id == title_id),
            tuple((labels.get(class_id, ""), books) for class_id, books in each.lacking),
        )
        for each in made
        for title_id in dict.fromkeys(offer.title_id for offer in each.offers)
    ]  # fmt: skip
