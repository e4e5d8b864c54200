-- The tables of the bench: fifty tenants whose rows are spread evenly, so that a load generator can tell a row's tenant from its
-- number: number % 50 + 1. Run by the administrator after database/roles.sql, before data.sql.
set role heirloom_owner;

create type fwd.asset_category as enum (
  'account', 'insurance', 'real_estate', 'vehicle', 'business', 'personal_property', 'digital', 'other'
);
create type fwd.member_role as enum ('head', 'spouse', 'child', 'advisor', 'trustee');
create type fwd.usage_type as enum ('primary', 'personal', 'work', 'other');
create type fwd.linked_entity_type as enum ('persona', 'ffc', 'tenant');

create table fwd.tenants (
  id integer primary key,
  name text not null
);

create table fwd.personas (
  id bigint primary key,
  tenant_id integer not null references fwd.tenants,
  first_name text not null,
  last_name text not null,
  born_on date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table fwd.ffcs (
  id bigint primary key,
  tenant_id integer not null references fwd.tenants,
  name text not null,
  created_at timestamptz not null default now()
);

create table fwd.ffc_personas (
  ffc_id bigint not null,
  persona_id bigint not null,
  tenant_id integer not null,
  role fwd.member_role not null,
  primary key (ffc_id, persona_id)
);

create table fwd.assets (
  id bigint primary key,
  tenant_id integer not null,
  name text not null,
  category fwd.asset_category not null,
  value numeric(18, 2) not null,
  created_at timestamptz not null default now()
);

create table fwd.asset_ownership (
  asset_id bigint not null,
  persona_id bigint not null,
  tenant_id integer not null,
  percentage numeric(5, 2) not null,
  primary key (asset_id, persona_id)
);

create table fwd.email_addresses (
  id bigint primary key,
  tenant_id integer not null,
  address text not null
);

create table fwd.email_usages (
  id bigint primary key,
  tenant_id integer not null,
  email_id bigint not null,
  linked_entity_type fwd.linked_entity_type not null,
  linked_entity_id bigint not null,
  usage_type fwd.usage_type not null
);

reset role;
