"""What everybody is to know of a customer before they do anything for it."""

from collections.abc import Mapping
from typing import Any

from clientapp.customers.fields import FIELD

REASONS = {"do_not_service": "do_not_service_reason", "bad_debt": "bad_debt_reason"}
"""The flags, and the fields that say why."""


def warnings(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The labels of the flags that are set, with their reasons.

    Args:
        values: stored values by field name.
    """
    raised = [(flag, reason) for flag, reason in REASONS.items() if values[flag]]
    return tuple((FIELD[flag].label, values[reason] or "") for flag, reason in raised)
