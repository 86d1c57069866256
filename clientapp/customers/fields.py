"""The fields of a customer, in the order of the form.

The API names are those of the seed's field table (document 003); a field without one is asked for
by another seed document.
"""

from clientapp.field import Field, FieldKind, Home

KINDS = (("residential", "Residential"), ("commercial", "Commercial"))
STATUSES = (("active", "Active"), ("inactive", "Inactive"))
PREFERENCES = (("email", "By email"), ("post", "By post"))

CUSTOMER = "Customer"
SEGMENTATION = "Segmentation"
SITE = "Sites & Locations"
BILLING = "Billing defaults"
MORE = "More"

SECTIONS = (CUSTOMER, SEGMENTATION, SITE, BILLING, MORE)

CHOICE, OPTION = FieldKind.CHOICE, FieldKind.OPTION
CONTACT = Home.PRIMARY_CONTACT

CUSTOMER_FIELDS = (
    Field("number", "Number", home=Home.SYSTEM, read_only=True, api_name="CustomerNumber"),
    Field("kind", "Kind", CHOICE, section=CUSTOMER, width=12, choices=KINDS, never_empty=True),
    Field("first_name", "First name", home=CONTACT, section=CUSTOMER, required=True),
    Field("last_name", "Last name", home=CONTACT, section=CUSTOMER, required=True),
    Field(
        "company_name",
        "Company name",
        section=CUSTOMER,
        width=4,
        aliases=("company", "business", "business name"),
    ),
    Field("tax_identifier", "Tax identifier", section=CUSTOMER, width=2, aliases=("tax id", "ein")),
    Field(
        "email",
        "Email",
        FieldKind.EMAIL,
        section=CUSTOMER,
        width=5,
        api_name="CustomerEmail",
        aliases=("e-mail", "email address"),
    ),
    Field(
        "phone",
        "Phone",
        FieldKind.PHONE,
        section=CUSTOMER,
        api_name="CustomerPhone1",
        aliases=("phone 1", "telephone", "phone number"),
    ),
    Field(
        "job_title",
        "Job title",
        home=CONTACT,
        section=CUSTOMER,
        width=4,
        aliases=("contact title",),
    ),
    Field(
        "industry",
        "Industry",
        OPTION,
        section=SEGMENTATION,
        picklist="industry",
        api_name="CustomerIndustry",
    ),
    Field(
        "category",
        "Category",
        OPTION,
        section=SEGMENTATION,
        picklist="category",
        api_name="CustomerCategory",
    ),
    Field("type", "Type", OPTION, section=SEGMENTATION, picklist="type", api_name="CustomerType"),
    Field(
        "service_zone",
        "Service zone",
        OPTION,
        section=SEGMENTATION,
        picklist="service_zone",
        api_name="CustomerServiceZone",
    ),
    Field(
        "street",
        "Street",
        home=Home.SITE,
        section=SITE,
        width=4,
        aliases=("address", "street address"),
        api_name="CustomerShippingStreet",
    ),
    Field(
        "city",
        "City",
        home=Home.SITE,
        section=SITE,
        width=2,
        aliases=("town",),
        api_name="CustomerShippingCity",
    ),
    Field(
        "state",
        "State",
        home=Home.SITE,
        section=SITE,
        width=2,
        aliases=("region", "province"),
        api_name="CustomerShippingState",
    ),
    Field(
        "postal_code",
        "ZIP",
        home=Home.SITE,
        section=SITE,
        width=2,
        aliases=("zip code", "post code", "postcode"),
        api_name="CustomerShippingPostcode",
    ),
    Field(
        "country",
        "Country",
        home=Home.SITE,
        section=SITE,
        width=2,
        api_name="CustomerShippingCountry",
    ),
    Field(
        "payment_term",
        "Payment term",
        OPTION,
        section=BILLING,
        picklist="payment_term",
        api_name="CustomerPaymentTerm",
    ),
    Field("tax_rate", "Tax rate", OPTION, section=BILLING, picklist="tax_rate"),
    Field(
        "communication_preference",
        "Communication preference",
        CHOICE,
        section=BILLING,
        width=6,
        choices=PREFERENCES,
    ),
    Field("status", "Status", CHOICE, section=MORE, choices=STATUSES, never_empty=True),
    Field(
        "external_id",
        "External ID",
        section=MORE,
        api_name="CustomerExternalID",
        aliases=("customer id",),
    ),
    Field("reference_no", "Reference number", section=MORE, api_name="CustomerRefNo"),
    Field("fax", "Fax", section=MORE, api_name="CustomerFax"),
    Field("website", "Website", section=MORE, api_name="CustomerWebsite"),
    Field("customer_since", "Customer since", FieldKind.DATE, section=MORE),
    Field("source", "Source", OPTION, section=MORE, picklist="source", api_name="CustomerSource"),
    Field(
        "description",
        "Description",
        FieldKind.LONG_TEXT,
        section=MORE,
        width=12,
        api_name="CustomerDescription",
    ),
)

FIELD = {field.name: field for field in CUSTOMER_FIELDS}
"""A field by its name."""


def at_home(home: Home) -> tuple[Field, ...]:
    """The fields that one row holds."""
    return tuple(field for field in CUSTOMER_FIELDS if field.home == home)
