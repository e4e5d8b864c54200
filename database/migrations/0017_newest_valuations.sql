-- A page of valuations reads them in their order. One index behind the wall between tenants serves that and the foreign key: with one for each,
-- the shorter is taken where assets have few valuations on the average, and then all of those who have many are read and sorted.
set role heirloom_owner;

drop index fwd.asset_valuations_newest;
drop index fwd.asset_valuations_asset_id;
create index asset_valuations_newest on fwd.asset_valuations (tenant_id, asset_id, valued_on desc, created_at desc, id);

reset role;
