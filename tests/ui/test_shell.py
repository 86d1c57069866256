"""The frame of a page: one heading, landmarks, menus that need no server."""

from typing import Any

import pytest
import reflex as rx

from clientapp import routes
from clientapp.ui import shell, theme
from clientapp.ui.icons import icon

NAV = [shell.NavEntry("Customers", "users", routes.CUSTOMERS, "13,942")]
ACCOUNT = shell.Account("Maria Keller", "maria@example.com", "Owner", "MK")


def page() -> rx.Component:
    content = rx.el.p("Nothing here")
    return shell.page(content, title="Customers", active="Customers", nav=NAV, account=ACCOUNT)


def every(component: Any) -> list[Any]:
    """The component and all below it."""
    return [component, *[each for child in component.children for each in every(child)]]


def tagged(tag: str) -> list[Any]:
    return [each for each in every(page()) if each.tag == tag]


def test_a_page_has_one_heading_one_main_and_a_way_past_the_menu():
    assert len(tagged("h1")) == len(tagged("main")) == 1
    skip = next(each for each in tagged("a") if "Skip to content" in str(each.render()))
    assert f'"#{tagged("main")[0].custom_attrs["id"]}"' in str(skip.render())


def test_the_entry_of_this_page_is_marked():
    entry = next(
        each for each in every(page()) if "13,942" in str(each.render()) and each.tag == "Link"
    )
    assert '"aria-current":"page"' in str(entry.render())


def test_every_menu_that_a_button_opens_is_there():
    parts = every(page())
    opened = {
        each.custom_attrs["popoverTarget"] for each in parts if "popoverTarget" in each.custom_attrs
    }
    there = {each.custom_attrs["id"] for each in parts if each.custom_attrs.get("popover")}
    assert opened == there == {"sidebar", "account"}


def test_sign_out_is_a_form_that_the_browser_submits():
    form = next(each for each in every(page()) if isinstance(each, shell.NativeForm))
    assert routes.SIGN_OUT in str(form.action)
    assert "post" in str(form.method)
    assert form.add_hooks() == []
    assert not form.event_triggers


def test_the_head_links_what_a_plain_page_links():
    head = "".join(str(each.render()) for each in shell.head())
    for address in (theme.ICON, theme.FONT, theme.stylesheet_address()):
        assert address in head
        assert address in theme.head_html("Sign in")


def test_an_icon_is_silent():
    assert '"aria-hidden":"true"' in str(icon("users").render())


def test_a_name_that_no_icon_has_is_refused():
    with pytest.raises(ValueError, match="No icon is named userz"):
        icon("userz")
