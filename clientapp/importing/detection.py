"""How a text file is written: its encoding and its delimiter, found and never assumed."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from pathlib import Path

import clevercsv
from charset_normalizer import from_bytes

from clientapp.problem import Problem

DELIMITERS = ",;\t|"
BLOCK = 1 << 20
SAMPLE = 8192
ASCII = bytes(range(128))
FEW = 16  # letters beyond ASCII: from fewer nothing can be told
CLOSE = 0.05  # how much worse than the best guess Windows-1252 may look and still be taken
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnreadableFile(Problem):
    """The file as a whole cannot be read; the message is one sentence or two for the user."""


def find_encoding(path: Path, wanted: str | None = None) -> tuple[str, bool]:
    """Give the encoding of `path` and whether it is a guess.

    In this order: what the user `wanted`, a byte order mark, UTF-16 without one, strict UTF-8,
    then a guess. Raise UnreadableFile where none reads the whole file.
    """
    if wanted:
        return _known(path, wanted), False
    with path.open("rb") as file:
        start = file.read(SAMPLE)
    marked = next((name for mark, name in BYTE_ORDER_MARKS if start.startswith(mark)), None)
    for encoding in (marked, _utf_16_without_mark(start), "utf-8"):
        if encoding and _decodes(path, encoding):
            return encoding, False
    for encoding in (*_guesses(path), "cp1252"):
        if _decodes(path, encoding):
            return encoding, True
    raise UnreadableFile(
        "The file is not text in any known encoding. Save it as CSV in UTF-8 and try again."
    )


def find_delimiter(text: str) -> str:
    """Give the delimiter of the first 8 KB of a file; a comma where there is one column only."""
    if text.startswith("sep=") and text[4:5] in tuple(DELIMITERS):  # as Excel writes it
        return text[4]
    sample = text[: text.rfind("\n") + 1 or None] if len(text) >= SAMPLE else text
    if found := _even(sample, cut=len(text) >= SAMPLE):
        return found
    for sniff in (csv.Sniffer().sniff, clevercsv.Sniffer().sniff):
        try:
            found = getattr(sniff(sample, DELIMITERS), "delimiter", None)
        except (csv.Error, clevercsv.Error):
            continue
        if found and found in DELIMITERS and _divides(sample, found):
            return found
    return next((mark for mark in DELIMITERS if _divides(sample, mark)), ",")


def _even(sample: str, cut: bool) -> str | None:
    """The delimiter that divides every row into the same number of cells, the most of them; what
    texts hold misleads a guess by frequency."""
    widths: dict[str, int] = {}
    for mark in DELIMITERS:
        rows = [row for row in csv.reader(StringIO(sample, newline=""), delimiter=mark) if row]
        counts = set(map(len, rows[:-1] if cut and len(rows) > 1 else rows))
        widths[mark] = counts.pop() if len(counts) == 1 else 1
    most = max(widths.values())
    found = [mark for mark, width in widths.items() if width == most]
    return found[0] if most > 1 and len(found) == 1 else None


def _divides(sample: str, delimiter: str) -> bool:
    """Tell whether most lines of the sample have the same number of cells, two or more."""
    rows = csv.reader(StringIO(sample, newline=""), delimiter=delimiter)
    widths = Counter(len(row) for row in islice(rows, 200) if row)
    width, count = widths.most_common(1)[0] if widths else (0, 0)
    return width > 1 and count * 2 >= widths.total()


def _known(path: Path, wanted: str) -> str:
    try:
        encoding = codecs.lookup(wanted).name
        "".encode(encoding)  # refuses what is no text encoding, such as base64
    except (LookupError, UnicodeError) as error:
        raise UnreadableFile(f'There is no encoding named "{wanted}".') from error
    if not _decodes(path, encoding):
        raise UnreadableFile(f"The file cannot be read as {encoding}: choose another encoding.")
    return encoding


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for block in _blocks(path):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _utf_16_without_mark(start: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: in Latin text every second byte is zero."""
    odd, even = start[1::2].count(0), start[0::2].count(0)
    if max(odd, even) * 10 < len(start):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _guesses(path: Path) -> Iterator[str]:
    """Guess from the first lines with letters beyond ASCII.

    charset-normalizer calls Western text cp1250, which makes "ñ" an "ń"; where Windows-1252 is
    as likely it is taken, because it is what Western office programs write.
    """
    with path.open("rb") as file:
        telling = b"".join(islice((line for line in file if not line.isascii()), 500))[:65536]
    if len(telling.translate(None, ASCII)) < FEW:
        yield "cp1252"
    guesses = from_bytes(telling)
    best = guesses.best()
    for guess in guesses:
        names = (guess.encoding, *guess.could_be_from_charset)
        if best is not None and "cp1252" in names and guess.chaos <= best.chaos + CLOSE:
            yield "cp1252"
    if best is not None:
        yield best.encoding
