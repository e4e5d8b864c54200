-- Foundations: shared enums, the identity of a transaction, the conventions of every table, the audit log, tenants.
set role heirloom_owner;

create type fwd.status_enum as enum ('active', 'inactive', 'pending', 'suspended', 'deleted');
create type fwd.user_status_enum as enum ('pending_verification', 'active', 'suspended', 'locked', 'inactive');
create type fwd.tenant_role_enum as enum ('member', 'support', 'tenant_admin');
create type fwd.gender_enum as enum ('male', 'female', 'non_binary', 'prefer_not_to_say', 'other');
create type fwd.marital_status_enum as enum ('single', 'married', 'divorced', 'widowed', 'separated', 'domestic_partnership');
create type fwd.audit_action_enum as enum (
  'create', 'read', 'update', 'delete', 'login', 'logout', 'export', 'share', 'permission_change', 'status_change', 'reveal', 'break_glass'
);

-- The identity of a transaction lives in transaction-local settings. Once such a setting has ended it reads as '', never as null,
-- so both count as absent; and absent is nobody, not a default.
create function fwd.ctx_tenant() returns integer
  language sql stable parallel safe set search_path = ''
  return nullif(pg_catalog.current_setting('heirloom.tenant', true), '')::integer;

create function fwd.ctx_user() returns uuid
  language sql stable parallel safe set search_path = ''
  return nullif(pg_catalog.current_setting('heirloom.user', true), '')::uuid;

create function fwd.ctx_persona() returns uuid
  language sql stable parallel safe set search_path = ''
  return nullif(pg_catalog.current_setting('heirloom.persona', true), '')::uuid;

grant execute on function fwd.ctx_tenant(), fwd.ctx_user(), fwd.ctx_persona() to heirloom_procedures;

create table fwd.tenants (
  id integer primary key,
  name text not null unique check (name ~ '\S'),
  display_name text not null check (display_name ~ '\S'),
  domain text unique check (domain = lower(domain) and domain ~ '^[a-z0-9.-]+$'),
  logo_url text check (logo_url ~ '^https?://'),
  primary_color text check (primary_color ~ '^#[0-9A-Fa-f]{6}$'),
  secondary_color text check (secondary_color ~ '^#[0-9A-Fa-f]{6}$'),
  settings jsonb not null default '{}' check (jsonb_typeof(settings) = 'object'),
  feature_flags jsonb not null default '{}' check (jsonb_typeof(feature_flags) = 'object'),
  default_currency char(3) not null default 'USD' check (default_currency ~ '^[A-Z]{3}$'),
  is_active boolean not null default true,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  version integer not null default 1
);

-- A tenant is seen by its own requests; and, while api.sp_get_tenant_branding looks it up, by the host name it serves.
alter table fwd.tenants enable row level security;
alter table fwd.tenants force row level security;
create policy tenants_visible on fwd.tenants as permissive using (true) with check (true);
create policy tenants_wall on fwd.tenants as restrictive
  using (
    id = (select nullif(pg_catalog.current_setting('heirloom.tenant', true), '')::integer)
    or domain = (select nullif(pg_catalog.current_setting('heirloom.branding_domain', true), ''))
  )
  with check (id = (select nullif(pg_catalog.current_setting('heirloom.tenant', true), '')::integer));
grant select on fwd.tenants to heirloom_procedures;

-- Audit -------------------------------------------------------------------------------------------------------------------------

create table fwd.audit_log (
  id bigint generated always as identity,
  tenant_id integer not null references fwd.tenants (id),
  occurred_at timestamptz not null default now(),
  user_id uuid,
  persona_id uuid,
  on_behalf_of_persona_id uuid,
  session_id uuid,
  request_id text,
  action fwd.audit_action_enum not null,
  entity_type text not null,
  entity_id text,
  ffc_id uuid,
  old_values jsonb,
  new_values jsonb,
  reason text,
  ip inet,
  user_agent text,
  primary key (id, occurred_at)
) partition by range (occurred_at);

create index audit_log_entity on fwd.audit_log (tenant_id, entity_type, entity_id);
create index audit_log_occurred_at on fwd.audit_log using brin (occurred_at);
create index audit_log_ffc on fwd.audit_log (tenant_id, ffc_id) where ffc_id is not null;

create function fwd.refuse_change() returns trigger
  language plpgsql set search_path = '' as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = '42501';
end
$$;

