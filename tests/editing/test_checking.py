"""The fields of any record, each looked at by itself."""

from collections.abc import Mapping

from clientapp.editing.checking import check_fields
from clientapp.field import Field, FieldKind

FIELDS = {
    field.name: field
    for field in (
        Field("name", "Company name", required=True, never_empty=True),
        Field("email", "Email", FieldKind.EMAIL),
        Field("phone", "Phone", FieldKind.PHONE),
        Field("country", "Country", FieldKind.COUNTRY),
    )
}


def checked(
    values: Mapping[str, str | None], changed: str, *, home: str = "US", new: bool = False
) -> dict[str, str]:
    return check_fields(FIELDS, values, changed.split(), home, new=new)


def test_a_new_record_needs_what_is_required() -> None:
    assert checked({}, "", new=True) == {"name": "Company name is required"}
    assert checked({"name": None}, "name", new=True) == {"name": "Company name is required"}


def test_what_can_never_be_empty_cannot_be_emptied() -> None:
    assert checked({"name": None}, "name") == {"name": "Company name cannot be empty"}


def test_only_what_is_changed_is_checked() -> None:
    assert checked({"name": None, "email": "no", "phone": "1"}, "country") == {}
    assert set(checked({"email": "no", "phone": "1"}, "email phone")) == {"email", "phone"}


def test_a_phone_is_read_for_the_record_s_country_else_for_that_of_the_settings() -> None:
    berlin = "030-0074321"
    assert checked({"phone": berlin, "country": "Germany"}, "phone") == {}
    assert checked({"phone": berlin}, "phone", home="DE") == {}
    assert "phone" in checked({"phone": berlin}, "phone")


def test_what_is_no_field_is_left_out() -> None:
    assert checked({"version": "1"}, "version") == {}
