-- Identity: users and what they sign in with, personas and whom they stand for, contact records, break-glass.
set role heirloom_owner;

create type fwd.representation_capacity_enum as enum ('trustee', 'executor', 'power_of_attorney', 'guardian');
create type fwd.family_relation_enum as enum (
  'spouse', 'child', 'parent', 'sibling', 'grandparent', 'grandchild', 'aunt_uncle', 'cousin', 'in_law', 'step_family', 'other'
);

-- Shared: many rows may point at one address.
create table fwd.address (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  line_1 text not null check (line_1 ~ '\S'),
  line_2 text,
  city text not null check (city ~ '\S'),
  state text not null,
  postal_code text not null,
  country char(2) not null default 'US' check (country ~ '^[A-Z]{2}$'),
  latitude numeric(9, 6) check (latitude between -90 and 90),
  longitude numeric(9, 6) check (longitude between -180 and 180),
  unique (tenant_id, id)
);

create table fwd.phone_number (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  country_code text not null check (country_code ~ '^\+[0-9]{1,4}$'),
  phone_number text not null check (phone_number ~ '^[0-9]{7,15}$'),
  extension text check (extension ~ '^[0-9]{1,8}$'),
  is_verified boolean not null default false,
  can_receive_sms boolean not null default false,
  unique (tenant_id, id)
);
create unique index phone_number_once on fwd.phone_number (tenant_id, country_code, phone_number, (coalesce(extension, '')));

create table fwd.email_address (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  email_address text not null check (email_address = lower(email_address) and email_address ~ '^[^@\s]+@[^@\s]+$'),
  is_verified boolean not null default false,
  unique (tenant_id, id)
);
create unique index email_address_once on fwd.email_address (tenant_id, lower(email_address));

create table fwd.users (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  cognito_user_id text not null check (cognito_user_id ~ '\S'),
  cognito_username text,
  primary_email_id uuid,
  primary_phone_id uuid,
  first_name text not null check (first_name ~ '\S'),
  last_name text not null check (last_name ~ '\S'),
  display_name text,
  status fwd.user_status_enum not null default 'pending_verification',
  tenant_role fwd.tenant_role_enum not null default 'member',
  email_verified_at timestamptz,
  phone_verified_at timestamptz,
  preferred_language char(2) check (preferred_language ~ '^[a-z]{2}$'),
  timezone text,
  last_login_at timestamptz,
  unique (tenant_id, id),
  -- Within the tenant: a collision with a stranger's key would tell that he exists.
  unique (tenant_id, cognito_user_id),
  unique (tenant_id, cognito_username),
  foreign key (tenant_id, primary_email_id) references fwd.email_address (tenant_id, id),
  foreign key (tenant_id, primary_phone_id) references fwd.phone_number (tenant_id, id),
  constraint users_active_need_email check (status <> 'active' or primary_email_id is not null)
);
create index users_status on fwd.users (tenant_id, status);

create table fwd.media_storage (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  file_name text not null check (file_name ~ '\S'),
  mime_type text not null check (mime_type ~ '^[a-z0-9.+-]+/[a-z0-9.+-]+$'),
  byte_size bigint not null check (byte_size > 0),
  storage_key text not null,
  checksum text,
  is_encrypted boolean not null default true,
  retention text,
  uploaded_by uuid,
  unique (tenant_id, id),
  unique (tenant_id, storage_key),
  foreign key (tenant_id, uploaded_by) references fwd.users (tenant_id, id)
);

create table fwd.contact_info (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  address_id uuid unique,
  language_preference char(2) check (language_preference ~ '^[a-z]{2}$'),
  timezone text,
  website text check (website ~ '^https?://'),
  unique (tenant_id, id),
  foreign key (tenant_id, address_id) references fwd.address (tenant_id, id)
);

