-- How a persona is called wherever its name may be shown: by its hat if it has one.
set role heirloom_procedures;

create or replace view api.persona_names with (security_invoker = true) as
select p.id, coalesce(p.capacity_label, concat_ws(' ', p.first_name, p.last_name, p.name_suffix)) as display_name
from fwd.personas as p;

reset role;
