"""The keys under which records that may be the same meet, so that never all pairs are compared.

A record has about ten, each made of two things that seldom are both wrong: its name and its post
code, the sound of a name and the number of the house, and so on. Those of no use by themselves,
such as a city, are none.
"""

from collections.abc import Iterator
from hashlib import blake2b

from clientapp.merging.likeness import Facts, Place

SOUNDS = {
    letter: digit
    for digit, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), start=1)
    for letter in letters
}
SOUND_LENGTH = 4

MOST_WORDS = 3
"""So many words of a name have keys of their own: a company's can be long."""


def keys(facts: Facts) -> set[str]:
    """The keys of a record, short and alike in length."""
    return {_short(text) for text in _texts(facts)}


def _short(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()


def _texts(facts: Facts) -> Iterator[str]:
    yield from (f"phone {phone}" for phone in facts.phones)
    yield from (f"email {email}" for email in facts.emails)
    if facts.tax_identifier:
        yield f"tax {facts.tax_identifier}"
    names = [name.split() for name in (facts.company, facts.person) if name]
    for words in names:
        yield from _of_name(" ".join(sorted(words)), facts.places)
    for where in facts.places:
        yield from _of_place(where)
        if names:
            yield from _of_words(names[0], where)


def _of_name(name: str, places: tuple[Place, ...]) -> Iterator[str]:
    """The whole name, with something of the place where there is one."""
    if not places:
        yield f"name {name}"
    for where in places:
        if where.postal_code or where.city:
            yield f"name {name} in {where.postal_code or where.city}"
        if where.number:
            yield f"name {name} at {where.number}"


def _of_place(where: Place) -> Iterator[str]:
    """The house."""
    if where.number and where.street:
        first = where.street.split()[0]
        yield f"house {where.number} {first} {where.postal_code or where.city}"


def _of_words(words: list[str], where: Place) -> Iterator[str]:
    """How each word of a name sounds, for one of them may be wrong, or all of them a little."""
    sounds = [sound(word) for word in words[:MOST_WORDS]]
    for each in sounds:
        if where.postal_code:
            yield f"sound {each} in {where.postal_code}"
        if where.number:
            yield f"sound {each} at {where.number} {where.street[:1]}"
    if len(sounds) > 1:
        yield f"sounds {' '.join(sorted(sounds))} near {where.city[:3]}"


def sound(word: str) -> str:
    """How a folded word sounds, roughly, as Soundex has it: its first letter and three digits."""
    found, last = word[0], SOUNDS.get(word[0])
    for letter in word[1:]:
        digit = SOUNDS.get(letter)
        if digit and digit != last:
            found += str(digit)
        if letter not in "hw":
            last = digit
    return found[:SOUND_LENGTH]
