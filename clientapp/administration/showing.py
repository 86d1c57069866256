"""A picklist as the page of the settings shows it: texts ready to be read."""

from collections.abc import Mapping
from typing import NamedTuple

from clientapp.formatting import counted
from clientapp.models import PicklistOption
from clientapp.picklists.colours import COLOURS, tone_of
from clientapp.picklists.typed import rate_label, rate_text
from clientapp.picklists.usage import Usage

EXTRA_LABELS = {"code": "Code", "days": "Days", "rate": "Rate", "colour": "Colour", "": ""}
"""What the one thing is called that choices of a list have besides a name."""


class OptionLine(NamedTuple):
    """A choice in the table.

    Attributes:
        extra: its code, days, rate or colour in words; `tone` is that of a colour, else "".
        used: how many records have it, and `trashed` how many in Trash; "" until it is counted.
        unused: whether it is known that nothing has it.
    """

    id: int
    label: str
    extra: str
    tone: str
    retired: bool
    used: str
    trashed: str
    unused: bool
    first: bool
    last: bool


def option_lines(
    options: list[PicklistOption], extra: str, used: Mapping[int, Usage] | None
) -> list[OptionLine]:
    """Choices in their order.

    Args:
        extra: the column of what they have besides a name.
        used: how many records have each; None where that is not counted yet.
    """
    last = len(options) - 1
    return [
        _line(option, extra, used, first=at == 0, last=at == last)
        for at, option in enumerate(options)
    ]


def _line(
    option: PicklistOption,
    extra: str,
    used: Mapping[int, Usage] | None,
    *,
    first: bool,
    last: bool,
) -> OptionLine:
    option_id = option.id or 0
    live, in_trash = (used or {}).get(option_id, Usage())
    return OptionLine(
        id=option_id,
        label=option.label,
        extra=extra_text(option, extra),
        tone=tone_of(option.colour) if extra == "colour" else "",
        retired=option.is_retired,
        used="" if used is None else f"{live:,}",
        trashed=f"{in_trash:,} in Trash" if in_trash else "",
        unused=used is not None and live + in_trash == 0,
        first=first,
        last=last,
    )


def extra_text(option: PicklistOption, extra: str) -> str:
    """What a choice has besides its name, in words: "30 days", "6.50 %"."""
    match extra:
        case "days" if option.days is not None:
            return counted(option.days, "day", "days")
        case "rate":
            return rate_label(option.rate)
        case "colour":
            return dict(COLOURS)[tone_of(option.colour)]
        case "code":
            return option.code or ""
        case _:
            return ""


def option_values(option: PicklistOption, extra: str) -> dict[str, str]:
    """What the form of a choice holds, by column."""
    texts = {
        "code": option.code or "",
        "days": "" if option.days is None else str(option.days),
        "rate": rate_text(option.rate),
        "colour": tone_of(option.colour),
    }
    return {"label": option.label} | ({extra: texts[extra]} if extra else {})
