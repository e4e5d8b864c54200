-- The owners of an asset tell the level they are shown at: the function gives more than before.
set role heirloom_procedures;
drop function if exists api.sp_batch_asset_owners(uuid[]);
reset role;
