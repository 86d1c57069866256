"""Filters over text: what occurs in it, however it is written."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session

from clientapp.formatting import fold
from clientapp.listing.filters import Filter, Labels, there_is
from clientapp.listing.tokens import ANY, text_in

SHORTEST = 3
"""With fewer characters a term is no trigram, and the search index knows only word beginnings."""


@dataclass(frozen=True)
class TextFilter(Filter):
    """Text in which other text occurs: whatever its case, accents and punctuation.

    Attributes:
        searched: whether the search index holds the words of the text.
        is_key: whether the column holds the text folded.
    """

    searched: bool = False
    is_key: bool = False

    shape: ClassVar[str] = "text"
    grouped: ClassVar[bool] = False
    indexable: ClassVar[bool] = False

    @property
    def carried(self) -> bool:
        """Of the texts that are not folded, an index at most makes sure that they are unique."""
        return self.is_key and super().carried

    def reads_filled(self, value: str) -> bool:
        """Whether it is text to be found, with a letter or a digit in it, or "filled in"."""
        return self.may_be_empty if value == ANY else bool(self.key(text_in(value)))

    def key(self, text: str | None) -> str:
        """A text as it is compared."""
        return fold(text)

    def compared(self, column: ColumnElement[Any]) -> ColumnElement[str]:
        """The column as it is compared."""
        return column if self.is_key else func.folded(column)

    def any_of(self, column: ColumnElement[Any], filled: Sequence[str]) -> ColumnElement[bool]:
        """Any of the texts occurs."""
        compared = self.compared(column)
        return or_(
            *(
                column.is_not(None) if value == ANY else compared.contains(self.key(text_in(value)))
                for value in filled
            )
        )

    def has_any(self, held: Any, filled: Sequence[str]) -> bool:
        """Any of the texts occurs."""
        compared = self.key(held)
        return any(value == ANY or self.key(text_in(value)) in compared for value in filled)

    def narrowing(self, values: Collection[str]) -> Sequence[str]:
        """The longer words of the text, where the search index has them."""
        if not self.searched or len(values) != 1:
            return ()
        terms = (self.key(text_in(value)) for value in values)
        return [word for term in terms for word in term.split() if len(word) >= SHORTEST]

    def said(self, value: str, negated: bool) -> str:
        """ "contains oak", "does not contain oak", "is filled in", "is empty"."""
        text = text_in(value)
        if text is not None:
            return f"{'does not contain' if negated else 'contains'} {text}"
        return there_is((value == ANY) is not negated)

    def labels(self, session: Session, values: Collection[str]) -> Labels:  # noqa: ARG002
        """What is looked for."""
        return {value: self.said(value, negated=False) for value in values if self.reads(value)}

    def in_order(self, session: Session) -> None:
        """They are endlessly many."""


@dataclass(frozen=True)
class PhoneFilter(TextFilter):
    """A phone, however its digits are grouped."""

    def key(self, text: str | None) -> str:
        """Nothing between the digits."""
        return fold(text).replace(" ", "")

    def compared(self, column: ColumnElement[Any]) -> ColumnElement[str]:
        """Nothing between the digits."""
        return func.replace(func.folded(column), " ", "")

    def narrowing(self, values: Collection[str]) -> Sequence[str]:
        """The digits, which stand in the search index as one run."""
        return [term for term in super().narrowing(values) if term.isdigit()]
