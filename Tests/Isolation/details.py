"""The rows of the thirteen type tables."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from rows import Row

if TYPE_CHECKING:
    from world import TenantMaker

TABLES = {
    "bank_account": "asset_bank_accounts", "investment_account": "asset_investment_accounts",
    "retirement_account": "asset_retirement_accounts", "real_estate": "asset_real_estate", "vehicle": "asset_vehicles",
    "business": "asset_businesses", "life_insurance": "asset_life_insurance", "personal_property": "asset_personal_property",
    "debt": "asset_debts", "cryptocurrency": "asset_cryptocurrencies", "collectible": "asset_collectibles",
    "intellectual_property": "asset_intellectual_property", "misc": "asset_misc",
}  # fmt: skip


def add_details(maker: TenantMaker, asset: Row) -> None:
    """The row of the asset's type table, with a mark in every text and something in every other column."""
    columns = _columns(maker, asset["asset_type"])
    maker.rows.detail(TABLES[asset["asset_type"]], maker.tenant, asset_id=asset["id"], **columns)


def _columns(maker: TenantMaker, asset_type: str) -> dict[str, Any]:
    mark, chance = maker.mark, maker.chance
    today = maker.today
    last4 = maker.rows.last4(maker.tenant)
    money = chance.randrange(1, 10_000_000) / 100
    then = today - timedelta(days=chance.randrange(400, 4000))
    person = chance.choice(maker.personas)["id"]
    match asset_type:
        case "bank_account":
            return {"institution_name": mark("DI"), "account_title": mark("DA"), "account_last4": last4,
                    "account_number_ciphertext": last4.encode(), "routing_last4": maker.rows.last4(maker.tenant),
                    "opened_on": then, "balance_as_of": then, "interest_rate": 1.25, "external_account_id": mark("DX")}  # fmt: skip
        case "investment_account":
            return {"institution_name": mark("DI"), "account_last4": last4, "cost_basis": money, "cash_balance": money / 2,
                    "risk_profile": "moderate", "advisor_company_id": chance.choice(maker.companies)["id"]}  # fmt: skip
        case "retirement_account":
            return {"institution_name": mark("DI"), "account_last4": last4, "employer_name": mark("DE"), "plan_kind": "k401",
                    "vested_balance": None, "contributions_to_date": money, "rmd_begins_on": then}  # fmt: skip
        case "real_estate":
            return {"address_id": maker.some_address()["id"], "parcel_number": mark("DP"), "lot_acres": 1.5, "building_sqft": 1200,
                    "bedrooms": 3, "bathrooms": 1.5, "year_built": 1950, "purchase_price": money, "purchased_on": then,
                    "assessed_value": money, "assessed_year": 2024, "annual_property_tax": 99.5, "monthly_rent": 10,
                    "hoa_monthly": 20, "use_kind": "rental", "title_form": "sole"}  # fmt: skip
        case "vehicle":
            return {"make": mark("DM"), "model": mark("DN"), "model_year": 1999, "vin_last4": last4, "registration_state": "NY",
                    "registration_last4": maker.rows.last4(maker.tenant), "mileage": 12345, "condition": "good",
                    "storage_address_id": maker.some_address()["id"] if maker.rows.maybe(0.6) else None}  # fmt: skip
        case "business":
            return {"entity_name": mark("DB"), "interest_kind": "stock", "interest_percentage": 12.5, "share_count": 100,
                    "share_class": mark("DS"), "tax_id_last4": last4, "state_of_formation": "DE", "annual_revenue": money,
                    "valuation_method": mark("DV"), "is_active_participant": True, "management_role": mark("DR"),
                    "has_buy_sell_agreement": False}  # fmt: skip
        case "life_insurance":
            kind = chance.choice(("whole", "term"))
            return {"insurer_name": mark("DI"), "policy_last4": last4, "policy_kind": kind, "death_benefit": money,
                    "cash_value": 12.34 if kind == "whole" else None, "insured_persona_id": person, "issued_on": then, "matures_on": today,
                    "annual_premium": 100, "premium_frequency": "annual"}  # fmt: skip
        case "personal_property":
            return {"item_kind": "pet", "brand": mark("DB"), "model": mark("DM"), "serial_last4": last4, "acquired_on": then,
                    "purchase_price": money, "condition": "fair", "location_note": mark("DL"), "insured_value": money,
                    "storage_address_id": maker.some_address()["id"] if maker.rows.maybe(0.6) else None}  # fmt: skip
        case "debt":
            mine = [each for each in maker.rows.tables["assets"] if each["tenant_id"] == maker.tenant][:-1]
            homes = [each for each in mine if each["asset_type"] == "real_estate"]
            return {"debt_kind": "mortgage", "direction": chance.choice(("payable", "receivable")), "lender_name": mark("DL"),
                    "lender_persona_id": person if maker.rows.maybe(0.4) else None,
                    "borrower_persona_id": person if maker.rows.maybe(0.4) else None, "account_last4": last4,
                    "original_amount": money, "interest_rate": 2.5, "rate_kind": "fixed", "originated_on": then,
                    "payment_amount": 10, "payment_frequency": "monthly",
                    "secured_by_asset_id": chance.choice(homes)["id"] if maker.rows.maybe(0.8) else None,
                    "counterpart_asset_id": chance.choice(mine)["id"] if maker.rows.maybe(0.3) else None}  # fmt: skip
        case "cryptocurrency":
            return {"network": mark("DN"), "symbol": mark("DS"), "quantity": 1.5, "wallet_kind": "cold", "wallet_last4": last4,
                    "wallet_hint": mark("DH"), "exchange_name": mark("DE"), "cost_basis": money}  # fmt: skip
        case "collectible":
            return {"title": mark("DT"), "creator": mark("DC"), "period": mark("DP"), "provenance": mark("DV"),
                    "certificate_ref": mark("DR"), "appraised_on": then, "appraiser": mark("DA"), "insured_value": money,
                    "storage_address_id": maker.some_address()["id"] if maker.rows.maybe(0.6) else None}  # fmt: skip
        case "intellectual_property":
            return {"title": mark("DT"), "registration_number": mark("DR"), "jurisdiction": mark("DJ"), "filed_on": then,
                    "registered_on": then, "expires_on": today, "annual_royalty": money, "licensee": mark("DL")}  # fmt: skip
        case _:
            return {"misc_kind": mark("DK"), "attributes": f'{{"note": "{mark("DN")}"}}'}