-- One RESTRICTIVE wall and one permissive gate: several permissive policies would be ORed, and the narrow one would add nothing.
create function fwd.wall_off(target regclass) returns void
  language plpgsql set search_path = '' as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant_gate on %s as permissive using (true) with check (true)', target);
  execute format(
    'create policy tenant_wall on %s as restrictive'
    ' using (tenant_id = (select nullif(pg_catalog.current_setting(''heirloom.tenant'', true), '''')::integer))'
    ' with check (tenant_id = (select nullif(pg_catalog.current_setting(''heirloom.tenant'', true), '''')::integer))',
    target
  );
end
$$;

select fwd.wall_off('fwd.audit_log');
create trigger trg_append_only before update or delete on fwd.audit_log
  for each row execute function fwd.refuse_change();
create trigger trg_no_truncate before truncate on fwd.audit_log
  for each statement execute function fwd.refuse_change();

create table fwd.audit_log_rest partition of fwd.audit_log default;
select fwd.wall_off('fwd.audit_log_rest');
create trigger trg_no_truncate before truncate on fwd.audit_log_rest
  for each statement execute function fwd.refuse_change();

-- A partition for the month of `day`; rows of months nobody prepared go to audit_log_rest.
create function fwd.prepare_audit_month(day date) returns void
  language plpgsql set search_path = '' as $$
declare
  lower_bound date := date_trunc('month', day)::date;
  upper_bound date := (date_trunc('month', day) + interval '1 month')::date;
  partition_name text := 'audit_log_' || to_char(day, 'YYYY_MM');
begin
  if to_regclass('fwd.' || partition_name) is not null then
    return;
  end if;
  execute format(
    'create table fwd.%I partition of fwd.audit_log for values from (%L) to (%L)',
    partition_name, lower_bound || ' 00:00:00+00', upper_bound || ' 00:00:00+00'
  );
  perform fwd.wall_off(('fwd.' || partition_name)::regclass);
  execute format(
    'create trigger trg_no_truncate before truncate on fwd.%I for each statement execute function fwd.refuse_change()', partition_name
  );
end
$$;

select fwd.prepare_audit_month((date_trunc('month', now()) + n * interval '1 month')::date) from generate_series(0, 11) as n;

-- The conventions of every table ------------------------------------------------------------------------------------------------

create function fwd.touch() returns trigger
  language plpgsql set search_path = '' as $$
begin
  if tg_op = 'INSERT' then
    new.created_by := coalesce(new.created_by, fwd.ctx_user());
    new.updated_by := coalesce(new.updated_by, new.created_by);
  else
    new.created_at := old.created_at;
    new.created_by := old.created_by;
    new.updated_at := now();
    new.updated_by := coalesce(fwd.ctx_user(), new.updated_by);
    new.version := old.version + 1;
  end if;
  return new;
end
$$;

create function fwd.touch_tenant() returns trigger
  language plpgsql set search_path = '' as $$
begin
  new.created_at := old.created_at;
  new.updated_at := now();
  new.version := old.version + 1;
  return new;
end
$$;

-- Replaces protected values: every ciphertext and the columns named in `pii`.
create function fwd.masked(row_values jsonb, pii text[]) returns jsonb
  language sql immutable parallel safe set search_path = ''
  return (
    select jsonb_object_agg(
      v.key,
      case
        when v.value <> 'null'::jsonb and (v.key like '%\_ciphertext' or v.key = any(pii)) then '"***"'::jsonb
        else v.value
      end
    )
    from jsonb_each(row_values) as v
  );

-- Writes what changed to the audit log; the arguments name the columns to be masked.
create function fwd.audit() returns trigger
  language plpgsql security definer set search_path = '' as $$
declare
  before_values jsonb;
  after_values jsonb;
  entity jsonb;
  action fwd.audit_action_enum;
