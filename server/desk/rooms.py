"""The rooms of the desk in the order of the navigation; who sees which follows from rights.

A new room adds its line here and its `add_…_pages` to `server/desk/pages.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, url_for

from library.rights import Right, may


@dataclass(frozen=True, slots=True)
class Room:
    """One line of the navigation. `name` ends the text key `room.<name>`; `endpoint` is its
    first page; `group` ends the text key `room.group-<group>`; `icon` one of sprite.html."""

    name: str
    endpoint: str
    icon: str
    right: Right
    group: str

    @property
    def address(self) -> str:
        """Where its first page is."""
        return url_for(self.endpoint)


ROOMS: tuple[Room, ...] = (
    Room("home", "desk.home", "home", Right.HOME, "day"),
    Room("lend", "desk.lend", "scan", Right.LEND, "day"),
    Room("requests", "desk.requests", "bookmark", Right.REQUESTS, "day"),
    Room("checks", "desk.checks_page", "clipboard-check", Right.CHECK, "day"),
    Room("trolley", "desk.trolley", "trolley", Right.SHELVE, "day"),
    Room("drop-box", "desk.drop_box", "package", Right.LEND, "day"),
    Room("visits", "desk.visits", "armchair", Right.VISITS, "day"),
    Room("overdue", "desk.overdue", "clock", Right.CLASSES, "day"),
    Room("paper-day", "desk.paper_day", "notes", Right.LEND, "day"),
    Room("my-class", "desk.my_class", "school", Right.OWN_CLASS, "people"),
    Room("readers", "desk.readers", "users", Right.READERS, "people"),
    Room("classes", "desk.classes", "school", Right.CLASSES, "people"),
    Room("dormitories", "desk.dormitories", "building", Right.READERS, "people"),
    Room("titles", "desk.titles", "books", Right.CATALOGUE, "stock"),
    Room("copies", "desk.copies", "copy", Right.CATALOGUE, "stock"),
    Room("processing", "desk.processing", "package", Right.PROCESS, "stock"),
    Room("acquisitions", "desk.acquisitions", "package", Right.ACCESSION, "stock"),
    Room("existing-stock", "desk.existing_stock", "bookmark", Right.PROCESS, "stock"),
    Room("bbk", "desk.bbk", "notes", Right.CATALOGUE, "stock"),
    Room("import", "desk.imports", "file-import", Right.IMPORT, "stock"),
    Room("labels", "desk.labels", "printer", Right.LABELS, "stock"),
    Room("sheets", "desk.sheets", "printer", Right.SHEETS, "stock"),
    Room("class-issue", "desk.class_issue", "books", Right.TEXTBOOKS, "textbooks"),
    Room("collection", "desk.collection", "package", Right.TEXTBOOKS, "textbooks"),
    Room("collecting", "desk.collection_scan_page", "scan", Right.COLLECT, "textbooks"),
    Room("cases", "desk.cases", "alert-triangle", Right.TEXTBOOKS, "textbooks"),
    Room("clearance", "desk.clearance", "check", Right.TEXTBOOKS, "textbooks"),
    Room("provision", "desk.provision", "clipboard-check", Right.PROVISION, "textbooks"),
    Room("textbook-orders", "desk.textbook_orders", "file-import", Right.PROVISION, "textbooks"),
    Room("textbook-plan", "desk.textbook_plan", "notes", Right.TEXTBOOKS, "textbooks"),
    Room("raids", "desk.raids", "clipboard-check", Right.RAIDS, "textbooks"),
    Room("contest", "desk.contest", "school", Right.RAIDS, "textbooks"),
    Room("roll-over", "desk.roll_over_page", "arrow-right", Right.ROLL_OVER, "textbooks"),
    Room("registers", "desk.registers", "clipboard-check", Right.REGISTERS, "library"),
    Room("rules", "desk.rules", "notes", Right.RULES, "library"),
    Room("calendar", "desk.calendar", "calendar", Right.RULES, "library"),
    Room("settings", "desk.settings", "settings", Right.SETTINGS, "library"),
    Room("staff", "desk.staff", "shield-lock", Right.STAFF, "library"),
    Room("backups", "desk.backups", "device-floppy", Right.BACKUP, "library"),
    Room("devices", "desk.devices_page", "scan", Right.DEVICES, "library"),
    Room("journal", "desk.journal", "history", Right.JOURNAL, "library"),
)


def rooms_of(role: str) -> list[tuple[str, list[Room]]]:
    """The rooms the role may enter, by group, in order."""
    groups: dict[str, list[Room]] = {}
    for room in ROOMS:
        if may(role, room.right) and room.endpoint in current_app.view_functions:
            groups.setdefault(room.group, []).append(room)
    return list(groups.items())


def landing(role: str) -> str:
    """Where somebody goes after signing in: the first room of the role."""
    for _group, rooms in rooms_of(role):
        return rooms[0].address
    return "/desk/account"
