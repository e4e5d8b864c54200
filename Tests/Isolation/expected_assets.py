"""What the fields of assets show a persona (6.1)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from graphql import GraphQLObjectType, GraphQLSchema

from details import TABLES
from facts import Facts
from filters import in_range, sliced
from rights import ADMIN, EDIT, LEVELS, NONE, READ, SUMMARY, Rights, representation_is_live
from rows import Row
from values import Listed, Object, Page, global_id, masked, pascal, snake

IN_SUMMARY = (
    "id", "type", "name", "status", "visibility", "category", "owners", "familyCircles", "viewerAccess", "viewerCan",
    "viewerRedactions", "createdAt", "updatedAt", "version",
)  # fmt: skip
"""Fields that the summary shows; every other one needs level READ at least."""
IN_PART: dict[int, tuple[str, ...]] = {READ: ("beneficiaries", "permissions"), EDIT: ("permissions",), ADMIN: ()}
"""What levels above the summary do not show, or only the part that is the viewer's own."""
MASKED = {
    "accountNumberMasked": "account_last4", "routingNumberMasked": "routing_last4", "vinMasked": "vin_last4",
    "registrationNumberMasked": "registration_last4", "taxIdMasked": "tax_id_last4", "policyNumberMasked": "policy_last4",
    "serialNumberMasked": "serial_last4", "walletAddressMasked": "wallet_last4",
}  # fmt: skip
MONEY = {
    "costBasis", "cashBalance", "vestedBalance", "contributionsToDate", "purchasePrice", "assessedValue", "annualPropertyTax",
    "monthlyRent", "hoaMonthly", "annualRevenue", "deathBenefit", "cashValue", "annualPremium", "insuredValue", "originalAmount",
    "paymentAmount", "annualRoyalty",
}  # fmt: skip
CONCRETE = {asset_type: "MiscAsset" if asset_type == "misc" else pascal(asset_type) for asset_type in TABLES}
ACTIONS = {
    "VIEW": SUMMARY, "VIEW_VALUE": READ, "EDIT": EDIT, "GRANT": ADMIN, "ASSIGN": ADMIN, "TRANSFER": ADMIN, "DELETE": ADMIN,
}  # fmt: skip


