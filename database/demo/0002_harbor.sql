-- The demo family of tenant 2 (host name harbor.localhost), with assets of the types tenant 1 has none of; and tenant 3, which is
-- closed. Safe to run again. Run as one transaction. Ids as in 0001_forward.sql, with numbers from 51 on.
--
--   persona                         tenant  signs in as   persona id
--   Olga Other (primary)            2       other         00000000-0000-4000-8000-000000000151
--   Oscar Other, her husband        2       oscar         00000000-0000-4000-8000-000000000152
--   Harriet Harbor, administrator   2       harriet       00000000-0000-4000-8000-000000000153
--   Ida Idle, of a closed tenant    3       ida           00000000-0000-4000-8000-000000000161
--
--   circle                          id
--   Other family                    00000000-0000-4000-8000-000000000251   Olga owner, Oscar beneficiary
set role heirloom_owner;
select set_config('heirloom.tenant', '2', false);

insert into fwd.tenants (id, name, display_name, domain, logo_url, primary_color, secondary_color, settings, feature_flags, default_currency) values
  (2, 'harbor', 'Harbor Legacy', 'harbor.localhost', 'https://harbor.localhost/logo.svg', '#0B3C5D', '#D9B310', '{"support_email": "crew@harbor.example", "owner_asset_access": "read"}', '{"documents": true}', 'EUR')
on conflict do nothing;

insert into fwd.email_address (id, tenant_id, email_address, is_verified) values
  ('00000000-0000-4000-8000-000000000761', 2, 'other@harbor.example', true),
  ('00000000-0000-4000-8000-000000000762', 2, 'oscar@harbor.example', true),
  ('00000000-0000-4000-8000-000000000763', 2, 'harriet@harbor.example', true)
on conflict do nothing;

insert into fwd.phone_number (id, tenant_id, country_code, phone_number, is_verified, can_receive_sms) values
  ('00000000-0000-4000-8000-000000000661', 2, '+44', '2079460051', true, true),
  ('00000000-0000-4000-8000-000000000662', 2, '+44', '2079460052', true, true),
  ('00000000-0000-4000-8000-000000000663', 2, '+44', '2079460053', true, true)
on conflict do nothing;

insert into fwd.users (id, tenant_id, cognito_user_id, cognito_username, primary_email_id, primary_phone_id, first_name, last_name, status, tenant_role, email_verified_at, phone_verified_at) values
  ('00000000-0000-4000-8000-000000000051', 2, 'other', 'other', '00000000-0000-4000-8000-000000000761', '00000000-0000-4000-8000-000000000661', 'Olga', 'Other', 'active', 'member', '2024-05-01 09:00+00', '2024-05-01 09:05+00'),
  ('00000000-0000-4000-8000-000000000052', 2, 'oscar', 'oscar', '00000000-0000-4000-8000-000000000762', '00000000-0000-4000-8000-000000000662', 'Oscar', 'Other', 'active', 'member', '2024-05-01 09:00+00', '2024-05-01 09:05+00'),
  ('00000000-0000-4000-8000-000000000053', 2, 'harriet', 'harriet', '00000000-0000-4000-8000-000000000763', '00000000-0000-4000-8000-000000000663', 'Harriet', 'Harbor', 'active', 'tenant_admin', '2024-05-01 09:00+00', '2024-05-01 09:05+00')
on conflict do nothing;

insert into fwd.address (id, tenant_id, line_1, city, state, postal_code, country) values
  ('00000000-0000-4000-8000-000000000551', 2, '3 Quay Street', 'Whitby', 'North Yorkshire', 'YO21 1PU', 'GB')
on conflict do nothing;

insert into fwd.contact_info (id, tenant_id, address_id, language_preference, timezone) values
  ('00000000-0000-4000-8000-000000000451', 2, '00000000-0000-4000-8000-000000000551', 'en', 'Europe/London')
on conflict do nothing;

