"""Matching the columns of a file to the fields of a record, by name or as the user says."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from typing import Protocol

from nameparser import HumanName

from clientapp.problem import Problem

NAMES = frozenset({"company_name", "first_name", "last_name", "contact_name", "name"})


class WrongMapping(Problem):
    """The columns cannot be matched as asked; the message is for the user."""


class FieldLike(Protocol):
    """What is needed of a field: how it may be called."""

    @property
    def name(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def api_name(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


@dataclass(frozen=True)
class Matching:
    """Which column holds which field, in the order of the file, and what matched nothing."""

    fields: dict[str, str]
    unmatched: tuple[str, ...]

    @property
    def names(self) -> frozenset[str]:
        """The columns that hold names, in which "Null" is somebody."""
        return frozenset(column for column, field in self.fields.items() if field in NAMES)


def parse_map(texts: Iterable[str]) -> dict[str, str]:
    """Read `--map "Business=company_name"`; "Business=" leaves the column out."""
    given: dict[str, str] = {}
    for text in texts:
        column, equals, field = (part.strip() for part in text.rpartition("="))
        if not equals or not column:
            raise WrongMapping(f'"{text}" is not of the form COLUMN=FIELD.')
        if column in given:
            raise WrongMapping(f'The column "{column}" is mapped twice.')
        given[column] = field
    return given


def match_columns(
    columns: Sequence[str], fields: Sequence[FieldLike], given: Mapping[str, str] | None = None
) -> Matching:
    """Match columns to field names: first as `given`, then by name, label or API name, then by
    alias; capitals, spaces and punctuation do not matter.

    Raise WrongMapping for a given column or field that does not exist, and for a field given
    twice. A field already taken leaves its second column unmatched.
    """
    found = _given(columns, fields, given or {})
    for names in (_names, _aliases):
        fields_by_key = _by_key(fields, names)
        for column in columns:
            field = fields_by_key.get(_key(column))
            if field and column not in found and field not in found.values():
                found[column] = field
    matched = {column: found[column] for column in columns if found.get(column)}
    return Matching(matched, tuple(column for column in columns if column not in matched))


@lru_cache(maxsize=20_000)
def split_name(text: str) -> tuple[str, str]:
    """Divide a person's name into first and last, losing no word: "de Castro" is a last name."""
    name = HumanName(text)
    first = " ".join(filter(None, (name.title, name.first, name.middle)))
    last = " ".join(filter(None, (name.last, name.suffix)))
    if sorted(f"{first} {last}".split()) == sorted(text.replace(",", " ").split()):
        return first, last
    first, _, last = " ".join(text.split()).rpartition(" ")
    return (first, last) if first else (last, "")


def _given(
    columns: Sequence[str], fields: Sequence[FieldLike], given: Mapping[str, str]
) -> dict[str, str]:
    columns_by_key = {_key(column): column for column in columns}
    fields_by_key = _by_key(fields, _names)
    found: dict[str, str] = {}
    for asked, wanted in given.items():
        column = asked if asked in columns else _look_up(asked, columns_by_key, "column")
        field = _look_up(wanted, fields_by_key, "field") if wanted else ""
        if field and field in found.values():
            raise WrongMapping(f'The field "{field}" is given to two columns.')
        found[column] = field
    return found


def _look_up(asked: str, known: Mapping[str, str], what: str) -> str:
    if _key(asked) in known:
        return known[_key(asked)]
    near = dict.fromkeys(known[key] for key in get_close_matches(_key(asked), known, n=3))
    hint = f" Did you mean {' or '.join(near)}?" if near else ""
    raise WrongMapping(f'There is no {what} "{asked}".{hint}')


def _names(field: FieldLike) -> tuple[str, ...]:
    return (field.name, field.label, field.api_name)


def _aliases(field: FieldLike) -> Sequence[str]:
    return field.aliases


def _by_key(
    fields: Sequence[FieldLike], names: Callable[[FieldLike], Sequence[str]]
) -> dict[str, str]:
    """Give the field of each name as compared; of two with the same name, the first."""
    keys = ((_key(name), field.name) for field in reversed(fields) for name in names(field))
    return {key: name for key, name in keys if key}


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
