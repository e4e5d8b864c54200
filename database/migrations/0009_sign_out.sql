-- Sign-out and what API keys may do.
set role heirloom_owner;

-- Access tokens that are refused although their signature and dates are good.
create table fwd.token_denials (
  id uuid primary key default gen_random_uuid(),
  tenant_id integer not null,
  subject text not null check (subject ~ '\S'),
  -- One token (`jti`), or one sign-in with all its tokens (`origin_jti`); without both, all tokens issued until `denied_at`.
  token_id text,
  sign_in_id text,
  denied_at timestamptz not null default now(),
  -- No such token lives longer; then the row may go.
  expires_at timestamptz not null,
  unique (tenant_id, id),
  constraint token_denials_one_reach check (num_nonnulls(token_id, sign_in_id) <= 1)
);
create index token_denials_subject on fwd.token_denials (tenant_id, subject);

select fwd.adopt('fwd.token_denials');
grant select on fwd.token_denials to heirloom_procedures;

alter table fwd.api_keys
  add constraint api_keys_known_scopes check (
    scopes <@ array['assets:read', 'contacts:read', 'ffcs:read', 'personas:read', 'schema:read']
  );
-- The use of a key changes `last_used_at` alone, which is neither a new version of the row nor an entry in the audit log.
grant update (last_used_at) on fwd.api_keys to heirloom_procedures;
drop trigger trg_touch on fwd.api_keys;
create trigger trg_touch
  before insert or update of name, prefix, key_hash, scopes, acts_as_persona_id, rate_limit, expires_at, revoked_at
  on fwd.api_keys
  for each row execute function fwd.touch();
drop trigger trg_audit on fwd.api_keys;
create trigger trg_audit
  after insert or delete or update of name, prefix, key_hash, scopes, acts_as_persona_id, rate_limit, expires_at, revoked_at
  on fwd.api_keys
  for each row execute function fwd.audit('key_hash');

reset role;

-- They take more than before, and give more.
set role heirloom_procedures;
drop function if exists api.begin_request(integer, text, uuid, text);
drop function if exists api.begin_key_request(integer, text, bytea, text);
reset role;