create table fwd.personas (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  user_id uuid,
  is_primary boolean not null default false,
  contact_info_id uuid,
  first_name text not null check (first_name ~ '\S'),
  middle_name text,
  last_name text not null check (last_name ~ '\S'),
  name_suffix text,
  nickname text,
  date_of_birth date,
  date_of_death date,
  is_living boolean not null default true,
  gender fwd.gender_enum,
  marital_status fwd.marital_status_enum,
  profile_picture_id uuid,
  -- The hat: "Smith Family Trust". Without one the persona is the person himself.
  capacity_label text check (capacity_label ~ '\S'),
  is_managed boolean not null default false,
  -- What the persona is called wherever its name may be shown.
  display_name text not null generated always as (
    coalesce(capacity_label, first_name || ' ' || last_name || coalesce(' ' || name_suffix, ''))
  ) stored,
  ssn_last4 text check (ssn_last4 ~ '^[0-9]{4}$'),
  status fwd.status_enum not null default 'active',
  unique (tenant_id, id),
  foreign key (tenant_id, user_id) references fwd.users (tenant_id, id),
  foreign key (tenant_id, contact_info_id) references fwd.contact_info (tenant_id, id),
  foreign key (tenant_id, profile_picture_id) references fwd.media_storage (tenant_id, id),
  constraint personas_dead_have_no_user check (is_living or user_id is null),
  constraint personas_primary_of_user check (not is_primary or user_id is not null),
  constraint personas_death_date_of_dead check (date_of_death is null or not is_living),
  constraint personas_death_after_birth check (date_of_death > date_of_birth)
);
create unique index personas_one_primary on fwd.personas (user_id) where is_primary;
create index personas_user on fwd.personas (user_id) where user_id is not null;
create index personas_names on fwd.personas using gin (
  to_tsvector(
    'simple'::regconfig,
    first_name || ' ' || coalesce(middle_name, '') || ' ' || last_name || ' '
      || coalesce(nickname, '') || ' ' || coalesce(capacity_label, '')
  )
);

create table fwd.persona_representations (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  representative_persona_id uuid not null,
  principal_persona_id uuid,
  capacity fwd.representation_capacity_enum not null,
  scope_label text,
  effective_date date not null default current_date,
  expires_on date check (expires_on > effective_date),
  revoked_at timestamptz,
  evidence_document_id uuid,
  unique (tenant_id, id),
  foreign key (tenant_id, representative_persona_id) references fwd.personas (tenant_id, id),
  foreign key (tenant_id, principal_persona_id) references fwd.personas (tenant_id, id),
  foreign key (tenant_id, evidence_document_id) references fwd.media_storage (tenant_id, id),
  constraint representations_of_another check (representative_persona_id <> principal_persona_id),
  constraint representations_have_principal check (principal_persona_id is not null or capacity = 'trustee')
);
create unique index persona_representations_live_once
  on fwd.persona_representations (representative_persona_id, principal_persona_id, capacity) where revoked_at is null;
create index persona_representations_principal on fwd.persona_representations (principal_persona_id) where revoked_at is null;

-- `to` is the relation of `from`: (John, Kid, child) says that Kid is John's child. The inverse row is kept by a trigger.
create table fwd.persona_relationships (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  from_persona_id uuid not null,
  to_persona_id uuid not null,
  relationship fwd.family_relation_enum not null,
  unique (tenant_id, id),
  unique (from_persona_id, to_persona_id, relationship),
  foreign key (tenant_id, from_persona_id) references fwd.personas (tenant_id, id) on delete cascade,
  foreign key (tenant_id, to_persona_id) references fwd.personas (tenant_id, id) on delete cascade,
  check (from_persona_id <> to_persona_id)
);

create table fwd.break_glass_grants (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  user_id uuid not null,
  reason text not null check (reason ~ '\S'),
  ticket text,
  starts_at timestamptz not null default now(),
  ends_at timestamptz not null,
  approved_by uuid,
  unique (tenant_id, id),
  foreign key (tenant_id, user_id) references fwd.users (tenant_id, id),
  foreign key (tenant_id, approved_by) references fwd.users (tenant_id, id),
  constraint break_glass_at_most_an_hour check (ends_at > starts_at and ends_at <= starts_at + interval '60 minutes'),
  constraint break_glass_four_eyes check (approved_by <> user_id)
);
create index break_glass_grants_user on fwd.break_glass_grants (user_id, ends_at);