begin
  if tg_op <> 'INSERT' then
    before_values := to_jsonb(old);
  end if;
  if tg_op <> 'DELETE' then
    after_values := to_jsonb(new);
  end if;
  entity := coalesce(after_values, before_values);
  action := case tg_op when 'INSERT' then 'create' when 'DELETE' then 'delete' else 'update' end;
  if tg_op = 'UPDATE' then
    if before_values ->> 'status' is distinct from after_values ->> 'status' then
      action := 'status_change';
    elsif tg_table_name = 'asset_permissions' then
      action := 'permission_change';
    end if;
    select jsonb_object_agg(b.key, b.value), jsonb_object_agg(b.key, after_values -> b.key)
      into before_values, after_values
      from jsonb_each(before_values) as b
      where b.value is distinct from after_values -> b.key
        and b.key not in ('updated_at', 'updated_by', 'version');
    if before_values is null then
      return null;
    end if;
  end if;
  insert into fwd.audit_log (
    tenant_id, user_id, persona_id, request_id, action, entity_type, entity_id, ffc_id, old_values, new_values
  ) values (
    coalesce(entity ->> 'tenant_id', entity ->> 'id')::integer,
    fwd.ctx_user(),
    fwd.ctx_persona(),
    nullif(pg_catalog.current_setting('heirloom.request_id', true), ''),
    action,
    tg_table_name,
    coalesce(entity ->> 'id', entity ->> 'asset_id'),
    case when tg_table_name = 'fwd_family_circles' then entity ->> 'id' else entity ->> 'ffc_id' end::uuid,
    fwd.masked(before_values, tg_argv),
    fwd.masked(after_values, tg_argv)
  );
  return null;
end
$$;

create trigger trg_touch before update on fwd.tenants
  for each row execute function fwd.touch_tenant();
create trigger trg_audit after insert or update or delete on fwd.tenants
  for each row execute function fwd.audit();

-- An index for each foreign key that has none; PostgreSQL makes them for the referenced side only.
create function fwd.index_foreign_keys(target regclass) returns void
  language plpgsql set search_path = '' as $$
declare
  foreign_key record;
begin
  for foreign_key in
    select
      string_agg(quote_ident(a.attname), ', ' order by k.position) as columns,
      c.relname || '_'
        || string_agg(a.attname, '_' order by k.position) filter (where a.attname <> 'tenant_id' or cardinality(f.conkey) = 1)
        as index_name
    from pg_catalog.pg_constraint as f
    join pg_catalog.pg_class as c on c.oid = f.conrelid
    cross join lateral unnest(f.conkey) with ordinality as k (attnum, position)
    join pg_catalog.pg_attribute as a on a.attrelid = f.conrelid and a.attnum = k.attnum
    where f.conrelid = target
      and f.contype = 'f'
      and not exists (
        select
        from pg_catalog.pg_index as i
        where i.indrelid = f.conrelid
          and i.indpred is null
          and f.conkey <@ (i.indkey::smallint[])[0:cardinality(f.conkey) - 1]
      )
    group by f.oid, c.relname
    order by f.oid
  loop
    execute format('create index if not exists %I on %s (%s)', left(foreign_key.index_name, 63), target, foreign_key.columns);
  end loop;
end
$$;

-- What every table of a tenant has: who and when, an optimistic lock, the wall, audit, an index under each foreign key, and select for
-- the procedures on everything that is not ciphertext. Called once for each table, when fwd.users exists.
create function fwd.adopt(target regclass, pii text[] default '{}') returns void
  language plpgsql set search_path = '' as $$
declare
  readable text;
begin
  execute format(
    'alter table %s'
    ' add column created_at timestamptz not null default now(),'
    ' add column updated_at timestamptz not null default now(),'
    ' add column created_by uuid,'
    ' add column updated_by uuid,'
    ' add column version integer not null default 1,'
    ' add foreign key (tenant_id) references fwd.tenants (id),'
    ' add foreign key (tenant_id, created_by) references fwd.users (tenant_id, id),'
    ' add foreign key (tenant_id, updated_by) references fwd.users (tenant_id, id)',
    target
  );
  perform fwd.index_foreign_keys(target);
  perform fwd.wall_off(target);
  execute format('create trigger trg_touch before insert or update on %s for each row execute function fwd.touch()', target);
  execute format(
    'create trigger trg_audit after insert or update or delete on %s for each row execute function fwd.audit(%s)',
    target, (select string_agg(quote_literal(p), ', ') from unnest(pii) as p)
  );
  -- By column only where something is to be kept back: it is checked column by column, on every call.
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum) filter (where a.attname not like '%\_ciphertext')
    into readable
    from pg_catalog.pg_attribute as a
    where a.attrelid = target and a.attnum > 0 and not a.attisdropped
    having bool_or(a.attname like '%\_ciphertext');
  execute format('grant select%s on %s to heirloom_procedures', ' (' || readable || ')', target);
end
$$;

reset role;
