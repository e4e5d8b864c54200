-- Keys that partner tenants' programs sign in with. A key is `prefix.secret`; the table has the prefix and a digest of the secret.
set role heirloom_owner;

create table fwd.api_keys (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  name text not null check (name ~ '\S'),
  -- `hk`, the tenant's number, `-`, eight or more characters that make it unique.
  prefix text not null check (prefix ~ '^hk[0-9]+-[0-9a-z]{8,32}$'),
  key_hash bytea not null check (length(key_hash) = 32),
  scopes text[] not null default '{}' check (array_position(scopes, null) is null),
  acts_as_persona_id uuid,
  rate_limit integer check (rate_limit > 0),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  unique (tenant_id, id),
  unique (tenant_id, prefix),
  unique (tenant_id, key_hash),
  constraint api_keys_prefix_names_tenant check (substring(prefix from '^hk([0-9]+)-')::integer = tenant_id),
  foreign key (tenant_id, acts_as_persona_id) references fwd.personas (tenant_id, id)
);

select fwd.adopt('fwd.api_keys', array['key_hash']);
grant select on fwd.api_keys to heirloom_procedures;

reset role;
