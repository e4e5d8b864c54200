-- Which assets each circle lists: what its active members hold and share with it, unless it is private. Whoever is an active member of the
-- circle sees each of them at least in summary (see api.asset_sources), so the list needs no further check. One row for each holder, with his share.
set role heirloom_procedures;

create or replace view api.circle_assets with (security_invoker = true) as
select m.ffc_id, t.asset_id, t.ownership_percentage as percentage
from fwd.ffc_personas as m
join fwd.fwd_family_circles as c on c.id = m.ffc_id and c.status = 'active'
join fwd.v_live_title as t on t.persona_id = m.persona_id
join fwd.assets as a on a.id = t.asset_id and a.visibility = 'circle' and a.status <> 'deleted'
where m.status = 'active'
  and m.asset_share <> 'none';

reset role;
