"""Made-up names as a Kazakh school has them: Kazakh in old and new form, and Russian."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

_BOYS = (
    "Әлихан",
    "Нұрлан",
    "Ерасыл",
    "Айбек",
    "Санжар",
    "Мирас",
    "Дамир",
    "Бекзат",
    "Нұрислам",
    "Асылжан",
    "Олжас",
    "Тимур",
    "Арман",
    "Алдияр",
    "Рамазан",
    "Ғалымжан",
    "Өмірбек",
    "Ұлан",
    "Ілияс",
    "Қуаныш",
)
_GIRLS = (
    "Аружан",
    "Аяулым",
    "Томирис",
    "Мадина",
    "Айзере",
    "Дана",
    "Әсем",
    "Жанель",
    "Көркем",
    "Еркежан",
    "Назерке",
    "Кәусар",
    "Гүлнұр",
    "Сабина",
    "Ұлжан",
    "Інжу",
    "Ғазиза",
    "Қарлығаш",
    "Өрікгүл",
    "Мөлдір",
)
_STEMS = (
    "Ахмет",
    "Серік",
    "Оспан",
    "Жұмабай",
    "Нұрмағанбет",
    "Сәрсенбай",
    "Қасым",
    "Әбдірахман",
    "Төлеген",
    "Бейсен",
    "Досжан",
    "Мұқан",
    "Есен",
    "Ыбырай",
    "Үсен",
    "Шәріп",
    "Ізтілеу",
    "Ғабит",
    "Өтеген",
    "Һамит",
    "Кенжебек",
    "Сұлтан",
    "Байжан",
    "Нәби",
)
_FATHERS = (
    "Серік",
    "Нұрлан",
    "Болат",
    "Ерлан",
    "Марат",
    "Қайрат",
    "Асхат",
    "Дәурен",
    "Талғат",
    "Әділ",
    "Ғани",
    "Ұзақ",
    "Ілияс",
    "Мұрат",
)
_RUSSIAN_BOYS = ("Александр", "Дмитрий", "Максим", "Илья", "Артём", "Фёдор")
_RUSSIAN_GIRLS = ("Анастасия", "Мария", "Дарья", "Екатерина", "Алёна", "София")
_RUSSIAN_SURNAMES = ("Иванов", "Петров", "Соколов", "Морозов", "Королёв", "Зайцев", "Щукин")
_RUSSIAN_FATHERS = ("Сергеев", "Андреев", "Николаев", "Петров", "Алексеев")
_SEX = {True: "f", False: "m"}


@dataclass(frozen=True, slots=True)
class PersonName:
    """Surname, given name, patronymic; `language` is the one the person would choose;
    `sex` f or m."""

    surname: str
    given_name: str
    patronymic: str | None
    language: str
    sex: str


def person(random: Random) -> PersonName:
    """A name; one in eight is Russian."""
    girl = random.random() < 0.5
    if random.random() < 0.125:
        return _russian(random, girl)
    return _kazakh(random, girl)


def _kazakh(random: Random, girl: bool) -> PersonName:
    stem, father = random.choice(_STEMS), random.choice(_FATHERS)
    given = random.choice(_GIRLS if girl else _BOYS)
    form = random.choice(("family", "family", "patronymic", "bare"))
    if form == "family":
        surname = f"{stem}{'ова' if girl else 'ов'}"
    elif form == "patronymic":
        surname = f"{stem}{'қызы' if girl else 'ұлы'}"
    else:
        surname = stem
    patronymic = None if form == "patronymic" else f"{father}{'қызы' if girl else 'ұлы'}"
    return PersonName(surname, given, patronymic, "kk", _SEX[girl])


def _russian(random: Random, girl: bool) -> PersonName:
    surname, father = random.choice(_RUSSIAN_SURNAMES), random.choice(_RUSSIAN_FATHERS)
    given = random.choice(_RUSSIAN_GIRLS if girl else _RUSSIAN_BOYS)
    return PersonName(
        surname + ("а" if girl else ""), given, father + ("на" if girl else "ич"), "ru",
        _SEX[girl],
    )  # fmt: skip
