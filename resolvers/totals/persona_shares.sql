-- What each of these personas holds of each asset on a day (null: today): private assets, too. Only of the acting persona itself and of
-- those it stands for, who see all that they hold; of others there is nothing.
-- Index: those of api.held_by, api.title_on and api.asset_worth.
set role heirloom_procedures;

create or replace function api.persona_shares(ids uuid[], as_of date)
  returns table (
    persona_id uuid,
    asset_id uuid,
    category fwd.asset_type_enum,
    currency text,
    worth numeric,
    percentage numeric
  )
  language plpgsql stable security definer set search_path = '' rows 100 as $$
declare
  mine uuid[] := api.own_sheets(ids);
  held uuid[] := api.held_by(mine);
begin
  return query
  select t.persona_id, w.asset_id, w.category, w.currency, w.worth, t.percentage
  from api.asset_worth(held, as_of) as w
  join api.title_on(held, as_of) as t on t.asset_id = w.asset_id and t.persona_id = any(mine);
end
$$;

revoke all on function api.persona_shares(uuid[], date) from public;

reset role;
