-- The row of GraphQL type Persona.
set role heirloom_procedures;

create or replace view api.persona_row with (security_invoker = true) as
select
  null::uuid as id,
  null::text as entity_type,
  null::text as display_name,
  null::text as first_name,
  null::text as middle_name,
  null::text as last_name,
  null::text as name_suffix,
  null::text as nickname,
  null::boolean as is_living,
  null::boolean as is_managed,
  null::date as date_of_birth,
  null::integer as birth_year,
  null::date as date_of_death,
  null::fwd.gender_enum as gender,
  null::fwd.marital_status_enum as marital_status,
  null::text as capacity_label,
  null::fwd.status_enum as status,
  null::uuid as user_id,
  null::uuid as contact_info_id,
  null::text as viewer_relation,
  null::timestamptz as created_at,
  null::timestamptz as updated_at,
  null::integer as version
where false;

reset role;
