"""What a form tells the server of what was typed."""

import pytest

from clientapp.editing.leaving import begun_at, saved_script

NAMES = {"phone", "city"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", {}),
        ("phone:5 city:6", {"phone": 5, "city": 6}),
        ("phone:9", {"phone": 7}),
        ("phone: city:-1 city:1e3 :4 nonsense:3 phone", {}),
        ("phone:٣ city:99999999999999999999", {}),
    ],
)
def test_only_fields_and_versions_up_to_that_of_the_form_are_read(typed: str, read: dict[str, int]):
    assert begun_at(typed, NAMES, 7) == read


def test_the_browser_is_told_what_is_stored_where():
    script = saved_script("/customers/create", "/customers/edit/12", 1)
    assert script == "window.clientapp.form.saved('/customers/create', '/customers/edit/12', 1)"
