"""Headings, legal basis and signers of printed forms: the school's own words, kept as
settings; whatever is not kept is said by the program."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from i18n.texts import texts
from library.form_headings import FORMS, Headings, Signers
from server.server import Server
from server.services.deeds import Deed, done_before, write_deed
from server.services.settings import put_setting, setting

_SIGNERS = "paper.signers"


def usual_headings(form: str, language: str) -> Headings:
    """The program's own words for a form; no legal basis."""
    t = texts(language)
    heads = {name: str(t(f"register.head-{name}")) for name in FORMS[form]}
    return Headings(form, language, str(t(f"register.form-{form}")), "", heads)


def headings_of(server: Server, form: str, language: str) -> Headings:
    """The words of a form as the school wants them. Raises KeyError for an unknown form."""
    usual = usual_headings(form, language)
    kept = _kept(setting(server.library, _key(form, language)))
    own = kept.get("heads")
    own = own if isinstance(own, dict) else {}
    heads = {name: str(own.get(name) or said) for name, said in usual.heads.items()}
    return Headings(
        form, language, str(kept.get("title") or usual.title), str(kept.get("basis") or ""), heads
    )


def change_headings(server: Server, deed: Deed, wanted: Headings) -> bool:
    """Keep the words of a form; what equals the program's own is not kept, so that better
    words of a later version reach the school. False when they were so already."""
    usual = usual_headings(wanted.form, wanted.language)
    heads = {name: said for name, said in wanted.heads.items()
             if name in usual.heads and said and said != usual.heads[name]}  # fmt: skip
    title = wanted.title if wanted.title != usual.title else ""
    kept = {"title": title, "basis": wanted.basis, "heads": heads}
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True) if any(kept.values()) else None
    return _put(server, deed, _key(wanted.form, wanted.language), text)


def signers(server: Server) -> Signers:
    """Who signs papers."""
    kept = _kept(setting(server.library, _SIGNERS))
    members = kept.get("members")
    return Signers(
        director=str(kept.get("director") or ""), librarian=str(kept.get("librarian") or ""),
        chair=str(kept.get("chair") or ""),
        members=tuple(str(each) for each in members) if isinstance(members, list) else (),
        accountant=str(kept.get("accountant") or ""),
    )  # fmt: skip


def change_signers(server: Server, deed: Deed, wanted: Signers) -> bool:
    """Keep who signs papers; acts made before keep their own people. False: as before."""
    return _put(server, deed, _SIGNERS, json.dumps(asdict(wanted), ensure_ascii=False))


def _put(server: Server, deed: Deed, key: str, text: str | None) -> bool:
    with server.library.writing() as work:
        if done_before(work, deed):
            return True
        if (setting(server.library, key) or None) == text:
            return False
        put_setting(key, text)
        # The key only: names of people are no business of the journal.
        write_deed(server, work, deed, before={"setting": key})
    return True


def _key(form: str, language: str) -> str:
    return f"paper.{form}.{language}"


def _kept(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