class AssetFields:
    """The part of an expectation that is about assets."""

    interfaces: dict[str, tuple[str, ...]] = {
        **{name: ("Asset",) for name in CONCRETE.values()},
        **{name: ("ContactUsage",) for name in ("PhoneUsage", "EmailUsage", "SocialUsage")},
    }
    ANY: object
    company: Callable[[str | None], Object | None]
    persona: Callable[[str | None], Object | None]
    circle: Callable[[str | None], Object | None]

    def __init__(self, facts: Facts, rights: Rights, schema: GraphQLSchema) -> None:
        self.facts, self.rights, self.schema = facts, rights, schema

    def asset(self, key: str | None) -> Object | None:
        row = self.facts["assets"].get(key)
        if row is None or self.rights.level(row) == NONE:
            return None
        return Object(CONCRETE[row["asset_type"]], row)

    def money(self, amount: Any, row: Row) -> Object | None:
        return None if amount is None else Object("Money", {"amount": amount, "currency": row["currency_code"]})

    def asset_column(self, row: Row, field: str) -> Any:
        """A field that nothing is said about: a column of the asset or of its type, for those who may read."""
        details = self.facts.details[row["id"]]
        if field not in IN_SUMMARY and self.rights.level(row) < READ:
            return None
        if field in MASKED:
            return masked(details[MASKED[field]])
        if field in MONEY:
            return self.money(details[snake(field)], row)
        return row[snake(field)] if snake(field) in row else details[snake(field)]

    def reads(self, row: Row) -> bool:
        return self.rights.level(row) >= READ

    def Asset_id(self, row: Row) -> str:
        return global_id("Asset", row["id"])

    def Asset_type(self, row: Row) -> str:
        return row["asset_type"]

    def Asset_category(self, row: Row) -> Object:
        return Object("AssetCategory", self.facts.categories[row["asset_type"]])

    def AssetCategory_formFields(self, _: Row) -> object:
        """The same for everybody."""
        return self.ANY

    def AssetCategory_type(self, row: Row) -> str:
        return row["asset_type"]

    def Asset_value(self, row: Row) -> Object | None:
        return self.money(row["estimated_value"], row) if self.reads(row) else None

    def Asset_signedValue(self, row: Row) -> Object | None:
        return self.money(self.signed(row), row) if self.reads(row) else None

    def signed(self, row: Row) -> Decimal | None:
        """Negative for what is owed; a debt that is owed to the holders counts like any asset, a term life policy and what is not in use nothing."""
        value = row["estimated_value"]
        if value is not None and (row["status"] != "active" or self.facts.details[row["id"]].get("policy_kind") == "term"):
            return Decimal(0)
        is_payable = row["asset_type"] == "debt" and self.facts.details[row["id"]]["direction"] == "payable"
        return None if value is None else -value if is_payable else value

    def Asset_ownedPercentage(self, row: Row) -> Decimal | None:
        mine = [each["ownership_percentage"] for each in self.rights.title(row["id"]) if each["persona_id"] == self.rights.id]
        return sum(mine, Decimal(0)) if self.reads(row) else None

    def Asset_valuations(self, row: Row, **arguments: Any) -> Page | None:
        if not self.reads(row):
            return None
        wanted = {name: value for name, value in (arguments.get("filter") or {}).items() if value is not None}
        methods = [each.lower() for each in wanted["method"]] if "method" in wanted else None
        rows = [
            each
            for each in self.facts.by("asset_valuations", "asset_id", row["id"])
            if (methods is None or each["method"] in methods) and in_range(each["valued_on"], wanted.get("valuedOn", {})) is True
        ]
        rows = sorted(sorted(rows, key=lambda each: each["id"]), key=lambda each: (each["valued_on"], each["created_at"]), reverse=True)
        return sliced([Object("Valuation", each) for each in rows], arguments)

    def Valuation_id(self, row: Row) -> str:
        return global_id("Valuation", row["id"])

    def Valuation_value(self, row: Row) -> Object | None:
        return self.money(row["value"], row)

    def Valuation_recordedBy(self, row: Row) -> Object | None:
        return self.persona(row["recorded_by_persona_id"])

    def Asset_documents(self, row: Row, **arguments: Any) -> Page | None:
        if not self.reads(row):
            return None
        rows = [{**self.facts["media_storage"][each["media_id"]], **each} for each in self.facts.by("asset_documents", "asset_id", row["id"])]
        rows = sorted(rows, key=lambda each: (-each["created_at"].timestamp(), each["id"]))
        return sliced([Object("Document", each) for each in rows], arguments)

    def Document_id(self, row: Row) -> str:
        return global_id("Document", row["id"])

    def Document_uploadedAt(self, row: Row) -> Any:
        return row["created_at"]

    def Asset_permissions(self, row: Row, **arguments: Any) -> Page | None:
        """Grants that count today, for ADMIN alone."""
        if self.rights.level(row) < ADMIN:
            return None
        return self.grants(self.facts.by("asset_permissions", "asset_id", row["id"]), arguments)

    def grants(self, some: list[Row], arguments: Row) -> Page:
        """Those that count today, the newest first."""
        now = self.facts.now
        rows = [each for each in some if each["revoked_at"] is None and (each["expires_at"] is None or each["expires_at"] > now)]
        return sliced([Object("AssetPermission", each) for each in sorted(rows, key=lambda each: (-each["granted_at"].timestamp(), each["id"]))], arguments)

    def Viewer_permissionsGranted(self, row: Row, **arguments: Any) -> Page:
        """Those made by the acting persona that count, on assets of which it has level ADMIN today."""
        made = self.facts.by("asset_permissions", "granted_by_persona_id", row["id"])
        assets = self.facts["assets"]
        return self.grants([each for each in made if self.rights.level(assets[each["asset_id"]]) == ADMIN], arguments)

    def AssetPermission_asset(self, row: Row) -> Object | None:
        return self.asset(row["asset_id"])

    def AssetPermission_id(self, row: Row) -> str:
        return global_id("AssetPermission", row["id"])

    def AssetPermission_persona(self, row: Row) -> Object | None:
        return self.persona(row["persona_id"])

    def AssetPermission_level(self, row: Row) -> str:
        return row["permission_level"]

    def AssetPermission_grantedBy(self, row: Row) -> Object | None:
        return self.persona(row["granted_by_persona_id"])

    # Owners and heirs

    def Asset_owners(self, row: Row) -> Listed:
        """In the order of the names as they are shown, which tells nothing that they do not."""
        owners = [{**each, "asset": row} for each in self.rights.title(row["id"])]
        owners.sort(key=lambda each: (self.AssetOwner_displayName(each).encode(), each["id"]))
        return Listed([Object("AssetOwner", each) for each in owners], is_ordered=True)

    def AssetOwner_persona(self, row: Row) -> Object | None:
        return self.persona(row["persona_id"])

    def AssetOwner_displayName(self, row: Row) -> str:
        """In summary the names of those whom the viewer may see; with reading all names."""
        if self.persona(row["persona_id"]) or self.reads(row["asset"]) or row["persona_id"] in self.rights.co_owners:
            return self.facts["personas"][row["persona_id"]]["display_name"]
        return "Another owner"

    def AssetOwner_percentage(self, row: Row) -> Decimal | None:
        return row["ownership_percentage"] if self.reads(row["asset"]) else None

    def AssetOwner_effectiveDate(self, row: Row) -> Any:
        return row["effective_date"] if self.reads(row["asset"]) else None

    def AssetOwner_transferOnDeathTo(self, row: Row) -> Object | None:
        """All with level EDIT, otherwise only the viewer's own designation (6.1)."""
        heir = row["transfer_on_death_to_persona_id"]
        return self.persona(heir) if self.sees_heir(row["asset"], heir) else None

    def AssetOwner_share(self, row: Row) -> Object | None:
        asset = row["asset"]
        if not self.reads(asset) or asset["estimated_value"] is None:
            return None
        share = asset["estimated_value"] * row["ownership_percentage"] / 100
        return self.money(share.quantize(Decimal("0.01"), ROUND_HALF_UP), asset)

    def sees_heir(self, asset: Row, heir: str | None) -> bool:
        level = self.rights.level(asset)
        return level >= EDIT or (heir == self.rights.id and level == READ)

    def Asset_beneficiaries(self, row: Row) -> Listed | None:
        """Withheld in the summary; a reader sees his own designation, from EDIT on all (6.1)."""
        if not self.reads(row):
            return None
        found: list[Row] = []
        for each in self.facts.by("asset_persona_ownership", "asset_id", row["id"]):
            if each["ownership_type"] == "beneficiary" and self.is_current(each):
                found.append({**each, "source": "designation"})
        for each in self.rights.title(row["id"]):
            if each["transfer_on_death_to_persona_id"]:
                found.append({**each, "persona_id": each["transfer_on_death_to_persona_id"], "source": "transfer_on_death"})
        seen = [each for each in found if self.sees_heir(row, each["persona_id"])]
        return Listed([Object("BeneficiaryDesignation", {**each, "asset": row}) for each in seen])

    def is_current(self, row: Row) -> bool:
        return row["effective_date"] <= self.facts.today and (row["end_date"] is None or row["end_date"] > self.facts.today)

    def BeneficiaryDesignation_persona(self, row: Row) -> Object | None:
        return self.persona(row["persona_id"])

    def BeneficiaryDesignation_displayName(self, row: Row) -> str:
        return self.facts["personas"][row["persona_id"]]["display_name"]

    def BeneficiaryDesignation_percentage(self, row: Row) -> Decimal:
        return row["ownership_percentage"]

    # The viewer's own access

    def Asset_familyCircles(self, row: Row) -> Listed:
        listing = [each for each in self.rights.roles if self.rights.circle_lists(each, row)]
        return Listed([each for each in map(self.circle, listing) if each])

    def Asset_viewerRedactions(self, row: Row) -> Listed:
        """The fields of the type that this level withholds, in whole or in part, whether or not they have a value (N1)."""
        level = self.rights.level(row)
        if level > SUMMARY:
            return Listed(IN_PART[level])
        type_ = self.schema.type_map[CONCRETE[row["asset_type"]]]
        assert isinstance(type_, GraphQLObjectType)
        return Listed([each for each in type_.fields if each not in IN_SUMMARY])

    def Asset_viewerAccess(self, row: Row) -> Object:
        return Object("AssetAccess", row)

    def Asset_viewerCan(self, row: Row, action: str) -> bool:
        return self.rights.can_reveal(row) if action == "REVEAL" else self.rights.level(row) >= ACTIONS[action]

    def AssetAccess_level(self, row: Row) -> str:
        return LEVELS[self.rights.level(row)]

    def AssetAccess_canView(self, row: Row) -> bool:
        return self.rights.level(row) >= SUMMARY

    def AssetAccess_canViewValue(self, row: Row) -> bool:
        return self.reads(row)

    def AssetAccess_canEdit(self, row: Row) -> bool:
        return self.rights.level(row) >= EDIT

    def AssetAccess_canReveal(self, row: Row) -> bool:
        return self.rights.can_reveal(row)

    def AssetAccess_canGrant(self, row: Row) -> bool:
        return self.rights.level(row) >= ADMIN

    AssetAccess_canAssign = AssetAccess_canDelete = AssetAccess_canGrant

    def AssetAccess_sources(self, row: Row) -> Listed:
        return Listed([Object("AccessSource", {"kind": kind, "level": level, "of": of}) for kind, level, of in self.rights.sources(row)])

    def AccessSource_familyCircle(self, row: Row) -> Object | None:
        return self.circle(row["of"]["id"]) if row["kind"] == "role" else None

    def AccessSource_role(self, row: Row) -> str | None:
        return row["of"]["role"] if row["kind"] == "role" else None

    def AccessSource_grant(self, row: Row) -> str | None:
        return row["of"]["permission_level"] if row["kind"] == "grant" else None

    def AccessSource_capacity(self, row: Row) -> str | None:
        return row["of"]["capacity"] if row["kind"] == "capacity" else None

    def AccessSource_expiresAt(self, row: Row) -> Any:
        """When the reason ends by itself: a role has no end of its own."""
        column = {"grant": "expires_at", "title": "end_date", "capacity": "ends_on", "break_glass": "ends_at"}.get(row["kind"])
        end = row["of"][column] if column else None
        return datetime(end.year, end.month, end.day, tzinfo=UTC) if type(end) is date else end

    # Types

    def RealEstate_address(self, row: Row) -> Object | None:
        return self.embedded_address(row, "address_id")

    def Vehicle_storageAddress(self, row: Row) -> Object | None:
        return self.embedded_address(row, "storage_address_id")

    PersonalProperty_storageAddress = Collectible_storageAddress = Vehicle_storageAddress

    def embedded_address(self, row: Row, column: str) -> Object | None:
        address = self.facts["address"].get(self.facts.details[row["id"]][column])
        return Object("Address", {**address, "is_whole": True}) if address and self.reads(row) else None

    def RealEstate_securedDebts(self, row: Row) -> Listed:
        debts = [self.asset(each) for each in self.debts_on(row)] if self.reads(row) else []
        return Listed([each for each in debts if each])

    def debts_on(self, row: Row) -> list[str]:
        details = self.facts.details
        return [key for key, each in details.items() if each["asset_type"] == "debt" and each["secured_by_asset_id"] == row["id"]]

    def RealEstate_equity(self, row: Row) -> Any:
        """Value less payable debts; null when one of them is hidden, not valued or in another currency (6.6)."""
        rest = row["estimated_value"] if self.reads(row) else None
        for key in self.debts_on(row):
            debt = self.facts["assets"][key]
            if self.facts.details[key]["direction"] != "payable" or debt["status"] == "deleted" or rest is None:
                continue
            is_known = self.reads(debt) and debt["estimated_value"] is not None and debt["currency_code"] == row["currency_code"]
            rest = rest - debt["estimated_value"] if is_known else None
        return self.money(rest, row)

    def InvestmentAccount_unrealizedGain(self, row: Row) -> Object | None:
        cost, value = self.facts.details[row["id"]]["cost_basis"], row["estimated_value"]
        return self.money(value - cost, row) if self.reads(row) and None not in (cost, value) else None

    def InvestmentAccount_advisorCompany(self, row: Row) -> Object | None:
        return self.company(self.facts.details[row["id"]]["advisor_company_id"]) if self.reads(row) else None

    def LifeInsurance_insured(self, row: Row) -> Object | None:
        return self.persona(self.facts.details[row["id"]]["insured_persona_id"]) if self.reads(row) else None

    def Debt_lender(self, row: Row) -> Object | None:
        return self.persona(self.facts.details[row["id"]]["lender_persona_id"]) if self.reads(row) else None

    def Debt_borrower(self, row: Row) -> Object | None:
        return self.persona(self.facts.details[row["id"]]["borrower_persona_id"]) if self.reads(row) else None

    def Debt_outstanding(self, row: Row) -> Object | None:
        return self.Asset_value(row)

    def Debt_securedBy(self, row: Row) -> Object | None:
        return self.asset(self.facts.details[row["id"]]["secured_by_asset_id"]) if self.reads(row) else None

    def Debt_counterpart(self, row: Row) -> Object | None:
        return self.asset(self.facts.details[row["id"]]["counterpart_asset_id"]) if self.reads(row) else None

    # Representations

    def representations(self, row: Row, column: str) -> Listed:
        rows = self.facts.by("persona_representations", column, row["id"])
        return Listed([Object("Representation", each) for each in rows if self.is_close_to_one_end(each)])

    def is_close_to_one_end(self, row: Row) -> bool:
        """Shown to those to whom either end's private contacts are: himself, representatives, a circle's owners and advisors."""
        ends = (self.facts["personas"].get(row[end]) for end in ("representative_persona_id", "principal_persona_id"))
        return any(self.rights.is_close(each) for each in ends if each)

    def Representation_id(self, row: Row) -> str:
        return global_id("Representation", row["id"])

    def Representation_representative(self, row: Row) -> Object | None:
        return self.persona(row["representative_persona_id"])

    def Representation_principal(self, row: Row) -> Object | None:
        return self.persona(row["principal_persona_id"])

    def Representation_isLive(self, row: Row) -> bool:
        return representation_is_live(self.facts, row)

    def Representation_endedReason(self, row: Row) -> str | None:
        """Null while it is live or has not begun, which an executor's has not while the principal lives."""
        if representation_is_live(self.facts, row) or row["effective_date"] > self.facts.today:
            return None
        if row["revoked_at"] is not None:
            return "revoked"
        if row["expires_on"] is not None and row["expires_on"] <= self.facts.today:
            return "expired"
        if row["capacity"] == "executor":
            return None
        return "principal came of age" if self.facts["personas"][row["principal_persona_id"]]["is_living"] else "principal died"

    def capacity(self, row: Row) -> str:
        """Of a hat: that of its first live representation."""
        rows = self.facts.by("persona_representations", "representative_persona_id", row["id"])
        rows = sorted(rows, key=lambda each: (each["effective_date"], each["id"]))
        live = [each["capacity"] for each in rows if representation_is_live(self.facts, each)]
        return live[0] if live and row["capacity_label"] else "self"
