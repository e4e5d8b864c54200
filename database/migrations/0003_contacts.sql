-- Contacts: advisor companies, social profiles, and who uses which phone, e-mail and profile for what.
set role heirloom_owner;

create type fwd.linked_entity_enum as enum ('persona', 'contact_info', 'advisor_company', 'user');
create type fwd.phone_usage_type_enum as enum (
  'mobile', 'home', 'work', 'office', 'emergency', 'mfa', 'login', 'notification', 'public', 'fax'
);
create type fwd.email_usage_type_enum as enum ('login', 'personal', 'work', 'notification', 'billing', 'public', 'backup');
create type fwd.social_usage_type_enum as enum ('personal', 'professional', 'public');
create type fwd.social_platform_enum as enum ('facebook', 'x', 'linkedin', 'instagram', 'youtube', 'tiktok', 'other');

-- firm_id will point at the firms of the CRM part of the model.
create table fwd.advisor_company (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  company_name text not null check (company_name ~ '\S'),
  company_type text,
  address_id uuid,
  website text check (website ~ '^https?://'),
  license_number text,
  license_state char(2) check (license_state ~ '^[A-Z]{2}$'),
  firm_id uuid,
  is_active boolean not null default true,
  unique (tenant_id, id),
  foreign key (tenant_id, address_id) references fwd.address (tenant_id, id)
);

create table fwd.social_media (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  platform fwd.social_platform_enum not null,
  handle text not null check (handle ~ '\S'),
  profile_url text check (profile_url ~ '^https?://'),
  unique (tenant_id, id)
);
create unique index social_media_once on fwd.social_media (tenant_id, platform, lower(handle));

create table fwd.phone_usage (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  phone_id uuid not null,
  linked_entity_type fwd.linked_entity_enum not null,
  linked_entity_id uuid not null,
  usage_type fwd.phone_usage_type_enum not null,
  is_primary boolean not null default false,
  label text,
  allow_sms boolean not null default false,
  unique (tenant_id, id),
  unique (linked_entity_type, linked_entity_id, phone_id, usage_type),
  foreign key (tenant_id, phone_id) references fwd.phone_number (tenant_id, id)
);
create unique index phone_usage_one_primary on fwd.phone_usage (linked_entity_type, linked_entity_id) where is_primary;
create index phone_usage_entity on fwd.phone_usage (tenant_id, linked_entity_type, linked_entity_id);

create table fwd.email_usage (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  email_id uuid not null,
  linked_entity_type fwd.linked_entity_enum not null,
  linked_entity_id uuid not null,
  usage_type fwd.email_usage_type_enum not null,
  is_primary boolean not null default false,
  label text,
  unique (tenant_id, id),
  unique (linked_entity_type, linked_entity_id, email_id, usage_type),
  foreign key (tenant_id, email_id) references fwd.email_address (tenant_id, id)
);
create unique index email_usage_one_primary on fwd.email_usage (linked_entity_type, linked_entity_id) where is_primary;
create index email_usage_entity on fwd.email_usage (tenant_id, linked_entity_type, linked_entity_id);

create table fwd.social_media_usage (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  social_id uuid not null,
  linked_entity_type fwd.linked_entity_enum not null,
  linked_entity_id uuid not null,
  usage_type fwd.social_usage_type_enum not null,
  is_primary boolean not null default false,
  label text,
  unique (tenant_id, id),
  unique (linked_entity_type, linked_entity_id, social_id, usage_type),
  foreign key (tenant_id, social_id) references fwd.social_media (tenant_id, id)
);
create unique index social_media_usage_one_primary on fwd.social_media_usage (linked_entity_type, linked_entity_id) where is_primary;
create index social_media_usage_entity on fwd.social_media_usage (tenant_id, linked_entity_type, linked_entity_id);

select fwd.adopt('fwd.advisor_company');
select fwd.adopt('fwd.social_media', array['handle', 'profile_url']);
select fwd.adopt('fwd.phone_usage');
select fwd.adopt('fwd.email_usage');
select fwd.adopt('fwd.social_media_usage');

-- A usage points at one of four tables, so no foreign key can hold it: the target must be there, in the same tenant, and stay while
-- the usage is written.
create function fwd.check_linked_entity() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  case new.linked_entity_type
    when 'persona' then
      perform from fwd.personas as t where t.tenant_id = new.tenant_id and t.id = new.linked_entity_id for key share;
    when 'contact_info' then
      perform from fwd.contact_info as t where t.tenant_id = new.tenant_id and t.id = new.linked_entity_id for key share;
    when 'advisor_company' then
      perform from fwd.advisor_company as t where t.tenant_id = new.tenant_id and t.id = new.linked_entity_id for key share;
    when 'user' then
      perform from fwd.users as t where t.tenant_id = new.tenant_id and t.id = new.linked_entity_id for key share;
  end case;
  if not found then
    raise exception 'NOT_FOUND' using errcode = 'FW404';
  end if;
  return new;
end
$$;

create function fwd.drop_usages_of_entity() returns trigger
  language plpgsql security definer set search_path = '' as $$
declare
  entity_type fwd.linked_entity_enum := tg_argv[0]::fwd.linked_entity_enum;
begin
  delete from fwd.phone_usage as u where u.linked_entity_type = entity_type and u.linked_entity_id = old.id;
  delete from fwd.email_usage as u where u.linked_entity_type = entity_type and u.linked_entity_id = old.id;
  delete from fwd.social_media_usage as u where u.linked_entity_type = entity_type and u.linked_entity_id = old.id;
  return null;
end
$$;

create trigger trg_linked_entity before insert or update of tenant_id, linked_entity_type, linked_entity_id on fwd.phone_usage
  for each row execute function fwd.check_linked_entity();
create trigger trg_linked_entity before insert or update of tenant_id, linked_entity_type, linked_entity_id on fwd.email_usage
  for each row execute function fwd.check_linked_entity();
create trigger trg_linked_entity before insert or update of tenant_id, linked_entity_type, linked_entity_id on fwd.social_media_usage
  for each row execute function fwd.check_linked_entity();

create trigger trg_drop_usages after delete on fwd.personas
  for each row execute function fwd.drop_usages_of_entity('persona');
create trigger trg_drop_usages after delete on fwd.contact_info
  for each row execute function fwd.drop_usages_of_entity('contact_info');
create trigger trg_drop_usages after delete on fwd.advisor_company
  for each row execute function fwd.drop_usages_of_entity('advisor_company');
create trigger trg_drop_usages after delete on fwd.users
  for each row execute function fwd.drop_usages_of_entity('user');

reset role;
