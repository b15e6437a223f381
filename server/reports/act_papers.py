"""Acts as printed forms (domain F9): who approves, the commission, the list, totals in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from i18n.texts import texts
from library.form_headings import Headings, Signers
from library.number_words import counted, sum_in_words
from library.registers import Act, ActLine
from library.tenge import written_sum
from server.reports.paper import CENTRE, RIGHT, Paper, PaperColumn, PaperLine, PaperTable, Signature
from server.reports.register_lines import day
from server.reports.register_papers import approval

_SHARES = {"line-no": 5, "author-title": 34, "inventory-no": 13, "note": 13, "book-year": 8}
_ALIGNED = {"line-no": CENTRE, "book-year": CENTRE, "author-title": "left", "note": "left",
            "inventory-no": CENTRE}  # fmt: skip
_LINES_OF_MEMBERS = 2
"""So many lines to sign on when no member of the commission is named."""


def act_paper(headings: Headings, act: Act, signers: Signers, school: str) -> Paper:
    """An act in the language of its headings. People and school are those of its own day;
    `signers` and `school` stand in where it names none."""
    t = texts(headings.language)
    people = people_of(act, signers)
    school = str(act.detail.get("school") or school)
    title = f"{headings.title} № {act.number}"
    return Paper(
        title=title, school=school, language=headings.language,
        table=_table(headings, t, act), facts=_facts(t, act), basis=headings.basis,
        approval=approval(t, people.director),
        before=(_commission(t, act, people),), after=_after(t, act),
        signatures=_signatures(t, act, people), foot=f"{school} · {title}",
        page=str(t("register.paper-page", n="{n}", total="{total}")),
        seal=str(t("register.paper-place")), letters=9,
    )  # fmt: skip


def people_of(act: Act, signers: Signers) -> Signers:
    """Who signs: the people the act names, else those of the settings."""
    named: Mapping[str, Any] = act.people
    members = named.get("members")
    if not (named.get("chair") or members):
        return signers
    return Signers(
        director=str(named.get("director") or signers.director), librarian=signers.librarian,
        chair=str(named.get("chair") or ""),
        members=tuple(str(each) for each in members) if isinstance(members, list) else (),
        accountant=signers.accountant,
    )  # fmt: skip


def act_row(act: Act, line: ActLine) -> dict[str, object]:
    """A line of an act column by column: text, counts, and sums as whole tiyn."""
    price = line.price_tiyn or 0
    copies = copies_of(act, line)
    return {
        "line-no": line.position, "inventory-no": line.inventory_no or "",
        "author-title": line.author_title, "book-year": line.year, "copies": copies,
        "price": price, "sum": copies * price, "note": line.note, "invoiced": line.before,
        "came": line.after, "difference": line.after - line.before,
        "price-before": line.before, "price-after": line.after,
        "sum-difference": (line.after - line.before) * (1 if act.kind == "revaluation" else price),
    }  # fmt: skip


TAKE_AWAY = ("correction", "write-off")
"""Acts by which copies go: their counts are below nothing."""
SUMS = frozenset({"price", "sum", "price-before", "price-after", "sum-difference"})
"""Columns of tiyn."""


def copies_of(act: Act, line: ActLine) -> int:
    """How many copies a line is about: those accepted, or those that go."""
    return abs(line.after - line.before) if act.kind in TAKE_AWAY else line.after


def _table(headings: Headings, t: Any, act: Act) -> PaperTable:
    columns = tuple(
        PaperColumn(said, _SHARES.get(name, 12 if name in SUMS else 10), _ALIGNED.get(name, RIGHT))
        for name, said in headings.heads.items()
    )
    rows = [act_row(act, line) for line in act.lines]
    lines = [PaperLine((tuple(_said(row, name) for name in headings.heads),)) for row in rows]
    lines.append(PaperLine((_totals(headings, t, rows),), strong=True))
    return PaperTable((columns,), lines)


def _said(row: Mapping[str, object], name: str) -> str:
    value = row[name]
    if name in SUMS and isinstance(value, int):
        return written_sum(value, sign=False)
    return "" if value is None else str(value).replace("-", "−", isinstance(value, int))


def _totals(headings: Headings, t: Any, rows: Sequence[Mapping[str, object]]) -> tuple[str, ...]:
    added = ("copies", "sum", "invoiced", "came", "difference", "sum-difference")
    sums = {
        name: sum(value for row in rows if isinstance(value := row[name], int))
        for name in added if name in headings.heads
    }  # fmt: skip
    total = {"author-title": str(t("register.paper-total"))}
    return tuple(total.get(name) or (_said(sums, name) if name in sums else "")
                 for name in headings.heads)  # fmt: skip


def _facts(t: Any, act: Act) -> list[str]:
    facts = [day(act.made_on)]
    if act.document_no:
        key = "register.paper-document" if act.document_on else "register.paper-document-no"
        facts.append(str(t(key, number=act.document_no, date=day(act.document_on))))
    giver = act.people.get("giver")
    if giver:
        facts.append(str(t("register.paper-given-by", name=giver)))
    elif act.supplier:
        facts.append(str(t("register.paper-supplier", name=act.supplier)))
    reason = act.detail.get("reason")
    if reason and act.kind == "write-off":
        reason = str(t(f"register.paper-why-{reason}"))
    if reason:
        facts.append(str(t("register.paper-reason", reason=reason)))
    return facts


def _commission(t: Any, act: Act, people: Signers) -> str:
    who = str(t("register.paper-commission-empty"))
    if people.chair:
        members = ", ".join(people.members) or "____________"
        who = str(t("register.paper-commission", chair=people.chair, members=members))
    return f"{who} {t(f'register.paper-said-{act.kind}')}"


def _after(t: Any, act: Act) -> list[str]:
    # A correction takes back: its paper says how much, without a minus.
    tiyn = abs(act.sum_tiyn) if act.kind in TAKE_AWAY else act.sum_tiyn
    words, total = sum_in_words(tiyn, t.lang), written_sum(tiyn)
    if act.kind in ("difference", "revaluation"):
        return [str(t("register.paper-difference-sum", sum=total, words=words))]
    copies = abs(act.copies)
    said = f"{copies} ({counted(copies, t.lang, 'copies')})"
    return [str(t("register.paper-total-words", copies=said, sum=total, words=words))]


def _signatures(t: Any, act: Act, people: Signers) -> list[Signature]:
    members = people.members or ("",) * _LINES_OF_MEMBERS
    signed = [Signature(str(t("register.paper-chair")), people.chair)]
    signed += [Signature(str(t("register.paper-member")), each) for each in members]
    giver = str(act.people.get("giver") or "")
    if act.kind == "acceptance":
        signed.append(Signature(str(t("register.paper-giver")), giver))
    if act.kind == "revaluation":
        signed.append(Signature(str(t("register.paper-accountant")), people.accountant))
    return [*signed, Signature(str(t("register.paper-librarian")), people.librarian)]
