"""Seeded faults of the database's part of the protection, one at a time: what each breaks, and the change that breaks it.

A change is a text in a procedure's file that must occur there exactly once and what takes its place, or statements of its own.
"""

from __future__ import annotations

from gateway import REPOSITORY
from mutation import SQLMutant

SOURCES = "assets/asset_sources"
PERSONAS = "identity/sp_persona_access"
OWNERS = "assets/sp_batch_asset_owners"
LIVE_TITLE = """
  create or replace view fwd.v_live_title with (security_invoker = true) as
  select o.id, o.tenant_id, o.asset_id, o.persona_id, o.ownership_percentage, o.ownership_type, o.effective_date, o.end_date,
    o.transfer_on_death_to_persona_id
  from fwd.asset_persona_ownership as o
  where {}
"""
LIVE_REPRESENTATION = """
  create or replace view fwd.v_live_representation with (security_invoker = true) as
  select r.id, r.tenant_id, r.representative_persona_id, r.principal_persona_id, r.capacity, r.scope_label, r.effective_date, r.expires_on
  from fwd.persona_representations as r
  where r.effective_date <= current_date and r.revoked_at is null and {}
"""

HIERARCHY = (REPOSITORY / "database" / "migrations" / "0014_summaries.sql").read_text()

SQL_MUTANTS = (
    # Tenants
    SQLMutant("open wall", "row security lets every tenant's companies through", statements="""
      alter policy tenant_wall on fwd.advisor_company using (true)"""),
    SQLMutant("no FORCE", "the procedures' role owns a table, and row security does not bind its owner", statements="""
      alter table fwd.advisor_company no force row level security;
      alter table fwd.advisor_company owner to heirloom_procedures"""),
    SQLMutant("no row security", "a table without row security", statements="""
      alter table fwd.advisor_company disable row level security"""),
    SQLMutant("a policy that adds", "the wall is one of two permissive policies, of which one is enough", statements="""
      drop policy tenant_wall on fwd.advisor_company;
      create policy tenant_wall on fwd.advisor_company as permissive
        using (tenant_id = (select nullif(pg_catalog.current_setting('heirloom.tenant', true), '')::integer))"""),
    SQLMutant("administrator's procedure", "a procedure runs as a role that row security does not bind", statements="""
      alter function api.sp_batch_advisor_companies(uuid[]) owner to postgres"""),
    # Who asks
    SQLMutant("identity of the session", "the settings of the identity outlive the transaction", "session/begin_request", (
        ("set_config('heirloom.user', caller.id::text, true)", "set_config('heirloom.user', caller.id::text, false)"),
        ("set_config('heirloom.persona', acting::text, true)", "set_config('heirloom.persona', acting::text, false)"),
        ("perform set_config('heirloom.tenant', coalesce(tenant::text, ''), true)", "perform set_config('heirloom.tenant', coalesce(tenant::text, ''), false)"),
    )),
    SQLMutant("anybody's persona", "a user acts as a persona of another user", "session/begin_request", (
        ("where p.id = persona and p.user_id = caller.id and p.is_living and p.status = 'active'", "where p.id = persona and p.is_living and p.status = 'active'"),
    )),
    SQLMutant("persona out of use", "a suspended or inactive persona acts", "session/begin_request", (
        ("where p.id = persona and p.user_id = caller.id and p.is_living and p.status = 'active'", "where p.id = persona and p.user_id = caller.id and p.is_living"),
    )),
    SQLMutant("closed tenant's key", "the API keys of a closed tenant go on", "session/begin_key_request", (
        ("elsif not caller.is_active then", "elsif false then"),
    )),
    SQLMutant("scopes ignored", "an API key reaches what its scopes do not cover", "session/allows", (
        ("or scope = any(", "or true or scope = any("),
    )),
    SQLMutant("locked users", "a user who is locked out signs in", "session/begin_request", (
        ("caller.status in ('suspended', 'locked')", "caller.status = 'suspended'"),
        ("caller.status is distinct from 'active'", "caller.status not in ('active', 'locked')"),
    )),
    SQLMutant("primary persona out of use", "who names no persona acts as one that is suspended", "session/begin_request", (
        ("p.is_primary and p.is_living and p.status = 'active'", "p.is_primary and p.is_living"),
    )),
    SQLMutant("ended keys", "an API key goes on after its end", "session/begin_key_request", (
        ("k.revoked_at is null and (k.expires_at is null or k.expires_at > now()) as is_live", "k.revoked_at is null as is_live"),
    )),
    SQLMutant("sign-in without its scope", "a key that does not cover contacts tells how its user is reached", "identity/sp_batch_users", (
        ("on n.id = u.primary_phone_id and u.id = my_user and (select api.allows('contacts:read'))", "on n.id = u.primary_phone_id and u.id = my_user"),
    )),
    SQLMutant("members without their scope", "a key that does not cover personas names members in totals", "totals/sp_batch_ffc_totals_by_persona", (
        ("if not api.allows('personas:read') then", "if false then"),
    )),
    SQLMutant("union of personas", "a user's personas are combined", SOURCES, (
        ("and g.persona_id = me", "and g.persona_id in (select p.id from fwd.personas as p where p.user_id = my_user)"),
    )),
    # Levels
    SQLMutant("expired grants", "a grant counts after its end", SOURCES, (
        ("    and (g.expires_at is null or g.expires_at > now());", ";"),
    )),
    SQLMutant("revoked grants", "a grant counts after it was revoked", SOURCES, (("    and g.revoked_at is null\n", ""),)),
    SQLMutant("level too high", "a non-beneficiary reads", SOURCES, (
        ("when 'advisor' then 2\n        else 1", "when 'advisor' then 2\n        else 2"),
    )),
    SQLMutant("share ignored", "a member shares more than he said", SOURCES, (
        ("case p.asset_share when 'summary' then 1 when 'read' then 2 else 3 end", "3"),
    )),
    SQLMutant("former members", "what a member held who has left is still shared", SOURCES, (
        ("and m.status = 'active' and m.asset_share <> 'none'", "and m.asset_share <> 'none'"),
    )),
    SQLMutant("circles out of use", "a circle out of use gives rights", SOURCES, (("and c.status = 'active'\n", "\n"),)),
    SQLMutant("private assets", "circles see private assets", SOURCES, (("and a.visibility = 'circle'", ""),)),
    SQLMutant("unapproved emergency", "break-glass needs no second person", SOURCES, (("and b.approved_by is not null", ""),)),
    SQLMutant("deleted assets", "deleted assets are still there", "assets/sp_asset_access", (("and a.status <> 'deleted'", ""),)),
    SQLMutant("past title", "title counts after its end", statements=LIVE_TITLE.format(
        "o.ownership_type in ('direct', 'trust') and o.effective_date <= current_date")),
    SQLMutant("designations as title", "a designated beneficiary is taken for an owner", statements=LIVE_TITLE.format(
        "o.effective_date <= current_date and (o.end_date is null or o.end_date > current_date)")),
    SQLMutant("past representation", "a representation counts after its end", statements=LIVE_REPRESENTATION.format(
        "(r.principal_persona_id is null or exists (select from fwd.personas as p where p.id = r.principal_persona_id and case r.capacity"
        " when 'power_of_attorney' then p.is_living when 'executor' then not p.is_living else true end))")),
    SQLMutant("executor of the living", "executors act before the death", statements=LIVE_REPRESENTATION.format(
        "(r.expires_on is null or r.expires_on > current_date)")),
    SQLMutant("what the tenant lets owners do", "circles' owners edit, though their tenant says they read", SOURCES, (
        ("coalesce(c.settings ->> 'owner_asset_access', n.settings ->> 'owner_asset_access')", "c.settings ->> 'owner_asset_access'"),
    )),
    SQLMutant("emergency to come", "break-glass opens assets before it begins", SOURCES, (("      and b.starts_at <= now()\n", ""),)),
    SQLMutant("emergency of others", "break-glass opens assets to those who administer the tenant no more", SOURCES, (
        (" and u.tenant_role = 'tenant_admin'", ""),
    )),
    # Fields
    SQLMutant("value in the summary", "the row of an asset is not redacted: second line of defence", "assets/asset_rows", (
        ("case when x.level >= 2 then a.estimated_value end", "a.estimated_value"),
    )),
    SQLMutant("details in the summary", "a type's own columns are not redacted: second line of defence",
        "assets/sp_batch_bank_account_details", (("where x.level >= 2", "where x.level >= 1"),)),
    SQLMutant("valuations in the summary", "a connection is not redacted: second line of defence", "assets/sp_batch_valuations", (
        ("where x.level >= 2", "where x.level >= 1"),
    )),
    SQLMutant("grants shown to editors", "who was granted what is shown below level admin: second line of defence",
        "assets/asset_permission_page", (("where x.level = 4", "where x.level >= 3"),)),
    SQLMutant("shares in the summary", "an owner's percentage is not redacted", OWNERS, (
        ("case when s.level >= 2 then s.ownership_percentage end", "s.ownership_percentage"),
    )),
    SQLMutant("heirs of owners", "readers see who inherits an owner's share", OWNERS, (
        ("s.level >= 3 or s.level = 2 and s.transfer_on_death_to_persona_id = me", "s.level >= 2"),
    )),
    SQLMutant("a sort that tells", "owners come in the order of their hidden shares", OWNERS, (
        ("order by s.asset_id, s.shown_name", "order by s.asset_id, s.ownership_percentage desc, s.shown_name"),
    )),
    SQLMutant("beneficiaries shown", "readers see all beneficiaries", "assets/sp_batch_asset_beneficiaries", (
        ("and (x.level >= 3 or x.level = 2 and o.persona_id = me)", "and x.level >= 2"),
    )),
    SQLMutant("hidden debts counted", "equity is computed over debts that are hidden", "assets/sp_batch_real_estate_details", (
        ("coalesce(y.level, 0) >= 2 and ", ""),
    )),
    SQLMutant("hidden rows counted", "the total counts assets that are hidden", "assets/sp_batch_assets_of_personas", (
        ("    join api.sp_asset_access(\n      array(select distinct h.asset_id from fwd.v_live_title as h where h.persona_id = any(ids))\n"
         "    ) as x on x.asset_id = t.asset_id\n", ""),
    )),
    SQLMutant("an order that tells", "assets come in the order of their hidden values", "assets/asset_page", (
        ("when 'value' then to_char(r.value_amount, 'FM0000000000000000.00')",
         "when 'value' then (select to_char(h.estimated_value, 'FM0000000000000000.00') from fwd.assets as h where h.id = r.id)"),
    )),
    SQLMutant("totals of what is withheld", "the totals of a list count values that are hidden", "assets/asset_page", (
        ("array_agg(s.signed_value_amount) as worths", "array_agg(a.estimated_value) as worths"), ("and s.access_can_view_value", ""),
    )),
    SQLMutant("totals of the page", "the totals of a list count what the filter leaves out", "assets/asset_page", (
        ("join seen as s on s.id = e.id and s.access_can_view_value", "join api.asset_rows(ids) as s on s.id = e.id and s.access_can_view_value"),
    )),
    SQLMutant("a filter that tells", "a filter finds assets by documents that are hidden", "assets/asset_meets", (
        ("case when asset.access_can_view_value then has_documents = want::boolean end", "has_documents = want::boolean"),
    )),
    SQLMutant("search in what is withheld", "search finds by words that are hidden", "search/own_words", (
        ("case when o.level >= 2 then a.words else ts_filter(a.words, '{a}') end", "a.words"),
    )),
    SQLMutant("a rank that tells", "hits are ranked by words that are hidden", "search/sp_search", (
        ("order by f.points desc,", "order by f.points desc, (select length(h.words) from fwd.assets as h where h.id = f.id) desc,"),
    )),
    SQLMutant("search in the tenant", "search lists what is not the persona's to know", "search/own_words", (
        ("from api.sp_persona_access(array(select o.persona_id from api.own_personas() as o)) as x",
         "from api.sp_persona_access(array(select o.id from fwd.personas as o)) as x"),
    )),
    SQLMutant("birthdays", "beneficiaries see the day of birth, not the year", PERSONAS, (
        ("'advisor' = any(l.my_roles) then 'year'", "'advisor' = any(l.my_roles) then 'date'"),
    )),
    SQLMutant("directory for all", "everyone sees the tenant's directory of personas", PERSONAS, (
        ("when (select api.is_tenant_admin()) then 'directory'", "when true then 'directory'"),
    )),
    SQLMutant("circles for all", "everyone sees every circle's name and size", "circles/sp_ffc_access", (
        ("(m.id is not null or (select api.is_tenant_admin()))", "true"),
    )),
    SQLMutant("names by deleted circles", "users whom only deleted circles name are known by name", "identity/sp_batch_users", (
        ("    select x.ffc_id\n    from api.sp_ffc_access(array(select m.ffc_id from fwd.ffc_personas as m where m.persona_id = me and m.status = 'active')) as x",
         "    select m.ffc_id from fwd.ffc_personas as m where m.persona_id = me and m.status = 'active'"),
    )),
    SQLMutant("users for all", "everyone sees who signs in to the tenant", "tenancy/sp_batch_tenants", (
        ("case when api.is_tenant_admin() then t.id end", "t.id"),
    )),
    SQLMutant("former members shown", "who has left is shown to those who know him no more", "circles/membership_rows", (
        ("where x.level <> 'coowner'\n      )", "where true\n      ) or true"),
    )),
    SQLMutant("asset shares", "members see what others share", "circles/membership_rows", (
        ("when mine.ffc_role = 'owner'", "when mine.ffc_role <> 'advisor'"),
    )),
    SQLMutant("hierarchies for all", "those outside a circle see its generations", "circles/sp_batch_ffc_hierarchies", (
        ("where h.ffc_id = any(own)", "where h.ffc_id = any(ids)"),
    )),
    SQLMutant("former relatives", "generations count members who have left", statements=HIERARCHY.replace("      and m.status = 'active'\n", "")),
    SQLMutant("representations for all", "everyone sees who stands for whom", "identity/representation_rows", (
        ("and x.contacts in ('self', 'private')", ""),
    )),
    SQLMutant("deleted personas", "deleted personas are still there", PERSONAS, (("\n      and p.status <> 'deleted'", ""),)),
    # Contacts
    SQLMutant("private contacts", "co-members see private contacts", PERSONAS, (
        ("when l.level in ('represented', 'circle') then 'public'", "when l.level in ('represented', 'circle') then 'private'"),
    )),
    SQLMutant("sign-in contacts unmasked", "administrators see what users sign in with", "contacts/contact_rules", (
        ("('directory', '{login}'::text[], true)", "('directory', '{login}'::text[], false)"),
    )),
    SQLMutant("whole addresses", "co-members see streets, not towns", "contacts/address_rows", (("s.scope <> 'public'", "true"),)),
    # What is hidden and what never was
    SQLMutant("hidden unlike absent", "a hidden asset answers otherwise than one that never was", "assets/sp_batch_assets", (
        ("  perform api.acting_persona();", "  perform api.acting_persona();\n"
         "  if exists (select from fwd.assets as a where a.id = any(ids) and not exists (\n"
         "    select from api.sp_asset_access(ids) as x where x.asset_id = a.id)) then\n"
         "    raise exception 'FORBIDDEN' using errcode = 'FW403';\n  end if;"),
    )),
)  # fmt: skip
