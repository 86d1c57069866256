"""Filters over folded keys, which are choices however they are written."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session

from clientapp.formatting import fold
from clientapp.listing.filters import Filter, Labels
from clientapp.listing.tokens import text_in


@dataclass(frozen=True)
class KeyFilter(Filter):
    """A folded key, such as that of a city; `label_of` tells how its rows write it."""

    label_of: Callable[[Session, Collection[str]], Labels] = lambda _session, _keys: {}

    def reads_filled(self, value: str) -> bool:
        """Whether it is a folded key, or text to be found in one."""
        text = text_in(value)
        return bool(value) and fold(value) == value if text is None else bool(fold(text))

    def any_of(self, column: ColumnElement[Any], filled: Sequence[str]) -> ColumnElement[bool]:
        """Any of the keys, or one in which any of the texts occurs."""
        keys, texts = _parted(filled)
        among = [column.in_(keys)] if keys else []
        return or_(*among, *(column.contains(text) for text in texts))

    def has_any(self, held: Any, filled: Sequence[str]) -> bool:
        """Any of the keys, or one in which any of the texts occurs."""
        keys, texts = _parted(filled)
        return held in keys or any(text in held for text in texts)

    def said(self, value: str, negated: bool) -> str:
        """ "contains oak", "does not contain oak"."""
        return f"{'does not contain' if negated else 'contains'} {text_in(value)}"

    def labels(self, session: Session, values: Collection[str]) -> Labels:
        """How rows write the keys."""
        return self.label_of(session, values) if values else {}

    def found(self, session: Session, values: Collection[str], find: str) -> set[str]:  # noqa: ARG002
        """Those of the keys in which a folded text occurs: thousands, without their spellings."""
        return {key for key in values if find in key}

    def in_order(self, session: Session) -> None:
        """They are many."""


@dataclass(frozen=True)
class FoldedFilter(KeyFilter):
    """Text whose folded form is the key, where no column holds that."""

    def _looked_at(self, hidden: bool) -> ColumnElement[Any]:  # noqa: ARG002
        return func.nullif(func.folded(self.column.expression), "")

    def tally(self, counts: Mapping[Any, int]) -> dict[str, int]:
        """What is written in several ways counts together."""
        sums: dict[str, int] = {}
        for held, count in counts.items():
            if key := fold(held):
                sums[key] = sums.get(key, 0) + count
        return sums


def _parted(values: Sequence[str]) -> tuple[list[str], list[str]]:
    """The keys among values, and the folded texts to be found."""
    texts = {value: text_in(value) for value in values}
    keys = [value for value, text in texts.items() if text is None]
    return keys, [fold(text) for text in texts.values() if text is not None]