insert into fwd.personas (id, tenant_id, user_id, is_primary, contact_info_id, first_name, last_name, date_of_birth, gender, marital_status) values
  ('00000000-0000-4000-8000-000000000151', 2, '00000000-0000-4000-8000-000000000051', true, '00000000-0000-4000-8000-000000000451', 'Olga', 'Other', '1971-08-08', 'female', 'married'),
  ('00000000-0000-4000-8000-000000000152', 2, '00000000-0000-4000-8000-000000000052', true, '00000000-0000-4000-8000-000000000451', 'Oscar', 'Other', '1970-01-20', 'male', 'married'),
  ('00000000-0000-4000-8000-000000000153', 2, '00000000-0000-4000-8000-000000000053', true, null, 'Harriet', 'Harbor', '1982-02-02', 'female', null)
on conflict do nothing;

insert into fwd.persona_relationships (id, tenant_id, from_persona_id, to_persona_id, relationship) values
  ('00000000-0000-4000-8000-000000001851', 2, '00000000-0000-4000-8000-000000000151', '00000000-0000-4000-8000-000000000152', 'spouse')
on conflict do nothing;

insert into fwd.fwd_family_circles (id, tenant_id, owner_user_id, name, description, established_date) values
  ('00000000-0000-4000-8000-000000000251', 2, '00000000-0000-4000-8000-000000000051', 'Other family', 'Olga and Oscar', '2024-05-01')
on conflict do nothing;

insert into fwd.ffc_personas (id, tenant_id, ffc_id, persona_id, ffc_role, added_by, joined_at) values
  ('00000000-0000-4000-8000-000000002051', 2, '00000000-0000-4000-8000-000000000251', '00000000-0000-4000-8000-000000000151', 'owner', '00000000-0000-4000-8000-000000000051', '2024-05-01 10:00+00'),
  ('00000000-0000-4000-8000-000000002052', 2, '00000000-0000-4000-8000-000000000251', '00000000-0000-4000-8000-000000000152', 'beneficiary', '00000000-0000-4000-8000-000000000051', '2024-05-01 10:01+00')
on conflict do nothing;

insert into fwd.phone_usage (id, tenant_id, phone_id, linked_entity_type, linked_entity_id, usage_type, is_primary, allow_sms) values
  ('00000000-0000-4000-8000-000000001251', 2, '00000000-0000-4000-8000-000000000661', 'persona', '00000000-0000-4000-8000-000000000151', 'mobile', true, true),
  ('00000000-0000-4000-8000-000000001252', 2, '00000000-0000-4000-8000-000000000662', 'persona', '00000000-0000-4000-8000-000000000152', 'mobile', true, true),
  ('00000000-0000-4000-8000-000000001253', 2, '00000000-0000-4000-8000-000000000663', 'persona', '00000000-0000-4000-8000-000000000153', 'mobile', true, true)
on conflict do nothing;

insert into fwd.email_usage (id, tenant_id, email_id, linked_entity_type, linked_entity_id, usage_type, is_primary) values
  ('00000000-0000-4000-8000-000000001351', 2, '00000000-0000-4000-8000-000000000761', 'user', '00000000-0000-4000-8000-000000000051', 'login', true),
  ('00000000-0000-4000-8000-000000001352', 2, '00000000-0000-4000-8000-000000000762', 'user', '00000000-0000-4000-8000-000000000052', 'login', true),
  ('00000000-0000-4000-8000-000000001353', 2, '00000000-0000-4000-8000-000000000763', 'user', '00000000-0000-4000-8000-000000000053', 'login', true)
on conflict do nothing;

insert into fwd.assets (id, tenant_id, asset_type, name, description, visibility, tags) values
  ('00000000-0000-4000-8000-000000000351', 2, 'vehicle', 'Sailing boat', 'The Gannet', 'circle', '{sea}'),
  ('00000000-0000-4000-8000-000000000352', 2, 'life_insurance', 'Term policy', 'Pays until 2045', 'circle', '{}'),
  ('00000000-0000-4000-8000-000000000353', 2, 'personal_property', 'Rings', 'Wedding rings', 'circle', '{}'),
  ('00000000-0000-4000-8000-000000000354', 2, 'retirement_account', 'Company pension', 'From the shipyard', 'circle', '{}'),
  ('00000000-0000-4000-8000-000000000355', 2, 'intellectual_property', 'Sea songs', 'A book of songs', 'circle', '{}'),
  ('00000000-0000-4000-8000-000000000356', 2, 'misc', 'Timber', 'Seasoned oak in the shed', 'circle', '{}'),
  ('00000000-0000-4000-8000-000000000357', 2, 'debt', 'Loan to a cousin', 'For the cousin''s shop', 'circle', '{}')
