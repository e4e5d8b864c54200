"""What totals and net worths come to (6.6): exact sums of what the persona may read, each figure rounded once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from facts import Facts
from rights import READ, Rights, representation_is_live
from rows import Row
from values import Listed, Object, Page, Refused

DAYS_MAX = 120
MONTHS = {"MONTH": 1, "QUARTER": 3, "YEAR": 12}


@dataclass(frozen=True)
class Share:
    """What a persona holds of an asset that is worth so much in all, or that is not valued."""

    asset: str
    category: str
    currency: str
    worth: Decimal | None
    persona: str
    percentage: Decimal

    @property
    def owned(self) -> Decimal:
        assert self.worth is not None
        return self.worth * self.percentage / 100


def printed(figure: Decimal) -> Decimal:
    return figure.quantize(Decimal("0.01"), ROUND_HALF_UP)


def later(day: date, months: int) -> date:
    """So many months later, on the same day or the last one of the month; the first day there is when that is before it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year < date.min.year:
        return date.min
    for last in range(day.day, 27, -1):
        try:
            return date(year, month + 1, last)
        except ValueError:
            continue
    return date(year, month + 1, day.day)


class TotalFields:
    """The part of an expectation that is about totals."""

    facts: Facts
    rights: Rights
    signed: Callable[[Row], Decimal | None]
    is_in_use: Callable[[Row], bool]
    persona: Callable[[str | None], Object | None]

    def worth(self, asset: Row, day: date) -> tuple[str, Decimal | None]:
        """Currency and value, negative for what is owed; of days before today that of the last valuation."""
        currency, value = asset["currency_code"], asset["estimated_value"]
        if day < self.facts.today:
            rows = [each for each in self.facts.by("asset_valuations", "asset_id", asset["id"]) if each["valued_on"] <= day]
            newest = max(sorted(rows, key=lambda each: each["id"]), key=lambda each: (each["valued_on"], each["created_at"]), default=None)
            value = newest["value"] if newest else None
            currency = newest["currency_code"] if newest else currency
        return currency, self.signed({**asset, "estimated_value": value})

    def held_on(self, asset: str, day: date) -> list[tuple[str, Decimal]]:
        """Who held title on a day, and how much of it."""
        found = []
        for each in self.facts.by("asset_persona_ownership", "asset_id", asset):
            if each["ownership_type"] != "beneficiary" and each["effective_date"] <= day and (each["end_date"] is None or each["end_date"] > day):
                found.append((each["persona_id"], each["ownership_percentage"]))
        for each in self.facts.by("asset_ownership_history", "asset_id", asset):
            if each["ownership_type"] != "beneficiary" and each["valid_from"] <= day < each["valid_to"]:
                found.append((each["persona_id"], each["ownership_percentage"]))
        return found

    def shares(self, holders: set[str], day: date, counts: Callable[[Row], bool]) -> list[Share]:
        found = []
        for asset in self.facts["assets"].values():
            if asset["status"] != "active" or not counts(asset) or self.rights.level(asset) < READ:
                continue
            currency, worth = self.worth(asset, day)
            for persona, percentage in self.held_on(asset["id"], day):
                if persona in holders:
                    found.append(Share(asset["id"], asset["asset_type"], currency, worth, persona, percentage))
        return found

    def sharing(self, circle: Row) -> set[str]:
        return {each["persona_id"] for each in self.rights.members(circle["id"]) if each["asset_share"] != "none"}

    def FamilyCircle_totals(self, row: Row, as_of: str | None = None) -> Object | None:
        """For members of circles in use."""
        if not self.is_in_use(row):
            return None
        day = date.fromisoformat(as_of) if as_of else self.facts.today
        shares = self.shares(self.sharing(row), day, lambda asset: asset["visibility"] != "private")
        return Object("FfcTotals", {"circle": row, "day": day, "shares": shares})

    def FfcTotals_asOf(self, row: Row) -> date:
        return row["day"]

    def FfcTotals_isComplete(self, row: Row) -> bool | None:
        circle = row["circle"]["id"]
        if self.rights.roles[circle] != "owner":
            return None
        listed = [each for each in self.facts["assets"].values() if self.rights.circle_lists(circle, each)]
        return all(self.rights.level(each) >= READ for each in listed)

    def FfcTotals_byCurrency(self, row: Row) -> Listed:
        return self.by_currency(row["shares"])

    def FfcTotals_deceased(self, row: Row) -> Listed:
        return self.by_currency(each for each in row["shares"] if not self.facts["personas"][each.persona]["is_living"])

    def by_currency(self, shares: Iterable[Share]) -> Listed:
        by: dict[str, dict[str, list[Share]]] = defaultdict(lambda: defaultdict(list))
        for share in shares:
            by[share.currency][share.asset].append(share)
        rows = []
        for currency in sorted(by):
            valued = [each for each in by[currency].values() if each[0].worth is not None]
            owned = [sum((share.owned for share in each), Decimal(0)) for each in valued]
            plus = sum((each for each in owned if each > 0), Decimal(0))
            minus = -sum((each for each in owned if each < 0), Decimal(0))
            gross = sum((each[0].worth or Decimal(0) for each in valued), Decimal(0))
            rows.append({
                "currency": currency, "assets": printed(plus), "liabilities": printed(minus), "net": printed(plus - minus),
                "gross_net": printed(gross), "asset_count": len(valued), "unvalued_count": len(by[currency]) - len(valued),
            })  # fmt: skip
        return Listed([Object("CurrencyTotal", each) for each in rows], is_ordered=True)

    def totalled(self, page: Page, holders: set[str]) -> Page:
        """With what the whole list comes to, by the shares of these personas: of all in use that it shows the value of."""
        shares = []
        for row in (each.row for each in page.items if each.row["status"] == "active" and self.rights.level(each.row) >= READ):
            held = sum((each["ownership_percentage"] for each in self.rights.title(row["id"]) if each["persona_id"] in holders), Decimal(0))
            shares.append(Share(row["id"], row["asset_type"], row["currency_code"], self.signed(row), "", held))
        return replace(page, totals=self.by_currency(shares))

    def FfcTotals_byCategory(self, row: Row) -> Listed:
        shares: list[Share] = [each for each in row["shares"] if each.worth is not None]
        net: dict[str, Decimal] = defaultdict(Decimal)
        by: dict[tuple[str, str], list[Share]] = defaultdict(list)
        for share in shares:
            net[share.currency] += share.owned
            by[share.category, share.currency].append(share)
        order = list(self.facts.categories)
        rows = []
        for category, currency in sorted(by, key=lambda each: (order.index(each[0]), each[1])):
            these = by[category, currency]
            owned = sum((each.owned for each in these), Decimal(0))
            worths = {each.asset: each.worth or Decimal(0) for each in these}
            share_of_net = printed(100 * owned / net[currency]) if net[currency] else None
            rows.append({
                "type": category, "currency": currency, "owned": printed(owned), "gross": printed(sum(worths.values(), Decimal(0))),
                "count": len(worths), "share_of_net": share_of_net,
            })  # fmt: skip
        return Listed([Object("CategoryTotal", each) for each in rows], is_ordered=True)

    def CategoryTotal_category(self, row: Row) -> Object:
        return Object("AssetCategory", self.facts.categories[row["type"]])

    def FfcTotals_byPersona(self, row: Row) -> Listed:
        """Members by name: programs whose keys do not cover personas see none."""
        if "personas:read" not in self.rights.scopes:
            return Listed([])
        net: dict[str, Decimal] = defaultdict(Decimal)
        by: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
        for share in row["shares"]:
            if share.worth is not None:
                net[share.currency] += share.owned
                by[share.persona, share.currency] += share.owned
        personas = self.facts["personas"]
        rows = [
            {"persona_id": persona, "currency": currency, "net": printed(owned), "display_name": personas[persona]["display_name"],
             "percent_of_circle": printed(100 * owned / net[currency]) if net[currency] else None}
            for (persona, currency), owned in by.items()
        ]  # fmt: skip
        rows.sort(key=lambda each: (each["display_name"].lower().encode(), each["persona_id"], each["currency"]))
        return Listed([Object("PersonaTotal", each) for each in rows], is_ordered=True)

    def PersonaTotal_persona(self, row: Row) -> Object | None:
        return self.persona(row["persona_id"])

    # Net worth

    def Persona_netWorth(self, row: Row, as_of: str | None = None) -> Object | None:
        """Of itself and of those it stands for, private assets included."""
        stands_for = any(
            each["principal_persona_id"] == row["id"] and representation_is_live(self.facts, each)
            for each in self.facts.by("persona_representations", "representative_persona_id", self.rights.id)
        )
        if "assets:read" not in self.rights.scopes or (row["id"] != self.rights.id and not stands_for):
            return None
        day = date.fromisoformat(as_of) if as_of else self.facts.today
        return Object("NetWorth", {"persona": row["id"], "day": day, "shares": self.shares({row["id"]}, day, lambda _: True)})

    Viewer_netWorth = Persona_netWorth
    NetWorth_asOf, NetWorth_byCurrency, NetWorth_byCategory = FfcTotals_asOf, FfcTotals_byCurrency, FfcTotals_byCategory

    def NetWorth_history(self, row: Row, range: Row | None = None, step: str = "MONTH") -> Listed:
        given = range or {}
        last = min(date.fromisoformat(given["to"]) if given.get("to") else self.facts.today, self.facts.today)
        first = date.fromisoformat(given["from"]) if given.get("from") else later(last, -12)
        days: list[date] = []
        while first <= last and len(days) <= DAYS_MAX and (day := later(first, MONTHS[step] * len(days))) <= last:
            days.append(day)
        if last not in days:
            days.append(last)
        if first > last or len(days) > DAYS_MAX:
            raise Refused("VALIDATION")
        points = []
        for day in days:
            net: dict[str, Decimal] = defaultdict(Decimal)
            for share in self.shares({row["persona"]}, day, lambda _: True):
                if share.worth is not None:
                    net[share.currency] += share.owned
            points += [{"date": day, "currency": currency, "net": printed(net[currency])} for currency in sorted(net)]
        return Listed([Object("NetWorthPoint", each) for each in points], is_ordered=True)
