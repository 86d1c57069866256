"""What the search index holds of one record."""

from collections.abc import Iterable

from clientapp.formatting import digits, fold
from clientapp.searching.query import WORD_START, phone_run

Phone = tuple[str | None, str | None]
"""A phone as typed, and its E.164."""


def document(parts: Iterable[str | None], phones: Iterable[Phone] = ()) -> str:
    """The words of a record, each once and each preceded by two spaces.

    A phone stands in it as one run of digits as typed and one in international form, in which the
    national form is contained. Any other part made of digits and punctuation (a ZIP+4, a tax
    number) stands in it as a run too, since a query like it becomes one.
    """
    filled = [part for part in parts if part]
    words = fold(" ".join(filled)).split()
    words += [run for part in filled if (run := phone_run(part))]
    for typed, e164 in phones:
        words += digits(typed), digits(e164)
    return "".join([WORD_START + word for word in dict.fromkeys(words) if word])
