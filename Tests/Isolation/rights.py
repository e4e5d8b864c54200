"""Who sees what, computed in Python from the rules of the domain alone.

Numbers in brackets name the rules: [A] to [E] are the five sources of an asset's level, of which the greatest counts; N the
rules on nullability, D the decisions of the domain model. Nothing here calls a procedure of ours or knows how it is written.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from facts import Facts
from rows import Row

NONE, SUMMARY, READ, EDIT, ADMIN = range(5)
LEVELS = ("none", "summary", "read", "edit", "admin")
GRANT = {"read": READ, "edit": EDIT, "admin": ADMIN}
SCOPES = ("assets:read", "contacts:read", "ffcs:read", "personas:read")
"""What users may do without asking, and a key as far as it says."""
SHARE = {"none": NONE, "summary": SUMMARY, "read": READ, "edit": EDIT}


def is_live(facts: Facts, row: Row) -> bool:
    """From the first day up to, but not including, the last."""
    return row["effective_date"] <= facts.today and (row["end_date"] is None or row["end_date"] > facts.today)


def age(facts: Facts, persona: Row) -> int:
    born, today = persona["date_of_birth"], facts.today
    return int(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))


def representation_is_live(facts: Facts, row: Row) -> bool:
    """In its days, not revoked, and its principal in the state that the capacity needs."""
    if row["revoked_at"] is not None or row["effective_date"] > facts.today:
        return False
    if row["expires_on"] is not None and row["expires_on"] <= facts.today:
        return False
    principal = facts["personas"].get(row["principal_persona_id"])
    if principal is None:
        return True
    if row["capacity"] == "power_of_attorney":
        return bool(principal["is_living"])
    if row["capacity"] == "executor":
        return not principal["is_living"]
    if row["capacity"] == "guardian":
        is_minor = principal["date_of_birth"] is not None and age(facts, principal) < 18
        return bool(principal["is_living"] and (principal["is_managed"] or is_minor))
    return True


class Rights:
    """What one acting persona may see; or a program that acts as it, within the scopes of its key."""

    def __init__(self, facts: Facts, persona: Row, scopes: Collection[str] = SCOPES) -> None:
        self.facts = facts
        self.scopes = frozenset(scopes)
        self.persona = persona
        self.id: str = persona["id"]
        self.tenant: int = persona["tenant_id"]
        self.user: Row | None = facts["users"].get(persona["user_id"])
        self.is_admin = bool(self.user and self.user["tenant_role"] == "tenant_admin")

    @cached_property
    def may_act(self) -> bool:
        """The preconditions: living, active, an active user of an active tenant."""
        tenant = self.facts["tenants"][self.tenant]
        user_is_active = self.user is not None and self.user["status"] == "active"
        return bool(self.persona["is_living"] and self.persona["status"] == "active" and user_is_active and tenant["is_active"])

    # Circles

    @cached_property
    def memberships(self) -> dict[str, Row]:
        """Its active memberships, by circle; also of circles out of use, which it sees and which give no rights."""
        mine = self.facts.by("ffc_personas", "persona_id", self.id)
        circles = self.facts["fwd_family_circles"]
        return {each["ffc_id"]: each for each in mine if each["status"] == "active" and circles[each["ffc_id"]]["status"] != "deleted"}

    @cached_property
    def roles(self) -> dict[str, str]:
        """The circles in use in which it is an active member, with its role."""
        circles = self.facts["fwd_family_circles"]
        return {circle: each["ffc_role"] for circle, each in self.memberships.items() if circles[circle]["status"] == "active"}

    def members(self, circle: str) -> list[Row]:
        return [each for each in self.facts.by("ffc_personas", "ffc_id", circle) if each["status"] == "active"]

    def sees_circle(self, circle: Row) -> bool:
        """Members; a tenant's administrator by name and counts (6.3)."""
        if "ffcs:read" not in self.scopes:
            return False
        return circle["id"] in self.memberships or (self.is_admin and circle["tenant_id"] == self.tenant and circle["status"] != "deleted")

    # Personas

    @cached_property
    def represents(self) -> set[str]:
        """The principals for whom it stands today."""
        rows = self.facts.by("persona_representations", "representative_persona_id", self.id)
        return {each["principal_persona_id"] for each in rows if representation_is_live(self.facts, each)} - {None}

    @cached_property
    def represented_by(self) -> set[str]:
        rows = self.facts.by("persona_representations", "principal_persona_id", self.id)
        return {each["representative_persona_id"] for each in rows if representation_is_live(self.facts, each)}

    @cached_property
    def co_members(self) -> dict[str, set[str]]:
        """Those in circles with it, and the roles it has there."""
        found: dict[str, set[str]] = {}
        for circle, role in self.roles.items():
            for each in self.members(circle):
                found.setdefault(each["persona_id"], set()).add(role)
        return found

    def relation(self, persona: Row | None) -> str | None:
        """Why it sees a persona: the strongest reason, or None (6.3, last paragraph)."""
        if persona is None or persona["tenant_id"] != self.tenant or persona["status"] == "deleted":
            return None
        if persona["id"] == self.id:
            return "self"
        if "personas:read" not in self.scopes:
            return None
        if self.user and persona["user_id"] == self.user["id"]:
            return "self"
        if persona["id"] in self.represents or persona["id"] in self.represented_by:
            return "represented"
        if persona["id"] in self.co_members:
            return "circle"
        return "directory" if self.is_admin else None

    @cached_property
    def co_owners(self) -> set[str]:
        """Those who hold title in something that it holds title in; it knows their names, and no more of them."""
        if "personas:read" not in self.scopes:
            return {self.id}
        held = {each["asset_id"] for each in self.facts.by("asset_persona_ownership", "persona_id", self.id)}
        titles = [self.title(asset) for asset in held]
        return {row["persona_id"] for rows in titles if any(each["persona_id"] == self.id for each in rows) for row in rows if self.facts["personas"][row["persona_id"]]["status"] != "deleted"}

    def sees_birthday(self, persona: Row) -> bool:
        """Oneself, representatives, and owners of a shared circle."""
        return self._stands_for(persona) or "owner" in self.co_members.get(persona["id"], ())

    def sees_birth_year(self, persona: Row) -> bool:
        roles = self.co_members.get(persona["id"], set())
        return self.sees_birthday(persona) or bool(roles & {"beneficiary", "advisor"})

    def is_close(self, persona: Row) -> bool:
        """To whom private contacts are shown: himself, representatives, a shared circle's owners and advisors."""
        roles = self.co_members.get(persona["id"], set()) if self.relation(persona) else set()
        return self._stands_for(persona) or bool(roles & {"owner", "advisor"})

    def _stands_for(self, persona: Row) -> bool:
        return self.relation(persona) == "self" or (self.relation(persona) is not None and persona["id"] in self.represents)

    # Assets

    def title(self, asset: str) -> list[Row]:
        rows = self.facts.by("asset_persona_ownership", "asset_id", asset)
        return [each for each in rows if each["ownership_type"] != "beneficiary" and is_live(self.facts, each)]

    def has_inheritance_right(self, asset: str) -> bool:
        """A designation of its own, or the share of an owner on his death (D5)."""
        rows = self.facts.by("asset_persona_ownership", "asset_id", asset)
        return any(
            is_live(self.facts, each)
            and (
                (each["ownership_type"] == "beneficiary" and each["persona_id"] == self.id)
                or each["transfer_on_death_to_persona_id"] == self.id
            )
            for each in rows
        )

    def sources(self, asset: Row) -> list[tuple[str, int, Row]]:
        """Each reason why it sees an asset: kind, level, and the row it rests on."""
        found: list[tuple[str, int, Row]] = []
        if "assets:read" not in self.scopes or not self.may_act or asset["tenant_id"] != self.tenant or asset["status"] == "deleted":
            return found
        for grant in self.facts.by("asset_permissions", "asset_id", asset["id"]):  # [A]
            is_current = grant["revoked_at"] is None and (grant["expires_at"] is None or grant["expires_at"] > self.facts.now)
            if grant["persona_id"] == self.id and is_current:
                found.append(("grant", GRANT[grant["permission_level"]], grant))
        title = self.title(asset["id"])
        for row in title:
            if row["persona_id"] == self.id:  # [B]
                found.append(("title", ADMIN, row))
        for representation in self.facts.by("persona_representations", "representative_persona_id", self.id):  # [C]
            held = [row for row in title if row["persona_id"] == representation["principal_persona_id"]]
            if held and representation_is_live(self.facts, representation):
                ends = [each for each in (representation["expires_on"], *(row["end_date"] for row in held)) if each]
                found.append(("capacity", ADMIN, {**representation, "ends_on": min(ends, default=None)}))
        if asset["visibility"] != "private":
            found += self._roles_in(asset, {row["persona_id"] for row in title})  # [D]
        found += [("break_glass", READ, each) for each in self.emergencies[:1]]  # [E]
        return found

    def _roles_in(self, asset: Row, holders: set[str]) -> list[tuple[str, int, Row]]:
        found = []
        for circle, role in self.roles.items():
            shares = [
                SHARE[each["asset_share"]]
                for each in self.members(circle)
                if each["persona_id"] in holders and each["persona_id"] != self.id
            ]
            level = min(self._role_level(circle, role, asset), max(shares, default=NONE))
            if level > NONE:
                found.append(("role", level, {**self.facts["fwd_family_circles"][circle], "role": role}))
        return found

    def _role_level(self, circle: str, role: str, asset: Row) -> int:
        if role == "owner":
            circle_access = self.facts["fwd_family_circles"][circle]["settings"].get("owner_asset_access")
            tenant_access = self.facts["tenants"][self.tenant]["settings"].get("owner_asset_access")
            return READ if (circle_access or tenant_access or "edit") == "read" else EDIT  # D19
        if role == "advisor":
            return READ
        return READ if role == "beneficiary" and self.has_inheritance_right(asset["id"]) else SUMMARY  # D21, D22

    @cached_property
    def emergencies(self) -> list[Row]:
        """A tenant's administrator's, approved and not over, the longest first."""
        rows = self.facts.by("break_glass_grants", "user_id", self.user["id"]) if self.user and self.is_admin else []
        live = [each for each in rows if each["approved_by"] and each["starts_at"] <= self.facts.now < each["ends_at"]]
        return sorted(live, key=lambda each: each["ends_at"], reverse=True)

    def level(self, asset: Row | None) -> int:
        if asset is None:
            return NONE
        known = self._levels.get(asset["id"])
        if known is None:
            known = self._levels[asset["id"]] = max((level for _, level, _ in self.sources(asset)), default=NONE)
        return known

    @cached_property
    def _levels(self) -> dict[str, int]:
        return {}

    def can_reveal(self, asset: Row) -> bool:
        """From title, capacity, or a grant to edit; never from a role or an emergency (6.1)."""
        return any(
            kind in ("title", "capacity") or (kind == "grant" and level >= EDIT) for kind, level, _ in self.sources(asset)
        )

    def circle_lists(self, circle: str, asset: Row) -> bool:
        """What the members hold and share; private assets are outside circles for everybody (D20, D36)."""
        if asset["visibility"] == "private" or asset["status"] == "deleted":
            return False
        sharing = {each["persona_id"] for each in self.members(circle) if each["asset_share"] != "none"}
        return any(row["persona_id"] in sharing for row in self.title(asset["id"]))
