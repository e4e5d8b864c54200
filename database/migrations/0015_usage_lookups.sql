-- Contacts are looked up by whose they are. Under row security a condition on an enum is no condition of an index (its operator is not
-- leakproof), so a column of an enum before the key makes every look-up read all of the tenant's part of the index.
set role heirloom_owner;

drop index fwd.phone_usage_entity;
create index phone_usage_entity on fwd.phone_usage (tenant_id, linked_entity_id, linked_entity_type);
drop index fwd.email_usage_entity;
create index email_usage_entity on fwd.email_usage (tenant_id, linked_entity_id, linked_entity_type);
drop index fwd.social_media_usage_entity;
create index social_media_usage_entity on fwd.social_media_usage (tenant_id, linked_entity_id, linked_entity_type);

reset role;
