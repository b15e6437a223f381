"""What a screen reader says of a screen: the newest answer, else what to do next."""

from __future__ import annotations

from i18n.texts import Texts
from kiosk.screens import AnswerPart, Screen


def announced(screen: Screen, t: Texts) -> str:
    """Plain words in the screen's language; never a reader's name."""
    if screen.idle_seconds is not None:
        # Once for the whole countdown: the words stay the same while the seconds run.
        return t("kiosk.touch-to-continue")
    parts: list[str] = []
    if screen.name == "call-librarian":
        parts.append(t("kiosk.called"))
    elif screen.name == "farewell":
        parts.append(t("kiosk.farewell"))
    elif screen.answer is not None:
        parts += _answer(screen.answer, t)
    parts.append(t(f"hint.{screen.hint}"))
    return ". ".join(part.rstrip(".") for part in parts) + "."


def _answer(answer: AnswerPart, t: Texts) -> list[str]:
    parts = [t(f"answer.{answer.kind}")]
    if answer.copy is not None:
        parts.append(answer.copy.title)
    if answer.due_on is not None:
        parts.append(f"{t('answer.due')}: {t.date(answer.due_on)}")
    if answer.destination is not None:
        parts.append(t(f"destination.{answer.destination}"))
    for reason in answer.reasons:
        parts += [t(f"refusal.{reason.code}", **reason.values), t(f"next.{reason.next_step}")]
    if answer.person_reasons and not answer.details:
        parts.append(t("answer.person-reasons", n=answer.person_reasons))
    if answer.incident is not None:
        parts.append(t("answer.incident", number=answer.incident))
    return parts
