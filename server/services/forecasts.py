"""What textbooks the coming school year will need: pupils who move up, the plan, the copies
that will still do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from library.forecast import Fitness, ForecastLine, Group, GroupKey, forecast, next_groups
from library.textbooks import PlanLine
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.provision import GONE
from server.services.roll_over import years_now
from server.services.textbooks import plan_of, pupils_of_year
from server.tables import Copy, ForecastGroup, Title


@dataclass(frozen=True, slots=True)
class ForecastView:
    """The forecast of `year`. `own_plan`: the year has a plan of its own; else the one of
    `from_year` stands in. `names` of the titles of all lines."""

    year: str
    from_year: str
    own_plan: bool
    groups: tuple[Group, ...]
    lines: tuple[ForecastLine, ...]
    fitness: Fitness
    names: Mapping[int, str]

    @property
    def short(self) -> int:
        """Books to be ordered."""
        return sum(sum(line.short) for line in self.lines)

    @property
    def needed(self) -> int:
        """Books needed."""
        return sum(line.needed for line in self.lines)


def forecast_view(server: Server, fitness: Fitness) -> ForecastView | None:
    """The forecast of the year after the one most pupils stand in; None without pupils."""
    years = years_now(server)
    if years is None:
        return None
    now, coming = years
    with server.library.snapshot():
        pupils = [each.about for each in pupils_of_year(now)]
        plan_now, plan = plan_of(now), plan_of(coming)
        groups = next_groups(pupils, _told(coming))
        used = plan or plan_now
        fit = _fit({edition.title_id for line in used for edition in line.editions}, fitness)
        lines = forecast(used, groups, pupils, plan_now, fit)
        names = _names(used)
    return ForecastView(
        coming, now, bool(plan), tuple(groups), tuple(lines), fitness, names
    )


def tell_groups(
    server: Server, deed: Deed, year: str, told: Mapping[GroupKey, int | None]
) -> None:
    """Keep how many pupils the school expects; None: as the program counts."""
    with server.library.writing() as work:
        if done_before(work, deed):
            return
        for (grade, language, track), pupils in told.items():
            where = (
                (ForecastGroup.year == year) & (ForecastGroup.grade == grade)
                & (ForecastGroup.language == language) & (ForecastGroup.track == (track or ""))
            )  # fmt: skip
            ForecastGroup.delete().where(where).execute()
            if pupils is not None:
                ForecastGroup.create(
                    year=year, grade=grade, language=language, track=track or "", pupils=pupils
                )
        write_deed(server, work, deed, before={"year": year, "groups": len(told)})


def _told(year: str) -> dict[GroupKey, int]:
    rows: Any = ForecastGroup.select().where(ForecastGroup.year == year)
    return {(row.grade, row.language, row.track or None): row.pupils for row in rows}


def _fit(titles: set[int], fitness: Fitness) -> dict[int, int]:
    """Copies of these titles that will do next year, wherever they are now."""
    found: dict[int, int] = {}
    rows: Any = (
        Copy.select(Copy.title, Copy.condition, Title.year)
        .join(Title)
        .where(Copy.title.in_(sorted(titles)), Copy.state.not_in(GONE))
        .tuples()
    )
    for title_id, condition, printed in rows:
        if fitness.fits(condition, printed):
            found[title_id] = found.get(title_id, 0) + 1
    return found


def _names(lines: tuple[PlanLine, ...]) -> dict[int, str]:
    titles = {edition.title_id for line in lines for edition in line.editions}
    rows: Any = Title.select(Title.id, Title.name).where(Title.id.in_(sorted(titles))).tuples()
    return dict(rows)
