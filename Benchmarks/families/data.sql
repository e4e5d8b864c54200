-- Families at size: 8 tenants of 160 circles of 8 members, 5 assets a member; 10,240 personas and 51,200 assets. Triggers and checks of
-- foreign keys are off while it loads: every row is made to agree with the others. Run as a superuser.
set session_replication_role = replica;

create function pg_temp.id(kind text, n bigint) returns uuid
  language sql immutable as $$ select md5(kind || n)::uuid $$;

create temporary table member as
select
  p.n,
  t.tenant,
  p.n / 8 as circle,
  p.n % 8 as seat,
  pg_temp.id('persona', p.n) as persona
from generate_series(0, 8 * 160 * 8 - 1) as p (n)
cross join lateral (select p.n / 8 % 8 + 1 as tenant) as t;

create temporary table asset as
select a.n, m.n as owner, m.tenant, m.circle, pg_temp.id('asset', a.n) as asset, k.asset_type
from generate_series(0, 8 * 160 * 8 * 5 - 1) as a (n)
join member as m on m.n = a.n / 5
join (select c.asset_type, (row_number() over (order by c.asset_type) - 1)::integer as number from fwd.asset_categories as c) as k
  on k.number = a.n % 13;

insert into fwd.tenants (id, name, display_name, domain)
select n, 'tenant' || n, 'Tenant ' || n, 'tenant' || n || '.example' from generate_series(1, 8) as n;

insert into fwd.email_address (id, tenant_id, email_address) select pg_temp.id('email', m.n), m.tenant, 'member' || m.n || '@family.example' from member as m;
insert into fwd.users (id, tenant_id, cognito_user_id, primary_email_id, first_name, last_name, status, tenant_role)
select pg_temp.id('user', m.n), m.tenant, 'user' || m.n, pg_temp.id('email', m.n), 'First' || m.n, 'Last' || m.circle, 'active',
  case when m.n < 8 * 8 and m.seat = 2 then 'tenant_admin'::fwd.tenant_role_enum else 'member' end
from member as m where m.seat < 5;

insert into fwd.address (id, tenant_id, line_1, city, state, postal_code)
select pg_temp.id('address', m.n), m.tenant, m.n || ' Main Street', 'City' || m.n % 97, 'IL', '60000' from member as m;
insert into fwd.contact_info (id, tenant_id, address_id)
select pg_temp.id('contact', m.n), m.tenant, pg_temp.id('address', m.n) from member as m;

insert into fwd.personas (
  id, tenant_id, user_id, is_primary, contact_info_id, first_name, last_name, date_of_birth, is_living, gender, is_managed, status
)
select m.persona, m.tenant, case when m.seat < 5 then pg_temp.id('user', m.n) end, m.seat < 5, pg_temp.id('contact', m.n), 'First' || m.n,
  'Last' || m.circle, date '1950-01-01' + m.n % 20000, true, 'female', m.seat >= 5, 'active'
from member as m;

insert into fwd.persona_representations (id, tenant_id, representative_persona_id, principal_persona_id, capacity, effective_date)
select pg_temp.id('representation', m.n), m.tenant, pg_temp.id('persona', m.circle * 8), m.persona, 'guardian', '2020-01-01'
from member as m where m.seat >= 5;

insert into fwd.persona_relationships (id, tenant_id, from_persona_id, to_persona_id, relationship)
select pg_temp.id('relation' || m.seat, o.n), m.tenant, m.persona, o.persona, case when o.seat > m.seat then 'child' else 'parent' end::fwd.family_relation_enum
from member as m join member as o on o.circle = m.circle and o.seat <> m.seat where least(m.seat, o.seat) = 0;

insert into fwd.fwd_family_circles (id, tenant_id, owner_user_id, name, status)
select pg_temp.id('circle', m.circle), m.tenant, pg_temp.id('user', m.n), 'Family ' || m.circle, 'active' from member as m where m.seat = 0;
insert into fwd.ffc_personas (id, tenant_id, ffc_id, persona_id, ffc_role, asset_share, added_by, status)
select pg_temp.id('membership', m.n), m.tenant, pg_temp.id('circle', m.circle), m.persona,
  (array['owner', 'beneficiary', 'beneficiary', 'non_beneficiary', 'advisor', 'beneficiary', 'beneficiary', 'beneficiary'])[m.seat + 1]::fwd.ffc_role_enum,
  'edit', pg_temp.id('user', m.circle * 8), 'active'
from member as m;

insert into fwd.assets (id, tenant_id, asset_type, name, description, estimated_value, currency_code, valued_on, tags)
select a.asset, a.tenant, a.asset_type, 'Asset ' || a.n, 'Kept at place ' || a.n % 1000, a.n % 90000 + 100, 'USD', '2026-01-31', array['tag' || a.n % 50]
from asset as a;
insert into fwd.asset_persona_ownership (
  id, tenant_id, asset_id, persona_id, ownership_percentage, effective_date, transfer_on_death_to_persona_id
)
select pg_temp.id('title', a.n), a.tenant, a.asset, pg_temp.id('persona', a.owner), case when a.n % 3 = 0 then 50 else 100 end, '2020-01-01',
  case when a.n % 4 = 0 then pg_temp.id('persona', a.owner / 8 * 8 + (a.owner + 2) % 8) end
