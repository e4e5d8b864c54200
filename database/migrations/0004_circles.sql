-- Circles: family circles, their members, invitations.
set role heirloom_owner;

create type fwd.ffc_role_enum as enum ('owner', 'beneficiary', 'non_beneficiary', 'advisor');
create type fwd.asset_share_enum as enum ('none', 'summary', 'read', 'edit');
create type fwd.invitation_status_enum as enum (
  'sent', 'phone_verified', 'accepted', 'approved', 'expired', 'cancelled', 'declined'
);

create table fwd.fwd_family_circles (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  -- The founder and billing contact. Authority over the circle is the role 'owner' in ffc_personas.
  owner_user_id uuid not null,
  name text not null check (name ~ '\S'),
  description text,
  family_picture_id uuid,
  established_date date default current_date,
  settings jsonb not null default '{}' check (
    jsonb_typeof(settings) = 'object'
    and coalesce(settings ->> 'owner_asset_access', 'edit') in ('read', 'edit')
    and jsonb_typeof(coalesce(settings -> 'auto_approve', 'false')) = 'boolean'
  ),
  preferences jsonb not null default '{}' check (jsonb_typeof(preferences) = 'object'),
  status fwd.status_enum not null default 'active',
  unique (tenant_id, id),
  foreign key (tenant_id, owner_user_id) references fwd.users (tenant_id, id),
  foreign key (tenant_id, family_picture_id) references fwd.media_storage (tenant_id, id)
);
create unique index fwd_family_circles_name on fwd.fwd_family_circles (tenant_id, owner_user_id, lower(name));

create table fwd.ffc_personas (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  ffc_id uuid not null,
  persona_id uuid not null,
  ffc_role fwd.ffc_role_enum not null default 'beneficiary',
  -- How much of his own assets the member shows this circle; set by him alone. Null on insert becomes the role's default.
  asset_share fwd.asset_share_enum not null,
  added_by uuid,
  joined_at timestamptz not null default now(),
  left_at timestamptz,
  status fwd.status_enum not null default 'active',
  unique (tenant_id, id),
  unique (ffc_id, persona_id),
  foreign key (tenant_id, ffc_id) references fwd.fwd_family_circles (tenant_id, id) on delete cascade,
  foreign key (tenant_id, persona_id) references fwd.personas (tenant_id, id),
  foreign key (tenant_id, added_by) references fwd.users (tenant_id, id),
  constraint ffc_personas_left_after_joined check (left_at > joined_at),
  constraint ffc_personas_active_until_left check ((status = 'active') = (left_at is null))
);
create index ffc_personas_of_persona on fwd.ffc_personas (persona_id) where status = 'active';
create index ffc_personas_by_joining on fwd.ffc_personas (ffc_id, joined_at, id) where status = 'active';

create table fwd.ffc_invitations (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  ffc_id uuid not null,
  email text not null check (email = lower(email) and email ~ '^[^@\s]+@[^@\s]+$'),
  email_id uuid,
  phone text check (phone ~ '^\+[0-9]{8,19}$'),
  role fwd.ffc_role_enum not null,
  persona_id uuid,
  invited_by uuid not null,
  invitation_code text,
  message text,
  status fwd.invitation_status_enum not null default 'sent',
  sent_at timestamptz not null default now(),
  responded_at timestamptz,
  expires_at timestamptz not null default now() + interval '7 days',
  approved_by uuid,
  decision_reason text,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object'),
  unique (tenant_id, id),
  foreign key (tenant_id, ffc_id) references fwd.fwd_family_circles (tenant_id, id) on delete cascade,
  foreign key (tenant_id, email_id) references fwd.email_address (tenant_id, id),
  foreign key (tenant_id, persona_id) references fwd.personas (tenant_id, id),
  foreign key (tenant_id, invited_by) references fwd.users (tenant_id, id),
  foreign key (tenant_id, approved_by) references fwd.users (tenant_id, id),
  check (expires_at > sent_at)
);
create unique index ffc_invitations_open_once
  on fwd.ffc_invitations (ffc_id, lower(email)) where status in ('sent', 'phone_verified', 'accepted');

