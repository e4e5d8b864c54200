-- Whether a number lies in a DecimalRange; null when it is not known.
set role heirloom_procedures;

create or replace function api.number_meets(range jsonb, number numeric)
  returns boolean
  language plpgsql immutable security definer set search_path = '' as $$
begin
  return (not range ? 'gt' or number > (range ->> 'gt')::numeric)
    and (not range ? 'gte' or number >= (range ->> 'gte')::numeric)
    and (not range ? 'lt' or number < (range ->> 'lt')::numeric)
    and (not range ? 'lte' or number <= (range ->> 'lte')::numeric);
end
$$;

revoke all on function api.number_meets(jsonb, numeric) from public;

reset role;
