-- Assets: what is owned, by whom and since when, who else may see it, what it is worth.
set role heirloom_owner;

create type fwd.asset_type_enum as enum (
  'bank_account', 'investment_account', 'real_estate', 'vehicle', 'business', 'life_insurance', 'personal_property', 'debt',
  'cryptocurrency', 'retirement_account', 'collectible', 'intellectual_property', 'misc'
);
create type fwd.asset_visibility_enum as enum ('circle', 'private');
create type fwd.ownership_type_enum as enum ('direct', 'trust', 'beneficiary');
create type fwd.permission_level_enum as enum ('read', 'edit', 'admin');
create type fwd.valuation_method_enum as enum ('manual', 'appraisal', 'market', 'avm', 'statement', 'custodian', 'cost', 'other');

-- The thirteen categories belong to the product, not to a tenant.
create table fwd.asset_categories (
  asset_type fwd.asset_type_enum primary key,
  code text not null unique,
  display_name text not null,
  sort_order smallint not null unique,
  sign smallint not null default 1 check (sign in (1, -1)),
  requires_valuation boolean not null default true,
  icon text
);
grant select on fwd.asset_categories to heirloom_procedures;

insert into fwd.asset_categories (asset_type, code, display_name, sort_order, sign, requires_valuation, icon) values
  ('bank_account', 'BANK', 'Bank accounts', 1, 1, true, 'bank'),
  ('investment_account', 'INVEST', 'Investment accounts', 2, 1, true, 'chart'),
  ('retirement_account', 'RETIRE', 'Retirement accounts', 3, 1, true, 'sunset'),
  ('real_estate', 'REALTY', 'Real estate', 4, 1, true, 'house'),
  ('vehicle', 'VEHICLE', 'Vehicles', 5, 1, true, 'car'),
  ('business', 'BUSINESS', 'Businesses', 6, 1, true, 'briefcase'),
  ('life_insurance', 'LIFE', 'Life insurance', 7, 1, false, 'shield'),
  ('personal_property', 'PERSONAL', 'Personal property', 8, 1, false, 'gem'),
  ('collectible', 'COLLECT', 'Collectibles', 9, 1, true, 'palette'),
  ('cryptocurrency', 'CRYPTO', 'Cryptocurrencies', 10, 1, true, 'coin'),
  ('intellectual_property', 'IP', 'Intellectual property', 11, 1, false, 'lightbulb'),
  ('misc', 'MISC', 'Other assets', 12, 1, false, 'box'),
  ('debt', 'DEBT', 'Debts', 13, -1, true, 'receipt');

create table fwd.assets (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  asset_type fwd.asset_type_enum not null references fwd.asset_categories (asset_type),
  name text not null check (name ~ '\S'),
  description text,
  -- Null: not valued. For a debt the outstanding balance, positive.
  estimated_value numeric(18, 2) check (estimated_value >= 0),
  -- Null on insert becomes the tenant's default.
  currency_code char(3) not null check (currency_code ~ '^[A-Z]{3}$'),
  valued_on date,
  visibility fwd.asset_visibility_enum not null default 'circle',
  tags text[] not null default '{}' check (array_position(tags, null) is null),
  status fwd.status_enum not null default 'active',
  custom jsonb not null default '{}' check (jsonb_typeof(custom) = 'object'),
  unique (tenant_id, id),
  unique (tenant_id, id, asset_type)
);
create index assets_type on fwd.assets (asset_type);

-- array_to_string is only stable because some types print by settings; text does not.
create function fwd.asset_words(name text, description text, tags text[]) returns tsvector
  language sql immutable parallel safe set search_path = ''
  return to_tsvector('simple'::regconfig, name || ' ' || coalesce(description, '') || ' ' || array_to_string(tags, ' '));
create index assets_words on fwd.assets using gin (fwd.asset_words(name, description, tags));
grant execute on function fwd.asset_words(text, text, text[]) to heirloom_procedures;

-- Ownership is by persona; nothing links an asset to a circle. Live from effective_date up to, but not including, end_date.
create table fwd.asset_persona_ownership (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  asset_id uuid not null,
  persona_id uuid not null,
  ownership_percentage numeric(5, 2) not null check (ownership_percentage > 0 and ownership_percentage <= 100),
  ownership_type fwd.ownership_type_enum not null default 'direct',
  effective_date date not null default current_date,
  end_date date check (end_date >= effective_date),
  transfer_on_death_to_persona_id uuid,
  unique (tenant_id, id),
  unique (asset_id, persona_id),
  foreign key (tenant_id, asset_id) references fwd.assets (tenant_id, id) on delete cascade,
  foreign key (tenant_id, persona_id) references fwd.personas (tenant_id, id),
  foreign key (tenant_id, transfer_on_death_to_persona_id) references fwd.personas (tenant_id, id),
  check (transfer_on_death_to_persona_id <> persona_id),
  check (transfer_on_death_to_persona_id is null or ownership_type <> 'beneficiary')
);
create index asset_persona_ownership_live on fwd.asset_persona_ownership (persona_id) where end_date is null;
create index asset_persona_ownership_by_persona on fwd.asset_persona_ownership (persona_id, asset_id);

