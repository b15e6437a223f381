"""`demo.json`: what scripts and tests need to know about the demonstration school."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from server.demonstration.people import DemoReader
from server.demonstration.school import LOGIN, PIN, DemoSchool
from server.demonstration.stock import DemoCopy


def demo_page(school: DemoSchool, url: str) -> dict[str, Any]:
    """The content: addresses, the desk's login, readers and copies by their state."""
    return {
        "url": url,
        "kiosk_url": f"{url}/kiosk",
        "demo_url": f"{url}/demo",
        "desk": {"login": LOGIN, "password": school.password, "role": "head"},
        "sip2": None,
        "readers": [_reader(school, reader) for reader in school.readers],
        "copies": [_copy(school, copy) for copy in school.copies],
    }


def write_demo_file(page: dict[str, Any], path: Path) -> None:
    """Write it for the owner's eyes only: it holds a password."""
    text = json.dumps(page, ensure_ascii=False, indent=1)
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
    fresh.replace(path)


def _reader(school: DemoSchool, reader: DemoReader) -> dict[str, Any]:
    name = reader.name
    page: dict[str, Any] = {
        "card": reader.card,
        "name": f"{name.surname} {name.given_name}",
        "category": reader.category.value,
        "class": reader.class_label,
        "state": reader_state(school, reader),
        "language": name.language,
    }
    if reader.reader_id in school.with_pin:
        page["pin"] = PIN
    return page


def _copy(school: DemoSchool, copy: DemoCopy) -> dict[str, Any]:
    return {
        "code": copy.code,
        "title": copy.title,
        "state": copy_state(school, copy),
        "kind": copy.kind,
        "grade": copy.grade,
    }


def reader_state(school: DemoSchool, reader: DemoReader) -> str:
    """`active` owes nothing and waits for nothing; others by what stands in the way."""
    traffic = school.traffic
    if reader.state != "active":
        return reader.state
    if reader.reader_id in traffic.late:
        return "late"
    if reader.reader_id in traffic.lent:
        return "has-loans"
    return "waits" if reader.reader_id in traffic.waiting else "active"


def copy_state(school: DemoSchool, copy: DemoCopy) -> str:
    """`on-shelf` only for what any active reader may borrow."""
    traffic = school.traffic
    if any(copy in lent for lent in traffic.lent.values()):
        return "on-loan"
    if copy.copy_id in traffic.states:
        return traffic.states[copy.copy_id]
    if copy.state != "on-shelf":
        return copy.state
    if copy.mark:
        return copy.mark
    if copy.kind != "fiction":
        return {"reference": "reading-room"}.get(copy.kind, copy.kind)
    return "requested" if copy.title_id in traffic.requested else "on-shelf"
