"""What the search index holds of one record."""

from collections.abc import Iterable

from clientapp.formatting import digits, fold
from clientapp.searching.query import PHONE_END, WORD_START, phone_run

Phone = tuple[str | None, str | None]
"""A phone as typed, and its E.164."""


def document(parts: Iterable[str | None], phones: Iterable[Phone] = ()) -> str:
    """The words of a record, each once and each preceded by two spaces.

    A phone stands in it as one run of digits as typed and one in international form, in which the
    national form is contained; a sign at the end of both tells the last digits of a phone from
    those of a post code. Any other part made of digits and punctuation (a ZIP+4, a tax number)
    stands in it as a run too, since a query like it becomes one.
    """
    filled = [*dict.fromkeys(part for part in parts if part)]
    words = fold(" ".join(filled)).split()
    words += [run for part in filled if (run := phone_run(part))]
    words += [run + PHONE_END for typed in phones for text in typed if (run := digits(text))]
    return "".join([WORD_START + word for word in dict.fromkeys(words)])
