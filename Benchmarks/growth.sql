-- What ./dev bench --growth asks for beside the circles: people in tables of 10^3 to 10^6 rows, each with the one that comes next.
-- Indexes: the primary keys.
set role heirloom_owner;

do $$
declare
  people text;
begin
  for power in 3..6 loop
    people := 'people_' || power;
    continue when to_regclass('fwd.' || people) is not null;
    execute format('create table fwd.%I (id bigint primary key, name text not null, next_id bigint not null)', people);
    execute format(
      'insert into fwd.%I select n, ''Person '' || n, n %% %s + 1 from generate_series(1, %s) as n', people, 10 ^ power, 10 ^ power);
    execute format('grant select on fwd.%I to heirloom_procedures', people);
    execute format('analyze fwd.%I', people);
  end loop;
end
$$;

set role heirloom_procedures;

do $$
begin
  for power in 3..6 loop
    execute format(
      'create function api.sp_batch_people_%1$s(ids bigint[]) returns setof fwd.people_%1$s
        language plpgsql stable security definer set search_path = '''' rows 1 as
        ''begin return query select p.* from fwd.people_%1$s as p where p.id = any (ids); end''', power);
  end loop;
end
$$;

create function api.sp_get_people(count integer)
  returns setof fwd.people_6
  language plpgsql stable security definer set search_path = '' rows 100 as $$
#variable_conflict use_column
begin
  return query
  select p.*
  from fwd.people_6 as p
  where p.id <= sp_get_people.count
  order by p.id;
end
$$;

revoke all on all functions in schema api from public;
grant execute on all functions in schema api to heirloom_gateway;

reset role;
