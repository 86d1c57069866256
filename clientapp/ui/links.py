"""Addresses that a phone or a mail program opens. Pure."""

from urllib.parse import quote

from clientapp.formatting import digits, read_phone


def phone_link(text: str, home_country: str) -> str:
    """What a click on a phone opens: "tel:+15015550108"; empty where there is nothing to dial."""
    phone = read_phone(text, None, home_country)
    if phone.e164:
        return f"tel:{phone.e164}" + (f";ext={phone.extension}" if phone.extension else "")
    return f"tel:{digits(text)}" if digits(text) else ""


def mail_link(text: str) -> str:
    """What a click on an e-mail address opens; nothing in it is more than an address."""
    return f"mailto:{quote(text, safe='@+')}" if "@" in text else ""
