"""The tables: plain SQLModel, one file for each, no behaviour."""

from clientapp.models.access import OneTimeLink, RolePermission, User, UserSession
from clientapp.models.address import Address, CustomerAddress
from clientapp.models.contact import Contact, CustomerContact
from clientapp.models.customer import Customer, Kind, Status
from clientapp.models.customer_parts import CustomerTag, Note
from clientapp.models.ledger import Action, Change, Operation, OperationStatus
from clientapp.models.list_view import ListView
from clientapp.models.number_range import NumberRange
from clientapp.models.organization import Organization
from clientapp.models.picklist import Picklist, PicklistOption
from clientapp.models.property import Property

__all__ = [
    "Action",
    "Address",
    "Change",
    "Contact",
    "Customer",
    "CustomerAddress",
    "CustomerContact",
    "CustomerTag",
    "Kind",
    "ListView",
    "Note",
    "NumberRange",
    "OneTimeLink",
    "Operation",
    "OperationStatus",
    "Organization",
    "Picklist",
    "PicklistOption",
    "Property",
    "RolePermission",
    "Status",
    "User",
    "UserSession",
]
