-- The words by which the acting persona finds what it sees of its own accord: those of the fields that are shown to it, and no others. The
-- types are asset, persona and family_circle.
-- Index: those of api.own_assets, api.own_personas and api.sp_ffc_access; assets (id), personas (id), fwd_family_circles (id). Rights come
-- first, so what is compared is as much as the persona sees, however large the tenant is.
set role heirloom_procedures;

create or replace function api.own_words(types text[])
  returns table (entity_type text, id uuid, name text, words tsvector)
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  me uuid := api.acting_persona();
begin
  if 'asset' = any(types) then
    return query
    select 'asset', a.id, a.name, case when o.level >= 2 then a.words else ts_filter(a.words, '{a}') end
    from api.own_assets() as o
    join fwd.assets as a on a.id = o.asset_id;
  end if;

  if 'persona' = any(types) then
    return query
    select 'persona', p.id, p.display_name, case when x.level <> 'directory' then p.words else ts_filter(p.words, '{a}') end
    from api.sp_persona_access(array(select o.persona_id from api.own_personas() as o)) as x
    join fwd.personas as p on p.id = x.persona_id
    where x.level <> 'coowner';
  end if;

  if 'family_circle' = any(types) then
    return query
    select 'family_circle', c.id, c.name, c.words
    from api.sp_ffc_access(array(select m.ffc_id from fwd.ffc_personas as m where m.persona_id = me and m.status = 'active')) as x
    join fwd.fwd_family_circles as c on c.id = x.ffc_id
    where x.role is not null;
  end if;
end
$$;

revoke all on function api.own_words(text[]) from public;

reset role;
