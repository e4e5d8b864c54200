"""What the fields of contacts show a persona (6.3, last paragraph)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from facts import Facts
from filters import key
from rights import Rights
from rows import Row
from values import Listed, Object, global_id

EVERYONE = {"public", "emergency"}
CLOSE = {"mobile", "home", "work", "personal", "notification", "office", "fax", "professional"}
USAGES = {
    "PhoneUsage": ("phone_usage", "phone_id"), "EmailUsage": ("email_usage", "email_id"),
    "SocialUsage": ("social_media_usage", "social_id"),
}  # fmt: skip
HIDDEN, MASKED, SHOWN = range(3)


class ContactFields:
    """The part of an expectation that is about contacts."""

    facts: Facts
    rights: Rights
    persona: Callable[[str | None], Object | None]
    user: Callable[[str | None], Object | None]
    ANY = object()
    """An expected value that the rules leave open."""

    # Who may see what

    def usage_reach(self, row: Row) -> int:
        """Whether a usage is hidden, shown masked, or shown."""
        if row["tenant_id"] != self.rights.tenant or "contacts:read" not in self.rights.scopes:
            return HIDDEN
        key, use = row["linked_entity_id"], row["usage_type"]
        match row["linked_entity_type"]:
            case "persona":
                return self.reach_of_persona(self.facts["personas"][key], use)
            case "contact_info":
                owners = self.facts.by("personas", "contact_info_id", key)
                return max((self.reach_of_persona(each, use) for each in owners), default=HIDDEN)
            case "user":
                return self.reach_of_user(self.facts["users"][key], use)
            case _:
                return SHOWN if use in EVERYONE | CLOSE else HIDDEN

    def reach_of_persona(self, persona: Row, use: str) -> int:
        relation = self.rights.relation(persona)
        if relation == "self" or (use in CLOSE and self.rights.is_close(persona)):
            return SHOWN
        return SHOWN if use in EVERYONE and relation in ("represented", "circle") else HIDDEN

    def reach_of_user(self, user: Row, use: str) -> int:
        if user["id"] == self.rights.persona["user_id"]:
            return SHOWN
        return MASKED if use == "login" and self.rights.is_admin else HIDDEN

    def usages(self, type_name: str, column: str, key: Any, entity: str | None = None) -> list[Object]:
        rows = self.facts.by(USAGES[type_name][0], column, key)
        mine = [each for each in rows if entity is None or each["linked_entity_type"] == entity]
        return [Object(type_name, each) for each in mine if self.usage_reach(each) > HIDDEN]

    def usages_of(self, type_name: str, entity: str, row: Row) -> Listed:
        return Listed(self.usages(type_name, "linked_entity_id", row["id"], entity))

    def Persona_phoneUsages(self, row: Row) -> Listed:
        return self.usages_of("PhoneUsage", "persona", row)

    def Persona_emailUsages(self, row: Row) -> Listed:
        return self.usages_of("EmailUsage", "persona", row)

    def Persona_socialUsages(self, row: Row) -> Listed:
        return self.usages_of("SocialUsage", "persona", row)

    def Persona_contacts(self, row: Row) -> Listed:
        return Listed([each for name in USAGES for each in self.usages(name, "linked_entity_id", row["id"], "persona")])

    def User_phoneUsages(self, row: Row) -> Listed:
        return self.usages_of("PhoneUsage", "user", row)

    def User_emailUsages(self, row: Row) -> Listed:
        return self.usages_of("EmailUsage", "user", row)

    def ContactInfo_phoneUsages(self, row: Row) -> Listed:
        return self.usages_of("PhoneUsage", "contact_info", row)

    def ContactInfo_emailUsages(self, row: Row) -> Listed:
        return self.usages_of("EmailUsage", "contact_info", row)

    def ContactInfo_socialUsages(self, row: Row) -> Listed:
        return self.usages_of("SocialUsage", "contact_info", row)

    def AdvisorCompany_phoneUsages(self, row: Row) -> Listed:
        return self.usages_of("PhoneUsage", "advisor_company", row)

    def AdvisorCompany_emailUsages(self, row: Row) -> Listed:
        return self.usages_of("EmailUsage", "advisor_company", row)

    def AdvisorCompany_socialUsages(self, row: Row) -> Listed:
        return self.usages_of("SocialUsage", "advisor_company", row)

    # Usages

    def visible_usages(self) -> list[Object]:
        rows = ((type_name, row) for type_name, (table, _) in USAGES.items() for row in self.facts[table].values())
        return [Object(type_name, row) for type_name, row in rows if self.usage_reach(row) > HIDDEN]

    def is_wanted(self, usage: Object, wanted: Row) -> bool:
        """Whether a usage meets the conditions of a ContactUsageFilter."""
        row, given = usage.row, {name: value for name, value in wanted.items() if value is not None}
        return (
            ("usageType" not in given or row["usage_type"] in [each.lower() for each in given["usageType"]])
            and given.get("isPrimary", row["is_primary"]) == row["is_primary"]
            and ("linkedEntityType" not in given or row["linked_entity_type"] in [each.lower() for each in given["linkedEntityType"]])
            and ("linkedEntityId" not in given or row["linked_entity_id"] == key(given["linkedEntityId"]))
            and ("contact" not in given or self.is_contact(usage, given["contact"]))
        )

    def is_contact(self, usage: Object, wanted: Row) -> bool:
        """A number or an address is found where it is shown in full."""
        if self.usage_reach(usage.row) != SHOWN:
            return False
        ((name, value),) = wanted.items()
        match name, usage.type:
            case "phone", "PhoneUsage":
                phone = self.facts["phone_number"][usage.row["phone_id"]]
                return bool(phone["country_code"] + phone["phone_number"] == value)
            case "email", "EmailUsage":
                return bool(self.facts["email_address"][usage.row["email_id"]]["email_address"] == value.lower())
            case "handle", "SocialUsage":
                return bool(self.facts["social_media"][usage.row["social_id"]]["handle"].lower() == value.lower())
            case _:
                return False

    def usage(self, key: str | None) -> Object | None:
        for type_name, (table, _) in USAGES.items():
            row = self.facts[table].get(key)
            if row:
                return Object(type_name, row) if self.usage_reach(row) > HIDDEN else None
        return None

    def ContactUsage_id(self, row: Row) -> str:
        return global_id("ContactUsage", row["id"])

    def ContactUsage_linkedEntity(self, row: Row) -> Object | None:
        load = {"persona": self.persona, "contact_info": self.contact_info, "advisor_company": self.company, "user": self.user}
        return load[row["linked_entity_type"]](row["linked_entity_id"])

    def PhoneUsage_phone(self, row: Row) -> Object | None:
        return self.phone(row["phone_id"])

    def EmailUsage_email(self, row: Row) -> Object | None:
        return self.email(row["email_id"])

    def SocialUsage_social(self, row: Row) -> Object | None:
        return self.social(row["social_id"])

    # Phones, e-mail addresses, profiles: as much as the usage shows that shows most

    def base(self, type_name: str, usage_type: str, table: str, key: str | None) -> Object | None:
        row = self.facts[table].get(key)
        rows = self.facts.by(USAGES[usage_type][0], USAGES[usage_type][1], key)
        reach = max((self.usage_reach(each) for each in rows), default=HIDDEN)
        return Object(type_name, {**row, "reach": reach}) if row and reach > HIDDEN else None

    def phone(self, key: str | None) -> Object | None:
        return self.base("Phone", "PhoneUsage", "phone_number", key)

    def email(self, key: str | None) -> Object | None:
        return self.base("Email", "EmailUsage", "email_address", key)

    def social(self, key: str | None) -> Object | None:
        return self.base("SocialProfile", "SocialUsage", "social_media", key)

    def Phone_id(self, row: Row) -> str:
        return global_id("Phone", row["id"])

    def Phone_e164(self, row: Row) -> str | None:
        return row["country_code"] + row["phone_number"] if row["reach"] == SHOWN else None

    def Phone_masked(self, row: Row) -> str:
        return f"{row['country_code']} ••• {row['phone_number'][-4:]}"

    def Phone_extension(self, row: Row) -> str | None:
        return row["extension"] if row["reach"] == SHOWN else None

    def Phone_usages(self, row: Row) -> Listed:
        return Listed(self.usages("PhoneUsage", "phone_id", row["id"]))

    def Email_id(self, row: Row) -> str:
        return global_id("Email", row["id"])

    def Email_address(self, row: Row) -> str | None:
        return row["email_address"] if row["reach"] == SHOWN else None

    def Email_masked(self, row: Row) -> str:
        local, _, domain = row["email_address"].partition("@")
        return f"{local[0]}•••@{domain}"

    def Email_usages(self, row: Row) -> Listed:
        return Listed(self.usages("EmailUsage", "email_id", row["id"]))

    def SocialProfile_id(self, row: Row) -> str:
        return global_id("SocialProfile", row["id"])

    def SocialProfile_usages(self, row: Row) -> Listed:
        return Listed(self.usages("SocialUsage", "social_id", row["id"]))

    # Places

    def Persona_contactInfo(self, row: Row) -> Object | None:
        """What is known of a persona beyond its name."""
        return self.contact_info(row["contact_info_id"]) if self.rights.relation(row) != "directory" else None

    def contact_info(self, key: str | None) -> Object | None:
        row = self.facts["contact_info"].get(key)
        owners = self.facts.by("personas", "contact_info_id", key) if row else []
        is_seen = "contacts:read" in self.rights.scopes and any(self.rights.relation(each) not in (None, "directory") for each in owners)
        return Object("ContactInfo", row) if row and is_seen else None

    def ContactInfo_id(self, row: Row) -> str:
        return global_id("ContactInfo", row["id"])

    def ContactInfo_address(self, row: Row) -> Object | None:
        return self.address(row["address_id"])

    def company(self, key: str | None) -> Object | None:
        row = self.facts["advisor_company"].get(key)
        return Object("AdvisorCompany", row) if row and row["tenant_id"] == self.rights.tenant else None

    def AdvisorCompany_id(self, row: Row) -> str:
        return global_id("AdvisorCompany", row["id"])

    def AdvisorCompany_address(self, row: Row) -> Object | None:
        return self.address(row["address_id"])

    def address(self, key: str | None) -> Object | None:
        """Whole for those close to who lives there or who may read what stands there; otherwise the town only."""
        row = self.facts["address"].get(key)
        if row is None or row["tenant_id"] != self.rights.tenant:
            return None
        reach = HIDDEN
        for info in self.facts.by("contact_info", "address_id", key) if "contacts:read" in self.rights.scopes else ():
            for persona in self.facts.by("personas", "contact_info_id", info["id"]):
                close = self.reach_of_persona(persona, "home")
                seen = self.rights.relation(persona) not in (None, "directory")
                reach = max(reach, close, MASKED if seen else HIDDEN)
        if self.facts.by("advisor_company", "address_id", key):
            reach = SHOWN
        for asset in self.assets_at(key):
            reach = max(reach, SHOWN if self.rights.level(asset) > 1 else HIDDEN)
        return Object("Address", {**row, "is_whole": reach == SHOWN}) if reach > HIDDEN else None

    def assets_at(self, address: str | None) -> list[Row]:
        columns = ("address_id", "storage_address_id")
        details = self.facts.details
        keys = [key for key, each in details.items() if any(each.get(column) == address for column in columns)]
        return [self.facts["assets"][key] for key in keys]

    def Address_id(self, row: Row) -> str:
        return global_id("Address", row["id"])

    def whole(self, row: Row, column: str) -> Any:
        return row[column] if row["is_whole"] else None

    def Address_line1(self, row: Row) -> str | None:
        return self.whole(row, "line_1")

    def Address_line2(self, row: Row) -> str | None:
        return self.whole(row, "line_2")

    def Address_postalCode(self, row: Row) -> str | None:
        return self.whole(row, "postal_code")

    def Address_latitude(self, row: Row) -> Any:
        return self.whole(row, "latitude")

    def Address_longitude(self, row: Row) -> Any:
        return self.whole(row, "longitude")

    def Address_formatted(self, row: Row) -> str:
        """What is shown of it in one line."""
        shown = [row["line_1"], row["line_2"]] if row["is_whole"] else []
        region = f"{row['state']} {row['postal_code']}" if row["is_whole"] else row["state"]
        return ", ".join(each for each in (*shown, row["city"], region, row["country"]) if each)
