"""Who may open what: every address of the program and how it is guarded.

`docs/roles.md` is printed from it (`python -m start.roles_page`); a test holds both together
and fails for an address that nothing guards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Flask

from library.rights import Right, Role, may
from server.desk.guard import needs

DESK = "desk"
GUARDS = {
    "static": "everybody: style sheets, scripts, fonts; nothing of the library",
    "public": "everybody: the public page, no person in it",
    "board": "whoever has the kept address of the hall's board; counts of classes, no person",
    "kiosk": "the browser paired with a station (cookie), or one beside the demonstration",
    "pairing": "whoever holds a one-time link of a station, once and for some minutes",
    "set_up": "the empty form: everybody, while nobody has an account; its post: whoever holds"
    " the one-time word of the printed address",
    "station_api": "a station, by its secret in the Authorization header",
    "health": "everybody: parts and states, no contents",
    "metrics": "a monitor, by the secret in keys/metrics; in the demonstration everybody",
    "demonstration": "the demonstration only",
}
"""What guards addresses that are not the desk's, by blueprint."""

_ANYBODY = "nobody has to sign in"
_HEAD = """# Roles: who may open what

Printed from the routes of the program and `library/rights.py` (`python -m start.roles_page`);
a test holds them together. An address of the desk names the right it needs; a role has rights,
and no page asks for a role. Without a sign-in every address of the desk leads to its door.

The head librarian keeps accounts, rules, settings and backups. An assistant is an activist
pupil: returns and shelves, sees no reader. A teacher (curator, tutor) sees the own classes and
dormitory groups. The director reads what concerns the school as a whole.
"""


@dataclass(frozen=True, slots=True)
class Guarded:
    """One address. `methods` without HEAD and OPTIONS; `rights`: one of them is enough;
    `guard` says in words what guards it when no right does; both empty: nothing does."""

    path: str
    methods: tuple[str, ...]
    endpoint: str
    rights: tuple[Right, ...] = ()
    guard: str = ""

    @property
    def is_guarded(self) -> bool:
        """Whether anything decides about who gets in."""
        return bool(self.rights or self.guard)

    def lets_in(self, role: str) -> bool:
        """Whether an account of the role gets in."""
        return bool(self.guard) or may(role, *self.rights)


def addresses(app: Flask) -> list[Guarded]:
    """All addresses of the application, by path."""
    found = []
    for rule in app.url_map.iter_rules():
        methods = tuple(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        rights, guard = _guard(app, rule.endpoint)
        found.append(Guarded(rule.rule, methods, rule.endpoint, rights, guard))
    return sorted(found, key=lambda each: (each.path, each.methods))


def _guard(app: Flask, endpoint: str) -> tuple[tuple[Right, ...], str]:
    if endpoint == "static" or endpoint.endswith(".static"):
        return (), GUARDS["static"]
    blueprint = endpoint.partition(".")[0]
    if blueprint == DESK:
        rights = needs(app.view_functions[endpoint])
        return (rights, "") if rights else ((), "" if rights is None else _ANYBODY)
    return (), GUARDS.get(blueprint, "")


def roles_page(found: Iterable[Guarded]) -> str:
    """The page docs/roles.md."""
    every = list(found)
    desk = [each for each in every if each.rights]
    open_ones = [each for each in every if not each.rights]
    heads = " | ".join(Role)
    lines = [_HEAD, "## The desk, by right", ""]
    lines += [f"| address | how | right | {heads} |", f"|---|---|---|{':-:|' * len(Role)}"]
    lines += [_desk_line(each) for each in desk]
    lines += ["", "## Everything else", "", "| address | how | for whom |", "|---|---|---|"]
    lines += [
        f"| `{each.path}` | {_how(each)} | {each.guard or 'NOTHING GUARDS IT'} |"
        for each in open_ones
    ]
    return "\n".join([*lines, ""])


def _desk_line(each: Guarded) -> str:
    rights = " or ".join(each.rights)
    marks = " | ".join("yes" if each.lets_in(role) else "" for role in Role)
    return f"| `{each.path}` | {_how(each)} | {rights} | {marks} |"


def _how(each: Guarded) -> str:
    return ", ".join(each.methods)
