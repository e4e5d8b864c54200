"""Makes three tenants with families in every state the rules distinguish, from a seed.

Everything is inserted by plain SQL as the administrator. Each text column holds a mark of its own (`rows.py`).
"""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from details import add_details
from rows import Row, Rows

TENANTS = (1, 2, 3)
CLOSED_TENANT = 4
READING_TENANT = 2
"""Its circles' owners only read what others share, where the circle says nothing else."""
CURRENCIES = {1: "USD", 2: "EUR", 3: "GBP", 4: "USD"}
ROLES = ("owner", "beneficiary", "non_beneficiary", "advisor")
TODAY = datetime.now(UTC).date()
NOW = datetime.now(UTC).replace(microsecond=0)
TYPES = (
    "bank_account", "investment_account", "retirement_account", "real_estate", "vehicle", "business", "life_insurance",
    "personal_property", "debt", "cryptocurrency", "collectible", "intellectual_property", "misc",
)  # fmt: skip
PHONE_USES = ("mobile", "home", "work", "office", "emergency", "mfa", "login", "notification", "public", "fax")
EMAIL_USES = ("login", "personal", "work", "notification", "billing", "public", "backup")
SOCIAL_USES = ("personal", "professional", "public")


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


class TenantMaker:
    """The rows of one tenant."""

    def __init__(self, rows: Rows, tenant: int, personas: int, assets: int) -> None:
        self.rows = rows
        self.chance = rows.chance
        self.tenant = tenant
        self.today = TODAY
        self.persona_count, self.asset_count = personas, assets
        self.users: list[Row] = []
        self.personas: list[Row] = []
        self.circles: list[Row] = []
        self.infos: list[Row] = []
        self.companies: list[Row] = []
        self.related: set[tuple[str, str]] = set()

    def add(self, table: str, **columns: Any) -> Row:
        return self.rows.add(table, self.tenant, **columns)

    def mark(self, kind: str) -> str:
        return self.rows.mark(self.tenant, kind)

    def mark_or_none(self, kind: str) -> str | None:
        return self.mark(kind) if self.rows.maybe(0.7) else None

    def make(self) -> None:
        self.make_tenant()
        for _ in range(self.persona_count * 3 // 4):
            self.make_user()
        for number in range(self.persona_count):
            self.make_persona(number)
        self.make_representations()
        self.make_break_glass()
        self.make_relationships()
        for number in range(6):
            self.make_circle(number)
        for _ in range(3):
            self.make_company()
        self.make_contacts()
        for number in range(self.asset_count):
            self.make_asset(number)

    def make_tenant(self) -> None:
        name, access = self.mark("TN"), ', "owner_asset_access": "read"' if self.tenant == READING_TENANT else ""
        self.rows.tables["tenants"].append(
            {
                "id": self.tenant, "name": name, "display_name": self.mark("TD"), "domain": f"{self.mark('TH').lower()}.example",
                "logo_url": f"https://{self.mark('TL')}", "primary_color": "#00000" + str(self.tenant),
                "default_currency": CURRENCIES[self.tenant], "is_active": self.tenant != CLOSED_TENANT,
                "settings": f'{{"support_email": "{self.mark("TS").lower()}@t.example"{access}}}',
                "feature_flags": f'{{"{self.mark("TF")}": true, "off": false}}',
            }
        )  # fmt: skip

    # People

    def email(self) -> Row:
        return self.add("email_address", email_address=f"{self.mark('E').lower()}@t.example", is_verified=self.rows.maybe(0.5))

    def phone(self) -> Row:
        return self.add(
            "phone_number", country_code="+4" + str(self.tenant), phone_number=self.rows.digits(self.tenant),
            extension="77" if self.rows.maybe(0.3) else None, is_verified=self.rows.maybe(0.5), can_receive_sms=True,
        )  # fmt: skip

    def address(self) -> Row:
        return self.add(
            "address", line_1=self.mark("L"), line_2=self.mark_or_none("L"), city=self.mark("C"), state=self.mark("S"),
            postal_code=self.mark("Z"), country="US", latitude=self.tenant + 0.25 if self.rows.maybe(0.5) else None, longitude=None,
        )  # fmt: skip

    def some_address(self) -> Row:
        """One of its own, or one where somebody lives, too."""
        lived_at = [each["address_id"] for each in self.infos if each["address_id"]]
        return {"id": self.chance.choice(lived_at)} if lived_at and self.rows.maybe(0.25) else self.address()

    def make_user(self) -> None:
        number = len(self.users)
        status = {7: "suspended", 8: "locked", 9: "inactive", 10: "pending_verification"}.get(number, "active")
        self.users.append(
            self.add(
                "users", cognito_user_id=self.mark("SUB"), cognito_username=self.mark("UN"),
                primary_email_id=self.email()["id"], primary_phone_id=self.phone()["id"] if self.rows.maybe(0.7) else None,
                first_name=self.mark("UF"), last_name=self.mark("UL"), display_name=self.mark_or_none("UD"), status=status,
                tenant_role="tenant_admin" if number < 4 else "support" if number == 4 else "member",
                timezone=self.mark("UT"), last_login_at=NOW - timedelta(days=number),
            )
        )  # fmt: skip

    def make_persona(self, number: int) -> None:
        """The first persona of each user is its primary one; then come hats, the dead, minors and those still pending."""
        user = self.users[number] if number < len(self.users) else None
        kind = "first" if user else self.chance.choice(("hat",) * 6 + ("dead", "dead", "minor", "managed", "pending"))
        if kind == "hat":
            user = self.users[(number * 7) % len(self.users)]
        info = self.chance.choice(self.infos) if self.infos and self.rows.maybe(0.2) else None
        if info is None and self.rows.maybe(0.6):
            info = self.add(
                "contact_info", address_id=self.address()["id"] if self.rows.maybe(0.8) else None, language_preference="en",
                timezone=self.mark("IT"), website=f"https://{self.mark('IW')}" if self.rows.maybe(0.5) else None,
            )  # fmt: skip
            self.infos.append(info)
        self.personas.append(
            self.add(
                "personas", user_id=user["id"] if user else None, is_primary=kind == "first",
                contact_info_id=info["id"] if info else None, first_name=self.mark("PF"),
                middle_name=self.mark_or_none("PM"), last_name=self.mark("PL"), name_suffix=self.mark_or_none("PS"),
                nickname=self.mark_or_none("PN"), date_of_birth=days(-3000) if kind == "minor" else None if number % 13 == 5 else days(-9000 - 211 * number),
                date_of_death=days(-300) if kind == "dead" and number % 2 else None, is_living=kind != "dead", gender="other",
                marital_status="single", capacity_label=self.mark("PC") if kind == "hat" else None, is_managed=kind == "managed",
                ssn_last4=f"{number:04}", status="pending" if kind == "pending" else "active",
            )
        )  # fmt: skip
        self.personas[-1]["is_living"] = kind != "dead"
        if number in (9, 10, 11, 12) or (kind == "hat" and self.rows.maybe(0.25)):
            status = "deleted" if number > 10 and number % 3 != 1 else "inactive" if number % 2 else "suspended"
            self.rows.later.append((self.tenant, "update fwd.personas set status = %s where id = %s", (status, self.personas[-1]["id"])))

    def signed_in(self) -> list[Row]:
        return [persona for persona in self.personas if persona["user_id"]]

    def represent(self, representative: Row, principal: Row | None, capacity: str, **columns: Any) -> None:
        if representative is principal:
            return
        states: tuple[dict[str, Any], ...] = (
            {}, {}, {"expires_on": days(-1)}, {"expires_on": days(0)}, {"effective_date": days(0)}, {"revoked_at": NOW - timedelta(days=3)},
            {"effective_date": days(5)}, {"expires_on": days(1)},
        )  # fmt: skip
        state = columns or self.chance.choice(states)
        self.add(
            "persona_representations", representative_persona_id=representative["id"],
            principal_persona_id=principal["id"] if principal else None, capacity=capacity, scope_label=self.mark("RS"),
            **{"effective_date": days(-100), "expires_on": None, "revoked_at": None, **state},
        )  # fmt: skip

    def make_representations(self) -> None:
        """Those that need one have a guardian; everyone else is represented at random, in every capacity and state."""
        people = self.signed_in()
        for persona in self.personas:
            if persona["user_id"] is None and persona["is_living"] and persona["status"] == "active":
                self.represent(self.chance.choice(people), persona, "guardian", revoked_at=None)
        taken: set[tuple[str, str, str]] = set()
        for _ in range(len(self.personas)):
            capacity = self.chance.choice(("trustee", "executor", "executor", "power_of_attorney", "power_of_attorney", "guardian"))
            one, other = self.chance.choice(people), self.chance.choice(self.personas)
            if capacity != "guardian" and (one["id"], other["id"], capacity) not in taken:
                taken.add((one["id"], other["id"], capacity))
                self.represent(one, None if capacity == "trustee" and self.rows.maybe(0.5) else other, capacity)

    def make_break_glass(self) -> None:
        """Four administrators: an emergency to come, a live and approved one beside one that ends sooner, one that nobody approved, one that
        has ended. Whoever administers the tenant no more has an approved one, too."""
        approver = self.users[5]["id"]
        for user, start, approved in ((0, 600, approver), (1, 0, approver), (1, -20, approver), (2, 0, None), (3, -120, approver), (4, 0, approver)):
            self.add(
                "break_glass_grants", user_id=self.users[user]["id"], reason=self.mark("BR"), ticket=self.mark("BT"),
                starts_at=NOW + timedelta(minutes=start - 2), ends_at=NOW + timedelta(minutes=start + 58), approved_by=approved,
            )  # fmt: skip

    def make_relationships(self) -> None:
        for _ in range(len(self.personas)):
            one, other = self.chance.sample(self.personas, 2)
            self.relate(one, other, self.chance.choice(("spouse", "child", "parent", "sibling", "cousin", "aunt_uncle")))

    def relate(self, one: Row, other: Row, kind: str) -> None:
        """The inverse follows by itself."""
        pair = (one["id"], other["id"])
        if pair not in self.related:
            self.related |= {pair, pair[::-1]}
            self.add("persona_relationships", from_persona_id=pair[0], to_persona_id=pair[1], relationship=kind)

    # Circles

    def make_circle(self, number: int) -> None:
        """Circle 2 lets its owners edit and circle 3 read, whatever the tenant says; circle 4 is out of use, circle 5 deleted."""
        members = self.chance.sample(self.personas, self.chance.randint(6, 14))
        members.sort(key=lambda persona: persona["user_id"] is None)
        settings = {2: '{"owner_asset_access": "edit"}', 3: '{"owner_asset_access": "read", "auto_approve": true}'}.get(number, "{}")
        circle = self.add(
            "fwd_family_circles", owner_user_id=members[0]["user_id"], name=self.mark("F"), description=self.mark_or_none("FD"),
            established_date=days(-700), settings=settings, preferences=f'{{"motto": "{self.mark("FM")}"}}',
            status={4: "inactive", 5: "deleted"}.get(number, "active"),
        )  # fmt: skip
        self.circles.append(circle)
        for one, other in zip(members, members[1:] + members[:1], strict=True):
            if self.rows.maybe(0.7):
                self.relate(one, other, self.chance.choice(("child", "child", "parent", "spouse", "sibling", "grandchild")))
        themselves: set[str] = set()
        for place, persona in enumerate(members):
            if persona["user_id"] and not persona["capacity_label"]:
                if persona["user_id"] in themselves:
                    continue
                themselves.add(persona["user_id"])
            has_left = place > 1 and self.rows.maybe(0.15)
            self.add(
                "ffc_personas", ffc_id=circle["id"], persona_id=persona["id"],
                ffc_role="owner" if place == 0 else self.chance.choice(ROLES),
                asset_share=self.chance.choice((None, None, "none", "summary", "read", "edit")),
                added_by=self.chance.choice(self.users)["id"] if self.rows.maybe(0.7) else None,
                joined_at=NOW - timedelta(days=100 - place), left_at=NOW - timedelta(days=1) if has_left else None,
                status="inactive" if has_left else "active",
            )  # fmt: skip

    # Contacts

    def make_company(self) -> None:
        self.companies.append(
            self.add(
                "advisor_company", company_name=self.mark("AC"), company_type=self.mark_or_none("AT"),
                address_id=self.some_address()["id"] if self.rows.maybe(0.7) else None, website=f"https://{self.mark('AW')}",
                license_number=self.mark("AL"), license_state="NY", is_active=self.rows.maybe(0.8),
            )
        )  # fmt: skip

    def make_contacts(self) -> None:
        """Up to four usages of each kind for everything that can have them; some phones and addresses have several users."""
        phones = [self.phone() for _ in range(self.persona_count)]
        emails = [self.email() for _ in range(self.persona_count)]
        socials = [
            self.add(
                "social_media", platform=self.chance.choice(("x", "linkedin", "other")), handle=self.mark("H"),
                profile_url=f"https://{self.mark('HU')}" if self.rows.maybe(0.6) else None,
            )
            for _ in range(self.persona_count // 2)
        ]  # fmt: skip
        entities = [("persona", each["id"]) for each in self.personas]
        entities += [("contact_info", each["id"]) for each in self.rows.tables["contact_info"] if each["tenant_id"] == self.tenant]
        entities += [("advisor_company", each["id"]) for each in self.companies] + [("user", each["id"]) for each in self.users]
        for entity_type, entity_id in entities:
            for table, key, bases, uses in (
                ("phone_usage", "phone_id", phones, PHONE_USES),
                ("email_usage", "email_id", emails, EMAIL_USES),
                ("social_media_usage", "social_id", socials, SOCIAL_USES),
            ):
                chosen = {(self.chance.choice(bases)["id"], self.chance.choice(uses)) for _ in range(self.chance.randint(0, 4))}
                for place, (base, use) in enumerate(sorted(chosen)):
                    more = {"allow_sms": self.rows.maybe(0.5)} if table == "phone_usage" else {}
                    self.add(
                        table, linked_entity_type=entity_type, linked_entity_id=entity_id, usage_type=use,
                        is_primary=place == 0 and self.rows.maybe(0.6), label=self.mark_or_none("UL"), **{key: base}, **more,
                    )  # fmt: skip

    # Assets

    def make_asset(self, number: int) -> None:
        asset_type = TYPES[number % len(TYPES)]
        asset = self.add(
            "assets", asset_type=asset_type, name=self.mark("A"), description=self.mark_or_none("AD"),
            visibility="private" if self.rows.maybe(0.15) else "circle", currency_code=CURRENCIES[self.tenant],
            tags=[self.mark("AG") for _ in range(self.chance.randint(0, 2))], custom=f'{{"x": "{self.mark("AX")}"}}',
        )  # fmt: skip
        add_details(self, asset)
        owners = self.make_owners(asset)
        self.make_beneficiaries(asset, owners)
        self.make_grants(asset, owners)
        methods = ("manual", "appraisal", "market", "statement")
        worth = 0 if asset_type == "life_insurance" else self.chance.randrange(1000, 9_000_000)
        for place in range(self.chance.choice((0, 1, 1, 2, 3))):
            self.add(
                "asset_valuations", asset_id=asset["id"], value=(worth + place * 100) / 100, currency_code=asset["currency_code"],
                valued_on=days(-10 * place), method=methods[place], source=self.mark_or_none("VS"), note=self.mark_or_none("VN"),
                recorded_by_persona_id=self.chance.choice(self.personas)["id"] if self.rows.maybe(0.7) else None,
            )  # fmt: skip
        for _ in range(self.chance.choice((0, 0, 1, 2))):
            media = self.add(
                "media_storage", file_name=self.mark("MF"), mime_type="application/pdf", byte_size=self.chance.randrange(1, 99_999),
                storage_key=self.mark("MK"), checksum=self.mark("MC"),
            )  # fmt: skip
            self.add(
                "asset_documents", asset_id=asset["id"], media_id=media["id"], kind=self.mark("DK"), title=self.mark("DT"),
                is_pii=self.rows.maybe(0.3),
            )  # fmt: skip
        if self.rows.maybe(0.08):
            status = self.chance.choice(("deleted", "deleted", "inactive"))
            self.rows.later.append((self.tenant, "update fwd.assets set status = %s where id = %s", (status, asset["id"])))
        self.make_past(asset)

    def make_past(self, asset: Row) -> None:
        """What totals of earlier days come to: other currencies, values of every size, and shares that have ended."""
        chance = random.Random(f"past/{asset['id']}")

        def later(statement: str, *values: Any) -> None:
            self.rows.later.append((self.tenant, statement, values))

        for _ in range(chance.choice((0, 0, 1, 2, 4))):
            value = chance.choice((0, 0.01, 33_333.33, "1000000000000049.50", chance.randrange(1, 9_000_000) / 100))
            later(
                """insert into fwd.asset_valuations (tenant_id, asset_id, value, currency_code, valued_on, method, created_at)
                select tenant_id, asset_id, %s, %s, %s, %s, created_at from fwd.asset_valuations where asset_id = %s order by valued_on desc limit 1
                on conflict do nothing""",
                value, chance.choice(("USD", "EUR", "CHF")), days(-chance.choice((30, 100, 100, 200, 399))),
                chance.choice(("avm", "custodian", "other")), asset["id"],
            )  # fmt: skip
        if chance.random() < 0.25:
            later("update fwd.assets set currency_code = %s where id = %s", chance.choice(("USD", "EUR", "CHF")), asset["id"])
        for _ in range(chance.choice((0, 0, 1, 2))):
            start = chance.randrange(-500, -10)
            later(
                """insert into fwd.asset_ownership_history
                (tenant_id, asset_id, persona_id, ownership_percentage, ownership_type, valid_from, valid_to, reason)
                values (%s, %s, %s, %s, %s, %s, %s, 'changed')""",
                self.tenant, asset["id"], chance.choice(self.personas)["id"], chance.choice((0.01, 33.33, 50, 100)),
                chance.choice(("direct", "direct", "trust", "beneficiary")), days(start), days(start + chance.choice((0, 40, 300))),
            )  # fmt: skip

    def make_owners(self, asset: Row) -> dict[str, bool]:
        """Title in up to three shares, some of them past or still to come; whom it belongs to, and whether it does today."""
        owners: dict[str, bool] = {}
        for _ in range(self.chance.choice((0, 1, 1, 1, 2, 3))):
            persona = self.chance.choice([each for each in self.personas if each["status"] == "active"])
            if persona["id"] in owners:
                continue
            start, end = self.chance.choice(((-200, None),) * 6 + ((-200, -5), (-200, 0), (-200, 20), (0, None), (9, None)))
            if not persona["is_living"]:
                start, end = -4000, None
            if not persona["is_living"] and persona["date_of_death"] is None:
                self.rows.later.append((self.tenant, "update fwd.personas set date_of_death = null where id = %s", (persona["id"],)))
                persona["date_of_death"] = days(-100)
            owners[persona["id"]] = start <= 0 and (end is None or end > 0)
            heir = self.chance.choice(self.personas)["id"] if self.rows.maybe(0.3) else None
            self.add(
                "asset_persona_ownership", asset_id=asset["id"], persona_id=persona["id"],
                ownership_percentage=self.chance.choice((33.33, 25, 10, 30.5)),
                ownership_type="trust" if persona["capacity_label"] or self.rows.maybe(0.1) else "direct",
                effective_date=days(start), end_date=None if end is None else days(end),
                transfer_on_death_to_persona_id=None if heir == persona["id"] else heir,
            )  # fmt: skip
        return owners

    def make_beneficiaries(self, asset: Row, owners: dict[str, bool]) -> None:
        for persona in self.chance.sample(self.personas, self.chance.choice((0, 1, 2, 4))):
            if persona["id"] in owners or persona["status"] != "active" or not persona["is_living"]:
                continue
            start, end = self.chance.choice(((-100, None), (-100, None), (-100, -2), (-100, 0), (0, None), (8, None)))
            self.add(
                "asset_persona_ownership", asset_id=asset["id"], persona_id=persona["id"], ownership_percentage=20,
                ownership_type="beneficiary", effective_date=days(start), end_date=None if end is None else days(end),
                transfer_on_death_to_persona_id=None,
            )  # fmt: skip

    def make_grants(self, asset: Row, owners: dict[str, bool]) -> None:
        for persona in self.chance.sample(self.personas, self.chance.choice((0, 0, 1, 3))):
            if owners.get(persona["id"]):
                continue
            expires, revoked = self.chance.choice(((None, None), (None, None), (5, None), (-1, None), (None, -2), (9, -2)))
            self.add(
                "asset_permissions", asset_id=asset["id"], persona_id=persona["id"],
                permission_level=self.chance.choice(("read", "edit", "admin")),
                granted_by_persona_id=self.chance.choice(self.personas)["id"],
                granted_at=NOW - timedelta(days=self.chance.randrange(3, 90), seconds=self.chance.randrange(80_000)),
                expires_at=NOW + timedelta(days=expires) if expires else None,
                revoked_at=NOW + timedelta(days=revoked) if revoked else None, revoke_reason=self.mark("GR") if revoked else None,
            )  # fmt: skip


def make(seed: int, personas: int, assets: int) -> Rows:
    """The rows of all tenants; `assets` of them have each of the three, and one more tenant is closed."""
    rows = Rows(seed)
    for tenant in TENANTS:
        TenantMaker(rows, tenant, personas, assets // len(TENANTS)).make()
    closed = TenantMaker(rows, CLOSED_TENANT, 2, 0)
    closed.make_tenant()
    closed.make_user()
    closed.make_persona(0)
    return rows