on conflict do nothing;

insert into fwd.asset_vehicles (asset_id, tenant_id, vehicle_kind, make, model, model_year, vin_ciphertext, vin_last4, registration_number_ciphertext, registration_last4, mileage, condition, storage_address_id) values
  ('00000000-0000-4000-8000-000000000351', 2, 'boat', 'Gannet Yard', 'Cutter 28', 1988, sha256('demo vin 351'), 'G028', sha256('demo registration 351'), '77WY', 5200, 'good', '00000000-0000-4000-8000-000000000551')
on conflict do nothing;

insert into fwd.asset_life_insurance (asset_id, tenant_id, insurer_name, policy_number_ciphertext, policy_last4, policy_kind, death_benefit, insured_persona_id, issued_on, matures_on, annual_premium, premium_frequency, policy_status) values
  ('00000000-0000-4000-8000-000000000352', 2, 'Northern Mutual', sha256('demo policy 352'), '6161', 'term', 500000, '00000000-0000-4000-8000-000000000152', '2015-01-01', '2045-01-01', 840, 'monthly', 'active')
on conflict do nothing;

insert into fwd.asset_personal_property (asset_id, tenant_id, item_kind, brand, serial_number_ciphertext, serial_last4, acquired_on, purchase_price, condition, location_note, insured_value) values
  ('00000000-0000-4000-8000-000000000353', 2, 'jewelry', 'Whitby Gold', sha256('demo serial 353'), '0007', '1999-06-12', 1800, 'excellent', 'Top drawer', 2500)
on conflict do nothing;

insert into fwd.asset_retirement_accounts (asset_id, tenant_id, plan_kind, institution_name, account_number_ciphertext, account_last4, employer_name, vested_balance, contributions_to_date, rmd_begins_on) values
  ('00000000-0000-4000-8000-000000000354', 2, 'pension', 'Shipyard Pension Fund', sha256('demo account 354'), '3434', 'Gannet Yard', 180000, 96000, '2044-01-20')
on conflict do nothing;

insert into fwd.asset_intellectual_property (asset_id, tenant_id, ip_kind, title, registration_number, jurisdiction, registered_on, annual_royalty, licensee) values
  ('00000000-0000-4000-8000-000000000355', 2, 'copyright', 'Songs of the Quay', 'GB-2011-7781', 'GB', '2011-04-01', 1200, 'Harbor Press')
on conflict do nothing;

insert into fwd.asset_misc (asset_id, tenant_id, misc_kind, attributes) values
  ('00000000-0000-4000-8000-000000000356', 2, 'Timber', '{"species": "oak", "cubic_metres": 4.5}')
on conflict do nothing;

insert into fwd.asset_debts (asset_id, tenant_id, debt_kind, direction, lender_persona_id, original_amount, interest_rate, rate_kind, originated_on) values
  ('00000000-0000-4000-8000-000000000357', 2, 'family_loan', 'receivable', '00000000-0000-4000-8000-000000000151', 15000, 0, 'fixed', '2023-03-01')
on conflict do nothing;

insert into fwd.asset_persona_ownership (id, tenant_id, asset_id, persona_id, ownership_percentage, ownership_type, effective_date, transfer_on_death_to_persona_id) values
  ('00000000-0000-4000-8000-000000001651', 2, '00000000-0000-4000-8000-000000000351', '00000000-0000-4000-8000-000000000151', 70, 'direct', '2010-05-01', '00000000-0000-4000-8000-000000000152'),
  ('00000000-0000-4000-8000-000000001652', 2, '00000000-0000-4000-8000-000000000351', '00000000-0000-4000-8000-000000000152', 30, 'direct', '2010-05-01', null),
  ('00000000-0000-4000-8000-000000001653', 2, '00000000-0000-4000-8000-000000000352', '00000000-0000-4000-8000-000000000152', 100, 'direct', '2015-01-01', null),
  ('00000000-0000-4000-8000-000000001654', 2, '00000000-0000-4000-8000-000000000353', '00000000-0000-4000-8000-000000000151', 50, 'direct', '1999-06-12', null),
  ('00000000-0000-4000-8000-000000001655', 2, '00000000-0000-4000-8000-000000000353', '00000000-0000-4000-8000-000000000152', 50, 'direct', '1999-06-12', null),
  ('00000000-0000-4000-8000-000000001656', 2, '00000000-0000-4000-8000-000000000354', '00000000-0000-4000-8000-000000000152', 100, 'direct', '2000-01-01', null),
  ('00000000-0000-4000-8000-000000001657', 2, '00000000-0000-4000-8000-000000000354', '00000000-0000-4000-8000-000000000151', 100, 'beneficiary', '2000-01-01', null),
  ('00000000-0000-4000-8000-000000001658', 2, '00000000-0000-4000-8000-000000000355', '00000000-0000-4000-8000-000000000151', 100, 'direct', '2011-04-01', null),
  ('00000000-0000-4000-8000-000000001659', 2, '00000000-0000-4000-8000-000000000356', '00000000-0000-4000-8000-000000000152', 100, 'direct', '2020-10-01', null),
  ('00000000-0000-4000-8000-000000001660', 2, '00000000-0000-4000-8000-000000000357', '00000000-0000-4000-8000-000000000151', 100, 'direct', '2023-03-01', null)
