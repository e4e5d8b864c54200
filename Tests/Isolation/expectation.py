"""What each field shows a persona: people, circles, the tenant, and the roots of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC
from typing import Any

from graphql import GraphQLSchema

from expected_assets import AssetFields
from expected_contacts import ContactFields
from expected_hierarchy import HierarchyFields
from expected_search import SearchFields
from expected_totals import TotalFields
from facts import Facts
from rights import NONE, Rights
from rows import Row
from filters import asset_page, has_text, in_range, key, ordered, sliced
from values import Listed, Object, Page, Refused, global_id, opened_id, snake

Arguments = dict[str, Any]


class Expectation(AssetFields, ContactFields, HierarchyFields, SearchFields, TotalFields):
    """Answers for a field of an object by the method `Type_field`, otherwise by the column of the field's name."""

    def __init__(self, facts: Facts, rights: Rights, schema: GraphQLSchema) -> None:
        super().__init__(facts, rights, schema)
        self.loaders: dict[str, Callable[[str], Object | None]] = {
            "Tenant": self.tenant, "User": self.user, "Persona": self.persona, "FamilyCircle": self.circle,
            "FfcMembership": self.membership, "Asset": self.asset, "ContactUsage": self.usage, "Phone": self.phone,
            "Email": self.email, "SocialProfile": self.social, "ContactInfo": self.contact_info,
            "AdvisorCompany": self.company, "Address": self.address,
        }  # fmt: skip
        """How the object of an id is found, by the type that the id names."""

    def resolve(self, parent: Object, field: str, arguments: Arguments) -> Any:
        for type_name in (parent.type, *self.interfaces.get(parent.type, ())):
            method = getattr(self, f"{type_name}_{field}", None)
            if method is not None:
                return method(parent.row, **{snake(name): value for name, value in arguments.items()})
        if parent.type.endswith("Connection"):
            return self.connection(parent, field)
        if parent.type.endswith("Edge"):
            return parent.row["node"] if field == "node" else self.ANY
        return self.column(parent, field)

    def connection(self, parent: Object, field: str) -> Any:
        """A page of a connection, its edges, and what it says about the rest."""
        row = parent.row
        match field:
            case "nodes":
                return row["nodes"]
            case "edges":
                edges = [Object(parent.type.replace("Connection", "Edge"), {"node": each}) for each in row["edges"]]
                return Listed(edges, is_ordered=True)
            case "totalCount":
                return row["total"]
            case "totals":
                return row["totals"]
            case _:
                return Object("PageInfo", row)

    def PageInfo_hasNextPage(self, row: Row) -> bool:
        return row["more"]

    def PageInfo_hasPreviousPage(self, row: Row) -> bool:
        return row["previous"]

    def PageInfo_startCursor(self, row: Row) -> Any:
        return self.ANY if row["edges"] else None

    PageInfo_endCursor = PageInfo_startCursor

    def column(self, parent: Object, field: str) -> Any:
        if "asset_type" in parent.row and "estimated_value" in parent.row:
            return self.asset_column(parent.row, field)
        return parent.row[snake(field)]

    # Roots

    def Query_viewer(self, _: Row) -> Object | None:
        return Object("Viewer", self.rights.persona)

    def Query_tenant(self, _: Row) -> Object:
        return Object("Tenant", self.facts["tenants"][self.rights.tenant])

    def Query_tenantBranding(self, _: Row, domain: str) -> Object | None:
        rows = self.facts.some("tenants", lambda row: row["domain"] == domain.lower() and row["is_active"])
        return Object("Branding", rows[0]) if rows else None

    def Query_persona(self, _: Row, id: str) -> Any:
        return self.find(id, {"Persona"})

    def Query_familyCircle(self, _: Row, id: str) -> Any:
        return self.find(id, {"FamilyCircle"})

    def Query_asset(self, _: Row, id: str) -> Any:
        return self.find(id, {"Asset"})

    def Query_node(self, _: Row, id: str) -> Any:
        return self.find(id, None)

    def Query_nodes(self, _: Row, ids: list[str]) -> Listed:
        return Listed([self.find(each, None) for each in ids], is_ordered=True)

    def Query_assetCategories(self, _: Row) -> Listed:
        return Listed([Object("AssetCategory", row) for row in self.facts.categories.values()])

    def find(self, id: str, types: set[str] | None) -> Object | None:
        """The object of an id, if it may be seen: what is hidden and what never was are the same."""
        opened = opened_id(id)
        if opened is None or opened[0] not in self.loaders or (types is not None and opened[0] not in types):
            raise Refused("BAD_ID")
        found: Object | None = self.loaders[opened[0]](opened[1])
        return found

    # Tenancy

    def tenant(self, key: str | None) -> Object | None:
        return Object("Tenant", self.facts["tenants"][self.rights.tenant]) if str(key) == str(self.rights.tenant) else None

    def Tenant_id(self, row: Row) -> str:
        return global_id("Tenant", row["id"])

    def Tenant_branding(self, row: Row) -> Object:
        return Object("Branding", row)

    def Branding_supportEmail(self, row: Row) -> str | None:
        return row["settings"].get("support_email")

    def Tenant_users(self, row: Row, **arguments: Any) -> Page | None:
        """For its administrators (6.3)."""
        if not self.rights.is_admin:
            return None
        wanted = {name: value for name, value in (arguments.get("filter") or {}).items() if value is not None}

        def is_wanted(user: Row) -> bool:
            names = (self.User_displayName(user), user["first_name"], user["last_name"])
            return (
                user["status"] in [each.lower() for each in wanted.get("status", [user["status"]])]
                and user["tenant_role"] in [each.lower() for each in wanted.get("tenantRole", [user["tenant_role"]])]
                and has_text(wanted.get("text", ""), *names)
            )

        users = self.facts.some("users", lambda each: each["tenant_id"] == row["id"] and is_wanted(each))
        return sliced(ordered([Object("User", each) for each in users], lambda each: self.User_displayName(each.row).lower().encode(), False), arguments)

    def Tenant_featureFlags(self, row: Row) -> Listed:
        flags = [
            {"key": key, "enabled": value is True or value not in (False, None), "value": None if value in (True, False) else value}
            for key, value in row["feature_flags"].items()
        ]
        return Listed([Object("FeatureFlag", each) for each in flags])

    # People

    def Viewer_user(self, row: Row) -> Object:
        return Object("User", self.facts["users"][row["user_id"]])

    def Viewer_actingPersona(self, row: Row) -> Object:
        return Object("Persona", row)

    def Viewer_capacity(self, row: Row) -> str:
        return self.capacity(row)

    def Viewer_personas(self, row: Row) -> Listed:
        return self.personas_of(row["user_id"])

    def Viewer_familyCircles(self, _: Row, **arguments: Any) -> Page:
        wanted = arguments.get("filter") or {}
        circles = [self.circle(key) for key, each in self.rights.memberships.items() if self.has_role(each, wanted)]
        kept = [each for each in circles if each and has_text(wanted.get("text") or "", each.row["name"])]
        return sliced(ordered(kept, lambda each: each.row["name"].lower().encode(), False), arguments)

    def has_role(self, membership: Row, wanted: Row) -> bool:
        return wanted.get("role") is None or membership["ffc_role"] in [each.lower() for each in wanted["role"]]

    def Viewer_assets(self, _: Row, **arguments: Any) -> Page:
        """Of its own accord: what only an emergency opens is reached by id, not listed."""
        assets = [
            row for row in self.facts["assets"].values() if any(kind != "break_glass" for kind, _, _ in self.rights.sources(row))
        ]
        return self.totalled(asset_page(self.rights, [self.asset(each["id"]) for each in assets], arguments), {self.rights.id})

    Query_assets = Viewer_assets

    def Query_personas(self, _: Row, **arguments: Any) -> Page:
        """Of its own accord: the tenant's directory opens personas by id."""
        wanted = arguments.get("filter") or {}
        order = arguments.get("order_by") or {"field": "NAME", "direction": "ASC"}
        rows = self.facts.some("personas", lambda row: self.known(row) and self.meets(row, wanted))
        column = {"NAME": "display_name", "LAST_NAME": "last_name"}.get(order["field"])

        def value(each: Object) -> Any:
            if order["field"] == "DATE_OF_BIRTH":
                return self.Persona_dateOfBirth(each.row)
            return each.row[column].lower().encode() if column else each.row["created_at"]

        return sliced(ordered([Object("Persona", row) for row in rows], value, order["direction"] == "DESC"), arguments)

    def meets(self, row: Row, wanted: Row) -> bool:
        """Whether a persona meets the conditions of a PersonaFilter."""
        given = {name: value for name, value in wanted.items() if value is not None}
        names = (row["display_name"], row["first_name"], row["last_name"], self.Persona_nickname(row))
        circle = key(given["ffcId"]) if "ffcId" in given else None
        return (
            has_text(given.get("text", ""), *names)
            and given.get("isLiving", row["is_living"]) == row["is_living"]
            and (circle is None or (circle in self.rights.roles and any(each["persona_id"] == row["id"] for each in self.rights.members(circle))))
            and ("viewerRelation" not in given or self.rights.relation(row) in [each.lower() for each in given["viewerRelation"]])
            and in_range(self.Persona_dateOfBirth(row), given.get("dateOfBirth", {})) is True
        )

    def Query_contactUsages(self, _: Row, **arguments: Any) -> Page:
        """Those of personas known of its own accord, of their contact records, of itself, and of companies."""
        wanted = arguments.get("filter") or {}
        usages = [each for each in self.visible_usages() if self.is_own(each.row) and self.is_wanted(each, wanted)]
        return sliced(ordered(usages, lambda each: (not each.row["is_primary"], each.row["usage_type"]), False), arguments)

    def is_own(self, row: Row) -> bool:
        """Whether it belongs to something known of its own accord, not only to an administrator."""
        return row["linked_entity_type"] != "user" or row["linked_entity_id"] == self.rights.persona["user_id"]

    def Query_advisorCompanies(self, _: Row, search: str | None = None, **arguments: Any) -> Page:
        rows = self.facts.some("advisor_company", lambda row: row["tenant_id"] == self.rights.tenant)
        kept = [Object("AdvisorCompany", row) for row in rows if has_text(search or "", row["company_name"])]
        return sliced(ordered(kept, lambda each: each.row["company_name"].lower().encode(), False), arguments)

    def Viewer_featureFlags(self, row: Row) -> Listed:
        return self.Tenant_featureFlags(self.facts["tenants"][row["tenant_id"]])

    def personas_of(self, user: str) -> Listed:
        rows = [row for row in self.facts.by("personas", "user_id", user) if row["status"] != "deleted"]
        return Listed([self.persona(row["id"]) for row in rows if self.rights.relation(row)])

    def user(self, key: str | None) -> Object | None:
        row = self.facts["users"].get(key)
        return Object("User", row) if row and row["tenant_id"] == self.rights.tenant and self.sees_user(row) else None

    def sees_user(self, row: Row) -> bool:
        """Oneself, the administrator, and whom the records of one's circles name: founders, and who added members."""
        if self.knows_user(row):
            return True
        if "ffcs:read" not in self.rights.scopes:
            return False
        circles = [self.facts["fwd_family_circles"][each] for each in self.rights.memberships]
        members = [each for circle in circles for each in self.rights.members(circle["id"])]
        return any(each["owner_user_id"] == row["id"] for each in circles) or any(each["added_by"] == row["id"] for each in members)

    def knows_user(self, row: Row) -> bool:
        """For oneself and the tenant's administrator."""
        return row["id"] == self.rights.persona["user_id"] or self.rights.is_admin

    def User_id(self, row: Row) -> str:
        return global_id("User", row["id"])

    def User_displayName(self, row: Row) -> str:
        return row["display_name"] or f"{row['first_name']} {row['last_name']}"

    def User_firstName(self, row: Row) -> str | None:
        return row["first_name"] if self.knows_user(row) else None

    def User_lastName(self, row: Row) -> str | None:
        return row["last_name"] if self.knows_user(row) else None

    def User_status(self, row: Row) -> str | None:
        return row["status"] if self.knows_user(row) else None

    def User_tenantRole(self, row: Row) -> str | None:
        return row["tenant_role"] if self.knows_user(row) else None

    def User_lastLoginAt(self, row: Row) -> Any:
        return row["last_login_at"] if self.knows_user(row) else None

    def User_primaryEmail(self, row: Row) -> str | None:
        email = self.facts["email_address"].get(row["primary_email_id"])
        return email["email_address"] if email and self.reaches_user(row) else None

    def User_primaryPhone(self, row: Row) -> str | None:
        phone = self.facts["phone_number"].get(row["primary_phone_id"])
        return phone["country_code"] + phone["phone_number"] if phone and self.reaches_user(row) else None

    def reaches_user(self, row: Row) -> bool:
        """How a user is reached is for himself, and for programs whose keys cover contacts."""
        return row["id"] == self.rights.persona["user_id"] and "contacts:read" in self.rights.scopes

    def User_personas(self, row: Row) -> Listed:
        return self.personas_of(row["id"]) if self.knows_user(row) else Listed([])

    def persona(self, key: str | None) -> Object | None:
        row = self.facts["personas"].get(key)
        return Object("Persona", row) if self.rights.relation(row) else None

    def known(self, row: Row) -> bool:
        """More than name and status, which are all that a tenant's administrator sees."""
        return self.rights.relation(row) not in (None, "directory")

    def Persona_id(self, row: Row) -> str:
        return global_id("Persona", row["id"])

    def Persona_dateOfBirth(self, row: Row) -> Any:
        return row["date_of_birth"] if self.rights.sees_birthday(row) else None

    def Persona_birthYear(self, row: Row) -> int | None:
        return row["date_of_birth"].year if row["date_of_birth"] and self.rights.sees_birth_year(row) else None

    def Persona_gender(self, row: Row) -> str | None:
        return row["gender"] if self.rights.sees_birth_year(row) else None

    def Persona_maritalStatus(self, row: Row) -> str | None:
        return row["marital_status"] if self.rights.sees_birth_year(row) else None

    def Persona_dateOfDeath(self, row: Row) -> Any:
        return row["date_of_death"] if self.known(row) else None

    def Persona_nickname(self, row: Row) -> str | None:
        return row["nickname"] if self.known(row) else None

    def Persona_user(self, row: Row) -> Object | None:
        user = self.user(row["user_id"])
        return user if user and self.knows_user(user.row) else None

    def Persona_memberships(self, row: Row) -> Listed:
        rows = self.facts.by("ffc_personas", "persona_id", row["id"])
        return Listed([Object("FfcMembership", each) for each in rows if each["status"] == "active" and self.membership(each["id"])])

    def Persona_ownedAssets(self, row: Row, **arguments: Any) -> Page:
        held = {each["asset_id"] for each in self.facts.by("asset_persona_ownership", "persona_id", row["id"])}
        mine = [each for each in held if any(title["persona_id"] == row["id"] for title in self.rights.title(each))]
        return self.totalled(asset_page(self.rights, map(self.asset, mine), arguments), {row["id"]})

    def Persona_relationships(self, row: Row) -> Listed:
        rows = self.facts.by("persona_relationships", "from_persona_id", row["id"]) if self.known(row) else []
        return Listed([Object("PersonaRelationship", each) for each in rows if self.known(self.facts["personas"][each["to_persona_id"]])])

    def PersonaRelationship_from(self, row: Row) -> Object | None:
        return self.persona(row["from_persona_id"])

    def PersonaRelationship_to(self, row: Row) -> Object | None:
        return self.persona(row["to_persona_id"])

    def PersonaRelationship_kind(self, row: Row) -> str:
        return row["relationship"]

    def Persona_actsFor(self, row: Row) -> Listed:
        return self.representations(row, "representative_persona_id")

    def Persona_representedBy(self, row: Row) -> Listed:
        return self.representations(row, "principal_persona_id")

    def Persona_viewerRelation(self, row: Row) -> str | None:
        return self.rights.relation(row)

    def Persona_viewerCan(self, row: Row, action: str) -> bool:
        match action:
            case "VIEW":
                return True
            case "VIEW_BIRTH_DATE":
                return self.rights.sees_birthday(row)
            case "VIEW_PRIVATE_CONTACTS":
                return self.rights.is_close(row)
            case "EDIT":
                return self.rights.relation(row) == "self" or row["id"] in self.rights.represents
            case _:
                return self.rights.relation(row) == "self"

    # Circles

    def FamilyCircle_viewerCan(self, row: Row, action: str) -> bool:
        """Owners run it, other members look, while it is in use; a tenant's administrator may suspend it (6.3)."""
        match action:
            case "VIEW":
                return True
            case "VIEW_ASSETS" | "LEAVE":
                return self.is_in_use(row)
            case "SUSPEND":
                return self.rights.is_admin
            case _:
                return self.rights.roles.get(row["id"]) == "owner"

    def circle(self, key: str | None) -> Object | None:
        row = self.facts["fwd_family_circles"].get(key)
        return Object("FamilyCircle", row) if row and self.rights.sees_circle(row) else None

    def FamilyCircle_id(self, row: Row) -> str:
        return global_id("FamilyCircle", row["id"])

    def is_member(self, row: Row) -> bool:
        return row["id"] in self.rights.memberships

    def is_in_use(self, row: Row) -> bool:
        """Whether it is a member of a circle that gives rights."""
        return row["id"] in self.rights.roles

    def FamilyCircle_description(self, row: Row) -> str | None:
        return row["description"] if self.is_member(row) else None

    def FamilyCircle_establishedDate(self, row: Row) -> Any:
        return row["established_date"] if self.is_member(row) else None

    def FamilyCircle_founder(self, row: Row) -> Object | None:
        return self.user(row["owner_user_id"]) if self.is_member(row) else None

    def FamilyCircle_myMembership(self, row: Row) -> Object | None:
        mine = [each for each in self.rights.members(row["id"]) if each["persona_id"] == self.rights.id]
        return Object("FfcMembership", mine[0]) if mine and self.is_member(row) else None

    def FamilyCircle_members(self, row: Row, **arguments: Any) -> Page:
        wanted = {name: value for name, value in (arguments.get("filter") or {}).items() if value is not None}

        def is_wanted(member: Row) -> bool:
            persona = self.facts["personas"][member["persona_id"]]
            return (
                self.has_role(member, wanted)
                and wanted.get("isLiving", persona["is_living"]) == persona["is_living"]
                and in_range(member["joined_at"].astimezone(UTC).date(), wanted.get("joinedOn", {})) is True
                and has_text(wanted.get("text", ""), persona["display_name"])
            )

        members = self.facts.by("ffc_personas", "ffc_id", row["id"]) if arguments.get("include_left") else self.rights.members(row["id"])
        rows = sorted(members, key=lambda each: (each["joined_at"], each["id"]))
        seen = [Object("FfcMembership", each) for each in rows if self.is_in_use(row) and self.membership(each["id"])]
        return sliced([each for each in seen if is_wanted(each.row)], arguments)

    def FamilyCircle_memberCount(self, row: Row) -> int:
        return len(self.rights.members(row["id"]))

    def FamilyCircle_assets(self, row: Row, **arguments: Any) -> Page:
        listed = [
            each
            for each in self.facts["assets"].values()
            if self.is_in_use(row) and self.rights.circle_lists(row["id"], each) and self.rights.level(each) > NONE
        ]
        return self.totalled(asset_page(self.rights, [self.asset(each["id"]) for each in listed], arguments), self.sharing(row))

    def FamilyCircle_settings(self, row: Row) -> Object | None:
        return Object("FfcSettings", row) if self.is_member(row) else None

    def FfcSettings_autoApprove(self, row: Row) -> bool:
        return bool(row["settings"].get("auto_approve", False))

    def FfcSettings_ownerAssetAccess(self, row: Row) -> str:
        tenant = self.facts["tenants"][self.rights.tenant]["settings"].get("owner_asset_access")
        return row["settings"].get("owner_asset_access") or tenant or "edit"

    def membership(self, key: str | None) -> Object | None:
        row = self.facts["ffc_personas"].get(key)
        if row is None or row["ffc_id"] not in self.rights.roles or "ffcs:read" not in self.rights.scopes or self.persona(row["persona_id"]) is None:
            return None
        return Object("FfcMembership", row)

    def FfcMembership_id(self, row: Row) -> str:
        return global_id("FfcMembership", row["id"])

    def FfcMembership_persona(self, row: Row) -> Object | None:
        return self.persona(row["persona_id"])

    def FfcMembership_familyCircle(self, row: Row) -> Object | None:
        return self.circle(row["ffc_id"])

    def FfcMembership_role(self, row: Row) -> str:
        return row["ffc_role"]

    def FfcMembership_assetShare(self, row: Row) -> str | None:
        """For the member himself, his representatives, and the circle's owners."""
        member = self.facts["personas"][row["persona_id"]]
        mine = self.rights.relation(member) == "self" or row["persona_id"] in self.rights.represents
        return row["asset_share"] if mine or self.rights.roles.get(row["ffc_id"]) == "owner" else None

    def FfcMembership_addedBy(self, row: Row) -> Object | None:
        return self.user(row["added_by"])
