-- Which usages each scope shows, and whether only masked. Co-members see what is public or for emergencies; representatives, the owners and
-- advisors of a circle also the ordinary ones; what signs in, verifies or bills is for oneself. Of a company everything ordinary is public.
-- The tenant's administrator sees what a user signs in with, masked.
set role heirloom_procedures;

create or replace view api.contact_rules with (security_invoker = true) as
select r.scope, t.usage_type, r.is_masked
from (values
  ('self', '{mobile,home,work,office,emergency,mfa,login,notification,public,fax,personal,billing,backup,professional}'::text[], false),
  ('private', '{public,emergency,mobile,home,work,office,fax,personal,notification,professional}'::text[], false),
  ('public', '{public,emergency}'::text[], false),
  ('company', '{public,emergency,mobile,home,work,office,fax,personal,notification,professional}'::text[], false),
  ('directory', '{login}'::text[], true)
) as r (scope, usage_types, is_masked)
cross join lateral unnest(r.usage_types) as t (usage_type);

reset role;
