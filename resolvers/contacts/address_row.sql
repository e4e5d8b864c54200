-- The row of GraphQL type Address.
set role heirloom_procedures;

create or replace view api.address_row with (security_invoker = true) as
select
  null::uuid as id,
  null::text as line1,
  null::text as line2,
  null::text as city,
  null::text as state,
  null::text as postal_code,
  null::text as country,
  null::text as formatted,
  null::double precision as latitude,
  null::double precision as longitude
where false;

reset role;
