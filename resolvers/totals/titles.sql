-- Title in assets by the periods it was held for, those that run and those that have ended: from `since` up to, but not including, `until`
-- (null: without end).
set role heirloom_procedures;

create or replace view api.titles with (security_invoker = true) as
select o.asset_id, o.persona_id, o.ownership_percentage::numeric as percentage, o.effective_date as since, o.end_date as until
from fwd.asset_persona_ownership as o
where o.ownership_type in ('direct', 'trust')
union all
select h.asset_id, h.persona_id, h.ownership_percentage::numeric, h.valid_from, h.valid_to
from fwd.asset_ownership_history as h
where h.ownership_type in ('direct', 'trust');

reset role;
