-- What each member holds of each asset that a circle lists and the acting persona may read, on a day (null: today); for members of the
-- circle only. worth is that of the whole asset. Members are today's, whatever the day.
-- Index: those of api.held_by, api.title_on and api.asset_worth; ffc_personas (ffc_id, persona_id).
set role heirloom_procedures;

create or replace function api.ffc_shares(ids uuid[], as_of date)
  returns table (
    ffc_id uuid,
    asset_id uuid,
    category fwd.asset_type_enum,
    currency text,
    worth numeric,
    persona_id uuid,
    percentage numeric
  )
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  own uuid[] := api.own_ffcs(ids);
  listed uuid[] := api.held_by(
    array(select m.persona_id from fwd.ffc_personas as m where m.ffc_id = any(own) and m.status = 'active' and m.asset_share <> 'none')
  );
begin
  return query
  select m.ffc_id, w.asset_id, w.category, w.currency, w.worth, t.persona_id, t.percentage
  from api.asset_worth(listed, as_of) as w
  join fwd.assets as a on a.id = w.asset_id and a.visibility = 'circle'
  join api.title_on(listed, as_of) as t on t.asset_id = w.asset_id
  join fwd.ffc_personas as m on m.persona_id = t.persona_id and m.ffc_id = any(own) and m.status = 'active' and m.asset_share <> 'none';
end
$$;

revoke all on function api.ffc_shares(uuid[], date) from public;

reset role;
