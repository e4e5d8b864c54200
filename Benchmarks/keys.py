"""What each procedure is called with when its plan is looked at: the keys of one family of the bench, from tables."""

from __future__ import annotations

import json
import re

from server import Database

# Regular expressions of procedures' names, the first that matches: what their keys are.
KEYS = [
    (r"sp_batch_\w+_details|sp_batch_secured_debts|sp_batch_valuations|sp_batch_assets|sp_batch_access_sources|sp_batch_ffcs_of_assets"
     r"|sp_batch_asset_(beneficiaries|documents|owners|permissions|viewer_can)", "assets"),
    (r"sp_batch_(ffcs|memberships)_of_personas|sp_batch_personas|sp_batch_relationships|sp_batch_acts_for|sp_batch_represented_by"
     r"|sp_batch_persona_viewer_can|sp_batch_net_worth|sp_batch_\w+_usages|sp_batch_contacts", "personas"),
    (r"sp_batch_ffc", "circles"),
    (r"sp_batch_memberships", "memberships"),
    (r"sp_batch_addresses", "addresses"),
    (r"sp_batch_contact_infos", "contact records"),
    (r"sp_batch_advisor_companies", "companies"),
    (r"sp_batch_contact_usages", "usages"),
    (r"sp_batch_(usages_of_)?emails", "emails"),
    (r"sp_batch_(usages_of_)?phones", "phones"),
    (r"sp_batch_(usages_of_)?socials", "socials"),
    (r"sp_batch_users", "users"),
    (r"sp_batch_(tenants|feature_flags)", "tenants"),
    (r"sp_batch_asset_form_fields", "types"),
]
# Where routes to assets and personas share a beginning with the readers of their keys.
EXCEPTIONS = {
    "sp_batch_assets_of_ffcs": "circles", "sp_batch_assets_of_personas": "personas", "sp_batch_assets_of_viewers": "self",
    "sp_batch_net_worth": "self", "sp_batch_net_worth_history": "self", "sp_batch_personas_of_users": "users",
    "sp_batch_contact_usages": "usages", "sp_batch_permissions_granted": "self", "sp_batch_users_of_tenants": "tenants",
}
# Arrays beside those of the keys, an element for each.
BESIDE = {"entity_types": "persona", "days": "2026-06-30"}
# Values of arguments that are no keys; all others are left out.
ARGUMENTS = {"query": "'asset'", "domain": "'tenant1.example'", "action": "'edit'", "first": "20", "with_total": "true"}

FAMILY = """
select json_build_object(
  'self', array(select id from fwd.personas where display_name is not null and tenant_id = 1 and first_name = 'First0'),
  'personas', array(select p.persona_id from fwd.ffc_personas as p where p.ffc_id = c.id),
  'circles', array[c.id],
  'memberships', array(select p.id from fwd.ffc_personas as p where p.ffc_id = c.id),
  'assets', array(select t.asset_id from fwd.ffc_personas as p join fwd.asset_persona_ownership as t using (persona_id) where p.ffc_id = c.id),
  'addresses', array(select i.address_id from fwd.ffc_personas as p join fwd.personas as q on q.id = p.persona_id
    join fwd.contact_info as i on i.id = q.contact_info_id where p.ffc_id = c.id),
  'contact records', array(select q.contact_info_id from fwd.ffc_personas as p join fwd.personas as q on q.id = p.persona_id where p.ffc_id = c.id),
  'companies', array(select id from fwd.advisor_company where tenant_id = 1 order by id limit 20),
  'usages', array(select u.id from fwd.ffc_personas as p join fwd.phone_usage as u on u.linked_entity_id = p.persona_id where p.ffc_id = c.id),
  'phones', array(select u.phone_id from fwd.ffc_personas as p join fwd.phone_usage as u on u.linked_entity_id = p.persona_id where p.ffc_id = c.id),
  'emails', array(select u.email_id from fwd.ffc_personas as p join fwd.email_usage as u on u.linked_entity_id = p.persona_id where p.ffc_id = c.id),
  'socials', array(select u.social_id from fwd.ffc_personas as p join fwd.social_media_usage as u on u.linked_entity_id = p.persona_id where p.ffc_id = c.id),
  'users', array(select q.user_id from fwd.ffc_personas as p join fwd.personas as q on q.id = p.persona_id where p.ffc_id = c.id and q.user_id is not null),
  'tenants', array[1],
  'types', enum_range(null::fwd.asset_type_enum)
)
from fwd.fwd_family_circles as c where c.name = 'Family 0'
"""

PROCEDURES = """
select json_agg(json_build_object('name', p.proname, 'arguments', array(
    select json_build_array(a.name, format_type(t.type, null))
    from unnest(p.proargnames[:p.pronargs]) with ordinality as a (name, place)
    join unnest(p.proargtypes::oid[]) with ordinality as t (type, place) using (place) order by a.place
  )) order by p.proname)
from pg_catalog.pg_proc as p
where p.pronamespace = 'api'::regnamespace and p.proname like 'sp\\_%'
  and has_function_privilege('heirloom_gateway', p.oid, 'execute')
"""


def calls(database: Database) -> list[tuple[str, str, int]]:
    """Every procedure that the gateway may call: its name, a call of it, and how many keys that has."""
    family = json.loads(database.query(FAMILY))
    found = []
    for procedure in json.loads(database.query(PROCEDURES)):
        name, keys, arguments = procedure["name"], 0, []
        for argument, kind in procedure["arguments"]:
            if kind.endswith("[]") and name.startswith("sp_batch"):
                values = family[EXCEPTIONS.get(name) or next(of for pattern, of in KEYS if re.match(pattern, name))]
                keys = len(values)
                texts = [BESIDE[argument]] * keys if argument in BESIDE else values
                elements = ",".join(f'"{text}"' for text in texts)
                arguments.append(f"'{{{elements}}}'")
            elif argument in ARGUMENTS:
                arguments.append(f"{argument} => {ARGUMENTS[argument]}")
        found.append((name, f"api.{name}({', '.join(arguments)})", keys))
    return found