on conflict do nothing;

insert into fwd.asset_permissions (id, tenant_id, asset_id, persona_id, permission_level, granted_by_persona_id, granted_at) values
  ('00000000-0000-4000-8000-000000001751', 2, '00000000-0000-4000-8000-000000000355', '00000000-0000-4000-8000-000000000152', 'edit', '00000000-0000-4000-8000-000000000151', '2024-06-01 12:00+00')
on conflict do nothing;

insert into fwd.asset_valuations (id, tenant_id, asset_id, value, currency_code, valued_on, method, recorded_by_persona_id) values
  ('00000000-0000-4000-8000-000000001551', 2, '00000000-0000-4000-8000-000000000351', 38000, 'EUR', '2025-04-01', 'appraisal', '00000000-0000-4000-8000-000000000151'),
  ('00000000-0000-4000-8000-000000001552', 2, '00000000-0000-4000-8000-000000000352', 0, 'EUR', '2025-12-31', 'other', '00000000-0000-4000-8000-000000000152'),
  ('00000000-0000-4000-8000-000000001553', 2, '00000000-0000-4000-8000-000000000353', 2400, 'EUR', '2025-06-01', 'appraisal', '00000000-0000-4000-8000-000000000151'),
  ('00000000-0000-4000-8000-000000001554', 2, '00000000-0000-4000-8000-000000000354', 171000, 'EUR', '2024-12-31', 'statement', '00000000-0000-4000-8000-000000000152'),
  ('00000000-0000-4000-8000-000000001555', 2, '00000000-0000-4000-8000-000000000354', 184000, 'EUR', '2025-12-31', 'statement', '00000000-0000-4000-8000-000000000152'),
  ('00000000-0000-4000-8000-000000001556', 2, '00000000-0000-4000-8000-000000000355', 9000, 'EUR', '2025-12-31', 'other', '00000000-0000-4000-8000-000000000151'),
  ('00000000-0000-4000-8000-000000001557', 2, '00000000-0000-4000-8000-000000000357', 11000, 'EUR', '2025-12-31', 'manual', '00000000-0000-4000-8000-000000000151')
on conflict do nothing;

select set_config('heirloom.tenant', '3', false);

insert into fwd.tenants (id, name, display_name, domain, is_active) values
  (3, 'closed', 'Closed House', 'closed.localhost', false)
on conflict do nothing;

insert into fwd.email_address (id, tenant_id, email_address, is_verified) values
  ('00000000-0000-4000-8000-000000000781', 3, 'ida@closed.example', true)
on conflict do nothing;

insert into fwd.users (id, tenant_id, cognito_user_id, cognito_username, primary_email_id, first_name, last_name, status) values
  ('00000000-0000-4000-8000-000000000061', 3, 'ida', 'ida', '00000000-0000-4000-8000-000000000781', 'Ida', 'Idle', 'active')
on conflict do nothing;

insert into fwd.personas (id, tenant_id, user_id, is_primary, first_name, last_name) values
  ('00000000-0000-4000-8000-000000000161', 3, '00000000-0000-4000-8000-000000000061', true, 'Ida', 'Idle')
on conflict do nothing;

select set_config('heirloom.tenant', '', false);
reset role;
