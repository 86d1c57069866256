"""The tables: plain SQLModel, one file for each, no behaviour."""

from clientapp.models.access import OneTimeLink, RolePermission, User, UserSession
from clientapp.models.address import Address, CustomerAddress
from clientapp.models.background import BackgroundWork, WorkStatus
from clientapp.models.contact import Contact, CustomerContact
from clientapp.models.customer import Customer, Kind, Status
from clientapp.models.customer_parts import CustomerTag, Note
from clientapp.models.duplicates import DuplicateDismissal, DuplicateKey, DuplicatePair
from clientapp.models.ledger import Action, Change, Operation, OperationStatus
from clientapp.models.list_view import ListView
from clientapp.models.number_range import NumberRange
from clientapp.models.organization import (
    Organization,
    OrganizationContact,
    OrganizationNote,
    OrganizationTag,
)
from clientapp.models.picklist import Picklist, PicklistOption
from clientapp.models.property import (
    Property,
    PropertyContact,
    PropertyCustomer,
    PropertyResource,
    PropertyRole,
)
from clientapp.models.search_word import SearchWord
from clientapp.models.segment import Segment, TeamView

__all__ = [
    "Action",
    "Address",
    "BackgroundWork",
    "Change",
    "Contact",
    "Customer",
    "CustomerAddress",
    "CustomerContact",
    "CustomerTag",
    "DuplicateDismissal",
    "DuplicateKey",
    "DuplicatePair",
    "Kind",
    "ListView",
    "Note",
    "NumberRange",
    "OneTimeLink",
    "Operation",
    "OperationStatus",
    "Organization",
    "OrganizationContact",
    "OrganizationNote",
    "OrganizationTag",
    "Picklist",
    "PicklistOption",
    "Property",
    "PropertyContact",
    "PropertyCustomer",
    "PropertyResource",
    "PropertyRole",
    "RolePermission",
    "SearchWord",
    "Segment",
    "Status",
    "TeamView",
    "User",
    "UserSession",
    "WorkStatus",
]
