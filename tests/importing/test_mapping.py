"""Columns find their fields by name, or as the user says."""

from dataclasses import dataclass

import pytest

from clientapp.importing.mapping import WrongMapping, match_columns, parse_map, split_name


@dataclass(frozen=True)
class Named:
    name: str
    label: str
    api_name: str = ""
    aliases: tuple[str, ...] = ()


FIELDS = (
    Named("external_id", "External ID", "CustomerExternalID", ("customer id",)),
    Named("company_name", "Company name", aliases=("company",)),
    Named("contact_name", "Contact name"),
    Named("phone", "Phone", "CustomerPhone1", ("telephone",)),
    Named("street", "Street", aliases=("address",)),
    Named("city", "City"),
    Named("state", "State", aliases=("region",)),
    Named("postal_code", "ZIP", aliases=("post code",)),
    Named("country", "Country"),
    Named("fax", "Fax", "CustomerFax"),
    Named("category", "Category", "CustomerCategory"),
    Named("industry", "Industry", "CustomerIndustry"),
)


def test_northwind_columns_find_their_fields() -> None:
    header = "customerID,companyName,contactName,contactTitle,address,city,region,postalCode"
    matching = match_columns([*header.split(","), "country", "phone", "fax"], FIELDS)
    assert matching.fields == {
        "customerID": "external_id",
        "companyName": "company_name",
        "contactName": "contact_name",
        "address": "street",
        "city": "city",
        "region": "state",
        "postalCode": "postal_code",
        "country": "country",
        "phone": "phone",
        "fax": "fax",
    }
    assert matching.unmatched == ("contactTitle",)
    assert matching.names == {"companyName", "contactName"}


def test_little_rock_columns_find_their_fields_with_a_little_help() -> None:
    given = parse_map(["Business=company_name", "classification = Industry"])
    columns = ["Classification", "Category", "Business", "Address", "City", "Zip", "START"]
    assert match_columns(columns, FIELDS, given).fields == {
        "Classification": "industry",
        "Category": "category",
        "Business": "company_name",
        "Address": "street",
        "City": "city",
        "Zip": "postal_code",
    }


@pytest.mark.parametrize(
    "column", ["PHONE", " phone ", "CustomerPhone1", "customer_phone 1", "Telephone"]
)
def test_capitals_spaces_and_punctuation_do_not_matter(column: str) -> None:
    assert match_columns([column], FIELDS).fields == {column: "phone"}


def test_a_name_goes_before_an_alias_wherever_it_stands() -> None:
    matching = match_columns(["Telephone", "Phone"], FIELDS)
    assert matching.fields == {"Phone": "phone"}
    assert matching.unmatched == ("Telephone",)


def test_what_is_given_goes_before_a_name() -> None:
    matching = match_columns(["Phone", "Mobile"], FIELDS, {"Mobile": "phone"})
    assert matching.fields == {"Mobile": "phone"}
    assert matching.unmatched == ("Phone",)


def test_a_column_can_be_left_out() -> None:
    matching = match_columns(["Phone", "City"], FIELDS, parse_map(["Phone="]))
    assert matching.fields == {"City": "city"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"Phone": "phon"}, 'no field "phon". Did you mean phone'),
        ({"Fone": "phone"}, 'no column "Fone". Did you mean Phone'),
        ({"Phone": "zzz"}, r'no field "zzz"\.$'),
        ({"Phone": "phone", "City": "Phone"}, '"phone" is given to two columns'),
    ],
)
def test_a_wrong_mapping_is_refused_in_a_sentence(given: dict[str, str], message: str) -> None:
    with pytest.raises(WrongMapping, match=message):
        match_columns(["Phone", "City"], FIELDS, given)


def test_a_column_may_have_an_equals_sign() -> None:
    assert parse_map(["a=b=phone"]) == {"a=b": "phone"}


@pytest.mark.parametrize("texts", [["phone"], ["=phone"], ["a=phone", "a=fax"]])
def test_a_mapping_that_cannot_be_read_is_refused(texts: list[str]) -> None:
    with pytest.raises(WrongMapping):
        parse_map(texts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Maria Anders", ("Maria", "Anders")),
        ("José Pedro Freyre", ("José Pedro", "Freyre")),
        ("Isabel de Castro", ("Isabel", "de Castro")),
        ("Dr. Anna Smith Jr.", ("Dr. Anna", "Smith Jr.")),
        ("Smith, Anna", ("Anna", "Smith")),
        ('John "Jack" Smith', ('John "Jack"', "Smith")),
        ("Madonna", ("Madonna", "")),
        ("  ", ("", "")),
    ],
)
def test_a_name_is_divided_without_losing_a_word(text: str, parts: tuple[str, str]) -> None:
    assert split_name(text) == parts
