"""The fields of a customer, in the order of the form.

The API names are those of the seed's field table (document 003); a field without one is asked for
by another seed document. Everything that shows, reads or writes fields reads this list: a field
more is a line here and a migration.
"""

from typing import Any

from clientapp.field import Field, FieldKind, Home

KINDS = (("residential", "Residential"), ("commercial", "Commercial"))
STATUSES = (("active", "Active"), ("inactive", "Inactive"))
REACHED_BY = (("phone", "Phone"), ("text", "Text message"), ("email", "Email"))

CUSTOMER = "Customer"
SEGMENTATION = "Segmentation"
SITE = "Sites & Locations"
BILLING = "Billing defaults"
SERVICE = "Service preferences"
WARNINGS = "Warnings"
MORE = "More"

SECTIONS = (CUSTOMER, SEGMENTATION, SITE, BILLING, SERVICE, WARNINGS, MORE)

CHOICE, OPTION, FLAG, PHONE = FieldKind.CHOICE, FieldKind.OPTION, FieldKind.FLAG, FieldKind.PHONE
DERIVED, SYSTEM = Home.DERIVED, Home.SYSTEM


def _option(name: str, label: str, section: str, api_name: str, **more: Any) -> Field:
    """A choice from the picklist of the same name."""
    return Field(name, label, OPTION, section=section, picklist=name, api_name=api_name, **more)


def _place(home: Home, api_name: str, section: str = "", before: str = "") -> tuple[Field, ...]:
    """The fields of a place that a customer has; `before` stands before name and label."""

    def field(name: str, words: str, api: str = "", width: int = 3, **more: Any) -> Field:
        label = f"{before.capitalize()} {words}" if before else words[:1].upper() + words[1:]
        return Field(
            f"{before}_{name}" if before else name,
            label,
            home=home,
            column=name,
            width=width,
            api_name=f"Customer{api_name}{api}" if api else "",
            aliases=tuple(f"{before} {alias}".strip() for alias in more.pop("aliases", ())),
            **more,
        )

    street = ("address", "street address", "address line 1")
    zip_code = ("zip code", "post code", "postcode")
    region = ("region", "province")
    country, number = FieldKind.COUNTRY, FieldKind.NUMBER
    shown: dict[str, Any] = {"section": section}
    return (
        field("street", "street", "Street", 4, aliases=street, **shown),
        field("street2", "line 2", width=2, aliases=("address line 2", "suite"), **shown),
        field("city", "city", "City", aliases=("town",), **shown),
        field("state", "state", "State", aliases=region, **shown),
        field("postal_code", "ZIP", "Postcode", aliases=zip_code, **shown),
        field("country", "country", "Country", kind=country, **shown),
        field("latitude", "latitude", "Lat", kind=number, lowest=-90, highest=90),
        field("longitude", "longitude", "Lng", kind=number, lowest=-180, highest=180),
    )