from asset as a;
insert into fwd.asset_persona_ownership (id, tenant_id, asset_id, persona_id, ownership_percentage, effective_date)
select pg_temp.id('second title', a.n), a.tenant, a.asset, pg_temp.id('persona', a.owner / 8 * 8 + (a.owner + 1) % 8), 50, '2021-01-01'
from asset as a where a.n % 3 = 0;
insert into fwd.asset_valuations (id, tenant_id, asset_id, value, currency_code, valued_on, method, recorded_by_persona_id)
select pg_temp.id('valuation' || v, a.n), a.tenant, a.asset, a.n % 90000 + 100 * v, 'USD', date '2026-01-31' - 100 * (v - 1), 'appraisal', pg_temp.id('persona', a.owner)
from asset as a cross join generate_series(1, 3) as v;
insert into fwd.asset_permissions (id, tenant_id, asset_id, persona_id, permission_level, granted_by_persona_id)
select pg_temp.id('grant', a.n), a.tenant, a.asset, pg_temp.id('persona', a.owner / 8 * 8 + 3), 'read', pg_temp.id('persona', a.owner) from asset as a where a.n % 5 = 0;
insert into fwd.media_storage (id, tenant_id, file_name, mime_type, byte_size, storage_key)
select pg_temp.id('file', a.n), a.tenant, 'file' || a.n || '.pdf', 'application/pdf', 1000 + a.n, 'key' || a.n from asset as a where a.n % 4 = 0;
insert into fwd.asset_documents (id, tenant_id, asset_id, media_id, kind, title)
select pg_temp.id('document', a.n), a.tenant, a.asset, pg_temp.id('file', a.n), 'deed', 'Document ' || a.n from asset as a where a.n % 4 = 0;

insert into fwd.advisor_company (id, tenant_id, company_name)
select pg_temp.id('company', n), n % 8 + 1, 'Company ' || n from generate_series(0, 3999) as n;

insert into fwd.asset_bank_accounts (asset_id, tenant_id, institution_name, account_last4) select asset, tenant, 'Bank', '1234' from asset where asset_type = 'bank_account';
insert into fwd.asset_investment_accounts (asset_id, tenant_id, institution_name, cost_basis, advisor_company_id)
select asset, tenant, 'House', 100, pg_temp.id('company', tenant - 1) from asset where asset_type = 'investment_account';
insert into fwd.asset_retirement_accounts (asset_id, tenant_id, institution_name) select asset, tenant, 'House' from asset where asset_type = 'retirement_account';
insert into fwd.asset_real_estate (asset_id, tenant_id, address_id) select asset, tenant, pg_temp.id('address', owner) from asset where asset_type = 'real_estate';
insert into fwd.asset_vehicles (asset_id, tenant_id, make) select asset, tenant, 'Maker' from asset where asset_type = 'vehicle';
insert into fwd.asset_businesses (asset_id, tenant_id, entity_name) select asset, tenant, 'Business ' || n from asset where asset_type = 'business';
insert into fwd.asset_life_insurance (asset_id, tenant_id, insurer_name, death_benefit, insured_persona_id)
select asset, tenant, 'Insurer', 1000, pg_temp.id('persona', owner) from asset where asset_type = 'life_insurance';
insert into fwd.asset_personal_property (asset_id, tenant_id, brand) select asset, tenant, 'Brand' from asset where asset_type = 'personal_property';
insert into fwd.asset_debts (asset_id, tenant_id, secured_by_asset_id)
select d.asset, d.tenant, (select h.asset from asset as h where h.circle = d.circle and h.asset_type = 'real_estate' order by h.n limit 1)
from asset as d where d.asset_type = 'debt';
insert into fwd.asset_cryptocurrencies (asset_id, tenant_id, network, symbol) select asset, tenant, 'net', 'SYM' from asset where asset_type = 'cryptocurrency';
insert into fwd.asset_collectibles (asset_id, tenant_id, title) select asset, tenant, 'Title ' || n from asset where asset_type = 'collectible';
insert into fwd.asset_intellectual_property (asset_id, tenant_id, title) select asset, tenant, 'Title ' || n from asset where asset_type = 'intellectual_property';
insert into fwd.asset_misc (asset_id, tenant_id, misc_kind) select asset, tenant, 'thing' from asset where asset_type = 'misc';

insert into fwd.phone_number (id, tenant_id, country_code, phone_number) select pg_temp.id('phone', m.n), m.tenant, '+1', (2025550000 + m.n)::text from member as m;
insert into fwd.phone_usage (id, tenant_id, phone_id, linked_entity_type, linked_entity_id, usage_type, is_primary)
select pg_temp.id('phone usage', m.n), m.tenant, pg_temp.id('phone', m.n), 'persona', m.persona, 'mobile', true from member as m;
insert into fwd.email_usage (id, tenant_id, email_id, linked_entity_type, linked_entity_id, usage_type, is_primary)
select pg_temp.id('email usage', m.n), m.tenant, pg_temp.id('email', m.n), 'persona', m.persona, 'personal', true from member as m;
insert into fwd.social_media (id, tenant_id, platform, handle) select pg_temp.id('social', m.n), m.tenant, 'linkedin', 'member' || m.n from member as m;
insert into fwd.social_media_usage (id, tenant_id, social_id, linked_entity_type, linked_entity_id, usage_type, is_primary)
select pg_temp.id('social usage', m.n), m.tenant, pg_temp.id('social', m.n), 'persona', m.persona, 'personal', true from member as m;

set session_replication_role = origin;
vacuum analyze;
