"""Under which word a book stands: its first author, else its title (domain §4.2).

Up to three authors: the surname of the first. More, collections, epics, dictionaries: the
first word of the title. What no rule can know, such as the writer whom a book is about,
people say by hand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_AUTHORS = 3
_QUOTES = " \t\n«»“”„‟‘’‚‛\"'`‹›[](){}*.…—–-"
_ARTICLES = {
    "en": ("the", "a", "an"),
    "fr": ("le", "la", "les", "l", "un", "une", "des"),
    "de": ("der", "die", "das", "ein", "eine"),
    "es": ("el", "la", "los", "las", "un", "una"),
    "it": ("il", "lo", "la", "i", "gli", "le", "un", "una"),
}
_PARTICLES = frozenset(
    ("де", "да", "ди", "дю", "дер", "фон", "ван", "д", "de", "da", "di", "du", "der", "von", "van",
     "d", "zu")
)  # fmt: skip
_AND_OTHERS = re.compile(r"\bжәне т\.?\s?б|\bж\.?т\.?б|\bи\s+др\b|\bet\s+al\b|\bи другие\b", re.I)
_NO_AUTHOR = re.compile(r"\b(құраст|құр\.|сост\b|составит|ред\.|редкол|редактор|comp\b|ed\.)", re.I)
_DICTIONARY = re.compile(
    r"(сөздік|сөздіг|словар|разговорник|энциклопед|dictionar|encyclop)", re.I
)  # fmt: skip
_EPIC = re.compile(r"82\.3")
_INITIALS = re.compile(r"(?:[^\W\d_]{1,2}\.[\s-]*)+|[^\W\d_]\.?")
_ABAI = re.compile(r"(құнанба|кунанба)", re.I)
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


class Under(StrEnum):
    """What a book stands under."""

    AUTHOR = "author"
    TITLE = "title"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class Entry:
    """The word that is looked up, and the heading that is remembered: surname and first
    initial of an author, as they are written; the word itself otherwise."""

    word: str
    heading: str
    under: Under


def entry_of(
    name: str, author: str, bbk: str | None = None, language: str | None = None,
    by_hand: str | None = None,
) -> Entry | None:  # fmt: skip
    """The entry of a title; `by_hand` is a word that somebody chose. None when nothing there
    begins with a letter."""
    chosen = first_word(by_hand or "")
    if chosen:
        return Entry(chosen, _heading(by_hand or ""), Under.HAND)
    if _under_author(name, author, bbk or ""):
        surname = author_word(author)
        if surname:
            return Entry(surname, _heading(author), Under.AUTHOR)
    word = title_word(name, language)
    return Entry(word, word, Under.TITLE) if word else None


def _under_author(name: str, author: str, bbk: str) -> bool:
    people = authors_of(author)
    if not people or len(people) > MOST_AUTHORS or _AND_OTHERS.search(author):
        return False
    return not (_NO_AUTHOR.search(author) or _EPIC.match(bbk) or _DICTIONARY.search(name))


def authors_of(author: str) -> list[str]:
    """The people of an author line. «Әуезов, М.» is one: what is initials only belongs to
    the surname before."""
    people: list[str] = []
    for part in re.split(r"[;,]|\s(?:және|мен|и|and|&)\s", author):
        said = part.strip(_QUOTES[1:3] + " ")
        if not said.strip(_QUOTES):
            continue
        if people and _INITIALS.fullmatch(said):
            people[-1] += f" {said}"
        else:
            people.append(said)
    return people


def author_word(author: str) -> str:
    """The surname of the first author: initials and particles before it are passed over;
    Абай Құнанбайұлы stands under Абай."""
    people = authors_of(author)
    if not people:
        return ""
    names = _names(people[0])
    if names and _ABAI.match(names[0]) and any(n.casefold() == "абай" for n in names):
        return next(n for n in names if n.casefold() == "абай")
    return names[0] if names else ""


def _names(person: str) -> list[str]:
    """The words of a name that are neither initials nor particles; a name that has only
    such words keeps its first."""
    said = [word.strip(_QUOTES.replace("-", "")) for word in re.sub(r"\(.*", "", person).split()]
    words = [re.sub(r"^[dlд]['’]", "", word) for word in said if word[:1].isalpha()]
    long = [
        word for word in words
        if not _INITIALS.fullmatch(word) and not _is_particle(word) and first_word(word)
    ]  # fmt: skip
    return long or [word for word in (first_word(each) for each in words) if word][:1]


def _is_particle(word: str) -> bool:
    return word.islower() and word in _PARTICLES


def title_word(name: str, language: str | None = None) -> str:
    """The first word of a title without quotes; Latin articles are passed over."""
    words = [word.strip(_QUOTES) for word in re.split(r"[\s/:;,]+", name)]
    words = [word for word in words if word]
    if len(words) > 1 and _LATIN.match(words[0]):
        articles = _ARTICLES.get(language or "en", _ARTICLES["en"])
        if words[0].casefold() in articles:
            words = words[1:]
        elif language == "fr":
            words[0] = re.sub(r"^[lL]['’]", "", words[0])
    return first_word(words[0]) if words else ""


def first_word(text: str) -> str:
    """The first word of a text without quotes; empty when it begins with no letter."""
    said = text.strip(_QUOTES).split()
    word = said[0].strip(_QUOTES) if said else ""
    return word if word[:1].isalpha() else ""


def _heading(author: str) -> str:
    """Surname and first initial: «Толстой Л» and «Толстой А» are two."""
    people = authors_of(author)
    if not people:
        return author.strip()
    surname = author_word(author) or first_word(people[0])
    if surname.casefold() == "абай":
        return surname
    rest = re.sub(r"\(.*", "", people[0]).replace(surname, " ", 1)
    initial = next(
        (word.strip(_QUOTES)[0] for word in rest.split()
         if word.strip(_QUOTES)[:1].isalpha() and not _is_particle(word.strip(_QUOTES))),
        "",
    )  # fmt: skip
    return f"{surname} {initial.upper()}." if initial else surname