CUSTOMER_FIELDS = (
    Field("id", "ID", home=SYSTEM, read_only=True, imported=False, api_name="CustomerID"),
    Field("number", "Number", home=SYSTEM, read_only=True, api_name="CustomerNumber"),
    Field("name", "Name", home=DERIVED, read_only=True, api_name="CustomerName"),
    Field(
        *("kind", "Kind", CHOICE),
        section=CUSTOMER,
        width=12,
        choices=KINDS,
        never_empty=True,
        bulk=True,
    ),
    Field(
        *("first_name", "First name"), home=Home.PRIMARY_CONTACT, section=CUSTOMER, required=True
    ),
    Field("last_name", "Last name", home=Home.PRIMARY_CONTACT, section=CUSTOMER, required=True),
    Field(
        *("contact_name", "Contact name"),
        home=DERIVED,
        read_only=True,
        api_name="CustomerContactName",
        aliases=("contact",),
    ),
    Field(
        *("company_name", "Company name"),
        section=CUSTOMER,
        width=4,
        aliases=("company", "business", "business name"),
    ),
    Field("tax_identifier", "Tax identifier", section=CUSTOMER, width=2, aliases=("tax id", "ein")),
    Field(
        *("organization", "Organization", FieldKind.RECORD),
        section=CUSTOMER,
        record_kind="organization",
        bulk=True,
    ),
    Field(
        *("email", "Email", FieldKind.EMAIL),
        section=CUSTOMER,
        width=4,
        api_name="CustomerEmail",
        aliases=("e-mail", "email address"),
    ),
    Field(
        *("phone", "Phone", PHONE),
        section=CUSTOMER,
        api_name="CustomerPhone1",
        aliases=("phone 1", "telephone", "phone number"),
    ),
    Field(
        *("phone2", "Second phone", PHONE),
        section=CUSTOMER,
        width=2,
        api_name="CustomerPhone2",
        aliases=("phone 2", "mobile"),
    ),
    Field(
        *("job_title", "Job title"),
        home=Home.PRIMARY_CONTACT,
        section=CUSTOMER,
        aliases=("contact title",),
    ),
    _option("industry", "Industry", SEGMENTATION, "CustomerIndustry", bulk=True),
    _option("category", "Category", SEGMENTATION, "CustomerCategory", bulk=True),
    Field(
        *("category_code", "Category code"),
        home=DERIVED,
        read_only=True,
        api_name="CustomerCategoryCode",
    ),
    _option("type", "Type", SEGMENTATION, "CustomerType", bulk=True),
    _option(
        *("service_zone", "Service zone", SEGMENTATION, "CustomerServiceZone"),
        bulk=True,
    ),
    _option("sector", "Sector", SEGMENTATION, "CustomerSector", bulk=True),
    _option(*("sub_sector", "Sub-sector", SEGMENTATION, "CustomerSubSector"), bulk=True),
    _option("area", "Area", SEGMENTATION, "CustomerArea", bulk=True),
    _option("source", "Source", SEGMENTATION, "CustomerSource", bulk=True),
    *_place(Home.SITE, "Shipping", SITE),
    *_place(Home.BILLING, "Billing", before="billing"),
    _option("payment_term", "Payment term", BILLING, "CustomerPaymentTerm", bulk=True),
    _option("tax_rate", "Tax rate", BILLING, "CustomerTaxRate", bulk=True),
    _option(
        *("communication_preference", "Communication preference", BILLING),
        "CustomerCommunicationPreference",
        width=4,
        radios=True,
        bulk=True,
    ),
    Field("credit_limit", "Credit limit", FieldKind.MONEY, section=BILLING, width=2, bulk=True),
    Field("service_days", "Service days", FieldKind.DAYS, section=SERVICE, width=6, bulk=True),
    Field("service_from", "Service from", FieldKind.TIME, section=SERVICE, width=2),
    Field("service_until", "Service until", FieldKind.TIME, section=SERVICE, width=2),
    Field("preferred_technician", "Preferred technician", section=SERVICE, width=4, bulk=True),
    Field("reached_by", "Reached by", CHOICE, section=SERVICE, width=6, choices=REACHED_BY),
    Field("do_not_service", "Do not service", FLAG, section=WARNINGS, bulk=True),
    Field("do_not_service_reason", "Reason not to service", section=WARNINGS, width=9),
    Field("bad_debt", "Bad debt", FLAG, section=WARNINGS, bulk=True),
    Field("bad_debt_reason", "Reason for bad debt", section=WARNINGS, width=9),
    Field(
        *("status", "Status", CHOICE),
        section=MORE,
        choices=STATUSES,
        never_empty=True,
        bulk=True,
    ),
    Field(
        *("external_id", "External ID"),
        section=MORE,
        api_name="CustomerExternalID",
        aliases=("customer id",),
    ),
    Field("external_id2", "Second external ID", section=MORE, api_name="CustomerExternalID2"),
    Field("reference_no", "Reference number", section=MORE, api_name="CustomerRefNo"),
    Field("fax", "Fax", section=MORE, api_name="CustomerFax"),
    Field("website", "Website", section=MORE, api_name="CustomerWebsite"),
    Field("employees", "Number of employees", section=MORE, api_name="CustomerNoOfEmployee"),
    Field("customer_since", "Customer since", FieldKind.DATE, section=MORE, bulk=True),
    Field(
        *("description", "Description", FieldKind.LONG_TEXT),
        section=MORE,
        width=12,
        api_name="CustomerDescription",
    ),
    Field(
        *("created_at", "Created", FieldKind.MOMENT),
        home=SYSTEM,
        read_only=True,
        imported=False,
        api_name="CustomerCreatedDate",
    ),
    Field(
        *("created_by_name", "Created by"),
        home=DERIVED,
        read_only=True,
        imported=False,
        api_name="CustomerCreatedFullName",
    ),
    Field(
        *("created_by", "Created by (account)"),
        home=DERIVED,
        read_only=True,
        imported=False,
        api_name="created_by",
    ),
    Field(
        *("modified_at", "Last modified", FieldKind.MOMENT),
        home=SYSTEM,
        read_only=True,
        imported=False,
        api_name="CustomerModifiedDate",
    ),
    Field(
        *("modified_by_name", "Last modified by"),
        home=DERIVED,
        read_only=True,
        imported=False,
        api_name="CustomerModifiedFullName",
    ),
)
"""All of them; those that are derived are put together when they are read."""

FIELD = {field.name: field for field in CUSTOMER_FIELDS}
"""A field by its name."""

FORM_FIELDS = tuple(field for field in CUSTOMER_FIELDS if field.section)
"""The fields of the form."""

BULK_FIELDS = tuple(field.name for field in CUSTOMER_FIELDS if field.bulk)
"""The names of the fields that can be set on many customers."""

STORED = tuple(field for field in CUSTOMER_FIELDS if field.home != Home.DERIVED)
"""The fields that a column holds."""


def at_home(home: Home) -> tuple[Field, ...]:
    """The fields that one row holds."""
    return tuple(field for field in CUSTOMER_FIELDS if field.home == home)