create table fwd.invitation_codes (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  ffc_id uuid not null,
  -- Unguessable: at least 80 bits, which is 16 characters of base32.
  code text not null check (length(code) >= 16),
  role fwd.ffc_role_enum not null,
  max_uses integer not null default 1 check (max_uses >= 1),
  current_uses integer not null default 0 check (current_uses between 0 and max_uses),
  expires_at timestamptz,
  status fwd.status_enum not null default 'active',
  unique (tenant_id, id),
  unique (tenant_id, code),
  foreign key (tenant_id, ffc_id) references fwd.fwd_family_circles (tenant_id, id) on delete cascade
);

create table fwd.invitation_verifications (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  invitation_id uuid not null,
  code_hash text not null,
  sent_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '10 minutes',
  attempts smallint not null default 0 check (attempts between 0 and 3),
  verified_at timestamptz,
  ip inet,
  unique (tenant_id, id),
  foreign key (tenant_id, invitation_id) references fwd.ffc_invitations (tenant_id, id) on delete cascade
);

select fwd.adopt('fwd.fwd_family_circles');
select fwd.adopt('fwd.ffc_personas');
select fwd.adopt('fwd.ffc_invitations', array['email', 'phone', 'invitation_code']);
select fwd.adopt('fwd.invitation_codes', array['code']);
select fwd.adopt('fwd.invitation_verifications', array['code_hash']);

-- Nothing reads the codes yet, and no read ever needs them.
revoke select on fwd.invitation_codes, fwd.invitation_verifications from heirloom_procedures;

-- Sharing defaults: family shares to edit; a client must never see an advisor's own house. And the person himself sits in a circle
-- once, though his other hats (capacity_label) may sit beside him.
create function fwd.check_member() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  new.asset_share := coalesce(
    new.asset_share,
    case new.ffc_role when 'advisor' then 'none' when 'non_beneficiary' then 'read' else 'edit' end::fwd.asset_share_enum
  );
  if new.status = 'active' and exists (
    select
    from fwd.personas as mine
    join fwd.personas as other on other.user_id = mine.user_id and other.id <> mine.id and other.capacity_label is null
    join fwd.ffc_personas as m on m.persona_id = other.id and m.ffc_id = new.ffc_id and m.status = 'active'
    where mine.id = new.persona_id and mine.capacity_label is null
  ) then
    raise exception 'ALREADY_MEMBER' using errcode = 'FW409';
  end if;
  return new;
end
$$;
create trigger trg_member before insert or update on fwd.ffc_personas
  for each row execute function fwd.check_member();

-- A circle has an active owner, always. The circle is locked first, so two owners cannot leave at the same moment.
create function fwd.check_last_owner() returns trigger
  language plpgsql security definer set search_path = '' as $$
declare
  circle uuid;
begin
  if tg_table_name = 'fwd_family_circles' then
    circle := new.id;
  else
    circle := old.ffc_id;
  end if;
  perform from fwd.fwd_family_circles as c where c.id = circle for no key update;
  if found and not exists (
    select from fwd.ffc_personas as m where m.ffc_id = circle and m.ffc_role = 'owner' and m.status = 'active'
  ) then
    raise exception 'LAST_OWNER' using errcode = 'FW409';
  end if;
  return null;
end
$$;
create constraint trigger trg_last_owner after delete or update of ffc_id, ffc_role, status on fwd.ffc_personas
  deferrable initially immediate
  for each row when (old.ffc_role = 'owner' and old.status = 'active') execute function fwd.check_last_owner();
create constraint trigger trg_has_owner after insert on fwd.fwd_family_circles
  deferrable initially deferred
  for each row execute function fwd.check_last_owner();

reset role;