-- The periods that ended: the table above keeps one row for each pair.
create table fwd.asset_ownership_history (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  asset_id uuid not null,
  persona_id uuid not null,
  ownership_percentage numeric(5, 2) not null,
  ownership_type fwd.ownership_type_enum not null,
  valid_from date not null,
  valid_to date not null check (valid_to >= valid_from),
  reason text not null,
  unique (tenant_id, id),
  foreign key (tenant_id, asset_id) references fwd.assets (tenant_id, id) on delete cascade,
  foreign key (tenant_id, persona_id) references fwd.personas (tenant_id, id)
);

create table fwd.asset_permissions (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  asset_id uuid not null,
  persona_id uuid not null,
  permission_level fwd.permission_level_enum not null,
  granted_by_persona_id uuid not null,
  granted_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  revoke_reason text,
  unique (tenant_id, id),
  foreign key (tenant_id, asset_id) references fwd.assets (tenant_id, id) on delete cascade,
  foreign key (tenant_id, persona_id) references fwd.personas (tenant_id, id),
  foreign key (tenant_id, granted_by_persona_id) references fwd.personas (tenant_id, id),
  check (expires_at > granted_at)
);
create unique index asset_permissions_live_once on fwd.asset_permissions (asset_id, persona_id) where revoked_at is null;
create index asset_permissions_of_persona on fwd.asset_permissions (persona_id, asset_id) where revoked_at is null;

create table fwd.asset_valuations (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  asset_id uuid not null,
  value numeric(18, 2) not null check (value >= 0),
  currency_code char(3) not null check (currency_code ~ '^[A-Z]{3}$'),
  valued_on date not null check (valued_on <= current_date),
  method fwd.valuation_method_enum not null default 'manual',
  source text,
  note text,
  recorded_by_persona_id uuid,
  unique (tenant_id, id),
  unique (asset_id, valued_on, method),
  foreign key (tenant_id, asset_id) references fwd.assets (tenant_id, id) on delete cascade,
  foreign key (tenant_id, recorded_by_persona_id) references fwd.personas (tenant_id, id)
);
create index asset_valuations_valued_on on fwd.asset_valuations using brin (valued_on);

create table fwd.asset_documents (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  asset_id uuid not null,
  media_id uuid not null,
  kind text not null check (kind ~ '\S'),
  title text not null check (title ~ '\S'),
  is_pii boolean not null default false,
  unique (tenant_id, id),
  unique (asset_id, media_id),
  foreign key (tenant_id, asset_id) references fwd.assets (tenant_id, id) on delete cascade,
  foreign key (tenant_id, media_id) references fwd.media_storage (tenant_id, id)
);

select fwd.adopt('fwd.assets');
select fwd.adopt('fwd.asset_persona_ownership');
select fwd.adopt('fwd.asset_ownership_history');
select fwd.adopt('fwd.asset_permissions');
select fwd.adopt('fwd.asset_valuations');
select fwd.adopt('fwd.asset_documents');

create index asset_valuations_newest on fwd.asset_valuations (asset_id, valued_on desc, created_at desc, id);

create function fwd.default_currency() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  if new.currency_code is null then
    select t.default_currency into new.currency_code from fwd.tenants as t where t.id = new.tenant_id;
  end if;
  return new;
end
$$;
create trigger trg_currency before insert on fwd.assets
  for each row execute function fwd.default_currency();

-- Title that gives power and counts in values, effective today. A designation as beneficiary is an expectation, not property.
create view fwd.v_live_title with (security_invoker = true) as
select
  o.id,
  o.tenant_id,
  o.asset_id,
  o.persona_id,
  o.ownership_percentage,
  o.ownership_type,
  o.effective_date,
  o.end_date,
  o.transfer_on_death_to_persona_id
from fwd.asset_persona_ownership as o
where o.ownership_type in ('direct', 'trust')
  and o.effective_date <= current_date
  and (o.end_date is null or o.end_date > current_date);
grant select on fwd.v_live_title to heirloom_procedures;

-- Never more than 100 % of title, nor of designations, on any day from today on. The asset is locked before the shares are added up:
-- the second of two sessions waits here, then sees what the first has written. (Not `for update`: both sessions already hold the key
-- share lock of the foreign key, and would wait for one another.)
create function fwd.check_ownership() returns trigger
  language plpgsql security definer set search_path = '' as $$
declare
  is_title boolean := new.ownership_type in ('direct', 'trust');
  total numeric;
  owner record;
