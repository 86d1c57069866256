"""What was changed in the form of a part, and against what: read from what the form submits."""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, cast

Read = Callable[[Mapping[str, str]], dict[str, Any]]


class Changes(NamedTuple):
    """A form that was submitted.

    Attributes:
        values: of its fields, typed as columns.
        base: what the fields held before they were changed; what is equal to it was not.
        ticked: the tick boxes that were changed, by name.
    """

    values: dict[str, Any]
    base: dict[str, Any]
    ticked: dict[str, bool]


def changes_of(
    form: Mapping[str, str], read: Read, names: Iterable[str], ticks: Iterable[str], *, new: bool
) -> Changes:
    """Read a form.

    Args:
        form: "typed" is a JSON object: what each changed field held before, by name.
        read: reads texts by field name, or raises `Rejected`.
        names: of the fields.
        ticks: names of the tick boxes.
        new: nothing of it is stored yet: every field and tick counts as changed.

    Raises:
        Rejected: with a sentence for each field that cannot be read.
    """
    begun = _begun(form.get("typed", ""))
    typed = {name: form.get(name, "") for name in names if new or name in begun}
    return Changes(
        values=read(typed),
        base={} if new else read({name: begun[name] for name in typed}),
        ticked={name: name in form for name in ticks if new or name in begun},
    )


def _begun(text: str) -> dict[str, str]:
    """It comes from a browser: what is not of this form is left out."""
    try:
        begun: Any = json.loads(text)
    except ValueError:
        return {}
    if not isinstance(begun, dict):
        return {}
    pairs = cast("dict[str, Any]", begun).items()
    return {name: value for name, value in pairs if isinstance(value, str)}
