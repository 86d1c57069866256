"""Reading one value as its field's kind, with a sentence where it cannot be."""

import unicodedata
from collections.abc import Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from email_validator import EmailNotValidError, validate_email

from clientapp.editing import kinds
from clientapp.editing.kinds import NO, YES, Invalid
from clientapp.field import Field, FieldKind
from clientapp.formatting import money_label
from clientapp.settings import settings

LONGEST = 1_000
LONGEST_NOTE = 20_000


class Rejected(ValueError):
    """Values that a record does not take.

    Attributes:
        problems: a sentence by field name.
    """

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


def clean_text(value: str) -> str | None:
    """Text as it is stored: NFC, without control characters and the two that no XML can hold,
    trimmed; empty becomes None. Cleaning it again changes nothing."""
    text = value
    if not text.isprintable():
        text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) != "Cc")
        text = text.translate({0xFFFE: None, 0xFFFF: None})
    return unicodedata.normalize("NFC", text).strip() or None


def read_value(field: Field, value: str) -> Any:
    """A value as its column holds it. Phones are checked by the rules, which know the country.

    Raises:
        Invalid: with a sentence that stands beside the field.
    """
    text = clean_text(value)
    if text is None:
        return False if field.kind == FieldKind.FLAG else None
    longest = LONGEST_NOTE if field.kind == FieldKind.LONG_TEXT else LONGEST
    if len(text) > longest:
        raise Invalid(f"At most {longest:,} characters; this has {len(text):,}")
    if field.kind != FieldKind.LONG_TEXT:
        text = " ".join(text.split("\n"))
    match field.kind:
        case FieldKind.OPTION:
            return _option(field, text)
        case FieldKind.RECORD:
            return kinds.read_record(field.label, text)
        case FieldKind.CHOICE:
            return _choice(field, text)
        case FieldKind.DATE:
            return kinds.read_date(text)
        case FieldKind.MOMENT:
            return kinds.read_moment(text)
        case FieldKind.TIME:
            return kinds.read_time(text)
        case FieldKind.DAYS:
            return kinds.read_days(text)
        case FieldKind.FLAG:
            return kinds.read_flag(field.label, text)
        case FieldKind.MONEY:
            return kinds.read_money(text)
        case FieldKind.NUMBER:
            return kinds.read_number(field.label, text, field.lowest, field.highest)
        case _:
            return text


def read_form(
    fields: Mapping[str, Field],
    form: Mapping[str, str],
    shown: Mapping[str, str] | None = None,
    begun: Collection[str] = (),
) -> dict[str, Any]:
    """Read what a form holds of some fields, by their names; what is none of them is left out.

    Args:
        shown: the texts that the inputs were drawn with. A text that is still the same is left out
            too: what was stored before may be nothing that can be typed today (decision 24).
        begun: the names of the fields that were typed into all the same.

    Raises:
        Rejected: with a sentence for each field that cannot be read.
    """
    known = shown or {}
    typed = {
        name: text
        for name, text in form.items()
        if name in fields and (name in begun or text != known.get(name))
    }
    values, problems = read_texts(fields, typed)
    if problems:
        raise Rejected(problems)
    return values


def read_texts(
    fields: Mapping[str, Field], typed: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Read texts field by field; what the system fills in is left out.

    Returns:
        The values that could be read, and a sentence for each that could not.
    """
    values: dict[str, Any] = {}
    problems: dict[str, str] = {}
    for name, text in typed.items():
        if not fields[name].read_only:
            try:
                values[name] = read_value(fields[name], text)
            except Invalid as problem:
                problems[name] = str(problem)
    return values, problems


def shown_value(value: Any) -> str:
    """A stored value as a form holds it, so that reading it again gives the same.

    The only decimals among the fields of records are amounts of money.
    """
    match value:
        case None:
            return ""
        case bool():
            return YES if value else NO
        case Decimal():
            return money_label(value, settings().currency)
        case float():
            return str(value).removesuffix(".0")
        case datetime():
            return value.isoformat()
        case _:
            return str(value)


def _option(field: Field, text: str) -> int:
    if not text.isascii() or not text.isdecimal() or len(text) > 18:
        raise Invalid(f"Choose {field.label.lower()} from the list")
    return int(text)


def _choice(field: Field, text: str) -> str:
    for value, label in field.choices:
        if text.casefold() in (value.casefold(), label.casefold()):
            return value
    labels = " or ".join(label for _value, label in field.choices)
    raise Invalid(f"{field.label} is {labels}")


def email_problem(text: str) -> str | None:
    """What is wrong with an e-mail address, in words, or None. Nothing is looked up."""
    name, at, domain = text.rpartition("@")
    if not at or not name:
        return "An email address needs a name, an @ and a domain, such as ana@example.com"
    if "." not in domain.strip("."):
        example = domain.strip(".") or "example"
        return f"An email address needs a domain ending after @, such as {example}.com"
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return f"This is not an email address: {str(error)[:1].lower()}{str(error)[1:].rstrip('.')}"
    return None