begin
  if fwd.ctx_tenant() is null then
    raise exception 'UNAUTHENTICATED' using errcode = 'FW401';
  end if;

  perform from fwd.assets as a where a.id = new.asset_id for no key update;

  select max(day_total.percentage)
    into total
    from (
      select sum(o.ownership_percentage) as percentage
      from (
        select distinct greatest(s.effective_date, current_date) as day
        from fwd.asset_persona_ownership as s
        where s.asset_id = new.asset_id
          and (s.end_date is null or s.end_date > current_date)
      ) as d
      join fwd.asset_persona_ownership as o
        on o.asset_id = new.asset_id
        and (o.ownership_type in ('direct', 'trust')) = is_title
        and o.effective_date <= d.day
        and (o.end_date is null or o.end_date > d.day)
      group by d.day
    ) as day_total;
  if total > 100 then
    raise exception '%', case when is_title then 'OWNERSHIP_EXCEEDS_100' else 'BENEFICIARY_EXCEEDS_100' end
      using errcode = 'FW100',
        detail = json_build_object('total', total, 'remaining', greatest(100 - total + new.ownership_percentage, 0));
  end if;

  if tg_op = 'UPDATE' then
    if new.persona_id = old.persona_id
      and new.effective_date = old.effective_date
      and new.ownership_percentage <= old.ownership_percentage
    then
      return null;
    end if;
  end if;
  select p.status, p.is_living, p.date_of_death into owner from fwd.personas as p where p.id = new.persona_id;
  if owner.status <> 'active' then
    raise exception 'PERSONA_INACTIVE' using errcode = 'FW422';
  end if;
  if not owner.is_living and new.effective_date > coalesce(owner.date_of_death, '-infinity') then
    raise exception 'DECEASED_CANNOT_ACQUIRE' using errcode = 'FW422';
  end if;
  return null;
end
$$;
create constraint trigger trg_ownership after insert or update on fwd.asset_persona_ownership
  deferrable initially immediate
  for each row execute function fwd.check_ownership();

create function fwd.keep_ownership_history() returns trigger
  language plpgsql security definer set search_path = '' as $$
declare
  ended date := coalesce(old.end_date, current_date);
begin
  if tg_op = 'UPDATE' then
    if new.effective_date > old.effective_date then
      ended := least(ended, new.effective_date);
    end if;
  elsif not exists (select from fwd.assets as a where a.id = old.asset_id) then
    return null;
  end if;
  if ended > old.effective_date then
    insert into fwd.asset_ownership_history (
      tenant_id, asset_id, persona_id, ownership_percentage, ownership_type, valid_from, valid_to, reason
    ) values (
      old.tenant_id, old.asset_id, old.persona_id, old.ownership_percentage, old.ownership_type, old.effective_date, ended,
      case tg_op when 'DELETE' then 'removed' else 'changed' end
    );
  end if;
  return null;
end
$$;
create trigger trg_history_of_change
  after update of persona_id, asset_id, ownership_percentage, ownership_type, effective_date on fwd.asset_persona_ownership
  for each row
  when (
    (old.persona_id, old.asset_id, old.ownership_percentage, old.ownership_type, old.effective_date)
    is distinct from (new.persona_id, new.asset_id, new.ownership_percentage, new.ownership_type, new.effective_date)
  )
  execute function fwd.keep_ownership_history();
create trigger trg_history_of_removal after delete on fwd.asset_persona_ownership
  for each row execute function fwd.keep_ownership_history();

-- Ownership is the stronger source; a grant beside it would only confuse.
create function fwd.check_grant() returns trigger
  language plpgsql security definer set search_path = '' as $$
begin
  if new.revoked_at is null and exists (
    select from fwd.v_live_title as t where t.asset_id = new.asset_id and t.persona_id = new.persona_id
  ) then
    raise exception 'ALREADY_OWNER' using errcode = 'FW409';
  end if;
  return new;
end
$$;
create trigger trg_grant before insert or update of asset_id, persona_id, permission_level, revoked_at on fwd.asset_permissions
  for each row execute function fwd.check_grant();

-- The newest valuation is the asset's value: entries dated back do not overwrite today's figure.
create function fwd.apply_newest_valuation() returns trigger
  language plpgsql security definer set search_path = '' as $$
declare
  valued_asset uuid;
begin
  if tg_op = 'DELETE' then
    valued_asset := old.asset_id;
  else
    valued_asset := new.asset_id;
  end if;
  update fwd.assets as a
  set estimated_value = v.value,
    currency_code = coalesce(v.currency_code, a.currency_code),
    valued_on = v.valued_on
  from (select) as one_row
  left join lateral (
    select n.value, n.currency_code, n.valued_on
    from fwd.asset_valuations as n
    where n.asset_id = valued_asset
    order by n.valued_on desc, n.created_at desc, n.id
    limit 1
  ) as v on true
  where a.id = valued_asset
    and (a.estimated_value, a.currency_code, a.valued_on)
      is distinct from (v.value, coalesce(v.currency_code, a.currency_code), v.valued_on);
  return null;
end
$$;
create trigger trg_newest_valuation after insert or delete or update of asset_id, value, currency_code, valued_on on fwd.asset_valuations
  for each row execute function fwd.apply_newest_valuation();

reset role;
