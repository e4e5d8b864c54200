-- Whether a day lies in a DateRange, both ends included; null when it is not known.
set role heirloom_procedures;

create or replace function api.day_meets(range jsonb, day date)
  returns boolean
  language plpgsql stable security definer set search_path = '' as $$
begin
  return (not range ? 'from' or day >= (range ->> 'from')::date)
    and (not range ? 'to' or day <= (range ->> 'to')::date);
end
$$;

revoke all on function api.day_meets(jsonb, date) from public;

reset role;
