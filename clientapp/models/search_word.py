"""The words that records are searched by."""

from sqlmodel import Field, SQLModel

from clientapp.models.base import KeyText


class SearchWord(SQLModel, table=True):
    """A folded word that stands, or once stood, in a search document.

    A word with one letter wrong still has its first or its second half right: `reversed` is the
    word from its end, so that either half is looked up by an index.
    """

    __tablename__ = "search_word"  # pyright: ignore[reportAssignmentType]

    word: str = Field(primary_key=True, sa_type=KeyText)
    reversed: str = Field(index=True, sa_type=KeyText)
