"""Addresses that a phone or a mail program opens."""

import pytest

from clientapp.ui.links import mail_link, phone_link


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("(501) 555-0108", "tel:+15015550108"),
        ("(501) 555-0108 ext. 12", "tel:+15015550108;ext=12"),
        ("+49 30 901820", "tel:+4930901820"),
        ("555 01", "tel:55501"),
        ("ask Ana", ""),
        ("", ""),
    ],
)
def test_a_phone_is_dialled_as_far_as_it_can_be_read(text: str, link: str) -> None:
    assert phone_link(text, "US") == link


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("ana+work@example.com", "mailto:ana+work@example.com"),
        ("a@b?cc=c@d&body=x", "mailto:a@b%3Fcc%3Dc@d%26body%3Dx"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_an_address_is_nothing_more_than_an_address(text: str, link: str) -> None:
    assert mail_link(text) == link
