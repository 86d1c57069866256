"""What a control says to a screen reader, and what it submits."""

from typing import Any

import pytest
import reflex as rx

from clientapp.ui import controls, fields, paging


def rendered(component: Any) -> str:
    return str(component.render())


def test_a_label_is_tied_to_its_box_by_an_id_that_is_not_submitted():
    field: Any = fields.text_field("First name", "first_name")
    label, box = field.children[0].children[0], field.children[1]
    assert "field-first_name" in rendered(label)
    assert box.custom_attrs["id"] == "field-first_name"
    assert box.get_ref() is None, "Reflex submits the id of an element as a name of its own"


@pytest.mark.parametrize("required", [True, False])
def test_what_is_required_is_heard_and_seen(required: bool):
    field: Any = fields.text_field("Last name", "last_name", required=required)
    assert f'"aria-required":{str(required).lower()}' in rendered(field.children[1])
    assert ("required" in rendered(field.children[0])) is required


def test_the_name_of_a_required_box_is_its_label_alone():
    label: Any = fields.text_field("Email", "email", required=True).children[0].children[0]
    assert "required" not in rendered(label)


def test_an_error_is_read_with_its_box():
    field: Any = fields.text_field("Email", "email", error="An email address needs an @.")
    box, error = field.children[1], field.children[-1]
    assert error.custom_attrs["id"] in rendered(box)
    assert "An email address needs an @." in rendered(error)


def test_a_choice_offers_its_options_in_their_order():
    select: Any = fields.select_field("Status", "status", [("a", "Active"), ("i", "Inactive")])
    options = [rendered(option) for option in select.children[1].children]
    assert [("Active" in text, "Inactive" in text) for text in options] == [
        (True, False),
        (False, True),
    ]


def test_a_button_submits_only_when_told_to():
    assert '"button"' in rendered(controls.button("Discard"))
    assert '"submit"' in rendered(controls.button("Save Customer", type="submit"))


def test_the_words_of_a_group_are_radio_buttons_of_one_name():
    group: Any = fields.segmented("Kind", "kind", [("r", "Residential"), ("c", "Commercial")])
    assert "Kind" in rendered(group.children[0])
    assert rendered(group).count('"radio"') == 2
    assert rendered(group).count('name:"kind"') == 2


def test_a_column_is_sorted_by_a_button_in_its_head():
    head: Any = paging.sort_header(
        "Phone", "phone", sort="phone", descending=False, on_sort=rx.noop()
    )
    assert head.tag == "th"
    assert head.children[0].tag == "button"
    assert "on_click" in head.children[0].event_triggers


def test_the_first_page_has_no_previous_and_the_last_no_next():
    def states(page: int, pages: int) -> list[Any]:
        foot: Any = paging.pagination(
            "1–50 of 842", page=page, pages=pages, on_turn=lambda _: rx.noop(), on_jump=rx.noop()
        )
        return [str(button.disabled) for button in foot.children[2:]]

    assert states(1, 3) == ["(1 <= 1)", "(1 >= 3)"]
    assert states(3, 3) == ["(3 <= 1)", "(3 >= 3)"]