select fwd.adopt('fwd.address', array['line_1', 'line_2', 'postal_code', 'latitude', 'longitude']);
select fwd.adopt('fwd.phone_number', array['phone_number', 'extension']);
select fwd.adopt('fwd.email_address', array['email_address']);
select fwd.adopt('fwd.users', array['cognito_user_id', 'cognito_username']);
select fwd.adopt('fwd.media_storage', array['storage_key']);
select fwd.adopt('fwd.contact_info');
select fwd.adopt('fwd.personas', array['ssn_last4', 'date_of_birth']);
select fwd.adopt('fwd.persona_representations');
select fwd.adopt('fwd.persona_relationships');
select fwd.adopt('fwd.break_glass_grants');

-- Representations that give power today. A power of attorney ends with the principal's life, an executor's begins with it.
create view fwd.v_live_representation with (security_invoker = true) as
select r.id, r.tenant_id, r.representative_persona_id, r.principal_persona_id, r.capacity, r.scope_label, r.effective_date, r.expires_on
from fwd.persona_representations as r
where r.revoked_at is null
  and r.effective_date <= current_date
  and (r.expires_on is null or r.expires_on > current_date)
  and (
    r.principal_persona_id is null
    or exists (
      select
      from fwd.personas as p
      where p.id = r.principal_persona_id
        and case r.capacity
          when 'power_of_attorney' then p.is_living
          when 'executor' then not p.is_living
          when 'guardian' then p.is_living and (p.is_managed or p.date_of_birth > current_date - interval '18 years')
          else true
        end
    )
  );
grant select on fwd.v_live_representation to heirloom_procedures;

-- Someone answers for every living persona: a user; or nobody yet while it is pending; or, for minors and the incapacitated, a
-- representative. Coming of age is the passing of time, not a write, so the date of birth alone does not wake the check.
create function fwd.check_persona_is_answered_for() returns trigger
  language plpgsql security definer set search_path = '' as $$
declare
  checked uuid;
begin
  if tg_table_name = 'personas' then
    checked := new.id;
  else
    checked := old.principal_persona_id;
  end if;
  if exists (
    select
    from fwd.personas as p
    where p.id = checked
      and p.is_living
      and p.user_id is null
      and p.status not in ('pending', 'deleted')
      and not (
        (p.is_managed or p.date_of_birth > current_date - interval '18 years')
        and exists (select from fwd.v_live_representation as r where r.principal_persona_id = p.id)
      )
  ) then
    raise exception 'VALIDATION' using errcode = 'FW422', hint = 'a living persona needs a user or a live representation';
  end if;
  return null;
end
$$;
create constraint trigger trg_answered_for
  after insert or update of user_id, is_living, status, is_managed on fwd.personas
  deferrable initially deferred
  for each row execute function fwd.check_persona_is_answered_for();
create constraint trigger trg_answered_for
  after update or delete on fwd.persona_representations
  deferrable initially deferred
  for each row when (old.principal_persona_id is not null) execute function fwd.check_persona_is_answered_for();

create function fwd.inverse_relation(relationship fwd.family_relation_enum) returns fwd.family_relation_enum
  language sql immutable parallel safe set search_path = ''
  return case relationship
    when 'child' then 'parent'
    when 'parent' then 'child'
    when 'grandparent' then 'grandchild'
    when 'grandchild' then 'grandparent'
    when 'aunt_uncle' then 'other'
    else relationship
  end;

create function fwd.keep_inverse_relationship() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  if pg_trigger_depth() > 1 then
    return null;
  end if;
  if tg_op <> 'INSERT' then
    delete from fwd.persona_relationships as r
    where r.from_persona_id = old.to_persona_id
      and r.to_persona_id = old.from_persona_id
      and r.relationship = fwd.inverse_relation(old.relationship);
  end if;
  if tg_op <> 'DELETE' then
    insert into fwd.persona_relationships (tenant_id, from_persona_id, to_persona_id, relationship)
    values (new.tenant_id, new.to_persona_id, new.from_persona_id, fwd.inverse_relation(new.relationship))
    on conflict (from_persona_id, to_persona_id, relationship) do nothing;
  end if;
  return null;
end
$$;
create trigger trg_inverse after insert or delete or update of from_persona_id, to_persona_id, relationship on fwd.persona_relationships
  for each row execute function fwd.keep_inverse_relationship();

reset role;
