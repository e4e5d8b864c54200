-- Search: the words by which assets, personas and circles are found, each with a label for who may find by them.
set role heirloom_owner;

-- Lower case, without accents, nothing but words parted by single spaces: how texts and what is asked for are compared.
create function fwd.plain_words(source text) returns text
  language plpgsql immutable parallel safe set search_path = '' as $$
begin
  return btrim(
    regexp_replace(regexp_replace(normalize(lower(source), nfkd), '[\u0300-\u036f]+', '', 'g'), '[^[:alnum:]]+', ' ', 'g')
  );
end
$$;

-- The words of texts with one label. Words are known by their first 64 characters, and texts by their first 50,000: a tsvector has bounds.
create function fwd.labelled_words(parts text[], label text) returns tsvector
  language plpgsql immutable parallel safe set search_path = '' as $$
declare
  source text := fwd.plain_words(left(array_to_string(parts, ' '), 50000));
begin
  return coalesce((select string_agg(left(w, 64) || ':1' || label, ' ') from string_to_table(source, ' ') as w), '')::tsvector;
end
$$;

-- A: what an object is called, seen by whoever sees the object. B and C: what the summary withholds, B the closer to a name.
create function fwd.search_words(names text[], more text[], description text) returns tsvector
  language plpgsql immutable parallel safe set search_path = '' as $$
begin
  return fwd.labelled_words(names, 'A') || fwd.labelled_words(more, 'B') || fwd.labelled_words(array[description], 'C');
end
$$;

grant execute on function fwd.plain_words(text) to heirloom_procedures;

-- What the audit log tells of a row is what was written, not what follows from it.
create or replace function fwd.audit() returns trigger
  language plpgsql security definer set search_path = '' as $$
declare
  before_values jsonb;
  after_values jsonb;
  entity jsonb;
  action fwd.audit_action_enum;
begin
  if tg_op <> 'INSERT' then
    before_values := to_jsonb(old) - 'words';
  end if;
  if tg_op <> 'DELETE' then
    after_values := to_jsonb(new) - 'words';
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

-- The indexes serve who is not behind the wall between tenants: behind it no full-text operator leads to rows.
drop index fwd.assets_words;
drop function fwd.asset_words(text, text, text[]);
alter table fwd.assets
  add column words tsvector not null generated always as (fwd.search_words(array[name], tags, description)) stored;
create index assets_words on fwd.assets using gin (words);

drop index fwd.personas_names;
alter table fwd.personas
  add column words tsvector not null generated always as (
    fwd.search_words(array[capacity_label, first_name, middle_name, last_name, name_suffix], array[nickname], null)
  ) stored;
create index personas_words on fwd.personas using gin (words);

alter table fwd.fwd_family_circles
  add column words tsvector not null generated always as (fwd.search_words(array[name], null, description)) stored;

reset role;
